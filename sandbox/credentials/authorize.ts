import type { ConditionContext, Decision } from '../../iam/decision';
import { evaluate } from '../../iam/evaluate';
import type { Caller, NamedPolicy } from './caller';

/** What a caller wants to do. */
export interface Access {
  /** `<service>:<Action>` */
  readonly action: string;
  readonly resource: string;
  /** Condition keys of the request. Those of the principal are added here and cannot be set by it. */
  readonly context: ConditionContext;
  /** Policies of the resource itself; empty where it has none. */
  readonly resourcePolicies?: readonly NamedPolicy[];
}

/** Decides by the policies of the caller's role or user, of its session, and of the resource. */
export function authorize(caller: Caller, access: Access): Decision {
  return evaluate({
    request: {
      principal: caller.principal,
      action: access.action,
      resource: access.resource,
      context: { ...access.context, ...caller.context, ...principalContext(caller) },
    },
    identityPolicies: caller.identityPolicies,
    resourcePolicies: access.resourcePolicies,
    sessionPolicies: caller.sessionPolicies,
  });
}

function principalContext(caller: Caller): ConditionContext {
  const { arns, accountId } = caller.principal;
  const user = /:user\/(?:.*\/)?([^/]+)$/.exec(caller.arn)?.[1];
  return {
    // The role's ARN, not the session's: the last is the least specific.
    'aws:PrincipalArn': arns.at(-1) ?? caller.arn,
    'aws:PrincipalAccount': accountId,
    'aws:PrincipalType': user === undefined ? 'AssumedRole' : 'User',
    'aws:userid': caller.userId,
    ...(user === undefined ? {} : { 'aws:username': user }),
  };
}
