import type { IdentityProvider, UserPoolClient } from '../../../blueprint/model/user-pools';
import { shown } from '../../user-pools/errors';
import type { PoolRuntime } from '../../user-pools/pool-runtime';
import { repeatedName } from '../repeated-name';
import type { AuthorizationScopes } from './authorization-scopes';
import { readScopes } from './authorization-scopes';
import type { PendingAuthorization } from './pending-authorization';
import type { AuthorizationError, Return } from './redirect';

/** Whether a page may be shown. Closed; OpenID Connect's `consent` and `select_account` are not modelled. */
export type Prompt = 'none' | 'login' | undefined;

/** What an application asked for, checked. */
export interface ReadAuthorization {
  readonly kind: 'read';
  readonly client: UserPoolClient;
  readonly pending: PendingAuthorization;
  readonly prompt: Prompt;
  /** Where the user is known; `undefined` where the page lets them choose, or it is the pool itself. */
  readonly provider: IdentityProvider | undefined;
  readonly loginHint: string | undefined;
}

/** Why a request is not good, and whom to tell. */
export type AuthorizationFault =
  /** Whoever asked is not known well enough to be sent anywhere: the user is told. */
  | { readonly kind: 'error-page'; readonly error: PageError; readonly reason: string }
  | {
      readonly kind: 'redirect';
      readonly to: Return;
      readonly error: AuthorizationError;
      readonly description?: string;
      readonly reason: string;
    };

/** What the error page tells. Closed. */
export type PageError = 'invalid_request' | 'unauthorized_client' | 'redirect_mismatch';

/** Of S256: 32 bytes as base64url. */
const challengePattern = /^[A-Za-z0-9_-]{43}$/;

/** Parameters that change what AWS does, and are not modelled: ignoring one would show something that AWS does not do. */
const notModelled = ['resource', 'request', 'request_uri', 'claims', 'response_mode', 'max_age'];

/**
 * Reads the query of `/oauth2/authorize`, and of the pages that carry it along. Client and address come first: before
 * both are known to belong together, no browser is sent back (AWS developer guide, authorize endpoint).
 */
export function readAuthorization(runtime: PoolRuntime, query: string): ReadAuthorization | AuthorizationFault {
  const asked = new URLSearchParams(query);
  const known = readReturn(runtime, asked);
  if (known.kind === 'error-page') return known;
  const { client, to } = known;
  const fail = failTo(to);
  const twice = repeatedName(asked);
  if (twice !== undefined) return fail('invalid_request', `The parameter ${shown(twice)} is there more than once.`);
  const strange = notModelled.find((name) => asked.has(name));
  if (strange !== undefined) return fail('invalid_request', `The sandbox does not model the parameter ${strange}.`);
  const kind = readResponseType(asked.get('response_type'), client);
  if (kind !== undefined) return fail(kind.error, kind.reason);
  const challenge = readChallenge(asked);
  if (challenge.kind === 'fault') return fail('invalid_request', challenge.reason);
  const granted: AuthorizationScopes = readScopes(client, asked.get('scope') ?? undefined);
  if (granted.kind === 'fault') return fail('invalid_scope', granted.reason);
  const prompt = readPrompt(asked.get('prompt'));
  if (prompt.kind === 'fault') return fail('invalid_request', prompt.reason);
  const chosen = readProvider(runtime, client, asked);
  if (chosen.kind === 'fault') return fail(chosen.error, chosen.reason);
  return {
    kind: 'read',
    client,
    prompt: prompt.prompt,
    provider: chosen.provider,
    loginHint: asked.get('login_hint') ?? undefined,
    pending: {
      poolId: runtime.pool.id,
      clientId: client.id,
      ...to,
      scopes: granted.scopes,
      nonce: asked.get('nonce') ?? undefined,
      codeChallenge: challenge.value,
    },
  };
}

const failTo =
  (to: Return) =>
  (error: AuthorizationError, reason: string): AuthorizationFault => ({ kind: 'redirect', to, error, reason });

const errorPage = (error: PageError, reason: string) => ({ kind: 'error-page', error, reason }) as const;

