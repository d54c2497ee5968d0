import type { AccessMatrix, Cell, Principal, RouteTarget, Target } from '../model';

/** The part of a matrix that is shown as one table: an API, a table or a secret. */
export interface Section {
  readonly kind: 'route' | 'table' | 'secret';
  readonly title: string;
  /** Routes that everybody may call; they are no columns. */
  readonly open: readonly RouteTarget[];
  readonly columns: readonly Target[];
  /** Of nobody at an API, of those of the API's own stack, and of those who are let in somewhere; of whom alone was asked for. */
  readonly rows: readonly Row[];
  /** Who is refused everywhere. */
  readonly others: readonly Principal[];
}

/** One principal with its answers, in the order of the columns. */
export interface Row {
  readonly principal: Principal;
  readonly cells: readonly Cell[];
}

/** What an answer is called. */
export const words = { allowed: 'yes', denied: 'no', conditional: 'if' } as const;

/** Says what the words of a table mean. */
export const legend = 'yes: let in; no: refused; if: code or the data of the request decides.';

/** A target without what the section's title says already. */
export const columnTitle = (target: Target): string =>
  target.kind === 'route' ? `${target.method} ${target.path}` : target.action;

/** The sections of a matrix: APIs first, then tables and secrets, each by name. */
export function sectionsOf(matrix: AccessMatrix): readonly Section[] {
  const cells = new Map(matrix.cells.map((cell) => [`${cell.principal}\n${cell.target}`, cell]));
  const groups = new Map<string, Target[]>();
  for (const target of matrix.targets) {
    const id = `${target.kind === 'route' ? 0 : target.kind === 'table' ? 1 : 2}${titleOf(target)}`;
    groups.set(id, [...(groups.get(id) ?? []), target]);
  }
  return [...groups.keys()].toSorted().flatMap((id) => section(groups.get(id) ?? [], matrix.principals, cells));
}

const titleOf = (target: Target): string => (target.kind === 'route' ? target.api : target.name);

function section(
  targets: readonly Target[],
  principals: readonly Principal[],
  cells: ReadonlyMap<string, Cell>,
): readonly Section[] {
  const [first] = targets;
  if (first === undefined) return [];
  const cellOf = ({ key }: Principal, target: Target): readonly Cell[] => {
    const cell = cells.get(`${key}\n${target.key}`);
    return cell === undefined ? [] : [cell];
  };
  const open = targets.filter(
    (target): target is RouteTarget =>
      target.kind === 'route' &&
      target.authorization === 'NONE' &&
      principals.every((one) => cellOf(one, target).every(({ verdict }) => verdict === 'allowed')),
  );
  const columns = targets.filter((target) => !open.some(({ key }) => key === target.key)).toSorted(byPath);
  const rows = principals.map((principal) => ({
    principal,
    cells: columns.flatMap((target) => cellOf(principal, target)),
  }));
  const isShown = (row: Row): boolean =>
    principals.length === 1 ||
    (isNobody(row) && first.kind === 'route') ||
    isNeighbour(row, first) ||
    !row.cells.every(isDenied);
  const shown = rows.filter(isShown);
  return [
    {
      kind: first.kind,
      title: titleOf(first),
      open: open.toSorted(byPath),
      columns,
      rows: columns.length === 0 ? [] : shown.toSorted((one, other) => Number(isNobody(other)) - Number(isNobody(one))),
      others: columns.length === 0 ? [] : rows.filter((row) => !shown.includes(row)).map(({ principal }) => principal),
    },
  ];
}

const isNobody = ({ principal }: Row): boolean => principal.kind === 'nobody';

/** People and programs of the API's own stack: that they are refused is worth a line. */
const isNeighbour = ({ principal }: Row, { kind, at }: Target): boolean =>
  kind === 'route' && principal.kind !== 'function' && principal.at?.stack === at.stack;

const isDenied = ({ verdict }: Cell): boolean => verdict === 'denied';

function byPath(one: Target, other: Target): number {
  const [left, right] = [sortKey(one), sortKey(other)];
  return left < right ? -1 : left > right ? 1 : 0;
}

const sortKey = (target: Target): string =>
  target.kind === 'route' ? `${target.path} ${target.method}` : target.action;
