import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import { noStatements } from '../errors';
import { declareWildcards } from './declare-wildcards';
import { policyDocument, trustDocument, type PolicyStatement, type TrustStatement } from './policy';

/** Props of {@link Role}. */
export interface RoleProps {
  /** At most 64 characters, unique in the account. */
  readonly name: string;
  readonly trust: TrustStatement;
  readonly policyName: string;
  /** At least one. */
  readonly statements: readonly PolicyStatement[];
}

/** A role with one inline policy, which lives and dies with it. */
export class Role extends Construct {
  readonly arn: string;
  readonly resource: IamRole;
  readonly policy: IamRolePolicy;

  constructor(scope: Construct, id: string, props: RoleProps) {
    super(scope, id);
    if (props.statements.length === 0) {
      throw noStatements(this.node.path);
    }
    this.resource = new IamRole(this, 'Resource', {
      name: props.name,
      assumeRolePolicy: trustDocument(props.trust),
    });
    this.policy = new IamRolePolicy(this, 'Resource-policy', {
      name: props.policyName,
      role: this.resource.id,
      policy: policyDocument(props.statements),
    });
    this.arn = this.resource.arn;
    declareWildcards(this.policy, props.statements);
  }
}
