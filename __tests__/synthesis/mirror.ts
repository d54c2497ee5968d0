import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { argumentsAt } from './synthesized-stacks';
import type { Arguments, SynthesizedStack } from './synthesized-stacks';

/** One argument that is not as the document has it. The page of the pattern gives the reason for each. */
export interface Deviation {
  readonly address: string;
  readonly argument: string;
  /** What is synthesized, policies as parsed JSON; an asymmetric matcher where only the form is fixed. */
  readonly here: unknown;
}

export interface Mirror {
  readonly stack: SynthesizedStack;
  /** The document's resources as Terraform arguments, with nothing corrected, by address. */
  readonly document: Readonly<Record<string, Arguments>>;
  readonly deviations: readonly Deviation[];
  /** File in `docs/`. */
  readonly page: string;
  /** Heading of the page under which the rows of this stack stand; the whole page where it is absent. */
  readonly section?: string;
}

/** Tests that a stack is its document but for the deviations, and that each of these has its row with a reason. */
export function mirrorTests({ stack, document, deviations, page, section }: Mirror): void {
  const documented = Object.entries(document).flatMap(([address, args]) =>
    Object.entries(args).map(([argument, value]) => ({ address, argument, value })),
  );
  const isDeviation = ({ address, argument }: { address: string; argument: string }): boolean =>
    deviations.some((deviation) => deviation.address === address && deviation.argument === argument);

  test.each(documented.filter((entry) => !isDeviation(entry)))(
    '$address $argument is as in the document',
    ({ address, argument, value }) => {
      expect(parsed(argument, argumentsAt(stack, address)[argument])).toEqual(value);
    },
  );

  test.each(deviations)('$address $argument deviates as listed', ({ address, argument, here }) => {
    expect(parsed(argument, argumentsAt(stack, address)[argument])).toEqual(here);
    expect(here).not.toEqual(document[address]?.[argument]);
  });

  test.each(Object.keys(document))('%s has no argument that is neither in the document nor listed', (address) => {
    const others = Object.keys(argumentsAt(stack, address)).filter(
      (argument) => document[address]?.[argument] === undefined && !isDeviation({ address, argument }),
    );
    expect(others).toEqual([]);
  });

  test('every deviation has its row with a reason in the page of the pattern', () => {
    const listed = rowsOf(readFileSync(resolve(__dirname, '../../docs', page), 'utf8'), section).flatMap(
      ([, address = '', args = '', , , reason = '']) => {
        expect(reason.length).toBeGreaterThan(20);
        return args
          .split(',')
          .map((argument) => `${address.replaceAll('`', '')} ${argument.replaceAll('`', '').trim()}`);
      },
    );
    expect(listed.sort()).toEqual(deviations.map(({ address, argument }) => `${address} ${argument}`).sort());
  });
}

function rowsOf(page: string, section: string | undefined): readonly (readonly string[])[] {
  const lines = page.split('\n');
  const start = section === undefined ? 0 : lines.indexOf(section) + 1;
  const length = section === undefined ? -1 : lines.slice(start).findIndex((line) => line.startsWith('#'));
  return lines
    .slice(start, length === -1 ? undefined : start + length)
    .filter((line) => line.startsWith('| `aws_'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
}

/** Policies compare as JSON, so that neither order of keys nor white space counts. */
function parsed(argument: string, value: unknown): unknown {
  return ['policy', 'assume_role_policy'].includes(argument) && typeof value === 'string' ? JSON.parse(value) : value;
}
