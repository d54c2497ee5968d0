import { compareOutputs } from '../../../access/diff/compare-outputs';
import { readAccess } from '../../../access/read-access';
import { readBlueprint } from '../../../blueprint/read-blueprint';
import { synthesizedOutput, type SynthesizedOutput } from '../../support/synthesized-output';

const account = { ACCOUNT_STACKS: 'on', STATE_BUCKET: 'acme-state', DEPLOY_REPOSITORY: 'acme/api' };
let bounded: SynthesizedOutput;
let unbounded: SynthesizedOutput;

beforeAll(() => {
  bounded = synthesizedOutput({ ...account, PERMISSIONS_BOUNDARY: 'on' });
  unbounded = synthesizedOutput(account);
});
afterAll(() => {
  bounded.remove();
  unbounded.remove();
});

test('the permissions boundary takes nothing away that the stacks’ own policies give', () => {
  const { access } = compareOutputs(unbounded.folder, bounded.folder);
  expect(access).toEqual([]);
  const [within, without] = [bounded, unbounded].map(({ folder }) => readAccess({ outputFolder: folder }).cells);
  const verdicts = within?.map(({ principal, target, verdict }) => `${principal} ${target} ${verdict}`);
  expect(verdicts).toEqual(without?.map(({ principal, target, verdict }) => `${principal} ${target} ${verdict}`));
  expect(verdicts?.some((text) => text.endsWith(' allowed'))).toBe(true);
});

test('roles without the permissions boundary that they had are told as weaker, each of them', () => {
  const { checks } = compareOutputs(bounded.folder, unbounded.folder);
  const { roles } = readBlueprint({ outputFolder: bounded.folder });
  const held = roles.filter(({ permissionsBoundary }) => permissionsBoundary !== undefined);
  const told = (kind: string, { stack, address }: { readonly stack: string; readonly address: string }) =>
    `${kind} ${stack} ${address}`;
  expect(checks.map(({ kind, at }) => told(kind, at)).sort()).toEqual(
    held.map((role) => told('permissions-boundary-removed', role)).sort(),
  );
  expect(held.length).toBeGreaterThan(15);
});

test('a wider permissions boundary is told once, as weaker', () => {
  const before = compareOutputs(bounded.folder, bounded.folder);
  expect(before.checks).toEqual([]);
  const wider = synthesizedOutput({ ...account, PERMISSIONS_BOUNDARY: 'on' });
  try {
    wider.edit('github-roles', ({ resource }) => {
      const limit = resource['aws_iam_policy']?.['boundary'];
      if (limit === undefined) throw new TypeError('no boundary');
      limit['policy'] = String(limit['policy']).replace('"dynamodb:Scan",', '"dynamodb:Scan","dynamodb:DeleteItem",');
    });
    const { checks } = compareOutputs(bounded.folder, wider.folder);
    expect(checks.map(({ kind, at }) => [kind, at.stack, at.address])).toEqual([
      ['permissions-boundary-widened', 'github-roles', 'aws_iam_policy.boundary'],
    ]);
    expect(checks[0]?.after).toContain('dynamodb:DeleteItem');
  } finally {
    wider.remove();
  }
});
