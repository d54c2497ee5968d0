import { ClientSecretBasic, clientCredentialsGrantRequest, customFetch } from 'oauth4webapi';
import { processClientCredentialsResponse, ResponseBodyError, WWWAuthenticateChallengeError } from 'oauth4webapi';
import { describeFailure } from '../shared/describe-failure';
import type { AppSecrets } from './app-secrets';
import { UpstreamError, upstreamError } from './errors';
import { timeLimits } from './time-limits';
import type { TimeLimit } from '../shared/time-limit';

/** An access token, and how long it lives. */
export interface IssuedToken {
  readonly accessToken: string;
  /** Seconds; 0 where the issuer does not say. */
  readonly expiresIn: number;
}

/** What the grant needs from outside. */
export interface GrantServices {
  readonly fetch: typeof fetch;
  readonly timeLimit: TimeLimit;
}

/**
 * The OAuth 2.0 client credentials grant (RFC 6749, section 4.4) for one scope.
 *
 * @throws UpstreamError, with reason `invalid-client` where the issuer does not know the client or its secret
 */
export async function requestToken(
  { fetch: send, timeLimit }: GrantServices,
  secrets: AppSecrets,
  scope: string,
): Promise<IssuedToken> {
  const issuer = { issuer: new URL(secrets.tokenEndpoint).origin, token_endpoint: secrets.tokenEndpoint };
  const client = { client_id: secrets.clientId };
  try {
    const response = await clientCredentialsGrantRequest(
      issuer,
      client,
      ClientSecretBasic(secrets.clientSecret),
      { scope },
      { [customFetch]: send, signal: timeLimit(timeLimits.token) },
    );
    const { access_token, expires_in } = await processClientCredentialsResponse(issuer, client, response);
    return { accessToken: access_token, expiresIn: expires_in ?? 0 };
  } catch (error) {
    throw understand(error);
  }
}

function understand(error: unknown): UpstreamError {
  const { fields } = describeFailure(error);
  if (error instanceof ResponseBodyError) {
    const reason = error.error === 'invalid_client' ? 'invalid-client' : 'refused';
    return new UpstreamError('token-endpoint', reason, fields);
  }
  if (error instanceof WWWAuthenticateChallengeError) {
    return new UpstreamError('token-endpoint', 'invalid-client', fields);
  }
  return upstreamError('token-endpoint', error);
}
