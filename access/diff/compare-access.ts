import type { AccessMatrix, Cell, Origin, Verdict } from '../model';
import type { AccessChange } from './model';

type Standing = Verdict | 'absent';

const rank: Readonly<Record<Standing, number>> = { absent: 0, denied: 0, conditional: 1, allowed: 2 };

interface Group {
  readonly change: AccessChange;
  readonly principals: string[];
}

/**
 * Who gains or loses what. Principals and targets are matched by their keys. What nobody may do, everybody may: others
 * are listed only for what they could, or can, do beyond that.
 */
export function compareAccess(before: AccessMatrix, after: AccessMatrix): readonly AccessChange[] {
  const [old, now] = [standings(before), standings(after)];
  const places = placesOf(before, after);
  const groups = new Map<string, Group>();
  for (const pair of new Set([...old.cells.keys(), ...now.cells.keys()])) {
    const cell = now.cells.get(pair) ?? old.cells.get(pair);
    if (cell === undefined) continue;
    const [was, is] = [old.of(cell), now.of(cell)];
    const higher = rank[is] > rank[was] ? now : old;
    if (rank[was] === rank[is] || higher.goesWithoutSaying(cell)) continue;
    const direction = higher === now ? 'gain' : 'loss';
    const key = [cell.target, direction, was, is].join('\n');
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

type Pair = Pick<Cell, 'principal' | 'target'>;

interface Standings {
  readonly cells: ReadonlyMap<string, Cell>;
  of(pair: Pair): Standing;
  /** Whether somebody without any credentials may do as much. */
  goesWithoutSaying(pair: Pair): boolean;
}

function standings(matrix: AccessMatrix): Standings {
  const key = ({ principal, target }: Pair) => `${principal}\n${target}`;
  const cells = new Map(matrix.cells.map((cell) => [key(cell), cell]));
  const of = (pair: Pair): Standing => cells.get(key(pair))?.verdict ?? 'absent';
  const nobody = matrix.principals.find(({ kind }) => kind === 'nobody')?.key ?? '';
  return {
    cells,
    of,
    goesWithoutSaying: ({ principal, target }) =>
      principal !== nobody && rank[of({ principal: nobody, target })] >= rank[of({ principal, target })],
  };
}

function placesOf(before: AccessMatrix, after: AccessMatrix): ReadonlyMap<string, Origin> {
  return new Map([...before.targets, ...after.targets].map(({ key, at }) => [key, at]));
}
