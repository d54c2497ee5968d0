import { createHash, createHmac, getDiffieHellman, hkdfSync } from 'node:crypto';
import { clientId, poolId, type UserPoolWorld } from './user-pool-fixture';

/** The client's half of SRP, written for tests and apart from the server's, so that each can be tampered with. */
export interface SrpChallengeAnswer {
  readonly USERNAME: string;
  readonly PASSWORD_CLAIM_SECRET_BLOCK: string;
  readonly PASSWORD_CLAIM_SIGNATURE: string;
  readonly TIMESTAMP: string;
}

interface Challenge {
  readonly ChallengeParameters: Readonly<
    Record<'SALT' | 'SRP_B' | 'SECRET_BLOCK' | 'USERNAME' | 'USER_ID_FOR_SRP', string>
  >;
}

const dh = getDiffieHellman('modp15');
const N = BigInt(`0x${dh.getPrime('hex')}`);
const g = 2n;
const a = BigInt(`0x${createHash('sha256').update('a client secret').digest('hex')}`);

/** Begins an SRP sign-in, and computes the answer to its challenge. */
export async function srpClient(
  world: UserPoolWorld,
  USERNAME: string,
  { password, timestamp = 'Sat Nov 7 02:03:04 UTC 2026' }: { readonly password: string; readonly timestamp?: string },
): Promise<{ readonly challenge: Challenge; readonly answer: SrpChallengeAnswer }> {
  const A = power(g, a);
  const challenge = (await world.ok('InitiateAuth', {
    AuthFlow: 'USER_SRP_AUTH',
    ClientId: clientId,
    AuthParameters: { USERNAME, SRP_A: A.toString(16) },
  })) as unknown as Challenge;
  const { SALT, SRP_B, SECRET_BLOCK, USER_ID_FOR_SRP: id } = challenge.ChallengeParameters;
  const pool = poolId.split('_')[1] ?? '';
  const B = BigInt(`0x${SRP_B}`);
  const k = number(sha256(java(N), java(g)));
  const u = number(sha256(java(A), java(B)));
  const x = number(sha256(java(BigInt(`0x${SALT}`)), sha256(Buffer.from(`${pool}${id}:${password}`))));
  const S = power((((B - k * power(g, x)) % N) + N) % N, a + u * x);
  const key = Buffer.from(hkdfSync('sha256', java(S), java(u), 'Caldera Derived Key', 16));
  const message = Buffer.concat([Buffer.from(pool + id), Buffer.from(SECRET_BLOCK, 'base64'), Buffer.from(timestamp)]);
  return {
    challenge,
    answer: {
      USERNAME: id,
      PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
      PASSWORD_CLAIM_SIGNATURE: createHmac('sha256', key).update(message).digest('base64'),
      TIMESTAMP: timestamp,
    },
  };
}

function power(base: bigint, exponent: bigint): bigint {
  return exponent === 0n
    ? 1n
    : exponent % 2n === 1n
      ? (base * power(base, exponent - 1n)) % N
      : power((base * base) % N, exponent / 2n);
}

function java(value: bigint): Buffer {
  const digits = value.toString(16);
  const bytes = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
  return (bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.alloc(1), bytes]) : bytes;
}

function number(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`);
}

function sha256(...parts: readonly Buffer[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}
