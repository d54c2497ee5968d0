import { AwsJsonError } from '../../protocol/aws-json';
import { mayRefresh, refresh } from '../../user-pools/sign-in/refresh';
import type { KnownClient } from '../authenticate-client';
import { refused, type GivenTokens, type TokenRefusal } from '../domain-answer';
import type { DomainServices } from '../domain-services';
import { givenTokens, grantRefusal } from './given-tokens';

/** `refresh_token`: new tokens of the same sign-in; another refresh token only where the client's rotate. */
export async function grantForRefreshToken(
  services: DomainServices,
  { client, runtime }: KnownClient,
  form: URLSearchParams,
): Promise<GivenTokens | TokenRefusal> {
  if (client.oauth?.flows.has('code') !== true || !mayRefresh(client)) {
    return refused('unauthorized_client', 'The app client may not use the flow refresh_token.');
  }
  const refreshToken = form.get('refresh_token') ?? '';
  if (refreshToken === '') return refused('invalid_request', 'The parameter refresh_token is missing.');
  try {
    const { tokens, user } = await refresh({ client, runtime }, { refreshToken }, services);
    services.logger.info('tokens refreshed', { clientId: client.id, username: user.username });
    return givenTokens(tokens);
  } catch (error) {
    if (error instanceof AwsJsonError) return grantRefusal(error);
    throw error;
  }
}
