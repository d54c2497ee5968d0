import type { Route } from '../../blueprint/model';

/** The route of a request, with what its template took from the path. */
export interface RouteMatch {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** What `ANY` stands for. */
const verbs = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);

/**
 * Finds the route as API Gateway does: by resource and method together, so a resource that lacks the method leaves the
 * request to a less specific one that has it. A fixed segment goes before `{parameter}`, that before `{proxy+}`, the
 * method itself before `ANY`. Segments are compared as sent, percent-encoded, so that what a policy saw and what a
 * route took is the same text. One slash at the end is ignored.
 */
export function matchRoute(routes: readonly Route[], method: string, path: string): RouteMatch | undefined {
  const segments = segmentsOf(path);
  const matches = routes
    .filter((route) => route.method === method || (route.method === 'ANY' && verbs.has(method)))
    .map((route) => ({ route, template: segmentsOf(route.path) }))
    .flatMap(({ route, template }) => {
      const pathParameters = matchTemplate(template, segments);
      return pathParameters === undefined ? [] : [{ match: { route, pathParameters }, template }];
    });
  matches.sort((a, b) => compareTemplates(a.template, b.template) || compareMethods(a.match.route, b.match.route));
  return matches[0]?.match;
}

/** The path by which a route is found and access is decided: without the slash at its end. */
export const withoutTrailingSlash = (path: string): string =>
  path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;

function segmentsOf(path: string): readonly string[] {
  const trimmed = withoutTrailingSlash(path);
  return trimmed === '/' ? [] : trimmed.slice(1).split('/');
}

function matchTemplate(template: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const taken: [string, string][] = [];
  for (const [index, part] of template.entries()) {
    const greedy = /^\{(.+)\+\}$/.exec(part)?.[1];
    if (greedy !== undefined) {
      const rest = segments.slice(index).join('/');
      return rest === '' ? undefined : Object.fromEntries([...taken, [greedy, rest]]);
    }
    const segment = segments[index];
    const parameter = /^\{(.+)\}$/.exec(part)?.[1];
    if (parameter !== undefined && segment !== undefined && segment !== '') taken.push([parameter, segment]);
    else if (parameter !== undefined || segment !== part) return undefined;
  }
  return segments.length === template.length ? Object.fromEntries(taken) : undefined;
}

function compareTemplates(a: readonly string[], b: readonly string[]): number {
  for (const [index, part] of a.entries()) {
    const difference = rank(part) - rank(b[index] ?? '');
    if (difference !== 0) return difference;
  }
  return 0;
}

const rank = (segment: string): number => (segment.endsWith('+}') ? 2 : segment.startsWith('{') ? 1 : 0);

const compareMethods = (a: Route, b: Route): number => Number(a.method === 'ANY') - Number(b.method === 'ANY');

/** The method that counts: a POST may name another one in `X-HTTP-Method-Override`, which API Gateway follows. */
export function effectiveMethod(method: string, override: string | undefined): string {
  const wanted = override?.trim().toUpperCase() ?? '';
  return method === 'POST' && verbs.has(wanted) ? wanted : method;
}
