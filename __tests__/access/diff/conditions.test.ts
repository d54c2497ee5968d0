import fc from 'fast-check';
import { compareWhen, isWithin, shownWhen } from '../../../access/diff/compare-when';
import type { Demand, When } from '../../../access/model';
import { decide, type PolicyAnswer } from '../../../access/policies/decide';
import { reachOf } from '../../../access/policies/reach';
import { evaluate } from '../../../iam/evaluate';
import { parsePolicy } from '../../../iam/parse-policy';

/** The same examples in every run; a failure names its path. */
fc.configureGlobal({ seed: 2027 });

const api = 'arn:aws:execute-api:us-east-1:123456789012:abc/dev';
const principal = {
  kind: 'aws',
  accountId: '123456789012',
  arns: ['arn:aws:iam::123456789012:role/main'],
} as const;
const known = { 'aws:SecureTransport': 'true' };

const condition = fc.constantFrom<object | undefined>(
  undefined,
  { Bool: { 'aws:SecureTransport': 'true' } },
  { Bool: { 'aws:SecureTransport': 'false' } },
  { StringEquals: { 'aws:userid': 'x' } },
  { StringEquals: { 'aws:userid': ['y', 'x'] } },
  { StringLike: { 'aws:userid': 'x*' } },
  { StringNotEquals: { 'aws:userid': 'x' } },
  { StringEqualsIfExists: { 'aws:userid': 'x' } },
  { StringEquals: { 'aws:userid': 'x' }, IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
  { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '198.51.100.0/24'] } },
  { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a', 'b'] } },
  { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } },
);

const statement = fc
  .record({
    effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
    action: fc.constantFrom('execute-api:Invoke', 'execute-api:*', 'dynamodb:GetItem'),
    resource: fc.constantFrom('GET/pets/*', 'GET/pets/rex', 'GET/pets/r*', 'GET/pets/max', '*', 'POST/pets'),
    negated: fc.constantFrom(false, false, false, true),
    condition,
  })
  .map(({ effect, action, resource, negated, condition: Condition }) => ({
    Effect: effect,
    Action: action,
    [negated ? 'NotResource' : 'Resource']: `${api}/${resource}`,
    ...(Condition === undefined ? {} : { Condition }),
  }));

const policy = fc
  .array(statement, { minLength: 1, maxLength: 3 })
  .map((Statement) => ({ Version: '2012-10-17', Statement }));

const request = fc.record({
  resource: fc.constantFrom('rex', 'rob', 'max').map((pet) => `${api}/GET/pets/${pet}`),
  context: fc.record(
    {
      'aws:userid': fc.constantFrom('x', 'xy', 'y', 'z'),
      'aws:SourceIp': fc.constantFrom('203.0.113.9', '198.51.100.9', '192.0.2.9'),
      'aws:TagKeys': fc.subarray(['a', 'b', 'c']),
    },
    { requiredKeys: [] },
  ),
});

const named = (document: unknown) => [{ name: 'main', document: parsePolicy(document, 'identity') }];

function answerOf(document: unknown): PolicyAnswer {
  const none = { resourcePolicies: [], sessionPolicies: [], permissionsBoundary: undefined };
  const reach = reachOf(`${api}/GET/pets/{petId}`);
  return decide({
    principal,
    action: 'execute-api:Invoke',
    reach,
    context: known,
    identityPolicies: named(document),
    ...none,
  });
}

function isAllowed(document: unknown, { resource, context }: { resource: string; context: object }): boolean {
  const asked = { principal, action: 'execute-api:Invoke', resource, context: { ...known, ...context } };
  return evaluate({ request: asked, identityPolicies: named(document) }).kind === 'allowed';
}

test('of conditions that are told to be no looser, none lets in whom the old one refused', () => {
  const told = { same: 0, gain: 0, loss: 0, changed: 0 };
  fc.assert(
    fc.property(policy, policy, fc.array(request, { minLength: 12, maxLength: 12 }), (before, after, requests) => {
      const [old, now] = [answerOf(before), answerOf(after)];
      if (old.verdict !== 'conditional' || now.verdict !== 'conditional') return;
      const direction = compareWhen([[old.demand]], [[now.demand]]);
      told[direction ?? 'same'] += 1;
      for (const asked of requests) {
        const [was, is] = [isAllowed(before, asked), isAllowed(after, asked)];
        if (direction === undefined || direction === 'loss')
          expect({ asked, is: is && !was }).toEqual({ asked, is: false });
        if (direction === undefined || direction === 'gain')
          expect({ asked, is: was && !is }).toEqual({ asked, is: false });
      }
    }),
    { numRuns: 3_000 },
  );
  expect(Math.min(...Object.values(told))).toBeGreaterThan(10);
});

