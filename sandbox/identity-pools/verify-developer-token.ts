import type { IdentityPool } from '../../blueprint/model';
import { verifyOpenIdToken } from '../open-id/verify-open-id-token';
import { invalidLogin, shown } from './errors';
import { openIdIssuer } from './open-id-tokens';
import type { GivenLogin, PoolLogin } from './pool-login';
import type { LoginServices } from './verify-logins';

/**
 * Checks a token that this pool gave a login backend for one of its users. It stands for the identity that it names.
 * Raises AWS's `NotAuthorizedException`.
 */
export async function verifyDeveloperToken(
  { tokens, clock }: Pick<LoginServices, 'tokens' | 'clock'>,
  pool: IdentityPool,
  { providerName, token }: GivenLogin,
): Promise<PoolLogin> {
  const keys = { of: async () => ({ kind: 'found' as const, keys: await tokens.keySet() }) };
  const result = await verifyOpenIdToken(
    { keys, clock },
    { token, issuers: [openIdIssuer], audiences: [pool.id], skewSeconds: 0 },
  );
  if (result.kind === 'refused') {
    throw invalidLogin(sentences[result.code], `${result.code}: ${result.detail}`);
  }
  const { subject, claims } = result.token;
  const [kind, ...references] = Array.isArray(claims['amr']) ? claims['amr'].map(String) : [];
  if (kind !== 'authenticated') {
    throw invalidLogin("Couldn't verify signed token.", `The token says of its owner: ${shown(kind)}.`);
  }
  return { providerName, subject, references, mappingKey: providerName, claims };
}

const sentences = {
  malformed: 'Not a valid OpenId Connect identity token.',
  'wrong-issuer': "Issuer doesn't match providerName",
  'wrong-audience': 'Token is not for this identity pool.',
  expired: 'Token is expired.',
  'not-yet-valid': 'Token is not yet valid.',
  'unreachable-issuer': "Couldn't verify signed token.",
  'bad-signature': "Couldn't verify signed token.",
} as const;
