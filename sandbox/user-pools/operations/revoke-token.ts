import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { clientSecretWrong, notARefreshToken, revocationDisabled, tokenOfAnotherClient } from '../errors';
import { clientId, clientSecret, readInput, token } from '../input';
import { sameSecret } from '../secret-hash';
import { isRefreshTokenShaped } from '../sign-ins';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({
  Token: token,
  ClientId: clientId,
  ClientSecret: clientSecret.optional(),
});

/** Revokes a refresh token, and for Cognito the access tokens of the same sign-in. An unknown one is no fault. */
export const revokeToken =
  ({ pools }: Pick<UserPoolServices, 'pools'>): Operation =>
  (input) => {
    const { Token, ClientId, ClientSecret } = readInput(schema, input);
    const { runtime, client } = pools.client(ClientId);
    if (client.secret !== undefined && !sameSecret(client.secret, ClientSecret ?? '')) throw clientSecretWrong();
    if (!client.tokenRevocation) throw revocationDisabled();
    if (!isRefreshTokenShaped(Token)) throw notARefreshToken();
    const signIn = runtime.signIns.byRefreshToken(Token);
    if (signIn === undefined) return {};
    if (signIn.clientId !== client.id) throw tokenOfAnotherClient();
    runtime.signIns.revoke(signIn);
    return {};
  };
