/** Two elements of one kind would get the same Terraform address. */
export class AddressCollisionError extends Error {
  override readonly name = 'AddressCollisionError';
}

/** A construct was given something that it cannot build. */
export class InvalidPropsError extends Error {
  override readonly name = 'InvalidPropsError';
}

/** The code of a function could not be bundled. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
}

/** Names both constructs, because either may be the one to rename. */
export function addressCollision(address: string, first: string, second: string): AddressCollisionError {
  return new AddressCollisionError(
    `Both "${first}" and "${second}" would be ${address}. Give one of them another construct id.`,
  );
}

/** Terraform's names begin with a letter or an underscore. */
export function unusableAddress(path: string, id: string): InvalidPropsError {
  return new InvalidPropsError(
    `"${path}" would have the Terraform name "${id}". A name begins with a letter or an underscore: choose another construct id.`,
  );
}

/** The address scheme is a property of BaseStack. */
export function notInBaseStack(path: string): InvalidPropsError {
  return new InvalidPropsError(`"${path}" is in a stack that is no BaseStack. Derive the stack from BaseStack.`);
}

/** The zip is built from the sources of this project. */
export function projectRootNotFound(from: string): BundleError {
  return new BundleError(`No cdktf.json in "${from}" or above it. Run from the folder of the project.`);
}

/** esbuild's own words, which name file and line. */
export function bundleFailed(entry: string, problems: string): BundleError {
  return new BundleError(`${entry} cannot be bundled: ${problems}`);
}

/** A route's path as API Gateway takes it. */
export function invalidRoutePath(path: string): InvalidPropsError {
  return new InvalidPropsError(
    `The path "${path}" is no route. Allowed: "/" or segments of letters, digits, "._:-" or one {parameter}, such as /notes/{noteId}; {name+} only at the end.`,
  );
}

/** One method of one path can be declared once. */
export function duplicateRoute(method: string, path: string): InvalidPropsError {
  return new InvalidPropsError(`${method} ${path} is declared twice. Remove one of the two routes.`);
}

/** Somebody has to answer for an open route, or for one that asks for no scope. */
export function withoutReason(kind: string, method: string, path: string): InvalidPropsError {
  return new InvalidPropsError(
    `${method} ${path} is ${kind} without a reason. Say in one sentence why, or choose another authorization.`,
  );
}

/** API Gateway knows an authorizer within its own API only. */
export function foreignAuthorizer(method: string, path: string, authorizer: string): InvalidPropsError {
  return new InvalidPropsError(
    `${method} ${path} names the authorizer "${authorizer}" of another API. Add one to this API, by addUserPoolAuthorizer() or addLambdaAuthorizer().`,
  );
}

/** A secret that is deleted at once cannot be brought back. */
export function recoveryWindowOutOfRange(path: string, days: number): InvalidPropsError {
  return new InvalidPropsError(
    `The secret "${path}" has a recovery window of ${days} days. Allowed: a whole number from 7 to 30.`,
  );
}

/** An API without a route cannot be deployed. */
export function noRoutes(path: string): string {
  return `The API "${path}" has no route: API Gateway refuses to deploy it. Call addRoute().`;
}

/** A role that allows nothing and denies nothing. */
export function noStatements(path: string): InvalidPropsError {
  return new InvalidPropsError(
    `The role "${path}" has no statements: IAM refuses an empty policy. Name what it may do.`,
  );
}

/** Preflight and gateway responses need an origin. */
export function noOrigins(path: string): InvalidPropsError {
  return new InvalidPropsError(
    `The API "${path}" has no CORS origin. Name at least one, such as https://app.example.com.`,
  );
}

/** A right to something that is not there is a typing error, and would stay one unseen. */
export function ruleWithoutRoute(group: string, method: string, path: string): InvalidPropsError {
  return new InvalidPropsError(
    `The group "${group}" has a rule for ${method} ${path}, which is no route of the API. Correct it, or add the route.`,
  );
}

/** The same route can be ruled once. */
export function ruleTwice(group: string, method: string, path: string): InvalidPropsError {
  return new InvalidPropsError(
    `The group "${group}" has two rules for ${method} ${path}. Remove one: a denial wins over a permission.`,
  );
}

/** A parameter of a path becomes an asterisk, which stands for slashes too. */
export function ruleCoversMore(group: string, rule: string, covered: string): InvalidPropsError {
  return new InvalidPropsError(
    `The group "${group}" has the rule "${rule}", whose parameter also covers ${covered}. Give the group a rule of the same effect for that route too, or change one of the paths.`,
  );
}

/** A group without a rule may do nothing, and need not be there. */
export function noRules(group: string): InvalidPropsError {
  return new InvalidPropsError(`The group "${group}" has no rules. Name at least one, or remove the group.`);
}

/** Names of groups are part of addresses. */
export function invalidGroupName(group: string): InvalidPropsError {
  return new InvalidPropsError(
    `The group name "${group}" cannot be used. Allowed: a letter, then up to 127 letters, digits, hyphens and underscores.`,
  );
}

/** Names of identity providers begin the names of their users, up to an underscore. */
export function invalidProviderName(provider: string): InvalidPropsError {
  return new InvalidPropsError(
    `The identity provider name "${provider}" cannot be used. Allowed: a letter, then 2 to 31 letters, digits and hyphens; not "COGNITO".`,
  );
}

/** Names of users are compared without regard to case, so people of both providers would be one. */
export function providersAlike(provider: string, other: string): InvalidPropsError {
  return new InvalidPropsError(
    `The identity providers "${provider}" and "${other}" have names that differ in case at most. Rename one: their users would have the same names.`,
  );
}

/** A group that nobody defined has no rights, and a misspelt one would stay unseen. */
export function mappedToUnknownGroup(
  provider: string,
  { from, to, known }: { readonly from: string; readonly to: string; readonly known: readonly string[] },
): InvalidPropsError {
  return new InvalidPropsError(
    `The group "${from}" of ${provider} is mapped to "${to}", which is no group of the API. Allowed: ${known.join(', ')}.`,
  );
}

/** Federation with nobody. */
export function noProviders(path: string): InvalidPropsError {
  return new InvalidPropsError(
    `The federation of "${path}" has no identity provider. Name at least one, or leave federation out.`,
  );
}
