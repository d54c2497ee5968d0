import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { clientId, metadata, oneOf, parameters, readInput, userPoolId } from '../input';
import { authFlows, initiateSignIn } from '../sign-in/initiate';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({
  UserPoolId: userPoolId,
  ClientId: clientId,
  AuthFlow: oneOf(authFlows),
  AuthParameters: parameters.optional(),
  ClientMetadata: metadata.optional(),
});

/** A server signs a user in. */
export const adminInitiateAuth =
  (services: Pick<UserPoolServices, 'pools' | 'clock' | 'ids'>): Operation =>
  (input) => {
    const { UserPoolId, ClientId, AuthFlow, AuthParameters = {}, ClientMetadata } = readInput(schema, input);
    const clientOfPool = services.pools.clientOf(UserPoolId, ClientId);
    return initiateSignIn(
      { ...clientOfPool, flow: AuthFlow, parameters: AuthParameters, metadata: ClientMetadata, byAdministrator: true },
      services,
    );
  };
