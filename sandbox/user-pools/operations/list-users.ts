import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { pageToken, readInput, text, userPoolId, whole, words } from '../input';
import { pageOf } from '../paging';
import { describeUser, wireAttributes } from '../user';
import { userFilter } from '../user-filter';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({
  UserPoolId: userPoolId,
  AttributesToGet: words.optional(),
  Filter: text({ min: 0, max: 256 }).optional(),
  Limit: whole(0, 60).optional(),
  PaginationToken: pageToken.optional(),
});

/** The users of a pool, by at most one attribute. */
export const listUsers =
  ({ pools }: Pick<UserPoolServices, 'pools'>): Operation =>
  (input) => {
    const { UserPoolId, AttributesToGet, Filter = '', Limit, PaginationToken } = readInput(schema, input);
    const found = pools.pool(UserPoolId).users.all().filter(userFilter(Filter));
    const page = pageOf(found, { limit: Limit, token: PaginationToken });
    return {
      Users: page.items.map((user) => ({
        ...describeUser(user),
        Attributes: wireAttributes(user).filter(({ Name }) => AttributesToGet?.includes(Name) ?? true),
      })),
      PaginationToken: page.next,
    };
  };
