import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { deviations } from './notes-deviations';
import { document } from './notes-document';
import { argumentsAt, stackNamed } from './synthesized-stacks';

const stack = stackNamed('notes');

/** Policies compare as JSON, so that neither order of keys nor white space counts. */
function parsed(argument: string, value: unknown): unknown {
  return ['policy', 'assume_role_policy'].includes(argument) && typeof value === 'string' ? JSON.parse(value) : value;
}

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
  const page = readFileSync(resolve(__dirname, '../../docs/notes.md'), 'utf8');
  const rows = page
    .split('\n')
    .filter((line) => line.startsWith('| `aws_'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const listed = rows.flatMap(([, address = '', args = '', , , reason = '']) => {
    expect(reason.length).toBeGreaterThan(20);
    return args.split(',').map((argument) => `${address.replaceAll('`', '')} ${argument.replaceAll('`', '').trim()}`);
  });
  expect(listed.sort()).toEqual(deviations.map(({ address, argument }) => `${address} ${argument}`).sort());
});
