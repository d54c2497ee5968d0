import type { GivenAttribute } from '../attributes';
import { missingParameter, notModelled } from '../errors';
import type { ClientOfPool } from '../pool-directory';
import { checkSecretHash } from '../secret-hash';
import type { ClientMetadata } from '../triggers/triggers';
import type { UserPoolServices } from '../user-pool-services';
import { answerNewPassword } from './answer-new-password';
import { answerTotp } from './answer-totp';
import { finishSignIn } from './finish-sign-in';
import type { SignInAnswer } from './finish-sign-in';
import { finishMfaSetup } from './mfa-setup';
import type { ProvenUser } from './next-step';
import { proveSrp, readSrpAnswer } from './srp-sign-in';

/** All values of `ChallengeName` that AWS knows. */
export const challengeNames = [
  'SMS_MFA',
  'EMAIL_OTP',
  'SOFTWARE_TOKEN_MFA',
  'SELECT_MFA_TYPE',
  'MFA_SETUP',
  'PASSWORD_VERIFIER',
  'CUSTOM_CHALLENGE',
  'SELECT_CHALLENGE',
  'DEVICE_SRP_AUTH',
  'DEVICE_PASSWORD_VERIFIER',
  'ADMIN_NO_SRP_AUTH',
  'NEW_PASSWORD_REQUIRED',
  'SMS_OTP',
  'PASSWORD',
  'WEB_AUTHN',
  'PASSWORD_SRP',
] as const;

/** A later step of a sign-in. */
export interface ChallengeAnswer extends ClientOfPool {
  readonly challenge: (typeof challengeNames)[number];
  readonly session: string | undefined;
  readonly responses: Readonly<Record<string, string>>;
  readonly metadata?: ClientMetadata | undefined;
}

const attributePrefix = 'userAttributes.';

/** Checks the answer to a challenge, and goes on to the next step or to tokens. */
export async function respondToChallenge(
  answer: ChallengeAnswer,
  services: Pick<UserPoolServices, 'clock' | 'ids'>,
): Promise<SignInAnswer> {
  const { client, challenge, responses, metadata } = answer;
  const name = required(responses, 'USERNAME');
  checkSecretHash(client, name, responses['SECRET_HASH']);
  const proven = prove(answer, name, services);
  const source =
    challenge === 'NEW_PASSWORD_REQUIRED' ? 'TokenGeneration_NewPasswordChallenge' : 'TokenGeneration_Authentication';
  return finishSignIn({ ...proven, metadata }, services, source);
}

function prove(answer: ChallengeAnswer, name: string, services: Pick<UserPoolServices, 'clock' | 'ids'>): ProvenUser {
  const { runtime, client, challenge, session, responses } = answer;
  switch (challenge) {
    case 'PASSWORD_VERIFIER':
      return { runtime, client, user: proveSrp(runtime, client, readSrpAnswer(responses)), factors: 'password' };
    case 'NEW_PASSWORD_REQUIRED': {
      const password = required(responses, 'NEW_PASSWORD');
      const attributes = attributesOf(responses);
      return answerNewPassword(answer, { session: requireSession(session), password, attributes, name }, services);
    }
    case 'SOFTWARE_TOKEN_MFA': {
      const code = required(responses, 'SOFTWARE_TOKEN_MFA_CODE');
      return answerTotp(answer, { session: requireSession(session), code, name }, services);
    }
    case 'MFA_SETUP':
      return finishMfaSetup(answer, { session: requireSession(session), name });
    default:
      throw notModelled(`The challenge ${challenge}`, [
        'PASSWORD_VERIFIER',
        'NEW_PASSWORD_REQUIRED',
        'SOFTWARE_TOKEN_MFA',
        'MFA_SETUP',
      ]);
  }
}

function attributesOf(responses: Readonly<Record<string, string>>): readonly GivenAttribute[] {
  return Object.entries(responses)
    .filter(([name]) => name.startsWith(attributePrefix))
    .map(([name, Value]) => ({ Name: name.slice(attributePrefix.length), Value }));
}

function required(responses: Readonly<Record<string, string>>, name: string): string {
  const value = responses[name];
  if (value === undefined) throw missingParameter(name);
  return value;
}

function requireSession(session: string | undefined): string {
  if (session === undefined) throw missingParameter('Session');
  return session;
}
