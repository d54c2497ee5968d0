import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { clientId, metadata, oneOf, parameters, readInput, session } from '../input';
import { challengeNames, respondToChallenge } from '../sign-in/respond';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({
  ClientId: clientId,
  ChallengeName: oneOf(challengeNames),
  Session: session.optional(),
  ChallengeResponses: parameters.optional(),
  ClientMetadata: metadata.optional(),
});

/** A user answers a challenge. */
export const respondToAuthChallenge =
  (services: Pick<UserPoolServices, 'pools' | 'clock' | 'ids'>): Operation =>
  (input) => {
    const { ClientId, ChallengeName, Session, ChallengeResponses = {}, ClientMetadata } = readInput(schema, input);
    return respondToChallenge(
      {
        ...services.pools.client(ClientId),
        challenge: ChallengeName,
        session: Session,
        responses: ChallengeResponses,
        metadata: ClientMetadata,
      },
      services,
    );
  };
