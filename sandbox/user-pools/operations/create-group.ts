import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { groupExists } from '../errors';
import { describeGroup } from '../group-store';
import { groupName, readInput, text, userPoolId, whole } from '../input';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({
  UserPoolId: userPoolId,
  GroupName: groupName,
  Description: text({ min: 0, max: 2048 }).optional(),
  Precedence: whole(0, 2 ** 31 - 1).optional(),
  RoleArn: text({ min: 20, max: 2048, pattern: 'arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:.*' }).optional(),
});

/** Makes a group. Giving it a role takes the right to pass that role. */
export const createGroup =
  ({ pools, clock, administration }: Pick<UserPoolServices, 'pools' | 'clock' | 'administration'>): Operation =>
  (input, { request }) => {
    const { UserPoolId, GroupName, Description, Precedence, RoleArn } = readInput(schema, input);
    const { groups } = pools.pool(UserPoolId);
    if (RoleArn !== undefined) administration(request, 'iam:PassRole', RoleArn);
    if (groups.find(GroupName) !== undefined) throw groupExists();
    const group = {
      name: GroupName,
      description: Description,
      roleArn: RoleArn,
      precedence: Precedence,
      createdAt: clock.now(),
    };
    groups.add(group);
    return { Group: describeGroup(group, UserPoolId) };
  };
