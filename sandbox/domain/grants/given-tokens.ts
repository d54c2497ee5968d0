import type { AwsJsonError } from '../../protocol/aws-json';
import type { AuthenticationResult } from '../../user-pools/tokens';
import { refused, type GivenTokens, type TokenRefusal } from '../domain-answer';

/** The same tokens in OAuth 2.0's words. */
export function givenTokens({ AccessToken, IdToken, RefreshToken, ExpiresIn }: AuthenticationResult): GivenTokens {
  return { id_token: IdToken, access_token: AccessToken, refresh_token: RefreshToken, expires_in: ExpiresIn };
}

/** What the API would refuse with, in OAuth 2.0's words: what was brought is good for nothing. */
export function grantRefusal({ code, message, details }: AwsJsonError): TokenRefusal {
  return refused('invalid_grant', `${code}: ${details.reason ?? message}`);
}
