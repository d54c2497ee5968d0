import type { AccessMatrix, Cell, Origin, Verdict, When } from '../model';
import { compareWhen, shownWhen } from './compare-when';
import type { AccessChange } from './model';

type Standing = Verdict | 'absent';

const rank: Readonly<Record<Standing, number>> = { absent: 0, denied: 0, conditional: 1, allowed: 2 };

/** What is the same of all principals that are told together. */
type Move = Pick<AccessChange, 'direction' | 'before' | 'after' | 'conditions'>;

/**
 * Who gains or loses what. Principals and targets are matched by their keys. What nobody may do, everybody may: others
 * are listed only for what they could, or can, do beyond that.
 */
export function compareAccess(before: AccessMatrix, after: AccessMatrix): readonly AccessChange[] {
  const [old, now] = [standings(before), standings(after)];
  const places = placesOf(before, after);
  const groups = new Map<string, { readonly change: AccessChange; readonly principals: string[] }>();
  for (const pair of new Set([...old.cells.keys(), ...now.cells.keys()])) {
    const cell = now.cells.get(pair) ?? old.cells.get(pair);
    const move = cell === undefined ? undefined : moveOf(cell, old, now);
    if (cell === undefined || move === undefined) continue;
    const { target } = cell;
    const { direction, before: was, after: is, conditions } = move;
    const key = [target, direction, was, is, conditions?.before, conditions?.after].join('\n');
    const at = places.get(target) ?? { stack: '', address: '', construct: '' };
    const group = groups.get(key) ?? { change: { ...move, target, principals: [], at }, principals: [] };
    group.principals.push(cell.principal);
    groups.set(key, group);
  }
  return [...groups]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { change, principals }]) => ({ ...change, principals: principals.toSorted() }));
}

function moveOf(pair: Pair, old: Standings, now: Standings): Move | undefined {
  const [before, after] = [old.of(pair), now.of(pair)];
  if (before === 'conditional' && after === 'conditional') return otherCondition(pair, old, now);
  const higher = rank[after] > rank[before] ? now : old;
  if (rank[before] === rank[after] || higher.goesWithoutSaying(pair)) return undefined;
  return { direction: higher === now ? 'gain' : 'loss', before, after };
}

/** Where everybody has the same conditions, before and after, it is told of nobody alone. */
function otherCondition(pair: Pair, old: Standings, now: Standings): Move | undefined {
  const [before, after] = [old.when(pair), now.when(pair)];
  const direction = compareWhen(before, after);
  const isEverybodys = [old, now].every((side) => side.goesWithoutSaying(pair) && side.isAsOfNobody(pair));
  if (direction === undefined || isEverybodys) return undefined;
  const conditions = { before: shownWhen(before), after: shownWhen(after) };
  return { direction, before: 'conditional', after: 'conditional', conditions };
}

type Pair = Pick<Cell, 'principal' | 'target'>;

interface Standings {
  readonly cells: ReadonlyMap<string, Cell>;
  of(pair: Pair): Standing;
  /** Of what is conditional. */
  when(pair: Pair): When;
  /** Whether somebody without any credentials may do as much. */
  goesWithoutSaying(pair: Pair): boolean;
  /** Whether it is open to them on the same conditions. */
  isAsOfNobody(pair: Pair): boolean;
}

function standings(matrix: AccessMatrix): Standings {
  const key = ({ principal, target }: Pair) => `${principal}\n${target}`;
  const cells = new Map(matrix.cells.map((cell) => [key(cell), cell]));
  const of = (pair: Pair): Standing => cells.get(key(pair))?.verdict ?? 'absent';
  const when = (pair: Pair): When => cells.get(key(pair))?.when ?? [];
  const nobody = matrix.principals.find(({ kind }) => kind === 'nobody')?.key ?? '';
  return {
    cells,
    of,
    when,
    isAsOfNobody: (pair) => compareWhen(when(pair), when({ ...pair, principal: nobody })) === undefined,
    goesWithoutSaying: ({ principal, target }) =>
      principal !== nobody && rank[of({ principal: nobody, target })] >= rank[of({ principal, target })],
  };
}

function placesOf(before: AccessMatrix, after: AccessMatrix): ReadonlyMap<string, Origin> {
  return new Map([...before.targets, ...after.targets].map(({ key, at }) => [key, at]));
}
