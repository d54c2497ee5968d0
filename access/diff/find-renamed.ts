import type { AccessMatrix, Principal, PrincipalKind } from '../model';
import type { Hint } from './model';

/** Principals that are gone while another of their kind came that may do exactly the same. */
export function findRenamed(before: AccessMatrix, after: AccessMatrix): readonly Hint[] {
  const come = missingFrom(before, after.principals);
  return missingFrom(after, before.principals).flatMap((old) => {
    const rights = rightsOf(before, old.key);
    const same = come.filter(({ kind, key }) => kind === old.kind && rights !== '' && rightsOf(after, key) === rights);
    return same.map(({ key }) => hint(old, key));
  });
}

function missingFrom({ principals }: AccessMatrix, others: readonly Principal[]): readonly Principal[] {
  const known = new Set(principals.map(({ key }) => key));
  return others.filter(({ key }) => !known.has(key));
}

function hint({ key: before, kind }: Principal, after: string): Hint {
  const text = `${after} may do exactly what ${before} could. If it is a new name: ${consequence(kind)}.`;
  return { kind: 'renamed', before, after, text };
}

function consequence(kind: PrincipalKind): string {
  return kind === 'group'
    ? 'Terraform makes another group, and the members of the old one do not come along'
    : 'to AWS it is another one, and what was given to the old one does not come along';
}

function rightsOf({ cells }: AccessMatrix, principal: string): string {
  return cells
    .filter((cell) => cell.principal === principal && cell.verdict !== 'denied')
    .map(({ target, verdict }) => `${target} ${verdict}`)
    .toSorted()
    .join('\n');
}
