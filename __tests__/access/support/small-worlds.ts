import type { Blueprint, RestApi, Role, Route } from '../../../blueprint/model';
import type { RouteAuthorization, UserPoolAuthorizer } from '../../../blueprint/model/authorization';
import { readBlueprint } from '../../../blueprint/read-blueprint';
import { synthesizedOutput } from '../../support/synthesized-output';

/** The blueprint of one stack, read once. */
export function blueprintOf(stack: string): Blueprint {
  const output = synthesizedOutput();
  try {
    output.keepOnly(stack);
    return readBlueprint({ outputFolder: output.folder });
  } finally {
    output.remove();
  }
}

/** The same stack with other routes in its API, all answered by API Gateway itself. */
export function withRoutes(
  blueprint: Blueprint,
  routes: readonly { readonly method: string; readonly path: string; readonly authorization: RouteAuthorization }[],
): Blueprint {
  const api = apiOf(blueprint);
  const [template] = api.routes;
  if (template === undefined) throw new TypeError('the API has no route to start from');
  const mock = { kind: 'MOCK', requestTemplates: {}, responses: [] } as const;
  const made = routes.map((route, index): Route => ({
    ...template,
    ...route,
    address: `aws_api_gateway_method.random-${String(index)}`,
    integration: mock,
  }));
  return { ...blueprint, restApis: [{ ...api, routes: made }] };
}

/** The same stack with another policy of one role. */
export const withPolicy = (blueprint: Blueprint, address: string, document: Role['trustPolicy']): Blueprint => ({
  ...blueprint,
  roles: blueprint.roles.map((role) =>
    role.address === address
      ? { ...role, policies: role.policies.slice(0, 1).map((one) => ({ ...one, document })) }
      : role,
  ),
});

/** The same stack with a permissions boundary of one role. */
export const withBoundary = (blueprint: Blueprint, address: string, document: Role['trustPolicy']): Blueprint => ({
  ...blueprint,
  roles: blueprint.roles.map((role) =>
    role.address === address
      ? {
          ...role,
          permissionsBoundary: { stack: role.stack, address: 'aws_iam_policy.limit', name: 'limit', document },
        }
      : role,
  ),
});

/** The only API of a blueprint. */
export function apiOf({ restApis }: Blueprint): RestApi {
  const [api] = restApis;
  if (api === undefined) throw new TypeError('there is no API');
  return api;
}

/** An authorizer for the user pools of a blueprint. */
export const poolAuthorizer = (blueprint: Blueprint): UserPoolAuthorizer => ({
  stack: apiOf(blueprint).stack,
  address: 'aws_api_gateway_authorizer.random',
  id: 'abc123',
  name: 'people',
  tokenHeader: 'Authorization',
  userPoolIds: blueprint.userPools.map(({ id }) => id),
  validationExpression: undefined,
  resultTtlSeconds: 0,
});
