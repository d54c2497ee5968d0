import { GetOpenIdTokenForDeveloperIdentityCommand } from '@aws-sdk/client-cognito-identity';
import type { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import { UnusableAnswerError } from './errors';

/** What an app trades for credentials: GetCredentialsForIdentity with `cognito-identity.amazonaws.com` as login. */
export interface DeveloperIdentity {
  readonly identityId: string;
  /** A JWT of Cognito, good for 15 minutes. */
  readonly token: string;
}

/** Vouches for users at Cognito. */
export interface IdentityIssuer {
  issue(userId: string): Promise<DeveloperIdentity>;
}

/** What the issuer needs from outside. */
export interface IdentityIssuerServices {
  readonly client: Pick<CognitoIdentityClient, 'send'>;
  readonly identityPoolId: string;
  readonly developerProviderName: string;
}

/** Cognito makes an identity at a user's first sign-in, and finds it again at every other one. */
export function createIdentityIssuer(services: IdentityIssuerServices): IdentityIssuer {
  const { client, identityPoolId, developerProviderName } = services;
  return {
    async issue(userId) {
      const { IdentityId: identityId, Token: token } = await client.send(
        new GetOpenIdTokenForDeveloperIdentityCommand({
          IdentityPoolId: identityPoolId,
          Logins: { [developerProviderName]: userId },
          TokenDuration: 900,
        }),
      );
      if (identityId === undefined || token === undefined) {
        throw new UnusableAnswerError();
      }
      return { identityId, token };
    },
  };
}
