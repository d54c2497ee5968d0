import type { AccessMatrix, Cell, Origin, Verdict } from '../model';
import type { AccessChange, Hint } from './model';

type Standing = Verdict | 'absent';

const rank: Readonly<Record<Standing, number>> = { absent: 0, denied: 0, conditional: 1, allowed: 2 };

interface Group {
  readonly change: AccessChange;
  readonly principals: string[];
}

/** Who gains or loses what. Principals and targets are matched by their keys. */
export function compareAccess(before: AccessMatrix, after: AccessMatrix): readonly AccessChange[] {
  const [old, now] = [standings(before), standings(after)];
  const places = placesOf(before, after);
  const groups = new Map<string, Group>();
  for (const pair of new Set([...old.keys(), ...now.keys()])) {
    const was: Standing = old.get(pair)?.verdict ?? 'absent';
    const is: Standing = now.get(pair)?.verdict ?? 'absent';
    const cell = now.get(pair) ?? old.get(pair);
    if (rank[was] === rank[is] || cell === undefined) continue;
    const direction = rank[is] > rank[was] ? 'gain' : 'loss';
    const key = [direction, cell.target, was, is].join('\n');
    const at = places.get(cell.target) ?? { stack: '', address: '', construct: '' };
    const group: Group = groups.get(key) ?? {
      change: { direction, target: cell.target, principals: [], before: was, after: is, at },
      principals: [],
    };
    group.principals.push(cell.principal);
    groups.set(key, group);
  }
  return [...groups]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { change, principals }]) => ({ ...change, principals: principals.toSorted() }));
}

function standings({ cells }: AccessMatrix): ReadonlyMap<string, Cell> {
  return new Map(cells.map((cell) => [`${cell.principal}\n${cell.target}`, cell]));
}

function placesOf(before: AccessMatrix, after: AccessMatrix): ReadonlyMap<string, Origin> {
  return new Map([...before.targets, ...after.targets].map(({ key, at }) => [key, at]));
}

/** Principals that are gone while another of their kind came that may do exactly the same. */
export function findRenamed(before: AccessMatrix, after: AccessMatrix): readonly Hint[] {
  const gone = before.principals.filter(({ key }) => !after.principals.some((other) => other.key === key));
  const come = after.principals.filter(({ key }) => !before.principals.some((other) => other.key === key));
  return gone.flatMap((old) => {
    const rights = rightsOf(before, old.key);
    const same = come.filter(({ kind, key }) => kind === old.kind && rights !== '' && rightsOf(after, key) === rights);
    return same.map(({ key }): Hint => ({
      kind: 'renamed',
      before: old.key,
      after: key,
      text: `${key} may do exactly what ${old.key} could: a new name? ${consequence(old.kind)}`,
    }));
  });
}

function consequence(kind: string): string {
  return kind === 'group'
    ? 'Terraform makes another group, and its members are not taken over.'
    : 'To Terraform and to AWS it is another one.';
}

function rightsOf({ cells }: AccessMatrix, principal: string): string {
  return cells
    .filter((cell) => cell.principal === principal && cell.verdict !== 'denied')
    .map(({ target, verdict }) => `${target} ${verdict}`)
    .toSorted()
    .join('\n');
}
