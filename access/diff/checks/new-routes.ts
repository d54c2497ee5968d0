import { intersect, reachOf } from '../../policies/reach';
import { type Grant, grantsOf } from '../policies/grants';
import type { Resource, Snapshot } from '../snapshot';

interface Route {
  /** `<stack>:<address>` */
  readonly api: string;
  readonly method: string;
  readonly path: string;
}

/**
 * Finds the grants that are about nothing but routes that the other output has not. Whoever gets such a route is told as
 * gained access; no check became weaker by it.
 */
export function onNewRoutes(snapshot: Snapshot, other: Snapshot): (role: Resource, grant: Grant) => boolean {
  const known = new Set(routesOf(other).map(keyOf));
  const routes = routesOf(snapshot);
  const [fresh, old] = [
    routes.filter((route) => !known.has(keyOf(route))),
    routes.filter((it) => known.has(keyOf(it))),
  ];
  return (role, grant) => fresh.length > 0 && isAnswered(role) && isAbout(fresh, old, { snapshot, role, grant });
}

/** Whether all who take the role have a row of their own in the matrix, so that a gain of theirs is told. */
function isAnswered({ arguments: given, at }: Resource): boolean {
  const principals = grantsOf(given.optionalString('assume_role_policy') ?? '{}', at).map(({ principal }) => principal);
  return principals.every(
    (one) => /^(Federated|AWS):/.test(one) || ['*', 'Service:lambda.amazonaws.com'].includes(one),
  );
}

function isAbout(
  fresh: readonly Route[],
  old: readonly Route[],
  { snapshot, role, grant }: { readonly snapshot: Snapshot; readonly role: Resource; readonly grant: Grant },
): boolean {
  const [, symbol, method = '', path = ''] =
    /^(\$\{[^}]*\.execution_arn\})\/[\w-]+\/([A-Z]+)(\/[^?]*)$/.exec(grant.resource) ?? [];
  const api = symbol === undefined ? undefined : snapshot.named(role.stack, symbol);
  if (api === undefined || grant.effect !== 'Allow' || grant.action.toLowerCase() !== 'execute-api:invoke')
    return false;
  const answers = (route: Route): boolean =>
    route.api === `${api.stack}:${api.address}` && (route.method === method || route.method === 'ANY');
  const isExact = fresh.some((route) => answers(route) && route.path.replace(/\{[^}]*\}/g, '*') === path);
  // An asterisk reaches into the paths below, which may be those of routes that were there before.
  const reachesOld =
    path.includes('*') && old.some((route) => answers(route) && intersect(path, reachOf(route.path).pattern));
  return isExact && !reachesOld;
}

const keyOf = ({ api, method, path }: Route): string => `${api} ${method} ${path}`;

function routesOf(snapshot: Snapshot): readonly Route[] {
  return snapshot.all('aws_api_gateway_method').flatMap((method) => {
    const api = snapshot.named(method.stack, method.values['rest_api_id']);
    const path = pathOf(snapshot, method.stack, method.values['resource_id']);
    const verb = method.arguments.optionalString('http_method') ?? '';
    return api === undefined ? [] : [{ api: `${api.stack}:${api.address}`, method: verb, path }];
  });
}

/** The root is `/`. */
function pathOf(snapshot: Snapshot, stack: string, resourceId: Resource['values'][string] | undefined): string {
  const resource = snapshot.named(stack, resourceId);
  if (resource?.type !== 'aws_api_gateway_resource') return '/';
  const before = pathOf(snapshot, resource.stack, resource.values['parent_id']);
  return `${before === '/' ? '' : before}/${resource.arguments.optionalString('path_part') ?? ''}`;
}
