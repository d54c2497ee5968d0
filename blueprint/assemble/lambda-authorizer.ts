import type { LambdaFunction } from '../model';
import { contextVariables, type IdentitySource, type LambdaAuthorizer } from '../model/authorization';
import type { Block } from '../resources/block-type';
import {
  authorizerKind,
  commonParts,
  identitySource,
  refuseWithoutEffect,
  tokenHeader,
  validationExpression,
} from './authorizer-arguments';
import { invokedFunction } from './invoked-function';

/** An authorizer of type TOKEN or REQUEST. `functions`: those that it may call. */
export function lambdaAuthorizer(block: Block, functions: readonly LambdaFunction[]): LambdaAuthorizer {
  const kind = authorizerKind(block);
  refuseWithoutEffect(block, ['provider_arns'], `where type is "${kind}"`);
  const parts = { ...commonParts(block), functionArn: invokedFunction(block, 'authorizer_uri', functions) };
  if (kind !== 'REQUEST') {
    const expression = validationExpression(block);
    return { ...parts, kind: 'TOKEN', tokenHeader: tokenHeader(block), validationExpression: expression };
  }
  refuseWithoutEffect(block, ['identity_validation_expression'], 'where type is "REQUEST"');
  return { ...parts, kind, identitySources: identitySources(block, parts.resultTtlSeconds) };
}

/** A list with commas. Without a cache it may be empty: then the function is called for each request. */
function identitySources(block: Block, resultTtlSeconds: number): readonly IdentitySource[] {
  const list = identitySource(block);
  if (list.trim() === '' && resultTtlSeconds === 0) return [];
  return list.split(',').map((part) => {
    const source = sourceOf(part.trim());
    if (source !== undefined) return source;
    throw block.arguments.invalid('identity_source', list, allowed);
  });
}

const allowed =
  'method.request.header.<name>, method.request.querystring.<name>, stageVariables.<name> and context.<name>, with ' +
  `commas between; the names of context are ${contextVariables.join(', ')}; empty only where no result is kept`;

/** Parts of the path are not taken: API Gateway has them for no authorizer. */
function sourceOf(text: string): IdentitySource | undefined {
  const [, place, name = ''] =
    /^(method\.request\.(?:header|querystring)|stageVariables|context)\.([^\s,]+)$/.exec(text) ?? [];
  switch (place) {
    case 'method.request.header':
      return { place: 'header', name };
    case 'method.request.querystring':
      return { place: 'querystring', name };
    case 'stageVariables':
      return { place, name };
    case 'context': {
      const variable = contextVariables.find((known) => known === name);
      return variable === undefined ? undefined : { place, name: variable };
    }
    default:
      return undefined;
  }
}
