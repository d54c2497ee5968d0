import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StackReport } from '../../scripts/review/comment';
import { readReports, writeReports } from '../../scripts/review/report-file';
import { summarizePlan } from '../../scripts/review/summarize-plan';
import { recordedPlan, recordedStacks } from './recorded-plans';

const folder = mkdtempSync(join(tmpdir(), 'reports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const reports: readonly StackReport[] = [
  ...recordedStacks.map((stack) => ({
    kind: 'planned' as const,
    summary: summarizePlan(stack, recordedPlan(stack)),
  })),
  { kind: 'failed', stack: 'api', reason: 'no' },
];

test('what is written is read back', () => {
  writeReports(folder, reports);
  expect(readReports(folder)).toEqual(reports);
});

const [, , failed] = reports;
const resource = { address: 'a.b', action: 'delete', because: [] };
const planned = (summary: object): object => ({
  kind: 'planned',
  summary: { stack: 's', digest: '0'.repeat(64), outputs: [], resources: [resource], ...summary },
});

test.each<[string, unknown]>([
  ['no list', {}],
  ['another kind', { ...failed, kind: 'approved' }],
  ['a stack that makes a heading', { ...failed, stack: 's\n# owned' }],
  ['a stack with a long name', { ...failed, stack: 's'.repeat(101) }],
  ['a plan of a stack that makes a heading', planned({ stack: 's\n# owned' })],
  ['a reason that is no text', { ...failed, reason: 1 }],
  ['no digest', planned({ digest: '' })],
  ['an unknown action', planned({ resources: [{ ...resource, action: '@everybody' }] })],
  ['an unknown loss', planned({ resources: [{ ...resource, loses: '[x](https://a.example)' }] })],
  ['an address that is no text', planned({ resources: [{ ...resource, address: {} }] })],
  ['causes that are no texts', planned({ resources: [{ ...resource, because: [1] }] })],
  ['outputs that are no list', planned({ outputs: 'a' })],
  ['resources that are no list', planned({ resources: {} })],
])('reports with %s are refused', (name, report) => {
  writeFileSync(join(folder, 'plans.json'), JSON.stringify([planned({})]));
  expect(readReports(folder)).toHaveLength(1);
  writeFileSync(join(folder, 'plans.json'), JSON.stringify(name === 'no list' ? report : [planned({}), report]));
  expect(() => readReports(folder)).toThrow(
    'plans.json is no list of plans. It must be written by npm run review -- plan.',
  );
});

test('a file that is not there or broken is refused', () => {
  expect(() => readReports(join(folder, 'none'))).toThrow('cannot be read, or is not JSON');
  writeFileSync(join(folder, 'plans.json'), '[');
  expect(() => readReports(folder)).toThrow('cannot be read, or is not JSON');
  expect(readFileSync(join(folder, 'plans.json'), 'utf8')).toBe('[');
});
