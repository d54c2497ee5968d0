import { Construct } from 'constructs';
import { MachineClient } from '../cognito/machine-client';
import { ResourceServer } from '../cognito/resource-server';
import { addDomain } from './pool-domain';
import type { Protection, UnprotectedApi } from './protection';
import type { AuthenticationProps } from './protected-api-props';

/** What access tokens carry after a sign-in that is not by OAuth 2.0, and no token of a machine does. */
const signInScope = 'aws.cognito.signin.user.admin';

/** Lets API Gateway check the tokens: signature, issuer, expiry, and one of the route's scopes. */
export function protectByScope(api: UnprotectedApi, props: AuthenticationProps<string>): Protection {
  const { restApi, userPool } = api;
  const resourceServer = new ResourceServer(api, 'resource-server', {
    identifier: props.identifier,
    name: restApi.name,
    userPool,
    scopes: props.scopes,
  });
  const authorizer = restApi.addUserPoolAuthorizer('authorizer', {
    name: `${restApi.name}-users`,
    userPools: [userPool],
    resultCacheSeconds: 60,
  });
  for (const {
    method,
    path,
    handler,
    scopes: [scope, ...others],
    signedInUsers,
  } of props.routes) {
    const scopes = [resourceServer.scope(scope), ...others.map((other) => resourceServer.scope(other))] as const;
    const all = signedInUsers === true ? ([...scopes, signInScope] as const) : scopes;
    restApi.addRoute({ method, path, handler, authorization: { kind: 'user-pool', authorizer, scopes: all } });
  }
  return { outputs: addMachines(api, props, resourceServer) };
}

function addMachines(
  api: UnprotectedApi,
  { machines = {}, ...props }: AuthenticationProps<string>,
  resourceServer: ResourceServer<string>,
): Readonly<Record<string, string>> {
  const { userPool } = api;
  const clientsOf = new Construct(api, 'machines');
  const clients = Object.entries(machines).map(([name, scopes]) => {
    const given = { name: `${api.restApi.name}-${name}`, userPool, resourceServer, scopes };
    return [`${name.replaceAll('-', '_')}_client_id`, new MachineClient(clientsOf, name, given).id] as const;
  });
  if (clients.length === 0) {
    return {};
  }
  const domain = addDomain(api, { ...props, userPool });
  return { ...Object.fromEntries(clients), token_endpoint: domain.tokenEndpoint };
}
