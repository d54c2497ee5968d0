import { incoherent } from '../errors';
import type { Located } from '../model/located';
import type { Block } from '../resources/block-type';
import { located, text } from './locate';

const kinds = ['TOKEN', 'REQUEST', 'COGNITO_USER_POOLS'] as const;

/** What decides about a token: a function, or user pools. Terraform's default is TOKEN. */
export function authorizerKind({ arguments: given }: Block): (typeof kinds)[number] {
  return given.word('type', kinds, 'TOKEN');
}

/** What all authorizers have. */
export function commonParts(
  block: Block,
): Located & { readonly id: string; readonly name: string; readonly resultTtlSeconds: number } {
  return {
    ...located(block),
    id: text(block, 'id'),
    name: block.arguments.string('name'),
    resultTtlSeconds: resultTtlSeconds(block),
  };
}

function resultTtlSeconds({ arguments: given }: Block): number {
  const seconds = given.number('authorizer_result_ttl_in_seconds', 300);
  if (Number.isInteger(seconds) && seconds >= 0 && seconds <= 3_600) return seconds;
  throw given.invalid('authorizer_result_ttl_in_seconds', seconds, 'a whole number from 0 to 3600');
}

/** Where the identity comes from; Terraform's default is the header `Authorization`. */
export function identitySource({ arguments: given }: Block): string {
  return given.optionalString('identity_source') ?? 'method.request.header.Authorization';
}

/** The one header that authorizers read that are not of type REQUEST. */
export function tokenHeader(block: Block): string {
  const source = identitySource(block);
  const header = /^method\.request\.header\.([\w-]+)$/.exec(source)?.[1];
  if (header === undefined) throw block.arguments.invalid('identity_source', source, 'method.request.header.<name>');
  return header;
}

/**
 * API Gateway reads Java's regular expressions, and here they are JavaScript's. What only Java knows is refused, by the
 * language or, where both read it differently, by name: an intersection of character classes.
 */
export function validationExpression({ arguments: given }: Block): string | undefined {
  const expression = given.optionalString('identity_validation_expression');
  if (expression === undefined || expression === '') return undefined;
  try {
    new RegExp(expression, 'u');
  } catch {
    throw given.invalid('identity_validation_expression', expression, 'a regular expression');
  }
  if (/\[[^\]]*&&/.test(expression)) {
    throw given.invalid('identity_validation_expression', expression, 'a regular expression without && in a class');
  }
  return expression;
}

/** AWS takes some arguments and heeds them nowhere: whoever wrote one believes that it does something. */
export function refuseWithoutEffect(block: Block, names: readonly string[], where: string): void {
  const name = names.find((argument) => !isEmpty(block, argument));
  if (name === undefined) return;
  throw incoherent(block.arguments.at(name), `it has no effect ${where}`, 'Leave it out');
}

function isEmpty({ arguments: given }: Block, name: string): boolean {
  if (!given.has(name)) return true;
  return name === 'provider_arns' ? given.strings(name).length === 0 : given.string(name) === '';
}
