import type { Operation } from '../../protocol/aws-json';
import { groupNotFound } from '../errors';
import { groupName, poolAndUser, readInput } from '../input';
import type { UserPoolServices } from '../user-pool-services';
import { userOf } from './admin-user';

const schema = poolAndUser.extend({ GroupName: groupName });

/** Tokens that are issued from now on do not name the group. */
export const adminRemoveUserFromGroup =
  ({ pools, clock }: Pick<UserPoolServices, 'pools' | 'clock'>): Operation =>
  (input) => {
    const { GroupName, ...named } = readInput(schema, input);
    const { runtime, user } = userOf(pools, named);
    if (runtime.groups.find(GroupName) === undefined) throw groupNotFound();
    const groups = new Set([...user.groups].filter((name) => name !== GroupName));
    runtime.users.save({ ...user, groups, modifiedAt: clock.now() });
    return {};
  };
