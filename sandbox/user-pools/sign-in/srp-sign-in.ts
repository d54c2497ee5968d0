import { timingSafeEqual } from 'node:crypto';
import type { UserPoolClient } from '../../../blueprint/model/user-pools';
import { incorrectPassword, missingParameter, sessionExpired, srpPublicValueInvalid } from '../errors';
import type { PoolRuntime, SrpChallenge } from '../pool-runtime';
import { claimSignature, isSafePublic, serverPublic, sessionKey, toBigInt } from '../srp';
import type { User } from '../user';
import type { UserPoolServices } from '../user-pool-services';
import { openAttempt, refuseWhileLocked } from './attempt';
import type { Attempt } from './attempt';
import type { SignInAnswer } from './finish-sign-in';

/** `ddd MMM D HH:mm:ss UTC YYYY`, the day without a leading zero. */
const timestampForm =
  /^(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [1-9]\d? \d\d:\d\d:\d\d UTC \d{4}$/;

/** First step: the client's public value against salt and server's public value. Users who do not exist get them too. */
export function startSrp(attempt: Attempt, publicValue: string, { ids }: Pick<UserPoolServices, 'ids'>): SignInAnswer {
  const clientPublic = readPublicValue(publicValue);
  const { runtime, client, name } = attempt;
  const { user, lockName } = openAttempt(attempt);
  const decoyName = runtime.users.fold(name);
  const userIdForSrp = user?.username ?? runtime.decoys.userIdOf(decoyName);
  const password = user?.password ?? runtime.decoys.passwordOf(decoyName);
  const serverSecret = toBigInt(ids.bytes(32));
  const challenge: SrpChallenge = {
    clientId: client.id,
    subject: user?.sub,
    lockName,
    userIdForSrp,
    password,
    clientPublic,
    serverSecret,
  };
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: password.salt.toString(16),
      SECRET_BLOCK: runtime.srpChallenges.put(challenge, client.authSessionMinutes),
      SRP_B: serverPublic(password.verifier, serverSecret).toString(16),
      USERNAME: userIdForSrp,
      USER_ID_FOR_SRP: userIdForSrp,
    },
  };
}

/** What the client answers `PASSWORD_VERIFIER` with. */
export interface SrpAnswer {
  readonly name: string;
  readonly secretBlock: string;
  readonly signature: string;
  readonly timestamp: string;
}

/** Reads the answer. Throws for what is missing. */
export function readSrpAnswer(responses: Readonly<Record<string, string>>): SrpAnswer {
  const required = (name: string): string => {
    const value = responses[name];
    if (value === undefined || value === '') throw missingParameter(name);
    return value;
  };
  return {
    name: required('USERNAME'),
    secretBlock: required('PASSWORD_CLAIM_SECRET_BLOCK'),
    signature: required('PASSWORD_CLAIM_SIGNATURE'),
    timestamp: required('TIMESTAMP'),
  };
}

/** Second step: the client's proof. Whatever comes of it, the secret block is used up. */
export function proveSrp(runtime: PoolRuntime, client: UserPoolClient, answer: SrpAnswer): User {
  const taken = runtime.srpChallenges.take(answer.secretBlock);
  if (taken.kind === 'expired') throw sessionExpired('The secret block is too old.');
  if (taken.kind === 'unknown') throw incorrectPassword('The secret block is not of this pool, or was used before.');
  const challenge = taken.value;
  if (challenge.clientId !== client.id) throw incorrectPassword('The secret block was given to another app client.');
  refuseWhileLocked(runtime, challenge.lockName);
  const proven = isProof(runtime, challenge, answer);
  const user = challenge.subject === undefined ? undefined : runtime.users.bySubject(challenge.subject);
  const fault = faultOf({ runtime, challenge, answer, user, proven });
  if (user === undefined || fault !== undefined) {
    runtime.lockout.failed(challenge.lockName);
    throw incorrectPassword(fault ?? 'No such user.');
  }
  runtime.lockout.succeeded(challenge.lockName);
  return user;
}

interface Evidence {
  readonly runtime: PoolRuntime;
  readonly challenge: SrpChallenge;
  readonly answer: SrpAnswer;
  readonly user: User | undefined;
  readonly proven: boolean;
}

function faultOf({ runtime, challenge, answer, user, proven }: Evidence): string | undefined {
  if (user === undefined) return 'No such user.';
  if (!proven) return 'The signature does not prove the password.';
  if (!timestampForm.test(answer.timestamp)) return 'TIMESTAMP is not of the form "ddd MMM D HH:mm:ss UTC YYYY".';
  if (runtime.users.find(answer.name)?.sub !== user.sub) return 'USERNAME is not the user of the first step.';
  return user.password === challenge.password ? undefined : 'The password was changed meanwhile.';
}

function isProof(runtime: PoolRuntime, challenge: SrpChallenge, answer: SrpAnswer): boolean {
  const { clientPublic, serverSecret, password, userIdForSrp } = challenge;
  const key = sessionKey({ clientPublic, serverSecret, verifier: password.verifier });
  if (key === undefined) return false;
  const expected = claimSignature(key, {
    poolName: runtime.srpName,
    userId: userIdForSrp,
    secretBlock: Buffer.from(answer.secretBlock, 'base64'),
    timestamp: answer.timestamp,
  });
  const given = Buffer.from(answer.signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function readPublicValue(hex: string): bigint {
  if (!/^[0-9a-fA-F]{1,1024}$/.test(hex))
    throw srpPublicValueInvalid('SRP_A is not a hexadecimal number of up to 1024 digits.');
  const value = BigInt(`0x${hex}`);
  if (!isSafePublic(value))
    throw srpPublicValueInvalid('SRP_A is a multiple of N, with which any password would pass.');
  return value;
}