function readReturn(
  { pool }: PoolRuntime,
  asked: URLSearchParams,
): { readonly kind: 'known'; readonly client: UserPoolClient; readonly to: Return } | ReturnType<typeof errorPage> {
  const [clientId, ...otherClients] = asked.getAll('client_id');
  const [redirectUri, ...otherAddresses] = asked.getAll('redirect_uri');
  if (clientId === undefined || otherClients.length > 0) {
    return errorPage('invalid_request', 'The parameter client_id is missing, or there more than once.');
  }
  const client = pool.clients.find(({ id }) => id === clientId);
  if (client === undefined) return errorPage('invalid_request', `The user pool has no app client ${shown(clientId)}.`);
  if (redirectUri === undefined || otherAddresses.length > 0) {
    return errorPage('invalid_request', 'The parameter redirect_uri is missing, or there more than once.');
  }
  const { callbackUrls = [] } = client.oauth ?? {};
  if (!callbackUrls.includes(redirectUri)) {
    return errorPage(
      'redirect_mismatch',
      `The redirect_uri ${shown(redirectUri)} is not a callback URL of the app client. Its callback URLs, compared exactly: ${callbackUrls.join(', ') || 'none'}.`,
    );
  }
  return { kind: 'known', client, to: { redirectUri, state: asked.get('state') ?? undefined } };
}

function readResponseType(
  type: string | null,
  { oauth }: UserPoolClient,
): { readonly error: AuthorizationError; readonly reason: string } | undefined {
  if (type === 'code') {
    if (oauth?.flows.has('code') === true) return undefined;
    return { error: 'unauthorized_client', reason: 'The app client may not use the flow code.' };
  }
  if (type === 'token')
    return { error: 'unauthorized_client', reason: 'The app client may not use the implicit flow.' };
  const given = type === null ? 'missing' : shown(type);
  return { error: 'invalid_request', reason: `The parameter response_type is ${given}. It must be code.` };
}

interface Fault {
  readonly kind: 'fault';
  readonly reason: string;
}

const fault = (reason: string): Fault => ({ kind: 'fault', reason });

/** S256 alone: with `plain`, whoever sees the request can answer for the application. */
function readChallenge(
  asked: URLSearchParams,
): { readonly kind: 'challenge'; readonly value: string | undefined } | Fault {
  const value = asked.get('code_challenge') ?? undefined;
  const method = asked.get('code_challenge_method');
  if (value === undefined) {
    return method === null
      ? { kind: 'challenge', value }
      : fault('There is a code_challenge_method, and no code_challenge.');
  }
  if (method !== 'S256') {
    return fault(`The code_challenge_method is ${method === null ? 'missing' : shown(method)}. It must be S256.`);
  }
  if (challengePattern.test(value)) return { kind: 'challenge', value };
  return fault('The code_challenge is not 43 characters of base64url, as S256 makes them.');
}

function readPrompt(given: string | null): { readonly kind: 'prompt'; readonly prompt: Prompt } | Fault {
  if (given === null) return { kind: 'prompt', prompt: undefined };
  if (given === 'none' || given === 'login') return { kind: 'prompt', prompt: given };
  return fault(`The prompt is ${shown(given)}. The sandbox models none and login.`);
}

type Chosen =
  | { readonly kind: 'chosen'; readonly provider: IdentityProvider | undefined }
  | (Fault & { readonly error: AuthorizationError });

/** A client with one identity provider, and not the pool itself, needs no page to choose from. */
function readProvider({ pool }: PoolRuntime, { identityProviders }: UserPoolClient, asked: URLSearchParams): Chosen {
  const refuse = (error: AuthorizationError, reason: string): Chosen => ({ error, ...fault(reason) });
  const name = asked.get('identity_provider');
  const identifier = asked.get('idp_identifier');
  if (identityProviders.length === 0) {
    return refuse('unauthorized_client', 'The app client has no identity provider, not even COGNITO.');
  }
  if (name !== null && identifier !== null) {
    return refuse('invalid_request', 'There are identity_provider and idp_identifier; one is allowed.');
  }
  const [only] = identityProviders.length === 1 ? identityProviders : [];
  const wanted = name ?? only;
  if (identifier === null && (wanted === undefined || wanted === 'COGNITO')) {
    return wanted === undefined || identityProviders.includes(wanted)
      ? { kind: 'chosen', provider: undefined }
      : refuse('invalid_request', 'The app client has no identity provider COGNITO.');
  }
  const provider = pool.identityProviders.find((known) =>
    identifier === null ? known.name === wanted : known.identifiers.includes(identifier),
  );
  if (provider !== undefined && identityProviders.includes(provider.name)) return { kind: 'chosen', provider };
  return refuse(
    'invalid_request',
    `The app client has no identity provider ${shown(identifier ?? wanted)}. It has: ${identityProviders.join(', ')}.`,
  );
}
