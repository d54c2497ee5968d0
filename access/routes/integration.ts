import type { LambdaFunction, LambdaPermission } from '../../blueprint/model';
import { matchesPattern, type Pattern, wildcardPattern } from '../../iam/pattern';
import { passes, stops } from '../callers/caller';
import type { ChainStep } from '../chain';
import type { ItemSteps } from '../data/function-items';
import type { AccessWorld } from '../world';
import type { Call } from './call';

/** What answers a call that was let in, whether API Gateway may ask it, and what it reaches. */
export function integrationSteps(world: AccessWorld, { route, reach }: Call, itemsOf: ItemSteps): readonly ChainStep[] {
  const { integration } = route;
  if (integration.kind === 'MOCK') {
    return [passes('integration', 'API Gateway answers by itself', world.origins.of(route))];
  }
  const lambda = functionAt(world, integration.functionArn);
  if (lambda === undefined) return [stops('integration', 'the function is of no stack: 500', world.origins.of(route))];
  const at = world.origins.of(lambda);
  if (integration.httpMethod !== 'POST') {
    return [stops('integration', `${lambda.name} is called with ${integration.httpMethod}, not POST: 500`, at)];
  }
  return mayInvoke(world, lambda, reach.sample)
    ? [passes('integration', `${lambda.name} answers`, at), ...itemsOf(lambda)]
    : [stops('integration', `no permission of ${lambda.name} lets API Gateway call it: 500`, at)];
}

/** The function with an ARN. */
export const functionAt = ({ blueprint }: AccessWorld, functionArn: string): LambdaFunction | undefined =>
  blueprint.functions.find(({ arn }) => arn === functionArn);

const invoking = new Set(['lambda:InvokeFunction', 'lambda:*', '*']);

/** Whether the resource policy of a function lets API Gateway call it for a method's or an authorizer's ARN. */
export function mayInvoke({ blueprint }: AccessWorld, { permissions }: LambdaFunction, sourceArn: string): boolean {
  const { exact, open } = sources.get(permissions) ?? sourcesOf(permissions);
  return [...(exact.get(sourceArn) ?? []), ...open].some(
    (permission) =>
      permission.principal === 'apigateway.amazonaws.com' &&
      invoking.has(permission.action) &&
      (permission.sourceAccount === undefined || permission.sourceAccount === blueprint.accountId) &&
      matchesSource(permission, sourceArn),
  );
}

interface Sources {
  /** By the only source ARN that they are for. */
  readonly exact: ReadonlyMap<string, readonly LambdaPermission[]>;
  /** Those for any source, or for those that a pattern fits. */
  readonly open: readonly LambdaPermission[];
}

const sources = new WeakMap<readonly LambdaPermission[], Sources>();

/** A function may have a permission for each of very many routes. */
function sourcesOf(permissions: readonly LambdaPermission[]): Sources {
  const exact = new Map<string, LambdaPermission[]>();
  const open: LambdaPermission[] = [];
  for (const permission of permissions) {
    const { sourceArn } = permission;
    if (sourceArn === undefined || /[*?]/.test(sourceArn)) open.push(permission);
    else exact.set(sourceArn, [...(exact.get(sourceArn) ?? []), permission]);
  }
  const known = { exact, open };
  sources.set(permissions, known);
  return known;
}

const patterns = new WeakMap<LambdaPermission, Pattern>();

function matchesSource(permission: LambdaPermission, sourceArn: string): boolean {
  const allowed = permission.sourceArn;
  if (allowed === undefined || allowed === sourceArn) return true;
  const pattern = patterns.get(permission) ?? wildcardPattern(allowed);
  patterns.set(permission, pattern);
  return matchesPattern(pattern, sourceArn);
}
