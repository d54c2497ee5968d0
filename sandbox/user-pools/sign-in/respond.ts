import { missingParameter, notModelled } from '../errors';
import type { ClientOfPool } from '../pool-directory';
import { checkSecretHash } from '../secret-hash';
import type { UserPoolServices } from '../user-pool-services';
import { answerNewPassword } from './answer-new-password';
import { finishSignIn, startSession } from './finish-sign-in';
import type { SignInAnswer } from './finish-sign-in';
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
}

/** Checks the answer to a challenge, and goes on to the next step or to tokens. */
export async function respondToChallenge(
  answer: ChallengeAnswer,
  services: Pick<UserPoolServices, 'clock' | 'ids'>,
): Promise<SignInAnswer> {
  const { runtime, client, challenge, session, responses } = answer;
  const name = responses['USERNAME'];
  if (name === undefined) throw missingParameter('USERNAME');
  checkSecretHash(client, name, responses['SECRET_HASH']);
  switch (challenge) {
    case 'PASSWORD_VERIFIER':
      return finishSignIn({ runtime, client, user: proveSrp(runtime, client, readSrpAnswer(responses)) }, services);
    case 'NEW_PASSWORD_REQUIRED': {
      const { clock, ids } = services;
      return startSession(
        { runtime, client, user: answerNewPassword(runtime, client, { session, responses, clock, ids }) },
        services,
      );
    }
    default:
      throw notModelled(`The challenge ${challenge}`, ['PASSWORD_VERIFIER', 'NEW_PASSWORD_REQUIRED']);
  }
}
