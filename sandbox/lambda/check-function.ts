import type { LambdaFunction, Role } from '../../blueprint/model';
import { PolicyError } from '../../iam/errors';
import { evaluateTrust } from '../../iam/evaluate-trust';
import { explain } from '../../iam/explain';
import { parsePolicy } from '../../iam/parse-policy';
import type { PolicyDocument } from '../../iam/policy';
import { malformedTrust, roleNotAssumable, roleNotFound, unsupportedRuntime } from './errors';

/**
 * Refuses what CreateFunction refuses: a role that does not trust Lambda, a runtime that there is not.
 * @throws {FunctionSetupError}
 */
export function checkFunction(fn: LambdaFunction, roles: readonly Role[]): void {
  if (!/^nodejs(?:18|20|22|24)\.x$/.test(fn.runtime)) throw unsupportedRuntime(placeOf(fn), fn.runtime);
  const role = roles.find((candidate) => candidate.arn === fn.roleArn);
  if (role === undefined) throw roleNotFound(placeOf(fn), fn.roleArn);
  const decision = evaluateTrust({
    policy: { name: placeOf(role), document: trustPolicyOf(role) },
    principal: { kind: 'service', service: 'lambda.amazonaws.com' },
    action: 'sts:AssumeRole',
    context: {},
  });
  if (decision.kind !== 'allowed') throw roleNotAssumable(placeOf(fn), placeOf(role), explain(decision));
}

function trustPolicyOf(role: Role): PolicyDocument {
  try {
    return parsePolicy(role.trustPolicy, 'trust');
  } catch (error) {
    throw error instanceof PolicyError ? malformedTrust(placeOf(role), error.message) : error;
  }
}

const placeOf = (located: { readonly stack: string; readonly address: string }): string =>
  `${located.stack}:${located.address}`;
