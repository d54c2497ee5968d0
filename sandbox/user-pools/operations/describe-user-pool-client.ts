import { z } from 'zod';
import type { UserPoolClient } from '../../../blueprint/model/user-pools';
import type { Operation } from '../../protocol/aws-json';
import { clientId, readInput, userPoolId } from '../input';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({ UserPoolId: userPoolId, ClientId: clientId });

/** The configuration of an app client, with its secret. */
export const describeUserPoolClient =
  ({ pools }: Pick<UserPoolServices, 'pools'>): Operation =>
  (input) => {
    const { UserPoolId, ClientId } = readInput(schema, input);
    const { runtime, client } = pools.clientOf(UserPoolId, ClientId);
    return {
      UserPoolClient: {
        UserPoolId,
        ClientId,
        ClientName: client.name,
        ClientSecret: client.secret,
        ExplicitAuthFlows: [...client.authFlows],
        AccessTokenValidity: client.accessTokenSeconds,
        IdTokenValidity: client.idTokenSeconds,
        RefreshTokenValidity: client.refreshTokenSeconds,
        TokenValidityUnits: { AccessToken: 'seconds', IdToken: 'seconds', RefreshToken: 'seconds' },
        AuthSessionValidity: client.authSessionMinutes,
        EnableTokenRevocation: client.tokenRevocation,
        PreventUserExistenceErrors: client.hidesUserExistence ? 'ENABLED' : 'LEGACY',
        ...(client.refreshRotation !== undefined && {
          RefreshTokenRotation: {
            Feature: 'ENABLED',
            RetryGracePeriodSeconds: client.refreshRotation.graceSeconds,
          },
        }),
        SupportedIdentityProviders: client.identityProviders,
        ...describeOauth(client),
        ReadAttributes: client.readAttributes,
        WriteAttributes: client.writeAttributes,
        CreationDate: runtime.startedAt / 1000,
        LastModifiedDate: runtime.startedAt / 1000,
      },
    };
  };

function describeOauth({ oauth }: UserPoolClient): Readonly<Record<string, unknown>> {
  if (oauth === undefined) return { AllowedOAuthFlowsUserPoolClient: false };
  return {
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: [...oauth.flows],
    AllowedOAuthScopes: oauth.scopes,
    CallbackURLs: oauth.callbackUrls,
    LogoutURLs: oauth.logoutUrls,
    DefaultRedirectURI: oauth.defaultRedirectUri,
  };
}
