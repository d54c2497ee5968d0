import { checkovInput } from '../../scripts/scan/checkov-input';
import { judge, readReport, type Checked, type Scanned } from '../../scripts/scan/judge-report';
import { brokenChecks, exceptions } from '../../scripts/scan/exceptions';

const input = checkovInput(
  's',
  JSON.stringify({
    '//': {},
    terraform: {},
    provider: { aws: [{}] },
    data: { aws_caller_identity: { current: {} } },
    resource: { aws_s3_bucket: { a: { bucket: 'x' }, b: {} }, aws_thing: { c: {} } },
  }),
);
const scanned: Scanned = {
  typeOf: input.typeOf,
  addressAt: new Map([['s', input.addressAt]]),
  knownTypes: new Set(['aws_s3_bucket']),
};
const exception = { check: 'CKV_1', resource: /s\/aws_s3_bucket\.a/, reason: 'So.' };
const checked = (name: string, passed: boolean): Checked => ({
  check: 'CKV_1',
  name: 'Ensure',
  address: `s/aws_s3_bucket.${name}`,
  passed,
});

test('the scanner is given resources and data alone, and each line is known by its resource', () => {
  expect(Object.keys(JSON.parse(input.text) as object)).toEqual(['resource', 'data']);
  const line = input.text.split('\n').findIndex((text) => text.includes('"bucket": "x"')) + 1;
  expect(input.addressAt.get(line)).toBe('s/aws_s3_bucket.a');
  expect([...new Set(input.addressAt.values())]).toEqual([...input.typeOf.keys()]);
});

test.each([
  ['all pass', [checked('a', true), checked('b', true)], [], []],
  ['a finding is excused', [checked('a', false), checked('b', true)], [exception], []],
  ['a finding is not', [checked('a', false), checked('b', false)], [exception], ['s/aws_s3_bucket.b: CKV_1 Ensure']],
  ['one was not scanned', [checked('a', true)], [], ['s/aws_s3_bucket.b was not scanned.']],
  [
    'an exception excuses nothing',
    [checked('a', true), checked('b', true)],
    [exception],
    [String.raw`The exception of CKV_1 for s\/aws_s3_bucket\.a excuses nothing; remove it.`],
  ],
  [
    'an exception for a part of an address',
    [checked('a', false), checked('b', true)],
    [{ ...exception, resource: /aws_s3/ }],
    ['s/aws_s3_bucket.a: CKV_1 Ensure', 'The exception of CKV_1 for aws_s3 excuses nothing; remove it.'],
  ],
])('%s', (...[, checks, excused, faults]) => {
  expect(judge(checks, scanned, excused)).toEqual(faults);
});

test('a scan of nothing does not hold', () => {
  expect(judge([], { ...scanned, typeOf: new Map() }, [])).toEqual(['Nothing was scanned.']);
});

const reported = (change: object = {}): string =>
  JSON.stringify({
    summary: { parsing_errors: 0 },
    results: {
      passed_checks: [],
      failed_checks: [
        {
          check_id: 'CKV_1',
          check_name: 'Ensure',
          file_path: '/s/cdk.tf.json',
          file_line_range: [4, 6],
          resource: 'resource.a',
          ...change,
        },
      ],
    },
  });

test('a finding has the address of the resource at its line; data sources have none', () => {
  expect(readReport(reported(), '', scanned)).toEqual([checked('a', false)]);
  expect(readReport(reported({ resource: 'data.aws_caller_identity.current' }), '', scanned)).toEqual([]);
});

test.each([
  ['no report', '', '', 'is not JSON'],
  ['counts alone', '{"passed":0,"failed":0,"resource_count":0}', '', 'is about no resource at all'],
  ['a file left out', reported().replace('"parsing_errors":0', '"parsing_errors":1'), '', 'leaves out 1 files'],
  [
    'a broken check',
    reported(),
    'x [ERROR] Failed to run check CKV_9',
    'is incomplete: x [ERROR] Failed to run check CKV_9',
  ],
  ['another file', reported({ file_path: '/t/cdk.tf.json' }), '', 'which was not given to it'],
  ['another line', reported({ file_line_range: [90, 91] }), '', 'tells of resource.a at line 90'],
])('%s proves nothing', (...[, text, complaints, message]) => {
  expect(() => readReport(text, complaints, scanned)).toThrow(message);
});

test('each exception and each check left out has a reason, and names a check', () => {
  for (const { check, reason } of [...exceptions, ...brokenChecks]) {
    expect(check).toMatch(/^CKV2?_AWS_\d+$/);
    expect([check, /^[A-Z].{15,}\.$/.test(reason)]).toEqual([check, true]);
  }
});
