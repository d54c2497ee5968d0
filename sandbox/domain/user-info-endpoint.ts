import type { SandboxRequest, SandboxResponse } from '../http/message';
import { canRead } from '../user-pools/attributes';
import { isCurrent, verifySignature } from '../user-pools/jwt';
import { scopesTell } from '../user-pools/scope-attributes';
import type { User } from '../user-pools/user';
import type { UserPoolClient } from '../../blueprint/model/user-pools';
import { methodNotAllowed, openHeaders } from './domain-answer';
import type { DomainCall } from './domain-call';
import type { DomainServices } from './domain-services';

/** Why nothing is told. Closed; status and words are those of AWS's developer guide, userInfo endpoint. */
const refusals = {
  invalid_request: { status: 400, description: 'Bad OAuth2 request at UserInfo Endpoint' },
  invalid_token: {
    status: 401,
    description: 'Access token is expired, disabled, or deleted, or the user has globally signed out.',
  },
} as const;

type Bearer =
  | {
      readonly kind: 'known';
      readonly user: User;
      readonly client: UserPoolClient;
      readonly scopes: readonly string[];
    }
  | { readonly kind: 'refused'; readonly error: keyof typeof refusals; readonly reason: string };

/** `GET` or `POST /oauth2/userInfo`: what the scopes of an access token tell about its user. All values are text. */
export async function userInfoEndpoint(
  services: DomainServices,
  request: SandboxRequest,
  call: DomainCall | undefined,
): Promise<SandboxResponse> {
  if (request.method === 'OPTIONS') return preflight;
  if (request.method !== 'GET' && request.method !== 'POST') return methodNotAllowed(request.method, ['GET', 'POST']);
  const bearer = await readBearer(services, request, call);
  if (bearer.kind === 'refused') return refusal(bearer);
  const { user, client, scopes } = bearer;
  const told = [...user.attributes].filter(([name]) => canRead(client, name) && scopesTell(scopes, name));
  const body = { sub: user.sub, ...Object.fromEntries(told), username: user.username };
  return { status: 200, headers: openHeaders, body: JSON.stringify(body) };
}

async function readBearer(
  { pools, clock }: Pick<DomainServices, 'pools' | 'clock'>,
  request: SandboxRequest,
  call: DomainCall | undefined,
): Promise<Bearer> {
  const token = /^Bearer +(\S+)$/i.exec(request.header('authorization') ?? '')?.[1];
  if (token === undefined) return refuse('invalid_request', 'There is no Authorization header with a bearer token.');
  const signed = await verifySignature(pools, token);
  if (signed.kind === 'refused') return refuse('invalid_token', `${signed.code}: ${signed.detail}`);
  const { runtime, claims, signedBy } = signed;
  if (call !== undefined && call.runtime !== runtime)
    return refuse('invalid_token', 'The token is of another user pool.');
  if (claims['token_use'] !== 'access' || signedBy !== 'access') {
    return refuse('invalid_token', 'The token is not an access token.');
  }
  if (!isCurrent(claims, clock.now())) return refuse('invalid_token', 'The token has expired.');
  const scopes = String(claims['scope'] ?? '').split(' ');
  if (!scopes.includes('openid')) return refuse('invalid_token', 'The token does not have the scope openid.');
  if (runtime.signIns.byEvent(String(claims['event_id']))?.state !== 'active') {
    return refuse('invalid_token', 'The token was revoked, or the user has signed out.');
  }
  const user = runtime.users.bySubject(String(claims['sub']));
  const client = runtime.pool.clients.find(({ id }) => id === claims['client_id']);
  if (user === undefined || !user.enabled) return refuse('invalid_token', 'The user is deleted or disabled.');
  if (client === undefined) return refuse('invalid_token', 'The claim client_id is not an app client of the pool.');
  return { kind: 'known', user, client, scopes };
}

const refuse = (error: keyof typeof refusals, reason: string): Bearer => ({ kind: 'refused', error, reason });

function refusal({ error, reason }: Extract<Bearer, { kind: 'refused' }>): SandboxResponse {
  const { status, description } = refusals[error];
  return {
    status,
    headers: { ...openHeaders, 'www-authenticate': `Bearer error="${error}", error_description="${description}"` },
    body: JSON.stringify({ error, error_description: description }),
    reason: `${error}: ${reason}`,
  };
}

/** A page of any origin may ask: the token is not the browser's to send by itself. */
const preflight: SandboxResponse = {
  status: 200,
  headers: {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET,POST',
    'access-control-allow-headers': 'authorization',
    'access-control-max-age': '7200',
  },
  body: '',
};
