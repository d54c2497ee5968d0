import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { clientId, metadata, oneOf, parameters, readInput, session, userPoolId } from '../input';
import { challengeNames, respondToChallenge } from '../sign-in/respond';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({
  UserPoolId: userPoolId,
  ClientId: clientId,
  ChallengeName: oneOf(challengeNames),
  Session: session.optional(),
  ChallengeResponses: parameters.optional(),
  ClientMetadata: metadata.optional(),
});

/** A server answers a challenge for a user. */
export const adminRespondToAuthChallenge =
  (services: Pick<UserPoolServices, 'pools' | 'clock' | 'ids'>): Operation =>
  (input) => {
    const {
      UserPoolId,
      ClientId,
      ChallengeName,
      Session,
      ChallengeResponses = {},
      ClientMetadata,
    } = readInput(schema, input);
    const clientOfPool = services.pools.clientOf(UserPoolId, ClientId);
    return respondToChallenge(
      {
        ...clientOfPool,
        challenge: ChallengeName,
        session: Session,
        responses: ChallengeResponses,
        metadata: ClientMetadata,
      },
      services,
    );
  };
