import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { authenticateSelf } from '../access-token';
import { canRead } from '../attributes';
import { readInput, token } from '../input';
import { describePreference } from '../mfa-preference';
import { wireAttributes } from '../user';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({ AccessToken: token });

/** A user reads their own account, as far as the app client may read it. */
export const getUser =
  (services: Pick<UserPoolServices, 'pools' | 'clock'>): Operation =>
  async (input) => {
    const { user, client } = await authenticateSelf(services, readInput(schema, input).AccessToken);
    return {
      Username: user.username,
      UserAttributes: wireAttributes(user, (name) => canRead(client, name)),
      ...describePreference(user),
    };
  };
