import { createLocalJWKSet, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import { createAccountStore } from '../../functions/account/account-store';
import { createHandler } from '../../functions/account/handler';
import { trustedIssuers } from '../../functions/account/issuers';
import { createLogger } from '../../functions/shared/logger';
import { alice, apiEvent } from './api-event';
import type { EventChange } from './api-event';
import { startMemoryTable } from './memory-table';

export const now = Date.UTC(2026, 0, 1) / 1000;
export const userPoolIssuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool';
export const identityIssuer = 'https://cognito-identity.amazonaws.com';
export const identityPoolId = 'eu-west-1:00000000-0000-4000-8000-000000000000';
export const developerProviderName = 'login.petstore';
export const clientId = 'storeapp';
export const aliceSub = 'aaaaaaaa-0000-4000-8000-000000000000';
export const bobSub = 'bbbbbbbb-0000-4000-8000-000000000000';

const pool = userPoolIssuer.replace('https://', '');

/** As API Gateway tells it of somebody who signed in at the user pool. */
export const signedInAs = (sub: string): string => `${pool},${pool}:CognitoSignIn:${sub}`;

export const idToken: JWTPayload = {
  iss: userPoolIssuer,
  aud: clientId,
  sub: aliceSub,
  token_use: 'id',
  iat: now - 10,
  exp: now + 3600,
};

export const developerToken: JWTPayload = {
  iss: identityIssuer,
  aud: identityPoolId,
  sub: alice,
  amr: ['authenticated', developerProviderName, `${developerProviderName}:${identityPoolId}:user-1`],
  iat: now - 10,
  exp: now + 900,
};

/** The account function on a table in memory, and the keys of both issuers. */
export async function accountWorld() {
  const table = await startMemoryTable('accounts', 'identityId');
  const keys = await generateKeyPair('RS256', { extractable: true });
  const strangers = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'key-1', use: 'sig' };
  const lines: string[] = [];
  // A user pool always has two.
  const other = await generateKeyPair('RS256', { extractable: true });
  const keySet: JWTVerifyGetKey = createLocalJWKSet({
    keys: [jwk, { ...(await exportJWK(other.publicKey)), kid: 'key-0', use: 'sig' }],
  });
  let keysAnswer: JWTVerifyGetKey = keySet;
  const handler = createHandler({
    accounts: createAccountStore(table.client, table.name),
    issuers: trustedIssuers(
      { userPoolIssuer, clientId, identityPoolId, developerProviderName },
      () =>
        (...asked) =>
          keysAnswer(...asked),
    ),
    now: () => now * 1000,
    logger: createLogger((line) => lines.push(line)),
    allowedOrigins: [],
  });
  const sign = async (claims: JWTPayload, { kid = 'key-1', forged = false } = {}): Promise<string> => {
    const alg = claims.iss === identityIssuer ? 'RS512' : 'RS256';
    const key = await importJWK(await exportJWK((forged ? strangers : keys).privateKey), alg);
    return new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(key);
  };
  return {
    table,
    lines,
    sign,
    publicJwk: jwk,
    /** With the issuer's own key, but by another algorithm. */
    signBy: async (alg: 'PS256' | 'RS512'): Promise<string> => {
      const key = await importJWK(await exportJWK(keys.privateKey), alg);
      return new SignJWT(idToken).setProtectedHeader({ alg, kid: 'key-1' }).sign(key);
    },
    /** With the issuer's own key, which it does not name. */
    signNamelessly: (): Promise<string> =>
      new SignJWT(idToken).setProtectedHeader({ alg: 'RS256' }).sign(keys.privateKey),
    /** Calls as Alice, signed in at the user pool, unless the change says otherwise. */
    call: (token: string | undefined, change: EventChange = {}) =>
      handler(
        apiEvent({
          httpMethod: 'GET',
          resource: '/account',
          authenticationProvider: signedInAs(aliceSub),
          ...change,
          headers: { ...change.headers, ...(token === undefined ? {} : { 'x-identity-token': token }) },
        }),
      ),
    failKeys: (error: Error | undefined) => {
      keysAnswer = error === undefined ? keySet : () => Promise.reject(error);
    },
  };
}

export type AccountWorld = Awaited<ReturnType<typeof accountWorld>>;
