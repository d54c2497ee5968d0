import { compareOutputs } from '../../../access/diff/compare-outputs';
import { type AccessDiff, checkKinds } from '../../../access/diff/model';
import { synthesizedOutput, type SynthesizedOutput } from '../../support/synthesized-output';
import { apiChanges } from './cases/api-changes';
import { conditionChanges } from './cases/condition-changes';
import { harmlessChanges } from './cases/harmless-changes';
import { identityChanges } from './cases/identity-changes';
import { losses } from './cases/losses';
import { policyChanges } from './cases/policy-changes';
import { type SeededChange, Terraform, told } from './support/seeded-change';

const outputs: SynthesizedOutput[] = [];

afterAll(() => outputs.forEach((made) => made.remove()));

/** A stack reads those whose user pools and functions it names. */
const readsFrom: Readonly<Record<string, readonly string[]>> = {
  'premium-content-provider': ['cognito-identity-provider'],
};

function output(stack: string): SynthesizedOutput {
  const made = synthesizedOutput();
  made.keepOnly(stack, ...(readsFrom[stack] ?? []));
  outputs.push(made);
  return made;
}

/** The folders of before and after. */
function sides({ stack, base, change }: SeededChange): readonly [before: string, after: string] {
  const [before, after] = [output(stack), output(stack)];
  for (const side of [before, after]) side.edit(stack, (terraform) => base?.(new Terraform(terraform)));
  after.edit(stack, (terraform) => change(new Terraform(terraform)));
  return [before.folder, after.folder];
}

function findings(seeded: SeededChange): readonly string[] {
  return told(compareOutputs(...sides(seeded)));
}

const groups: Readonly<Record<string, readonly SeededChange[]>> = {
  'methods and authorizers': apiChanges,
  'user pools, clients and identity pools': identityChanges,
  roles: policyChanges,
  conditions: conditionChanges,
  'users and data': losses,
};

describe.each(Object.entries(groups))('exactly what changed is told of %s', (_, changes) => {
  test.each(changes)('$name', (seeded) => {
    expect(findings(seeded)).toEqual(seeded.findings);
  });
});

/** Kinds that tell of another check where nobody can say which is the stronger. */
const incomparable = [
  'authorizer-replaced',
  'identity-provider-replaced',
  'role-mapping-changed',
  'token-pattern-changed',
];

describe.each(Object.entries(groups))('taken back, the opposite is told of %s', (_, changes) => {
  test.each(changes)('$name', (seeded) => {
    const [before, after] = sides(seeded);
    const [there, back] = [compareOutputs(before, after), compareOutputs(after, before)];
    const opposite = { gain: 'loss', loss: 'gain', changed: 'changed' } as const;
    expect(summary(back.access)).toEqual(
      summary(
        there.access.map((change) => ({
          ...change,
          direction: opposite[change.direction],
          before: change.after,
          after: change.before,
          ...(change.conditions === undefined
            ? {}
            : { conditions: { before: change.conditions.after, after: change.conditions.before } }),
        })),
      ),
    );
    const kinds = ({ checks }: AccessDiff) => checks.filter(({ kind }) => !incomparable.includes(kind));
    const directions = (diff: AccessDiff) => new Set(kinds(diff).map(({ kind }) => checkKinds[kind]));
    const swapped = { weaker: 'stronger', stronger: 'weaker' } as const;
    expect(directions(back)).toEqual(new Set([...directions(there)].map((direction) => swapped[direction])));
  });
});

function summary(access: AccessDiff['access']): readonly string[] {
  return told({ version: 2, access, checks: [], losses: [], hints: [] });
}

describe('nothing is told of', () => {
  test.each(harmlessChanges)('$name', (seeded) => {
    expect(findings(seeded)).toEqual([]);
  });
});
