import type { Operation } from '../../protocol/aws-json';
import { describeGroup } from '../group-store';
import { pageToken, poolAndUser, readInput, whole } from '../input';
import { pageOf } from '../paging';
import type { UserPoolServices } from '../user-pool-services';
import { userOf } from './admin-user';

const schema = poolAndUser.extend({ Limit: whole(0, 60).optional(), NextToken: pageToken.optional() });

/** The groups of one user, the strongest first. */
export const adminListGroupsForUser =
  ({ pools }: Pick<UserPoolServices, 'pools'>): Operation =>
  (input) => {
    const { Limit, NextToken, ...named } = readInput(schema, input);
    const { runtime, user } = userOf(pools, named);
    const page = pageOf(runtime.groups.strongestFirst(user.groups), { limit: Limit, token: NextToken });
    return { Groups: page.items.map((group) => describeGroup(group, runtime.pool.id)), NextToken: page.next };
  };
