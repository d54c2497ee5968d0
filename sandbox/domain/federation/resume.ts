import type { IdentityProvider } from '../../../blueprint/model/user-pools';
import type { SandboxResponse } from '../../http/message';
import { FederationRefusal } from '../../user-pools/federation/errors';
import type { User } from '../../user-pools/user';
import { faultAnswer } from '../authorization/fault-answer';
import { finishAuthorization } from '../authorization/finish-authorization';
import type { PendingAuthorization } from '../authorization/pending-authorization';
import { redirectError } from '../authorization/redirect';
import type { DomainCall } from '../domain-call';
import { isBound, unbind } from './browser-binding';
import type { StartedFederation } from './federation';
import type { FederationServices } from './federation-services';

type OfKind<T, Kind> = Extract<T, { readonly kind: Kind }>;

/** An answer that names a sign-in which began here. */
export interface FederationAnswer<Kind extends IdentityProvider['kind']> {
  /** The state, or relay state, that it brings back. */
  readonly handle: string;
  readonly kind: Kind;
  /** Checks the answer; rejects with a `FederationRefusal`. */
  readonly user: (started: OfKind<StartedFederation, Kind>, provider: OfKind<IdentityProvider, Kind>) => Promise<User>;
}

/**
 * Goes on with a sign-in that began here, in this browser, at this domain, with such a provider: otherwise nobody is
 * sent anywhere, because the answer may be somebody else's. It goes on once, whatever comes of it.
 */
export async function resume<Kind extends IdentityProvider['kind']>(
  services: FederationServices,
  call: DomainCall,
  answer: FederationAnswer<Kind>,
): Promise<SandboxResponse> {
  const { handle } = answer;
  const found = services.federation.started.look(handle);
  if (found.kind !== 'found') return failWithoutState(`The state is ${found.kind}.`);
  const started = found.value;
  if (started.poolId !== call.runtime.pool.id) return failWithoutState('The state is of another user pool.');
  if (!isOfKind(started, answer.kind)) return failWithoutState(`The state is not of a ${answer.kind} provider.`);
  // Before it is used up: nobody else may end a sign-in that a browser waits for.
  if (!isBound(call, handle, started.browser)) return failWithoutState('The state is of another browser.');
  services.federation.started.take(handle);
  const { provider: name, pending } = started;
  const provider = call.runtime.pool.identityProviders.find((known) => known.name === name);
  if (provider === undefined || !isOfKind(provider, answer.kind)) {
    return failWithoutState(`The user pool has no ${answer.kind} provider ${name}.`);
  }
  const response = await finish(services, { call, pending, provider: name }, () => answer.user(started, provider));
  return withCookie(response, unbind(call, handle));
}

/** Sends the browser back to the application: with a code, or with why there is none. */
export async function finish(
  services: FederationServices,
  signIn: { readonly call: DomainCall; readonly pending: PendingAuthorization; readonly provider: string },
  prove: () => Promise<User>,
): Promise<SandboxResponse> {
  const { pending, provider } = signIn;
  try {
    const user = await prove();
    services.logger.info('signed in by an identity provider', { provider, username: user.username });
    return finishAuthorization(services, { ...signIn, user });
  } catch (error) {
    if (!(error instanceof FederationRefusal)) throw error;
    const { code, description, reason } = error;
    return redirectError(pending, { error: code, description, reason });
  }
}

/** The user is told on the domain's own page. */
export const failWithoutState = (reason: string): SandboxResponse =>
  faultAnswer({ kind: 'error-page', error: 'invalid_request', reason });

const isOfKind = <T extends { readonly kind: string }, Kind extends string>(
  value: T,
  kind: Kind,
): value is T & OfKind<T, Kind> => value.kind === kind;

function withCookie(response: SandboxResponse, cookie: string): SandboxResponse {
  const set = response.headers['set-cookie'] ?? [];
  const cookies = typeof set === 'string' ? [set] : set;
  return { ...response, headers: { ...response.headers, 'set-cookie': [...cookies, cookie] } };
}
