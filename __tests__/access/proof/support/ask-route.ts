import type { Check, RouteTarget } from '../../../../access/model';
import type { RestApi, Route } from '../../../../blueprint/model';
import type { RouteAuthorization } from '../../../../blueprint/model/authorization';
import { callApi, type ApiAnswer } from '../../../../tour/clients';
import type { Credential } from './holder';
import type { ProofWorld } from './proof-world';

/** How one credential fared: let in, the check that refused it, or an authorizer that failed, which lets nobody in. */
export type Outcome = 'in' | 'failure' | Check;

/** The route of a target, as the blueprint has it. */
export function routeOf({ sandbox }: ProofWorld, { at, key }: RouteTarget): { api: RestApi; route: Route } {
  for (const api of sandbox.blueprint.restApis) {
    const route = api.routes.find(({ stack, address }) => stack === at.stack && address === at.address);
    if (route !== undefined) return { api, route };
  }
  throw new TypeError(`no route ${key}`);
}

/** A request of somebody. */
export interface Asked {
  readonly credential: Credential;
  /** Of each parameter of the path, or of a table's partition key. */
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Calls a route as a client with one credential does. */
export async function askRoute(
  world: ProofWorld,
  { api, route }: { readonly api: RestApi; readonly route: Route },
  { credential, value, headers }: Asked,
): Promise<Outcome> {
  const [stage] = api.stages;
  if (stage === undefined || route.method === 'ANY') throw new TypeError(`${api.name} is not asked like that`);
  const { url, blueprint } = world.sandbox;
  const path = route.path.replace(/\{[^}]*\}/g, value);
  const hasBody = route.method === 'POST' || route.method === 'PUT';
  const answer = await callApi({
    method: route.method,
    url: `${url}/restapis/${api.id}/${stage.name}${path}`,
    region: blueprint.region,
    ...(hasBody ? { body: '{}' } : {}),
    ...(credential.kind === 'keys' ? { keys: credential.keys } : {}),
    headers: {
      ...headers,
      ...(credential.kind === 'token' ? { [tokenHeaderOf(route.authorization)]: `Bearer ${credential.token}` } : {}),
    },
  });
  return outcomeOf(route.authorization, answer);
}

function tokenHeaderOf(authorization: RouteAuthorization): string {
  if (authorization.kind !== 'COGNITO_USER_POOLS' && authorization.kind !== 'CUSTOM') return 'authorization';
  const { authorizer } = authorization;
  if ('tokenHeader' in authorizer) return authorizer.tokenHeader;
  return authorizer.identitySources.find(({ place }) => place === 'header')?.name ?? 'authorization';
}

/** API Gateway's own refusals carry the sandbox's reason; what the function answered does not. */
function outcomeOf({ kind }: RouteAuthorization, { status, errorType, headers, body }: ApiAnswer): Outcome {
  const reason = headers.get('x-sandbox-reason');
  if (reason === null) return 'in';
  switch (`${status} ${errorType ?? ''}`) {
    case '400 BadRequestException':
      // Requests are validated after they were authorized.
      return 'in';
    case '502 InternalServerErrorException':
    case '504 InternalServerErrorException':
      // The function behind the route was asked, and failed or was late: on a busy computer that says nothing of access.
      return 'in';
    case '401 UnauthorizedException':
      return reason.startsWith('insufficient-scope: ') ? 'scope' : 'authorizer';
    case '403 MissingAuthenticationTokenException':
    case '403 IncompleteSignatureException':
    case '500 AuthorizerConfigurationException':
      return 'authorizer';
    case '403 AccessDeniedException':
      return kind === 'CUSTOM' && !reason.startsWith('anonymous may not ') ? 'group-policy' : 'statement';
    case '500 AuthorizerFailureException':
      return 'failure';
    case '500 InternalServerErrorException':
      return 'integration';
    default:
      throw new TypeError(`neither let in nor refused: ${status} ${errorType ?? ''} ${reason} ${body}`);
  }
}
