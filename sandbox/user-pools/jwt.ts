import { compactVerify, decodeJwt, decodeProtectedHeader } from 'jose';
import type { PoolDirectory } from './pool-directory';
import type { PoolRuntime } from './pool-runtime';
import type { SigningKey } from './signing-keys';

/** A token whose signature was checked, or why it was not good. */
export type SignedClaims =
  | {
      readonly kind: 'signed';
      readonly runtime: PoolRuntime;
      readonly claims: Readonly<Record<string, unknown>>;
      readonly signedBy: 'id' | 'access';
    }
  | {
      readonly kind: 'refused';
      readonly code: 'malformed' | 'unknown-issuer' | 'bad-signature';
      readonly detail: string;
    };

/** Finds the pool by the issuer, the key by `kid` within that pool alone, and checks the RS256 signature. */
export async function verifySignature(pools: PoolDirectory, token: string): Promise<SignedClaims> {
  const unverified = decode(token);
  if (unverified === undefined) return refused('malformed', 'The token is not a signed JWT.');
  const runtime = pools.byIssuer(unverified.issuer);
  if (runtime === undefined) return refused('unknown-issuer', 'The claim iss is not that of a user pool here.');
  const keys = runtime.keys.current();
  const signedBy = (['id', 'access'] as const).find((use) => keys[use].kid === unverified.keyId);
  if (signedBy === undefined) return refused('bad-signature', 'The header kid is not a key of the issuer.');
  const claims = await verifiedClaims(token, keys[signedBy]);
  return claims === undefined
    ? refused('bad-signature', 'The signature is not that of the issuer.')
    : { kind: 'signed', runtime, claims, signedBy };
}

/** True while `exp` lies ahead. A token without `exp` has expired. */
export function isCurrent(claims: Readonly<Record<string, unknown>>, now: number): boolean {
  return typeof claims['exp'] === 'number' && claims['exp'] * 1000 > now;
}

function decode(token: string): { readonly issuer: string; readonly keyId: string } | undefined {
  try {
    const { kid } = decodeProtectedHeader(token);
    const { iss } = decodeJwt(token);
    return { issuer: typeof iss === 'string' ? iss : '', keyId: typeof kid === 'string' ? kid : '' };
  } catch {
    return undefined;
  }
}

async function verifiedClaims(token: string, key: SigningKey): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    const { payload } = await compactVerify(token, key.publicKey, { algorithms: ['RS256'] });
    return JSON.parse(Buffer.from(payload).toString('utf8')) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}

function refused(code: 'malformed' | 'unknown-issuer' | 'bad-signature', detail: string): SignedClaims {
  return { kind: 'refused', code, detail };
}
