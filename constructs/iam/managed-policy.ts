import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { Construct } from 'constructs';
import { declareWildcards } from './declare-wildcards';
import { policyDocument, type PolicyStatement } from './policy';

/** Props of {@link ManagedPolicy}. */
export interface ManagedPolicyProps {
  /** At most 128 characters, unique in the account. */
  readonly name: string;
  readonly description: string;
  readonly statements: readonly [PolicyStatement, ...PolicyStatement[]];
}

/** A policy with an ARN of its own. */
export class ManagedPolicy extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, description, statements }: ManagedPolicyProps) {
    super(scope, id);
    const policy = new IamPolicy(this, 'Resource', { name, description, policy: policyDocument(statements) });
    declareWildcards(policy, statements);
    this.arn = policy.arn;
  }
}
