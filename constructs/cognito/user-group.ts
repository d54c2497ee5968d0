import { CognitoUserGroup } from '@cdktf/provider-aws/lib/cognito-user-group';
import { Construct } from 'constructs';
import type { UserPool } from './user-directory';

/** Props of {@link UserGroup}. */
export interface UserGroupProps {
  readonly name: string;
  readonly description: string;
  readonly userPool: UserPool;
  /**
   * What an identity pool that takes roles from tokens gives the members.
   *
   * @default the group has no role
   */
  readonly role?: { readonly arn: string };
  /**
   * Whose role is preferred for a user of several groups: the lowest number, from 0.
   *
   * @default after all groups that have one
   */
  readonly precedence?: number;
}

/** Users of a pool by what they may do. Tokens name the groups of their user as they were when the token was issued. */
export class UserGroup extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: UserGroupProps) {
    super(scope, id);
    const { name, description, userPool, role, precedence } = props;
    const resource = new CognitoUserGroup(this, 'Resource', {
      name,
      description,
      userPoolId: userPool.id,
      ...(role === undefined ? {} : { roleArn: role.arn }),
      ...(precedence === undefined ? {} : { precedence }),
    });
    this.name = resource.name;
  }
}
