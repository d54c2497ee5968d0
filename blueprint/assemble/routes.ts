import { incoherent } from '../errors';
import type { LambdaFunction, RequestValidator, Route } from '../model';
import type { UserPool } from '../model/user-pools';
import type { Block } from '../resources/block-type';
import { integrations } from './integrations';
import { byAttribute, located, partner, refuseDuplicates, text } from './locate';
import type { ApiParts } from './api-parts';
import { routeAuthorizations } from './route-authorization';
import { routeKey } from './route-key';

const verbs = ['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'] as const;

/** What the methods of an API may name. */
export interface Surroundings {
  readonly functions: readonly LambdaFunction[];
  readonly userPools: readonly UserPool[];
}

/** Every method of an API with its path, its authorization and its integration. */
export function routes(parts: ApiParts, { functions, userPools }: Surroundings): readonly Route[] {
  const paths = pathsById(parts);
  const authorizationOf = routeAuthorizations(parts, { userPools, functions });
  const methods = parts.of('aws_api_gateway_method');
  refuseDuplicates(methods, routeKey);
  refuseStrays(parts, new Set(methods.map(routeKey)));
  const integrationOf = integrations(parts, functions);
  const validatorOf = byAttribute(parts.of('aws_api_gateway_request_validator'), 'id');
  return methods.map((block) => {
    const given = block.arguments;
    const path = partner(block, 'resource_id', { find: (id) => paths.get(id), kind: 'resource of this API' });
    return {
      ...located(block),
      method: given.word('http_method', verbs),
      path,
      resourceId: given.string('resource_id'),
      operationName: given.optionalString('operation_name'),
      authorization: authorizationOf(block),
      requestParameters: given.flagMap('request_parameters'),
      requestValidator: requestValidator(block, validatorOf),
      integration: integrationOf(block),
    };
  });
}

function pathsById(parts: ApiParts): ReadonlyMap<string, string> {
  const resources = parts.of('aws_api_gateway_resource');
  const rootId = text(parts.api, 'root_resource_id');
  const find = byAttribute(resources, 'id');
  for (const resource of resources) {
    partner(resource, 'parent_id', {
      find: (id) => (id === rootId ? parts.api : find(id)),
      kind: 'resource of this API',
    });
  }
  refuseDuplicates(resources, (resource) => text(resource, 'path').replace(/\{[^{}/+]*\}$/, '{}'));
  return new Map([[rootId, '/'], ...resources.map((block) => [text(block, 'id'), text(block, 'path')] as const)]);
}

/** Integrations and responses of a method that is not there; AWS answers "Invalid Method identifier specified". */
function refuseStrays(parts: ApiParts, known: ReadonlySet<string>): void {
  const types = [
    'aws_api_gateway_integration',
    'aws_api_gateway_integration_response',
    'aws_api_gateway_method_response',
  ] as const;
  const stray = types.flatMap((type) => parts.of(type)).find((block) => !known.has(routeKey(block)));
  if (stray === undefined) return;
  throw incoherent(
    located(stray),
    `there is no method ${routeKey(stray)} in ${parts.api.address}`,
    'Add the method, or correct resource_id and http_method',
  );
}

function requestValidator(method: Block, find: (id: string) => Block | undefined): RequestValidator | undefined {
  if (!method.arguments.has('request_validator_id')) return undefined;
  const { arguments: given } = partner(method, 'request_validator_id', { find, kind: 'request validator of this API' });
  return {
    validateBody: given.flag('validate_request_body', false),
    validateParameters: given.flag('validate_request_parameters', false),
  };
}
