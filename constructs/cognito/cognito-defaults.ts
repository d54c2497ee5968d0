import type { CognitoUserPoolConfig } from '@cdktf/provider-aws/lib/cognito-user-pool';
import type { CognitoUserPoolClientConfig } from '@cdktf/provider-aws/lib/cognito-user-pool-client';

/**
 * What every user pool has:
 * - user names without regard to case: `Jane@` and `jane@` are one person, not two accounts;
 * - a password policy that is written down, so that a change of AWS's default is no silent change here;
 * - a lost password recovered by the verified mail address alone;
 * - a changed mail address in force only after it is verified: nobody takes over somebody else's address.
 */
export const userPoolDefaults = {
  usernameConfiguration: { caseSensitive: false },
  passwordPolicy: {
    minimumLength: 8,
    requireLowercase: true,
    requireNumbers: true,
    requireSymbols: true,
    requireUppercase: true,
    temporaryPasswordValidityDays: 7,
  },
  accountRecoverySetting: { recoveryMechanism: [{ name: 'verified_email', priority: 1 }] },
  userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ['email'] },
} satisfies Partial<CognitoUserPoolConfig>;

/**
 * What every app client has:
 * - the same answer for an unknown user as for a wrong password: sign-in cannot be used to find out who has an account;
 * - revocable refresh tokens: sign-out ends a session;
 * - access and id tokens of one hour with their unit: without it the number counts hours, minutes or days.
 */
export const userPoolClientDefaults = {
  preventUserExistenceErrors: 'ENABLED',
  enableTokenRevocation: true,
  accessTokenValidity: 60,
  idTokenValidity: 60,
  tokenValidityUnits: [{ accessToken: 'minutes', idToken: 'minutes', refreshToken: 'days' }],
} satisfies Partial<CognitoUserPoolClientConfig>;
