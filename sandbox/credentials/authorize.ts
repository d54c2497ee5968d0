import type { ConditionContext, Decision } from '../../iam/decision';
import { evaluate } from '../../iam/evaluate';
import { splitArn } from '../../iam/variables';
import type { Caller, NamedPolicy } from './caller';
import { isResourceTag, isUnknown, resourceTag } from './unknown-keys';

/** What a caller wants to do. */
export interface Access {
  /** `<service>:<Action>` */
  readonly action: string;
  readonly resource: string;
  /** Condition keys of the request. Those of the principal and of the place are added here and cannot be set by it. */
  readonly context: ConditionContext;
  /** Policies of the resource itself; empty where it has none. */
  readonly resourcePolicies?: readonly NamedPolicy[];
  /** Tags of the resource. @default they are not known, and a condition on one lets nobody in */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** Decides by the policies and the permissions boundary of the caller's role or user, of its session, and of the resource. */
export function authorize(caller: Caller, access: Access): Decision {
  return evaluate({
    request: {
      principal: caller.principal,
      action: access.action,
      resource: access.resource,
      isUnknown: (key) => isUnknown(key) && !(access.tags !== undefined && isResourceTag(key)),
      context: {
        ...access.context,
        ...caller.context,
        ...principalContext(caller),
        ...placeOf(access.resource),
        ...tagContext(access.tags ?? {}),
      },
    },
    identityPolicies: caller.identityPolicies,
    resourcePolicies: access.resourcePolicies,
    permissionsBoundary: caller.permissionsBoundary,
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
    // No service of AWS calls here in its own name, or in somebody's.
    'aws:PrincipalIsAWSService': 'false',
    'aws:ViaAWSService': 'false',
    ...(user === undefined ? {} : { 'aws:username': user }),
  };
}

const tagContext = (tags: Readonly<Record<string, string>>): ConditionContext =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${resourceTag}${key}`, value]));

/** What is asked for without a region or an account, as a list of all is, has neither key. */
function placeOf(resource: string): ConditionContext {
  const [, , , region = '', account = ''] = splitArn(resource);
  return {
    ...(region === '' ? {} : { 'aws:RequestedRegion': region }),
    ...(account === '' ? {} : { 'aws:ResourceAccount': account }),
  };
}
