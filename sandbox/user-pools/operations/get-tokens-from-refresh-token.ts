import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { clientSecretWrong, flowNotEnabled } from '../errors';
import { clientId, clientSecret, metadata, readInput, text, token } from '../input';
import { sameSecret } from '../secret-hash';
import { mayRefresh, refresh } from '../sign-in/refresh';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({
  RefreshToken: token,
  ClientId: clientId,
  ClientSecret: clientSecret.optional(),
  DeviceKey: text({ max: 55 }).optional(),
  ClientMetadata: metadata.optional(),
});

/** New tokens, and where the client's refresh tokens rotate another refresh token. */
export const getTokensFromRefreshToken =
  (services: Pick<UserPoolServices, 'pools' | 'clock' | 'ids'>): Operation =>
  async (input) => {
    const { RefreshToken: refreshToken, ClientId, ClientSecret, ClientMetadata } = readInput(schema, input);
    const at = services.pools.client(ClientId);
    const { secret } = at.client;
    if (secret !== undefined && !sameSecret(secret, ClientSecret ?? '')) throw clientSecretWrong();
    if (!mayRefresh(at.client)) throw flowNotEnabled('Auth flow not enabled for this client');
    const { tokens } = await refresh(at, { refreshToken, metadata: ClientMetadata }, services);
    return { AuthenticationResult: tokens };
  };
