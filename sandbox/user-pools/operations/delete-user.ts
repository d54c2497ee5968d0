import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { authenticateSelf } from '../access-token';
import { readInput, token } from '../input';
import { removeUser } from '../remove-user';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({ AccessToken: token });

/** A user deletes their own account. */
export const deleteUser =
  (services: Pick<UserPoolServices, 'pools' | 'clock'>): Operation =>
  async (input) => {
    const { runtime, user } = await authenticateSelf(services, readInput(schema, input).AccessToken);
    removeUser(runtime, user);
    return {};
  };
