import type { Blueprint, Role } from '../../blueprint/model';
import type { ConditionContext, Decision } from '../../iam/decision';
import { PolicyError } from '../../iam/errors';
import { evaluateTrust } from '../../iam/evaluate-trust';
import { parsePolicy } from '../../iam/parse-policy';
import type { PolicyDocument } from '../../iam/policy';
import { isUnknownToTrust } from '../credentials/unknown-keys';
import { malformedTrust } from './errors';
import { placeOf } from './identity-pool-services';

/** Who asks to assume a role, and how. */
export interface TrustQuestion {
  /** As the policy names it: `cognito-identity.amazonaws.com`, or the ARN of a provider of IAM's. */
  readonly provider: string;
  readonly action: string;
  readonly context: ConditionContext;
}

/** All roles, with whom they trust. */
export class TrustPolicies {
  readonly #roles = new Map<string, { readonly role: Role; readonly document: PolicyDocument }>();

  /** Raises `IdentityPoolSetupError` for a trust policy that AWS refuses. */
  constructor(blueprint: Pick<Blueprint, 'roles'>) {
    for (const role of blueprint.roles) this.#roles.set(role.arn, { role, document: parseTrust(role) });
  }

  role(arn: string): Role | undefined {
    return this.#roles.get(arn)?.role;
  }

  /** Whether the role lets somebody for whom a provider vouches assume it. */
  mayAssume(role: Role, { provider, action, context }: TrustQuestion): Decision | undefined {
    const document = this.#roles.get(role.arn)?.document;
    if (document === undefined) return undefined;
    return evaluateTrust({
      policy: { name: placeOf(role), document },
      principal: { kind: 'federated', provider },
      action,
      context,
      isUnknown: isUnknownToTrust,
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
