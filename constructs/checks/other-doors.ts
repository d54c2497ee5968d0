import { show } from './fault';
import type { PolicyFinding } from './policy-finding';
import { refersTo } from './resolved-stack';
import type { ResolvedResource, ResolvedStack } from './resolved-stack';
import { isSet, valuesAt } from './terraform-values';

/** What asks who is calling, at the doors besides the methods of a REST API. Anything else may be open. */
const closedRoutes: ReadonlySet<unknown> = new Set(['AWS_IAM', 'CUSTOM', 'JWT']);
const closedGraphs: ReadonlySet<unknown> = new Set([
  ...['AWS_IAM', 'AMAZON_COGNITO_USER_POOLS', 'OPENID_CONNECT', 'AWS_LAMBDA'],
]);

/** A way to a function or to data, past the REST APIs, that asks nobody who they are. */
export function findOtherDoor(resource: ResolvedResource, stack: ResolvedStack): PolicyFinding | undefined {
  const { args } = resource;
  switch (resource.type) {
    case 'aws_apigatewayv2_api':
      return isSet(args, 'body')
        ? routesInBody(resource)
        : isSet(args, 'target')
          ? openDoor(resource, 'target')
          : undefined;
    case 'aws_apigatewayv2_route':
      return closedRoutes.has(args['authorization_type']) || isAfterConnection(resource, stack)
        ? undefined
        : openDoor(resource, 'authorization_type');
    case 'aws_lambda_function_url':
      return args['authorization_type'] === 'AWS_IAM' ? undefined : openDoor(resource, 'authorization_type');
    case 'aws_appsync_graphql_api':
      return openGraph(resource, ['authentication_type', 'additional_authentication_provider.authentication_type']);
    case 'aws_appsync_api':
      return openGraph(resource, ['event_config.auth_provider.auth_type']);
    default:
      return undefined;
  }
}

function openGraph(resource: ResolvedResource, places: readonly string[]): PolicyFinding | undefined {
  return places
    .filter((argument) => valuesAt(resource.args, argument).some((value) => !closedGraphs.has(value)))
    .map((argument) => openDoor(resource, argument))[0];
}

/** Who is connected was asked by the route `$connect`: a WebSocket API takes an authorization nowhere else. */
function isAfterConnection({ args }: ResolvedResource, { resources }: ResolvedStack): boolean {
  const isWebSocket = resources.some(
    (one) =>
      one.type === 'aws_apigatewayv2_api' && one.args['protocol_type'] === 'WEBSOCKET' && refersTo(args['api_id'], one),
  );
  const connections = resources.filter(
    (one) =>
      one.type === 'aws_apigatewayv2_route' &&
      one.args['api_id'] === args['api_id'] &&
      one.args['route_key'] === '$connect',
  );
  return (
    isWebSocket &&
    connections.length > 0 &&
    connections.every((one) => closedRoutes.has(one.args['authorization_type']))
  );
}

function openDoor({ args }: ResolvedResource, argument: string): PolicyFinding {
  return {
    id: 'open-door',
    argument,
    value: show(valuesAt(args, argument)[0]),
    rule: 'A route, a function URL, a GraphQL or an event API asks who is calling; a key or a quickly made route does not.',
    whatToDo: 'Set an authorization, or reach the function through a REST API route that is declared public.',
  };
}

/** Routes that are written where no check reads them. */
export function routesInBody(api: ResolvedResource): PolicyFinding {
  return {
    id: 'routes-in-body',
    argument: 'body',
    value: show(api.args['body']),
    rule: 'Routes in an OpenAPI body cannot be checked for an authorizer.',
    whatToDo: 'Declare each route as an aws_api_gateway_method.',
  };
}
