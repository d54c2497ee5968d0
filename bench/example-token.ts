import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import type { TrustedIssuer } from '../functions/group-authorizer/environment';

export const poolId = 'eu-west-1_Example01';

const issuer = `https://cognito-idp.eu-west-1.amazonaws.com/${poolId}`;

/** A pool of which no request is ever made. */
export const issuers: readonly TrustedIssuer[] = [
  {
    issuer,
    jwksUri: `${issuer}/.well-known/jwks.json`,
    groupsClaim: 'cognito:groups',
    tokenUse: 'access',
    clientIds: ['client'],
  },
];

/** An access token of about a kilobyte, as Cognito makes it after a sign-in, with what verifies it. */
export async function makeToken() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = 'Example/key+1=';
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
  const jwk = { kty: 'RSA' as const, n, e, kid, use: 'sig' as const, alg: 'RS256' as const };
  const token = await new SignJWT({
    'cognito:groups': ['readers', 'writers'],
    client_id: 'client',
    origin_jti: 'a1b2c3d4-0000-4000-8000-000000000001',
    event_id: 'a1b2c3d4-0000-4000-8000-000000000002',
    token_use: 'access',
    scope: 'aws.cognito.signin.user.admin',
    auth_time: 1_700_000_000,
    jti: 'a1b2c3d4-0000-4000-8000-000000000003',
    username: 'a1b2c3d4-0000-4000-8000-000000000004',
  })
    .setProtectedHeader({ kid, alg: 'RS256' })
    .setSubject('a1b2c3d4-0000-4000-8000-000000000004')
    .setIssuer(issuer)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(privateKey);
  return { token, jwk, publicKey };
}
