import { unknownTarget } from './errors';
import type { AccessMatrix, RouteTarget, Target } from './model';

/**
 * The target that a person means: `GET` and `pet-store/pets/7`, with values or names of parameters, or
 * `dynamodb:PutItem` and `notes/notes`.
 *
 * @throws AccessError where there is none; it lists those that can be meant
 */
export function findTarget({ targets }: Pick<AccessMatrix, 'targets'>, verb: string, place: string): Target {
  const asked = `${verb} ${place}`;
  const wanted = withoutSlash(asked.toLowerCase());
  const exact = targets.find(({ key }) => withoutSlash(key.toLowerCase()) === wanted);
  const found = exact ?? routeOf(targets, verb, withoutSlash(place));
  if (found !== undefined) return found;
  const path = place.split('/')[0] ?? '';
  const near = targets.filter(({ key }) => key.toLowerCase().includes(` ${path.toLowerCase()}`));
  throw unknownTarget(
    asked,
    (near.length === 0 ? targets : near).map(({ key }) => key),
  );
}

/** The most specific route that the path fits, as API Gateway prefers fixed segments. */
function routeOf(targets: readonly Target[], verb: string, place: string): Target | undefined {
  return targets
    .filter((target): target is RouteTarget => target.kind === 'route')
    .filter(({ method }) => method === verb.toUpperCase() || method === 'ANY')
    .filter(({ api, path }) => fits(`${api}${path}`, place))
    .toSorted((one, other) => parameters(one.path) - parameters(other.path))[0];
}

function fits(template: string, place: string): boolean {
  const pattern = withoutSlash(template)
    .split(/(\{[^}]*\})/)
    .map((part) =>
      /^\{.*\+\}$/.test(part) ? '.+' : part.startsWith('{') ? '[^/]+' : part.replace(/[^A-Za-z0-9]/g, '\\$&'),
    )
    .join('');
  return new RegExp(`^${pattern}$`, 'i').test(place);
}

/** A greedy parameter is the least specific of all. */
const parameters = (path: string): number => path.split('{').length + (path.includes('+}') ? 100 : 0);

const withoutSlash = (text: string): string => text.replace(/(?<=[^\s/])\/$/, '');
