import { CognitoUserGroup } from '@cdktf/provider-aws/lib/cognito-user-group';
import { Construct } from 'constructs';
import type { UserPool } from './user-directory';

/** Props of {@link UserGroup}. */
export interface UserGroupProps {
  readonly name: string;
  readonly description: string;
  readonly userPool: UserPool;
}

/** Users of a pool by what they may do. Tokens name the groups of their user as they were when the token was issued. */
export class UserGroup extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: UserGroupProps) {
    super(scope, id);
    const resource = new CognitoUserGroup(this, 'Resource', {
      name: props.name,
      description: props.description,
      userPoolId: props.userPool.id,
    });
    this.name = resource.name;
  }
}
