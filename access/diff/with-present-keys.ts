import type { AccessMatrix, Principal, Target } from '../model';
import { withPresentNames } from './with-present-names';
import type { Rename } from './symbolic-stacks';

/**
 * The matrix of before under the keys of after, for what is the same thing under another key: it moved to another
 * address, or got its stack's second API beside it.
 */
export function withPresentKeys(before: AccessMatrix, after: AccessMatrix, rename: Rename): AccessMatrix {
  const principals = translation(before.principals, after.principals, (principal, other) =>
    samePrincipal(principal, other, rename),
  );
  const targets = translation(before.targets, after.targets, (target, other) => sameTarget(target, other, rename));
  return {
    ...before,
    principals: before.principals.map((principal) => ({ ...principal, key: principals(principal.key) })),
    targets: before.targets.map((target) => ({ ...target, key: targets(target.key) })),
    cells: before.cells.map((cell) => ({
      ...cell,
      principal: principals(cell.principal),
      target: targets(cell.target),
      ...(cell.when === undefined ? {} : { when: withPresentNames(cell.when, rename) }),
    })),
  };
}

function translation<Thing extends { readonly key: string }>(
  before: readonly Thing[],
  after: readonly Thing[],
  same: (one: Thing, other: Thing) => boolean,
): (key: string) => string {
  const [known, taken] = [after, before].map((things) => new Set(things.map(({ key }) => key)));
  const keys = new Map<string, string>();
  for (const thing of before.filter(({ key }) => known?.has(key) !== true)) {
    const [match, second] = after.filter((other) => taken?.has(other.key) !== true && same(thing, other));
    if (match !== undefined && second === undefined) keys.set(thing.key, match.key);
  }
  return (key) => keys.get(key) ?? key;
}

/** A group is known by its name, wherever it is written: members belong to the name. */
function samePrincipal(one: Principal, other: Principal, rename: Rename): boolean {
  const groups = one.kind === 'group' && lastPart(one.key) !== lastPart(other.key);
  return one.kind === other.kind && !groups && samePlace(one, other, rename);
}

function sameTarget(one: Target, other: Target, rename: Rename): boolean {
  if (!samePlace(one, other, rename)) return false;
  return one.kind === 'route'
    ? other.kind === 'route' && one.method === other.method && one.path === other.path
    : other.kind === one.kind && one.action === other.action;
}

function samePlace({ at: one }: Principal | Target, { at: other }: Principal | Target, rename: Rename): boolean {
  if (one === undefined || other === undefined) return false;
  return one.stack === other.stack && rename(one.stack, one.address) === other.address;
}

function lastPart(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}
