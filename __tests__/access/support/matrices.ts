import type { AccessMatrix, Cell } from '../../../access/model';
import { readAccess } from '../../../access/read-access';
import { synthesizedOutput, type TerraformJson } from '../../support/synthesized-output';

/** A matrix that is easy to ask. */
export interface AskedMatrix extends AccessMatrix {
  cell(principal: string, target: string): Cell;
  /** `allowed`, or the verdict with the check that made it: `denied at scope`. */
  says(principal: string, target: string): string;
}

/** The matrix of the stacks as they are, or as a person would have edited one. */
export function matrixOf(
  changes: Readonly<Record<string, (resource: TerraformJson['resource']) => void>> = {},
  environment: Readonly<Record<string, string>> = {},
): AskedMatrix {
  const output = synthesizedOutput(environment);
  try {
    for (const [stack, change] of Object.entries(changes)) output.edit(stack, ({ resource }) => change(resource));
    return asked(readAccess({ outputFolder: output.folder }));
  } finally {
    output.remove();
  }
}

/** The same for a matrix that was made otherwise. */
export function asked(matrix: AccessMatrix): AskedMatrix {
  const cells = new Map(matrix.cells.map((cell) => [`${cell.principal}\n${cell.target}`, cell]));
  const cell = (principal: string, target: string): Cell => {
    const found = cells.get(`${principal}\n${target}`);
    if (found === undefined) throw new TypeError(`no cell for ${principal} and ${target}`);
    return found;
  };
  return {
    ...matrix,
    cell,
    says: (principal, target) => {
      const { verdict, steps } = cell(principal, target);
      const deciding = steps.findLast(({ outcome }) => outcome !== 'passes');
      return verdict === 'allowed' ? verdict : `${verdict} at ${deciding?.check ?? 'nothing'}`;
    },
  };
}

/** An element of a stack; a test that misspells one must fail. */
export function element(resource: TerraformJson['resource'], type: string, name: string): Record<string, unknown> {
  const found = resource[type]?.[name];
  if (found === undefined) throw new TypeError(`no ${type}.${name}`);
  return found;
}
