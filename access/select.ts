import { nothingOfBoth, unknownName } from './errors';
import { findPrincipal } from './find-principal';
import type { AccessMatrix, Target } from './model';

/** What of a matrix is asked for; what is absent restricts nothing. */
export interface Selection {
  /** Name of a stack: targets of it. */
  readonly stack?: string | undefined;
  /** Short name of an API: its routes. */
  readonly api?: string | undefined;
  /** As a person names it. */
  readonly principal?: string | undefined;
}

/**
 * A part of a matrix.
 *
 * @throws AccessError for a name that fits nothing
 */
export function select(matrix: AccessMatrix, { stack, api, principal }: Selection): AccessMatrix {
  const stacks = [...new Set(matrix.targets.map(({ at }) => at.stack))].toSorted();
  const apis = [
    ...new Set(matrix.targets.flatMap((target) => (target.kind === 'route' ? [target.api] : []))),
  ].toSorted();
  if (stack !== undefined && !stacks.includes(stack)) throw unknownName('--stack', stack, stacks);
  if (api !== undefined && !apis.includes(api)) throw unknownName('--api', api, apis);
  const targets = matrix.targets
    .filter(({ at }) => stack === undefined || at.stack === stack)
    .filter((target: Target) => api === undefined || (target.kind === 'route' && target.api === api));
  if (stack !== undefined && api !== undefined && targets.length === 0) throw nothingOfBoth(stack, api);
  const principals = principal === undefined ? matrix.principals : [findPrincipal(matrix, principal)];
  const keys = new Set([...targets, ...principals].map(({ key }) => key));
  const cells = matrix.cells.filter((cell) => keys.has(cell.principal) && keys.has(cell.target));
  return { ...matrix, principals, targets, cells };
}
