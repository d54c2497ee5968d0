import type { LambdaFunction, LambdaPermission } from '../../blueprint/model';
import { matchesPattern, type Pattern, wildcardPattern } from '../../iam/pattern';

/** The actions that a permission can name and that include invoking. */
const invoking = new Set(['lambda:InvokeFunction', 'lambda:*', '*']);

/** The services that ask functions here, as permissions name them. */
export type InvokingService = 'apigateway.amazonaws.com' | 'cognito-idp.amazonaws.com';

const titles: Readonly<Record<InvokingService, string>> = {
  'apigateway.amazonaws.com': 'API Gateway',
  'cognito-idp.amazonaws.com': 'Cognito',
};

/** A call that a service would make. */
export interface WantedInvocation {
  readonly functionArn: string;
  readonly by: InvokingService;
  /** The method's ARN, the authorizer's, or the user pool's. */
  readonly sourceArn: string;
  readonly sourceAccount: string;
}

/** Why a service may not call a function; `undefined` where a permission of the function lets it. */
export function notPermitted(
  functions: readonly LambdaFunction[],
  { functionArn, by, sourceArn, sourceAccount }: WantedInvocation,
): string | undefined {
  const target = functions.find(({ arn }) => arn === functionArn);
  if (target === undefined) return `There is no function ${functionArn}.`;
  const permitted = target.permissions.some(
    (permission) =>
      permission.principal === by &&
      invoking.has(permission.action) &&
      (permission.sourceAccount === undefined || permission.sourceAccount === sourceAccount) &&
      matchesPattern(sourcePattern(permission), sourceArn),
  );
  return permitted ? undefined : `No permission of ${target.name} lets ${titles[by]} invoke it for ${sourceArn}.`;
}

const patterns = new WeakMap<LambdaPermission, Pattern>();

/** Read once, as it is asked for each request. A permission without a source ARN is for any. */
function sourcePattern(permission: LambdaPermission): Pattern {
  const known = patterns.get(permission) ?? wildcardPattern(permission.sourceArn ?? '*');
  patterns.set(permission, known);
  return known;
}
