import { missingAttributes } from '../attributes';
import { issueTokens } from '../tokens';
import type { AuthenticationResult } from '../tokens';
import type { TokenSource } from '../triggers/triggers';
import type { UserPoolServices } from '../user-pool-services';
import { nextStep } from './next-step';
import type { NextStep, ProvenUser } from './next-step';

/** What a step of a sign-in answers: a challenge, or tokens. */
export interface SignInAnswer {
  readonly ChallengeName?: 'PASSWORD_VERIFIER' | 'NEW_PASSWORD_REQUIRED' | 'SOFTWARE_TOKEN_MFA' | 'MFA_SETUP';
  readonly ChallengeParameters: Readonly<Record<string, string>>;
  readonly Session?: string;
  readonly AuthenticationResult?: AuthenticationResult;
}

/** Goes on to the next challenge, or to tokens where nothing is left to ask. */
export async function finishSignIn(
  proven: ProvenUser,
  services: Pick<UserPoolServices, 'clock' | 'ids'>,
  source: TokenSource = 'TokenGeneration_Authentication',
): Promise<SignInAnswer> {
  const { runtime, client, metadata } = proven;
  const next = await nextStep(proven, services);
  if (next.kind !== 'signed-in') return challengeOf(proven, next);
  const { user } = next;
  const { signIn, refreshToken } = runtime.signIns.start(user, client);
  const tokens = await issueTokens(runtime, { user, client, signIn, source, metadata }, services);
  return { ChallengeParameters: {}, AuthenticationResult: { ...tokens, RefreshToken: refreshToken } };
}

function challengeOf(
  { runtime }: ProvenUser,
  { kind, session, user }: Exclude<NextStep, { kind: 'signed-in' }>,
): SignInAnswer {
  switch (kind) {
    case 'new-password': {
      const required = missingAttributes(runtime.pool, user.attributes).map((name) => `userAttributes.${name}`);
      return {
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        ChallengeParameters: {
          USER_ID_FOR_SRP: user.username,
          requiredAttributes: JSON.stringify(required),
          userAttributes: JSON.stringify(Object.fromEntries(user.attributes)),
        },
        Session: session,
      };
    }
    case 'totp':
      return {
        ChallengeName: 'SOFTWARE_TOKEN_MFA',
        ChallengeParameters: { USER_ID_FOR_SRP: user.username },
        Session: session,
      };
    default:
      return {
        ChallengeName: 'MFA_SETUP',
        ChallengeParameters: {
          USER_ID_FOR_SRP: user.username,
          MFAS_CAN_SETUP: JSON.stringify(['SOFTWARE_TOKEN_MFA']),
        },
        Session: session,
      };
  }
}
