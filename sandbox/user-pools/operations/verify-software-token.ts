import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { authenticateSelf } from '../access-token';
import { exactlyOne } from '../errors';
import { readInput, session, text, token } from '../input';
import { keepNewToken, verifyMfaSetup } from '../sign-in/mfa-setup';
import { requireSoftwareTokens } from '../sign-in/one-time-code';
import { sessionClient } from '../sign-in/session-client';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({
  AccessToken: token.optional(),
  Session: session.optional(),
  UserCode: text({ min: 6, max: 6, pattern: '[0-9]+' }),
  FriendlyDeviceName: text({ min: 0, max: 131_072 }).optional(),
});

/** The first code of a new app, which from now on counts. */
export const verifySoftwareToken =
  (services: Pick<UserPoolServices, 'pools' | 'clock'>): Operation =>
  async (input) => {
    const { AccessToken, Session, UserCode } = readInput(schema, input);
    if (AccessToken !== undefined && Session === undefined) {
      const { runtime, user } = await authenticateSelf(services, AccessToken);
      requireSoftwareTokens(runtime);
      keepNewToken(runtime, user, { code: UserCode, clock: services.clock });
      return { Status: 'SUCCESS' };
    }
    if (Session === undefined || AccessToken !== undefined) throw exactlyOne('AccessToken', 'Session');
    const at = sessionClient(services.pools, Session);
    return { Status: 'SUCCESS', Session: verifyMfaSetup(at, { session: Session, code: UserCode }, services) };
  };