test('another order of statements is the same', () => {
  fc.assert(
    fc.property(policy, ({ Statement }) => {
      const [one, other] = [Statement, Statement.toReversed()].map((list) => answerOf({ Statement: list }).demand);
      expect(compareWhen([[one ?? []]], [[other ?? []]])).toBeUndefined();
    }),
  );
});

const clause = (effect: 'Allow' | 'Deny', key?: string, resource = '*'): Demand[number] => ({
  effect,
  resource,
  conditions: key === undefined ? [] : [{ operator: 'StringEquals', key, values: ['x'] }],
});
const demand = (key: string): Demand => [clause('Allow', key)];

test.each<[name: string, sides: readonly [before: When, after: When], direction: ReturnType<typeof compareWhen>]>([
  ['one way more', [[[demand('a')]], [[demand('a')], [demand('b')]]], 'gain'],
  ['one way fewer', [[[demand('a')], [demand('b')]], [[demand('a')]]], 'loss'],
  ['a further demand', [[[demand('a')]], [[demand('a'), demand('b')]]], 'loss'],
  ['two demands as two ways', [[[demand('a'), demand('b')]], [[demand('a')], [demand('b')]]], 'gain'],
  ['another way', [[[demand('a')]], [[demand('b')]]], 'changed'],
  [
    'the same ways in another order',
    [
      [[demand('a')], [demand('b')]],
      [[demand('b')], [demand('a')]],
    ],
    undefined,
  ],
  ['a refusal more', [[[demand('a')]], [[[clause('Allow', 'a'), clause('Deny', 'b')]]]], 'loss'],
  [
    'a refusal that is wider',
    [[[[clause('Allow'), clause('Deny', 'b')]]], [[[clause('Allow'), clause('Deny')]]]],
    'loss',
  ],
  ['an allowance of all', [[[demand('a')]], [[[clause('Allow')]]]], 'gain'],
  ['nothing at all', [[[demand('a')]], []], 'loss'],
])('%s', (_, sides, direction) => {
  expect(compareWhen(...sides)).toBe(direction);
});

test('no way at all is within any, and only that is within it', () => {
  expect(isWithin([], [[demand('a')]])).toBe(true);
  expect(isWithin([[demand('a')]], [])).toBe(false);
});

test.each<[When, string]>([
  [[[demand('a'), demand('b')], [demand('c')]], 'StringEquals a x and StringEquals b x; or StringEquals c x'],
  [
    [[[clause('Allow'), clause('Deny', 'b', '/dev/GET/pets/rex')]]],
    'always but not on /dev/GET/pets/rex and StringEquals b x',
  ],
  [
    [
      [
        [
          {
            ...clause('Allow'),
            conditions: [
              { operator: 'DecidedBy', key: 'the code of {function shop:aws_lambda_function.door}', values: [] },
            ],
          },
        ],
      ],
    ],
    'the code of shop:aws_lambda_function.door',
  ],
])('%j reads: %s', (when, text) => {
  expect(shownWhen(when)).toBe(text);
});

test('a resource policy that names the account alone lets nobody in by itself, and so is no way', () => {
  const from = (network: string) => ({ IpAddress: { 'aws:SourceIp': network } });
  const statement = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: `${api}/*` };
  const of = (name: string) => ({ ...statement, Principal: { AWS: name }, Condition: from('198.51.100.0/24') });
  const demandWith = (name: string): Demand => {
    const resource = parsePolicy({ Version: '2012-10-17', Statement: [of(name)] }, 'resource');
    return decide({
      principal,
      action: 'execute-api:Invoke',
      reach: reachOf(`${api}/GET/pets`),
      context: known,
      identityPolicies: named({
        Version: '2012-10-17',
        Statement: [{ ...statement, Condition: from('203.0.113.0/24') }],
      }),
      resourcePolicies: [{ name: 'api', document: resource }],
      sessionPolicies: [],
      permissionsBoundary: undefined,
    }).demand;
  };
  const networks = (found: Demand) => found.flatMap(({ conditions }) => conditions.flatMap(({ values }) => values));
  expect(networks(demandWith('arn:aws:iam::123456789012:root'))).toEqual(['203.0.113.0/24']);
  expect(networks(demandWith('arn:aws:iam::123456789012:role/main'))).toEqual(['203.0.113.0/24', '198.51.100.0/24']);
});
