import type { ClientOfPool, PoolDirectory } from '../user-pools/pool-directory';
import { sameSecret } from '../user-pools/secret-hash';
import { refused, type TokenRefusal } from './domain-answer';
import type { ClientForm } from './client-form';
import type { DomainCall } from './domain-call';

/** A client that has shown who it is. */
export interface KnownClient extends ClientOfPool {
  readonly kind: 'known';
}

/**
 * Finds the client and compares its secret.
 *
 * @param call To the domain that was asked; `undefined` where a client came by the sandbox's own address.
 */
export function authenticateClient(
  pools: PoolDirectory,
  { clientId, clientSecret }: Pick<ClientForm, 'clientId' | 'clientSecret'>,
  call: DomainCall | undefined,
): KnownClient | TokenRefusal {
  const found = pools.findClient(clientId);
  const domain = found?.runtime.pool.domain;
  if (found === undefined) return unknown('There is no such app client.');
  if (domain === undefined) return unknown('The user pool of the app client has no domain, and so no token endpoint.');
  if (call !== undefined && call.runtime !== found.runtime) {
    const asked = call.runtime.pool.domain?.host ?? call.origin;
    return unknown(`The app client is not of the user pool at ${asked}, but of the one at ${domain.host}.`);
  }
  const { secret } = found.client;
  if (secret === undefined) {
    return clientSecret === undefined
      ? { kind: 'known', ...found }
      : unknown('The app client has no secret, but one was sent.');
  }
  if (clientSecret === undefined) return unknown('The app client has a secret, and none was sent.');
  if (!sameSecret(secret, clientSecret)) return unknown('The secret is not that of the app client.');
  return { kind: 'known', ...found };
}

const unknown = (reason: string): TokenRefusal => refused('invalid_client', reason);
