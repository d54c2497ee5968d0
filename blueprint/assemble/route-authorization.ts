import { incoherent, unsupportedValue } from '../errors';
import type { RouteAuthorization, UserPoolAuthorizer } from '../model/authorization';
import type { UserPool } from '../model/user-pools';
import type { Block } from '../resources/block-type';
import type { ApiParts } from './api-parts';
import { byAttribute, located, partner, refuseDuplicates, text } from './locate';

/** Finds the authorization of each method of an API. `userPools`: those that its authorizers may name. */
export function routeAuthorizations(
  parts: ApiParts,
  userPools: readonly UserPool[],
): (method: Block) => RouteAuthorization {
  const blocks = parts.of('aws_api_gateway_authorizer');
  refuseDuplicates(blocks, (block) => block.arguments.string('name'));
  const authorizers = new Map(blocks.map((block) => [block, userPoolAuthorizer(block, userPools)] as const));
  const find = byAttribute(blocks, 'id');
  return (method) => {
    const given = method.arguments;
    const kind = given.word('authorization', ['NONE', 'AWS_IAM', 'COGNITO_USER_POOLS']);
    if (kind !== 'COGNITO_USER_POOLS') {
      refuseWithoutEffect(method, kind);
      return { kind };
    }
    const authorizer = partner(method, 'authorizer_id', {
      find: (id) => authorizers.get(find(id) ?? method),
      kind: 'authorizer of this API',
    });
    return { kind, authorizer, scopes: given.strings('authorization_scopes') };
  };
}

/** AWS takes them and checks nothing: whoever wrote them believes that the method is guarded. */
function refuseWithoutEffect(method: Block, kind: string): void {
  const name = ['authorizer_id', 'authorization_scopes'].find(
    (argument) => method.arguments.has(argument) && !isEmpty(method, argument),
  );
  if (name === undefined) return;
  throw incoherent(
    method.arguments.at(name),
    `it has no effect where authorization is "${kind}"`,
    'Set authorization to "COGNITO_USER_POOLS", or leave the argument out',
  );
}

function isEmpty(method: Block, argument: string): boolean {
  return argument === 'authorization_scopes' && method.arguments.strings(argument).length === 0;
}

function userPoolAuthorizer(block: Block, userPools: readonly UserPool[]): UserPoolAuthorizer {
  const given = block.arguments;
  if ((given.optionalString('type') ?? 'TOKEN') !== 'COGNITO_USER_POOLS') {
    throw unsupportedValue(given.at('type'), given.optionalString('type') ?? 'TOKEN', '"COGNITO_USER_POOLS"');
  }
  return {
    ...located(block),
    id: text(block, 'id'),
    name: given.string('name'),
    tokenHeader: tokenHeader(block),
    userPoolIds: userPoolIds(block, userPools),
    validationExpression: validationExpression(block),
    resultTtlSeconds: resultTtlSeconds(block),
  };
}

function tokenHeader({ arguments: given }: Block): string {
  const source = given.optionalString('identity_source') ?? 'method.request.header.Authorization';
  const header = /^method\.request\.header\.([\w-]+)$/.exec(source)?.[1];
  if (header === undefined) throw given.invalid('identity_source', source, 'method.request.header.<name>');
  return header;
}

function userPoolIds({ arguments: given }: Block, userPools: readonly UserPool[]): readonly string[] {
  const arns = given.strings('provider_arns');
  if (arns.length === 0) throw given.invalid('provider_arns', arns, 'the ARN of at least one user pool');
  return arns.map((arn) => {
    const pool = userPools.find((candidate) => candidate.arn === arn);
    if (pool !== undefined) return pool.id;
    throw incoherent(
      given.at('provider_arns'),
      `${JSON.stringify(arn)} is no user pool of these stacks`,
      'Refer to a user pool that is synthesized with them',
    );
  });
}

/** API Gateway reads Java's expressions; what is common to both languages is taken. */
function validationExpression({ arguments: given }: Block): string | undefined {
  const expression = given.optionalString('identity_validation_expression');
  if (expression === undefined || expression === '') return undefined;
  try {
    new RegExp(expression, 'u');
  } catch {
    throw given.invalid('identity_validation_expression', expression, 'a regular expression');
  }
  return expression;
}

function resultTtlSeconds({ arguments: given }: Block): number {
  const seconds = given.number('authorizer_result_ttl_in_seconds', 300);
  if (Number.isInteger(seconds) && seconds >= 0 && seconds <= 3_600) return seconds;
  throw given.invalid('authorizer_result_ttl_in_seconds', seconds, 'a whole number from 0 to 3600');
}
