import { unknownTarget } from './errors';
import type { AccessMatrix, RouteTarget, Target } from './model';
import { verbs } from './routes/call';

/**
 * The target that a person means: `GET` and `pet-store/pets/7`, with values or names of parameters, or
 * `dynamodb:PutItem` and `notes/notes`.
 *
 * @throws AccessError where there is none; it lists those that can be meant
 */
export function findTarget({ targets }: Pick<AccessMatrix, 'targets'>, verb: string, place: string): Target {
  const asked = `${verb} ${place}`;
  const found = byKey(targets, withoutSlash(asked)) ?? routeOf(targets, verb, withoutSlash(place));
  if (found !== undefined) return found;
  throw unknownTarget(
    asked,
    nearest(targets, withoutSlash(place)).map(({ key }) => key),
  );
}

/** As it is written, or else in other letters: to API Gateway, `/Pets` and `/pets` are two. */
function byKey(targets: readonly Target[], asked: string): Target | undefined {
  const inLetters = (text: string): string => withoutSlash(text).toLowerCase();
  return (
    targets.find(({ key }) => withoutSlash(key) === asked) ??
    targets.find(({ key }) => inLetters(key) === asked.toLowerCase())
  );
}

/** The route that API Gateway would take. */
function routeOf(targets: readonly Target[], verb: string, place: string): Target | undefined {
  const asked = verb.toUpperCase();
  return targets
    .filter((target): target is RouteTarget => target.kind === 'route')
    .filter(({ method }) => method === asked || (method === 'ANY' && verbs.includes(asked)))
    .filter((route) => isAt(route, place))
    .toSorted(
      (one, other) => bySpecificity(one, other) || Number(one.method === 'ANY') - Number(other.method === 'ANY'),
    )[0];
}

function isAt({ api, path }: RouteTarget, place: string): boolean {
  const pattern = withoutSlash(`${api}${path}`)
    .split(/(\{[^}]*\})/)
    .map((part) =>
      /^\{.*\+\}$/.test(part) ? '.+' : part.startsWith('{') ? '[^/]+' : part.replace(/[^A-Za-z0-9]/g, '\\$&'),
    )
    .join('');
  return new RegExp(`^${pattern}$`, 'i').test(place);
}

/** Segment by segment, a fixed one goes before `{parameter}`, and that before `{proxy+}`. */
function bySpecificity(one: RouteTarget, other: RouteTarget): number {
  const [left, right] = [one, other].map(({ path }) => path.split('/').map(looseness));
  const differences = (left ?? []).map((rank, index) => rank - (right?.[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}

const looseness = (segment: string): number => (segment.endsWith('+}') ? 2 : segment.startsWith('{') ? 1 : 0);

/** At the same place by another method or action first, then of the same API or stack; all where nothing is near. */
function nearest(targets: readonly Target[], place: string): readonly Target[] {
  const distance = (target: Target): number => {
    const name = target.kind === 'route' ? target.api : target.name;
    const isSame = target.kind === 'route' ? isAt(target, place) : isCalled(name, place);
    // Without its API, as the path of a request is.
    if (isSame || (target.kind === 'route' && isAt(target, `${target.api}${place}`))) return 0;
    return isCalled(name.split('/')[0] ?? '', place.split('/')[0] ?? '') ? 1 : 2;
  };
  const near = targets.filter((target) => distance(target) < 2);
  return (near.length === 0 ? targets : near).toSorted((one, other) => distance(one) - distance(other));
}

const isCalled = (name: string, asked: string): boolean => name.toLowerCase() === asked.toLowerCase();

const withoutSlash = (text: string): string => text.replace(/(?<=[^\s/])\/$/, '');
