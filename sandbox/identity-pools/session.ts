import { guestsNotSupported, identityNotFound, loginsDoNotMatch } from './errors';
import type { IdentityPoolServices } from './identity-pool-services';
import type { Identity } from './identity-store';
import type { PoolLogin } from './pool-login';
import { verifyLogins } from './verify-logins';

/** An identity, and how it showed that it is itself. */
export interface IdentitySession {
  readonly identity: Identity;
  readonly authenticationType: 'authenticated' | 'unauthenticated';
  /** `<provider>,<provider>:<kind>:<person>` for each login, joined by commas; null for a guest. */
  readonly authenticationProvider: string | null;
  /** Empty for a guest. */
  readonly logins: readonly PoolLogin[];
}

/** Who claims to be whom. */
export interface IdentityClaim {
  readonly IdentityId: string;
  readonly Logins?: Readonly<Record<string, string>> | undefined;
}

/**
 * Checks that a request speaks for an identity: with a login of it, or as a guest where it is one and guests are allowed.
 * Raises `ResourceNotFoundException` or `NotAuthorizedException`.
 */
export async function openSession(
  services: IdentityPoolServices,
  { IdentityId, Logins = {} }: IdentityClaim,
): Promise<IdentitySession> {
  const identity = services.identities.find(IdentityId);
  if (identity === undefined) throw identityNotFound(IdentityId);
  if (Object.keys(Logins).length === 0) return guestSession(identity);
  const logins = await verifyLogins(services, identity.pool, Logins);
  services.identities.claim(identity, logins);
  return {
    identity,
    authenticationType: 'authenticated',
    authenticationProvider: logins.flatMap(({ references }) => references).join(','),
    logins,
  };
}

function guestSession(identity: Identity): IdentitySession {
  if (identity.hasLogins) throw loginsDoNotMatch('The identity has logins, and the request has none.');
  if (!identity.pool.allowUnauthenticatedIdentities) throw guestsNotSupported(identity.pool.id);
  return { identity, authenticationType: 'unauthenticated', authenticationProvider: null, logins: [] };
}

/** The claim `amr`: how the identity signed in. */
export function authenticationMethods(session: IdentitySession): readonly string[] {
  const { authenticationType, authenticationProvider } = session;
  return authenticationProvider === null
    ? [authenticationType]
    : [authenticationType, ...authenticationProvider.split(',')];
}
