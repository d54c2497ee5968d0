import { incoherent } from '../errors';
import type { Integration, LambdaFunction, MockResponse } from '../model';
import type { Block } from '../resources/block-type';
import { invokedFunction } from './invoked-function';
import { groupedBy, located, refuseDuplicates } from './locate';
import type { ApiParts } from './api-parts';
import { routeKey } from './route-key';

interface Method {
  readonly block: Block;
  readonly functions: readonly LambdaFunction[];
}

type PartsOfMethod = (method: Block) => readonly Block[];

/** Finds what answers a method. A method without an integration cannot be deployed. */
export function integrations(parts: ApiParts, functions: readonly LambdaFunction[]): (method: Block) => Integration {
  refuseDuplicates(parts.of('aws_api_gateway_integration'), routeKey);
  const of = (type: Parameters<ApiParts['of']>[0]): PartsOfMethod => {
    const groups = groupedBy(parts.of(type), routeKey);
    return (method) => groups.get(routeKey(method)) ?? [];
  };
  const integrationOf = of('aws_api_gateway_integration');
  const declared = of('aws_api_gateway_method_response');
  const responses = of('aws_api_gateway_integration_response');
  return (block) =>
    integration({ block, functions }, integrationOf(block)[0], () => mockResponses(declared(block), responses(block)));
}

function integration(
  method: Method,
  block: Block | undefined,
  responsesOf: () => readonly MockResponse[],
): Integration {
  if (block === undefined) {
    throw incoherent(
      located(method.block),
      'the method has no integration, and AWS refuses to deploy it ("No integration defined for method")',
      'Add an aws_api_gateway_integration with the same resource_id and http_method',
    );
  }
  const responses = responsesOf();
  if (block.arguments.word('type', ['AWS_PROXY', 'MOCK']) === 'MOCK') {
    return { kind: 'MOCK', requestTemplates: block.arguments.stringMap('request_templates'), responses };
  }
  return {
    kind: 'AWS_PROXY',
    functionArn: invokedFunction(block, 'uri', method.functions),
    timeoutMilliseconds: block.arguments.number('timeout_milliseconds', 29_000),
    httpMethod: block.arguments.string('integration_http_method'),
  };
}

function mockResponses(declared: readonly Block[], blocks: readonly Block[]): readonly MockResponse[] {
  refuseDuplicates(declared, (block) => block.arguments.string('status_code'));
  refuseDuplicates(blocks, (block) => block.arguments.string('status_code'));
  return blocks.map((block) => {
    refuseUndeclared(block, declared);
    return {
      statusCode: block.arguments.string('status_code'),
      selectionPattern: block.arguments.optionalString('selection_pattern'),
      responseParameters: block.arguments.stringMap('response_parameters'),
      responseTemplates: block.arguments.stringMap('response_templates'),
    };
  });
}

/** AWS maps only onto a status and headers that the method declares. */
function refuseUndeclared(block: Block, declared: readonly Block[]): void {
  const status = block.arguments.string('status_code');
  const response = declared.find((candidate) => candidate.arguments.string('status_code') === status);
  if (response === undefined) {
    throw incoherent(
      block.arguments.at('status_code'),
      `the method declares no response ${status}, and AWS refuses the mapping ("Invalid Response status code specified")`,
      'Add an aws_api_gateway_method_response',
    );
  }
  const names = Object.keys(response.arguments.stringMap('response_parameters'));
  const undeclared = Object.keys(block.arguments.stringMap('response_parameters')).find(
    (name) => !names.includes(name),
  );
  if (undeclared === undefined) return;
  throw incoherent(
    block.arguments.at('response_parameters'),
    `${response.address} does not declare ${undeclared}, and AWS refuses the mapping`,
    'Declare it there',
  );
}
