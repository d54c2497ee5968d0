import type { RouteMethod } from '../api-gateway/route';
import { invalidGroupName, noRules, ruleCoversMore, ruleTwice, ruleWithoutRoute } from '../errors';

/** What the members of a group may do at one route. A denial wins over every permission, that of another group too. */
export interface GroupRule {
  readonly effect: 'Allow' | 'Deny';
  readonly method: RouteMethod;
  /** As the route has it: `/files/{fileId}`. */
  readonly path: string;
}

/** A group of users. */
export interface GroupRights {
  /** What it is for; shown in the console of the user pool. */
  readonly description: string;
  /** What is not allowed here is denied. */
  readonly rules: readonly [GroupRule, ...GroupRule[]];
}

/** Method and path of a route. */
export type RuledRoute = Pick<GroupRule, 'method' | 'path'>;

/**
 * Checks the rights of a group against the routes that exist.
 *
 * @throws InvalidPropsError for a group that cannot be named so or has no rules, a rule for a route that does not exist
 * or that has one already, and a rule that would cover a further route
 */
export function validateGroup(group: string, rules: readonly GroupRule[], routes: readonly RuledRoute[]): void {
  if (!/^[A-Za-z][\w-]{0,127}$/.test(group)) {
    throw invalidGroupName(group);
  }
  if (rules.length === 0) {
    throw noRules(group);
  }
  for (const rule of rules) {
    const { method, path, effect } = rule;
    if (!routes.some((route) => isSame(route, rule))) {
      throw ruleWithoutRoute(group, method, path);
    }
    if (rules.filter((other) => isSame(other, rule)).length > 1) {
      throw ruleTwice(group, method, path);
    }
    const unsaid = routes.find(
      (route) => covers(rule, route, routes) && !rules.some((other) => isSame(other, route) && other.effect === effect),
    );
    if (unsaid !== undefined) {
      throw ruleCoversMore(group, `${effect} ${method} ${path}`, `${unsaid.method} ${unsaid.path}`);
    }
  }
}

function isSame(one: RuledRoute, other: RuledRoute): boolean {
  return one.method === other.method && one.path === other.path;
}

/**
 * Could a request for another route fall under the rule? Parameters of the rule match anything, slashes too, as in an
 * IAM policy. What equals a rule without parameters is a request for the rule's own route.
 */
function covers(rule: RuledRoute, route: RuledRoute, routes: readonly RuledRoute[]): boolean {
  if (rule.method !== route.method || !rule.path.includes('{')) {
    return false;
  }
  const pattern = rule.path.replace(/\{[^}]+\}/g, '*');
  return requestsFor(route, rule, routes).some((requests) => intersect(pattern, requests));
}

const isSegment = (part: string): boolean => part !== '' && !part.includes('{');

/**
 * What requests for a route may look like, as far as the rule can tell them apart: a parameter is any text, those that the
 * rule asks for as well: `/files/shares` is a request for `/files/{id}` and falls under `/{folder}/shares`. But not where a
 * route has that text in the parameter's place, for API Gateway prefers it.
 */
function requestsFor(route: RuledRoute, rule: RuledRoute, routes: readonly RuledRoute[]): readonly string[] {
  const anySegment = '\u{0}';
  const asked = [...new Set(rule.path.split('/').filter(isSegment))];
  const parts = route.path.split('/');
  const textsAt = (part: string, at: number): readonly string[] => {
    if (!part.startsWith('{')) {
      return [part];
    }
    const isFree = (text: string): boolean =>
      !routes.some((other) => isSame(other, { ...route, path: parts.with(at, text).join('/') }));
    return part.endsWith('+}') ? ['?*'] : [anySegment, ...asked.filter(isFree)];
  };
  return parts
    .map(textsAt)
    .reduce<readonly string[]>(
      (starts, texts) => starts.flatMap((start) => texts.map((text) => `${start}/${text}`)),
      [''],
    )
    .map((request) => request.slice(1));
}

/** Is there a text that both patterns match? `*` is any text, `?` any character. */
function intersect(left: string, right: string): boolean {
  if (left === '' || right === '') {
    return /^\**$/.test(left + right);
  }
  if (left.startsWith('*')) {
    return intersect(left.slice(1), right) || intersect(left, right.slice(1));
  }
  if (right.startsWith('*')) {
    return intersect(right, left);
  }
  const same = left[0] === right[0] || left.startsWith('?') || right.startsWith('?');
  return same && intersect(left.slice(1), right.slice(1));
}
