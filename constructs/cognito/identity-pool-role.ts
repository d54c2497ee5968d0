import { Construct } from 'constructs';
import type { PolicyStatement, TrustStatement } from '../iam/policy';
import { Role } from '../iam/role';
import type { IdentityPool } from './identity-pool';
import type { UserPool } from './user-directory';

/** Props of {@link AuthenticatedRole}. */
export interface AuthenticatedRoleProps {
  readonly name: string;
  readonly policyName: string;
  readonly identityPool: IdentityPool;
  /**
   * Through which user pool people must have signed in. A role that a mapping gives to some needs it where the identity
   * pool has other providers: with the token of an own login backend a person can ask STS for any role that trusts the
   * identity pool, past the mapping.
   *
   * @default every provider of the identity pool
   */
  readonly signedInThrough?: UserPool;
  /** What somebody who signed in may do. */
  readonly statements: readonly [PolicyStatement, ...PolicyStatement[]];
}

/** The role of somebody who signed in through one identity pool. */
export class AuthenticatedRole extends Construct {
  readonly arn: string;
  readonly trusts = 'authenticated' as const;

  constructor(scope: Construct, id: string, props: AuthenticatedRoleProps) {
    super(scope, id);
    const { name, policyName, statements, identityPool, signedInThrough } = props;
    const trust = identityPoolTrust(identityPool, this.trusts, signedInThrough);
    this.arn = new Role(this, 'Resource', { name, policyName, statements, trust }).arn;
  }
}

/** Props of {@link UnauthenticatedRole}. */
export interface UnauthenticatedRoleProps {
  readonly name: string;
  readonly policyName: string;
  readonly identityPool: IdentityPool;
}

/** The role of a guest. All is denied explicitly: no permission added elsewhere opens anything. */
export class UnauthenticatedRole extends Construct {
  readonly arn: string;
  readonly trusts = 'unauthenticated' as const;

  constructor(scope: Construct, id: string, props: UnauthenticatedRoleProps) {
    super(scope, id);
    const { name, policyName } = props;
    const trust = identityPoolTrust(props.identityPool, this.trusts);
    const statements = [{ effect: 'Deny', actions: ['*'], resources: '*' }] as const;
    this.arn = new Role(this, 'Resource', { name, policyName, statements, trust }).arn;
  }
}

/**
 * Cognito alone, for this pool alone (`aud`), for this kind of caller alone (`amr`). Without `aud` every identity pool
 * of the world could assume the role; without `amr` a guest of this one could.
 */
function identityPoolTrust(
  pool: IdentityPool,
  kind: 'authenticated' | 'unauthenticated',
  through?: UserPool,
): TrustStatement {
  return {
    principal: { Federated: 'cognito-identity.amazonaws.com' },
    action: 'sts:AssumeRoleWithWebIdentity',
    condition: {
      StringEquals: { 'cognito-identity.amazonaws.com:aud': pool.id },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': kind },
      ...(through === undefined
        ? {}
        : { 'ForAnyValue:StringEquals': { 'cognito-identity.amazonaws.com:amr': through.endpoint } }),
    },
  };
}
