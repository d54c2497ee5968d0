import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { authenticateSelf } from '../access-token';
import { exactlyOne } from '../errors';
import { readInput, session, token } from '../input';
import { newSecret } from '../one-time-passwords';
import { startMfaSetup } from '../sign-in/mfa-setup';
import { requireSoftwareTokens } from '../sign-in/one-time-code';
import { sessionClient } from '../sign-in/session-client';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({ AccessToken: token.optional(), Session: session.optional() });

/** The secret of a new app. The one before counts until a code of the new one is given. */
export const associateSoftwareToken =
  (services: Pick<UserPoolServices, 'pools' | 'clock' | 'ids'>): Operation =>
  async (input) => {
    const { AccessToken, Session } = readInput(schema, input);
    if (AccessToken !== undefined && Session === undefined) {
      const { runtime, user } = await authenticateSelf(services, AccessToken);
      requireSoftwareTokens(runtime);
      const secret = newSecret(services.ids.bytes(32));
      runtime.users.save({ ...user, associatedSecret: secret });
      return { SecretCode: secret };
    }
    if (Session === undefined || AccessToken !== undefined) throw exactlyOne('AccessToken', 'Session');
    const setup = startMfaSetup(sessionClient(services.pools, Session), Session, services);
    return { SecretCode: setup.secret, Session: setup.session };
  };
