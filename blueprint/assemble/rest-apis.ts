import { incoherent } from '../errors';
import type { GatewayResponse, JsonObject, RestApi } from '../model';
import type { Block } from '../resources/block-type';
import { type ApiParts, partTypes } from './api-parts';
import { located, refuseDuplicates, text } from './locate';
import { routes, type Surroundings } from './routes';
import { stages } from './stages';
import type { World } from './world-view';

/** All REST APIs. `surroundings`: what their methods may name. */
export function restApis(world: World, surroundings: Surroundings): readonly RestApi[] {
  const apis = world.all('aws_api_gateway_rest_api');
  const ids = new Set(apis.map((api) => text(api, 'id')));
  const stray = partTypes.flatMap((type) => world.all(type)).find((block) => !ids.has(apiIdOf(block)));
  if (stray !== undefined) {
    throw incoherent(
      stray.arguments.at('rest_api_id'),
      `${JSON.stringify(apiIdOf(stray))} is no REST API of these stacks`,
      'Refer to a REST API that is synthesized with them',
    );
  }
  return apis.map((api) => restApi(world, api, surroundings));
}

function restApi(world: World, api: Block, surroundings: Surroundings): RestApi {
  const id = text(api, 'id');
  const known = new Map(
    partTypes.map((type) => [type, world.all(type).filter((block) => apiIdOf(block) === id)] as const),
  );
  const parts: ApiParts = { api, of: (type) => known.get(type) ?? [] };
  const executionArn = text(api, 'execution_arn');
  return {
    ...located(api),
    id,
    name: api.arguments.string('name'),
    arn: text(api, 'arn'),
    executionArn,
    binaryMediaTypes: api.arguments.strings('binary_media_types'),
    resourcePolicy: api.arguments.has('policy') ? completed(api.arguments.json('policy'), executionArn) : undefined,
    routes: routes(parts, surroundings),
    gatewayResponses: gatewayResponses(parts),
    stages: stages(parts),
  };
}

function apiIdOf(block: Block): string {
  return block.arguments.string('rest_api_id');
}

/** API Gateway completes `execute-api:/stage/METHOD/path` in a resource policy to an ARN of the API. */
function completed(policy: JsonObject, executionArn: string): JsonObject {
  const complete = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(complete);
    if (typeof value !== 'string' || !value.startsWith('execute-api:/')) return value;
    return executionArn + value.slice('execute-api:'.length);
  };
  const statement = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const resources = Object.entries(value).filter(([name]) => name === 'Resource' || name === 'NotResource');
    return { ...value, ...Object.fromEntries(resources.map(([name, resource]) => [name, complete(resource)])) };
  };
  const statements = policy['Statement'];
  if (statements === undefined) return policy;
  return { ...policy, Statement: Array.isArray(statements) ? statements.map(statement) : statement(statements) };
}

function gatewayResponses(parts: ApiParts): readonly GatewayResponse[] {
  const blocks = parts.of('aws_api_gateway_gateway_response');
  refuseDuplicates(blocks, (block) => block.arguments.string('response_type'));
  return blocks.map((block) => ({
    ...located(block),
    responseType: block.arguments.string('response_type'),
    statusCode: block.arguments.optionalNumber('status_code'),
    responseParameters: block.arguments.stringMap('response_parameters'),
    responseTemplates: block.arguments.stringMap('response_templates'),
  }));
}
