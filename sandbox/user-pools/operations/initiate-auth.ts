import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { clientId, metadata, oneOf, parameters, readInput } from '../input';
import { authFlows, initiateSignIn } from '../sign-in/initiate';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({
  AuthFlow: oneOf(authFlows),
  ClientId: clientId,
  AuthParameters: parameters.optional(),
  ClientMetadata: metadata.optional(),
});

/** A user begins to sign in, or refreshes. */
export const initiateAuth =
  (services: Pick<UserPoolServices, 'pools' | 'clock' | 'ids'>): Operation =>
  (input) => {
    const { AuthFlow, ClientId, AuthParameters = {}, ClientMetadata } = readInput(schema, input);
    return initiateSignIn(
      {
        ...services.pools.client(ClientId),
        flow: AuthFlow,
        parameters: AuthParameters,
        metadata: ClientMetadata,
        byAdministrator: false,
      },
      services,
    );
  };
