import { verify } from 'node:crypto';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { importJWK } from 'jose';
import { rememberVerified } from '../functions/group-authorizer/verified-tokens';
import { createTokenVerifier } from '../functions/group-authorizer/verify-token';
import { BenchError } from './errors';
import { issuers, makeToken, poolId } from './example-token';
import { atMost, ratio } from './report';
import type { Section } from './report';
import { medians } from './statistics';

const rounds = 9;
const verifications = 2000;

/** What it costs to know whose token this is, once the keys are there. */
export async function measureVerification(): Promise<Section> {
  const micros = await medians(rounds, await contenders());
  const against = (value: number, other: number): string => `${ratio(value / other)}`;
  return {
    title: 'Verification of a token',
    explanation:
      'An access token of Cognito with RS256, one at a time, the keys at hand. Cold is a token that was never seen, warm ' +
      'one that was verified before. Raw is `crypto.verify` of the signature alone, without reading the token; the ' +
      `figures are medians of ${String(rounds)} rounds. jose verifies in the thread pool, which one at a time is slow and ` +
      'many at a time is not; an authorizer that API Gateway asks once a token and period spends it once.',
    figures: [
      {
        what: 'warm, to raw',
        measured: `${against(micros.warm, micros.raw)} (${micros.warm.toFixed(1)} µs to ${micros.raw.toFixed(1)} µs)`,
        goal: atMost(micros.warm / micros.raw, 0.1),
      },
      { what: 'warm, to `aws-jwt-verify`', measured: against(micros.warm, micros.awsJwtVerify) },
      { what: 'cold, to raw', measured: `${against(micros.cold, micros.raw)} (${micros.cold.toFixed(1)} µs)` },
      { what: 'cold, to `aws-jwt-verify`', measured: against(micros.cold, micros.awsJwtVerify) },
    ],
  };
}

async function contenders() {
  const { token, jwk, publicKey } = await makeToken();
  const key = await importJWK(jwk, 'RS256');
  if (key instanceof Uint8Array) {
    throw new BenchError('the public key was read as a secret');
  }
  const now = () => Date.now();
  const cold = createTokenVerifier({ issuers, now, keysOf: () => ({ key: () => Promise.resolve(key) }) });
  const warm = rememberVerified({ verify: cold, now });
  const aws = CognitoJwtVerifier.create({ userPoolId: poolId, tokenUse: 'access', clientId: 'client' });
  aws.cacheJwks({ keys: [jwk] });
  const end = token.lastIndexOf('.');
  const [input, signature] = [Buffer.from(token.slice(0, end)), Buffer.from(token.slice(end + 1), 'base64url')];
  const authorization = `Bearer ${token}`;
  return {
    raw: () => microseconds(() => mustHold(verify('RSA-SHA256', input, publicKey, signature))),
    awsJwtVerify: () => microseconds(() => aws.verify(token)),
    cold: () => microseconds(() => cold(authorization)),
    warm: () => microseconds(() => warm(authorization)),
  };
}

function mustHold(verified: boolean): void {
  if (!verified) {
    throw new BenchError('the signature did not hold');
  }
}

async function microseconds(task: () => unknown): Promise<number> {
  const from = process.hrtime.bigint();
  for (let index = 0; index < verifications; index += 1) {
    await task();
  }
  return Number(process.hrtime.bigint() - from) / 1000 / verifications;
}
