import type { Fault } from './fault';
import { show } from './fault';
import { publicReason } from './public-routes';
import type { ResolvedResource, ResolvedStack } from './resolved-stack';
import { refersTo } from './resolved-stack';
import { findOtherDoor, routesInBody } from './other-doors';
import type { PolicyFinding } from './policy-finding';
import { isSet } from './terraform-values';

/** What asks who is calling. Anything else is open, or cannot be known to be closed. */
const closed: ReadonlySet<unknown> = new Set(['AWS_IAM', 'CUSTOM', 'COGNITO_USER_POOLS']);

/** Every way into an API that asks nobody who they are, and was not declared public. */
export function findOpenMethods(stack: ResolvedStack): readonly Fault[] {
  return stack.resources.flatMap((resource) => {
    const finding = findOpening(resource, stack);
    return finding === undefined ? [] : [{ stack: stack.name, address: resource.address, ...finding }];
  });
}

function findOpening(resource: ResolvedResource, stack: ResolvedStack): PolicyFinding | undefined {
  switch (resource.type) {
    case 'aws_api_gateway_method':
      return findOpenMethod(resource, stack);
    case 'aws_api_gateway_rest_api':
    case 'aws_api_gateway_rest_api_put':
      return isSet(resource.args, 'body') ? routesInBody(resource) : undefined;
    default:
      return findOtherDoor(resource, stack);
  }
}

function findOpenMethod(method: ResolvedResource, stack: ResolvedStack): PolicyFinding | undefined {
  const { authorization } = method.args;
  if (closed.has(authorization)) {
    return undefined;
  }
  const declared = method.construct !== undefined && publicReason(method.construct) !== undefined;
  if (authorization === 'NONE' && (declared || isPreflight(method, stack))) {
    return undefined;
  }
  return {
    id: 'open-method',
    argument: 'authorization',
    value: show(authorization),
    rule: 'A method asks who is calling (AWS_IAM, CUSTOM or COGNITO_USER_POOLS), or is public for a declared reason.',
    whatToDo: 'Set an authorization, or call declarePublic(method, reason) if everybody may call it.',
  };
}

/** Browsers send a preflight without credentials; answered by a mock, it reaches nothing. */
function isPreflight(method: ResolvedResource, stack: ResolvedStack): boolean {
  if (method.args['http_method'] !== 'OPTIONS') {
    return false;
  }
  const integrations = stack.resources.filter(
    ({ type, args }) =>
      type === 'aws_api_gateway_integration' &&
      args['rest_api_id'] === method.args['rest_api_id'] &&
      args['resource_id'] === method.args['resource_id'] &&
      (args['http_method'] === 'OPTIONS' || refersTo(args['http_method'], method)),
  );
  return integrations.length > 0 && integrations.every(({ args }) => args['type'] === 'MOCK');
}
