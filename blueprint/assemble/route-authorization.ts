import { incoherent } from '../errors';
import type { LambdaFunction } from '../model';
import type { LambdaAuthorizer, RouteAuthorization, UserPoolAuthorizer } from '../model/authorization';
import type { UserPool } from '../model/user-pools';
import type { Block } from '../resources/block-type';
import type { ApiParts } from './api-parts';
import { authorizerKind } from './authorizer-arguments';
import { lambdaAuthorizer } from './lambda-authorizer';
import { byAttribute, partner, refuseDuplicates } from './locate';
import { userPoolAuthorizer } from './user-pool-authorizer';

/** What the authorizers of an API may name. */
export interface Judges {
  readonly userPools: readonly UserPool[];
  readonly functions: readonly LambdaFunction[];
}

type Authorizer =
  | { readonly kind: 'COGNITO_USER_POOLS'; readonly authorizer: UserPoolAuthorizer }
  | { readonly kind: 'CUSTOM'; readonly authorizer: LambdaAuthorizer };

/** Finds the authorization of each method of an API. */
export function routeAuthorizations(
  parts: ApiParts,
  { userPools, functions }: Judges,
): (method: Block) => RouteAuthorization {
  const blocks = parts.of('aws_api_gateway_authorizer');
  refuseDuplicates(blocks, (block) => block.arguments.string('name'));
  const authorizers = new Map<Block, Authorizer>(
    blocks.map((block) => [
      block,
      authorizerKind(block) === 'COGNITO_USER_POOLS'
        ? { kind: 'COGNITO_USER_POOLS', authorizer: userPoolAuthorizer(block, userPools) }
        : { kind: 'CUSTOM', authorizer: lambdaAuthorizer(block, functions) },
    ]),
  );
  const find = byAttribute(blocks, 'id');
  return (method) => authorizationOf(method, (id) => authorizers.get(find(id) ?? method));
}

const kinds = ['NONE', 'AWS_IAM', 'COGNITO_USER_POOLS', 'CUSTOM'] as const;

function authorizationOf(method: Block, find: (id: string) => Authorizer | undefined): RouteAuthorization {
  const kind = method.arguments.word('authorization', kinds);
  if (kind === 'NONE' || kind === 'AWS_IAM') {
    refuseWithoutEffect(method, ['authorizer_id', 'authorization_scopes'], find);
    return { kind };
  }
  const found = partner(method, 'authorizer_id', { find, kind: 'authorizer of this API' });
  if (found.kind !== kind) throw otherKind(method, kind, found);
  if (found.kind === 'COGNITO_USER_POOLS') {
    return { ...found, scopes: method.arguments.strings('authorization_scopes') };
  }
  refuseWithoutEffect(method, ['authorization_scopes'], find);
  return found;
}

function otherKind(method: Block, kind: string, { kind: its, authorizer }: Authorizer): Error {
  return incoherent(
    method.arguments.at('authorizer_id'),
    `${authorizer.address} is for methods whose authorization is "${its}", and this one's is "${kind}"`,
    `Set authorization to "${its}", or name another authorizer`,
  );
}

/** AWS takes them and checks nothing: whoever wrote them believes that the method is guarded. */
function refuseWithoutEffect(
  method: Block,
  names: readonly ('authorizer_id' | 'authorization_scopes')[],
  find: (id: string) => Authorizer | undefined,
): void {
  const name = names.find((argument) => method.arguments.has(argument) && !isEmpty(method, argument));
  if (name === undefined) return;
  const authorizer = name === 'authorizer_id' ? find(method.arguments.string(name)) : undefined;
  throw incoherent(
    method.arguments.at(name),
    `it has no effect where authorization is "${method.arguments.string('authorization')}"`,
    `Set authorization to "${authorizer?.kind ?? 'COGNITO_USER_POOLS'}", or leave the argument out`,
  );
}

function isEmpty(method: Block, argument: string): boolean {
  return argument === 'authorization_scopes' && method.arguments.strings(argument).length === 0;
}
