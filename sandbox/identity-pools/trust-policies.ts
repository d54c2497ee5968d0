import type { Blueprint, Role } from '../../blueprint/model';
import type { ConditionContext, Decision } from '../../iam/decision';
import { PolicyError } from '../../iam/errors';
import { evaluateTrust } from '../../iam/evaluate-trust';
import { parsePolicy } from '../../iam/parse-policy';
import type { PolicyDocument } from '../../iam/policy';
import { malformedTrust } from './errors';
import { placeOf } from './identity-pool-services';

/** The roles that identity pools hand out, with whom they trust. */
export class TrustPolicies {
  readonly #roles = new Map<string, { readonly role: Role; readonly document: PolicyDocument }>();

  /** Raises `IdentityPoolSetupError` for a trust policy that AWS refuses. */
  constructor(blueprint: Pick<Blueprint, 'identityPools' | 'roles'>) {
    const used = new Set(
      blueprint.identityPools.flatMap((pool) => [pool.authenticatedRoleArn, pool.unauthenticatedRoleArn]),
    );
    for (const role of blueprint.roles) {
      if (used.has(role.arn)) this.#roles.set(role.arn, { role, document: parseTrust(role) });
    }
  }

  role(arn: string): Role | undefined {
    return this.#roles.get(arn)?.role;
  }

  /** Whether the role lets an identity of a pool assume it. */
  mayAssume(role: Role, context: ConditionContext): Decision | undefined {
    const document = this.#roles.get(role.arn)?.document;
    if (document === undefined) return undefined;
    return evaluateTrust({
      policy: { name: placeOf(role), document },
      principal: { kind: 'federated', provider: 'cognito-identity.amazonaws.com' },
      action: 'sts:AssumeRoleWithWebIdentity',
      context,
    });
  }
}

function parseTrust(role: Role): PolicyDocument {
  try {
    return parsePolicy(role.trustPolicy, 'trust');
  } catch (error) {
    throw error instanceof PolicyError ? malformedTrust(placeOf(role), error.message) : error;
  }
}
