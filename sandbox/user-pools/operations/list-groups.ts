import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { describeGroup } from '../group-store';
import { pageToken, readInput, userPoolId, whole } from '../input';
import { pageOf } from '../paging';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({
  UserPoolId: userPoolId,
  Limit: whole(0, 60).optional(),
  NextToken: pageToken.optional(),
});

/** The groups of a pool. */
export const listGroups =
  ({ pools }: Pick<UserPoolServices, 'pools'>): Operation =>
  (input) => {
    const { UserPoolId, Limit, NextToken } = readInput(schema, input);
    const page = pageOf(pools.pool(UserPoolId).groups.all(), { limit: Limit, token: NextToken });
    return { Groups: page.items.map((group) => describeGroup(group, UserPoolId)), NextToken: page.next };
  };
