/** A declaration about a construct that says nothing, or is made about the wrong construct. */
export class InvalidDeclarationError extends Error {
  override readonly name = 'InvalidDeclarationError';
}

/** A reason is what a reviewer reads; an empty one is none. */
export function emptyReason(declaration: string, path: string): InvalidDeclarationError {
  return new InvalidDeclarationError(
    `${declaration}("${path}"): the reason is empty. Say in one sentence why this is right, for the reviewer.`,
  );
}

/** Only a method can be public. */
export function notAMethod(path: string): InvalidDeclarationError {
  return new InvalidDeclarationError(
    `declarePublic("${path}"): this is no aws_api_gateway_method. Pass the ApiGatewayMethod itself.`,
  );
}
