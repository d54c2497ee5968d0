import fc from 'fast-check';

import type { AccessRequest, Decision } from '../../iam/decision';
import { PolicyError } from '../../iam/errors';
import { evaluate } from '../../iam/evaluate';
import { explain } from '../../iam/explain';
import { parsePolicy } from '../../iam/parse-policy';
import type { NamedPolicy, PolicySourceKind } from '../../iam/policy';
import { policies, principal } from './support';

/** The same examples in every run; a failure names its path. */
fc.configureGlobal({ seed: 2026 });

const actions = ['s3:GetObject', 's3:PutObject', 'dynamodb:GetItem'];
const resources = [
  'arn:aws:s3:::notes/a',
  'arn:aws:s3:::notes/b',
  'arn:aws:dynamodb:us-east-1:123456789012:table/notes',
];
const conditionSets = [
  undefined,
  { Bool: { 'aws:SecureTransport': 'true' } },
  { StringNotEquals: { 'aws:userid': 'x' } },
  { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } },
];
const principalNames = ['session', 'user', 'stranger', 'lambda', 'anonymous'];

const body = fc
  .tuple(
    fc.constantFrom('*', 's3:*', 's3:Get*', ...actions),
    fc.constantFrom('*', 'arn:aws:s3:::notes/*', ...resources),
    fc.boolean(),
    fc.boolean(),
    fc.constantFrom(...conditionSets),
  )
  .map(([action, resource, notAction, notResource, condition]) => ({
    [notAction ? 'NotAction' : 'Action']: action,
    [notResource ? 'NotResource' : 'Resource']: resource,
    ...(condition && { Condition: condition }),
  }));
const statement = fc.tuple(fc.constantFrom('Allow', 'Deny'), body).map(([Effect, rest]) => ({ Effect, ...rest }));
const principals = fc.constantFrom<unknown>(
  '*',
  { AWS: '123456789012' },
  { AWS: 'arn:aws:iam::123456789012:user/alice' },
  { Service: 'lambda.amazonaws.com' },
);
const resourceStatement = fc.tuple(statement, principals).map(([rest, Principal]) => ({ ...rest, Principal }));

const some = { maxLength: 4 };
const situations = fc.record({
  identity: fc.array(statement, some),
  resource: fc.array(resourceStatement, some),
  session: fc.array(statement, { maxLength: 2 }),
  boundary: fc.array(statement, { maxLength: 3 }),
  principal: fc.constantFrom(...principalNames),
  action: fc.constantFrom(...actions),
  on: fc.constantFrom(...resources),
  context: fc.record({
    'aws:SecureTransport': fc.constantFrom('true', 'false'),
    'aws:TagKeys': fc.subarray(['a', 'b', 'c']),
  }),
});
type Situation = typeof situations extends fc.Arbitrary<infer Value> ? Value : never;

function request(one: Situation): AccessRequest {
  return { principal: principal(one.principal), action: one.action, resource: one.on, context: one.context };
}

function decideWith(
  one: Situation,
  added: { readonly kind: PolicySourceKind; readonly statement: Record<string, unknown> } | undefined,
): Decision {
  const withAdded = (kind: PolicySourceKind, statements: readonly Record<string, unknown>[]) =>
    added?.kind === kind ? [...statements, added.statement] : statements;
  const of = (kind: PolicySourceKind, statements: readonly Record<string, unknown>[]): NamedPolicy[] =>
    policies(withAdded(kind, statements), kind);
  const limits = withAdded('boundary', one.boundary);
  const [boundary] = limits.length === 0 ? [] : policies([{ Version: '2012-10-17', Statement: limits }], 'boundary');
  return evaluate({
    request: request(one),
    permissionsBoundary: boundary,
    identityPolicies: of('identity', one.identity),
    resourcePolicies: of('resource', one.resource),
    sessionPolicies: of('session', one.session),
  });
}

const denyAll = { Effect: 'Deny', Action: '*', Resource: '*' };
const kinds = fc.constantFrom<PolicySourceKind>('identity', 'resource', 'session', 'boundary');
const withPrincipal = (kind: PolicySourceKind, rest: Record<string, unknown>): Record<string, unknown> =>
  kind === 'resource' ? { ...rest, Principal: '*' } : rest;

test('an explicit deny wins, wherever it stands and whatever else is said', () => {
  fc.assert(
    fc.property(situations, kinds, (one, kind) => {
      const decision = decideWith(one, { kind, statement: withPrincipal(kind, denyAll) });
      expect(decision.kind).toBe('explicitly-denied');
    }),
  );
});

test('adding a deny never opens anything', () => {
  fc.assert(
    fc.property(situations, kinds, body, (one, kind, rest) => {
      const before = decideWith(one, undefined).kind;
      const after = decideWith(one, { kind, statement: withPrincipal(kind, { ...rest, Effect: 'Deny' }) }).kind;
      if (before !== 'allowed') expect(after).not.toBe('allowed');
      if (before === 'explicitly-denied') expect(after).toBe('explicitly-denied');
    }),
  );
});

test('adding an allow never lifts an explicit deny', () => {
  fc.assert(
    fc.property(situations, kinds, (one, kind) => {
      const before = decideWith(one, undefined).kind;
      const after = decideWith(one, { kind, statement: withPrincipal(kind, { ...denyAll, Effect: 'Allow' }) }).kind;
      if (before === 'explicitly-denied') expect(after).toBe('explicitly-denied');
    }),
  );
});

test('a permissions boundary never opens anything, and one that allows everything closes nothing', () => {
  const closed = new Set<string>();
  fc.assert(
    fc.property(situations, (one) => {
      const without = decideWith({ ...one, boundary: [] }, undefined).kind;
      const within = decideWith(one, undefined).kind;
      if (without !== 'allowed') expect(within).not.toBe('allowed');
      if (without === 'explicitly-denied') expect(within).toBe('explicitly-denied');
      if (without !== within) closed.add(`${without} -> ${within}`);
      const unlimited = [{ ...denyAll, Effect: 'Allow' as const }];
      expect(decideWith({ ...one, boundary: unlimited }, undefined).kind).toBe(without);
    }),
    { numRuns: 500 },
  );
  expect([...closed].sort()).toEqual([
    'allowed -> explicitly-denied',
    'allowed -> implicitly-denied',
    'implicitly-denied -> explicitly-denied',
  ]);
});

test('the order of policies does not matter', () => {
  fc.assert(
    fc.property(situations, (one) => {
      const turned = { ...one, identity: [...one.identity].reverse(), resource: [...one.resource].reverse() };
      expect(decideWith(turned, undefined).kind).toBe(decideWith(one, undefined).kind);
    }),
  );
});

test('what is allowed is named by statements that allow, what is denied by statements that deny', () => {
  const seen = new Set<Decision['kind']>();
  fc.assert(
    fc.property(situations, (one) => {
      const decision = decideWith(one, undefined);
      seen.add(decision.kind);
      if (decision.kind === 'implicitly-denied') {
        expect(decision.nearest.every((miss) => miss.statement.effect === 'Allow')).toBe(true);
      } else {
        const effect = decision.kind === 'allowed' ? 'Allow' : 'Deny';
        expect(decision.by.length).toBeGreaterThan(0);
        expect(decision.by.every((ref) => ref.statement.effect === effect)).toBe(true);
      }
      expect(explain(decision)).toMatch(/^[\x20-\x7e]{1,600}$/);
    }),
    { numRuns: 500 },
  );
  expect([...seen].sort()).toEqual(['allowed', 'explicitly-denied', 'implicitly-denied']);
});

test('without a policy that allows nothing is allowed', () => {
  fc.assert(
    fc.property(situations, (one) => {
      const deny = <T extends { Effect: string }>(statements: readonly T[]): T[] =>
        statements.map((rest) => ({ ...rest, Effect: 'Deny' }));
      const decision = decideWith({ ...one, identity: deny(one.identity), resource: deny(one.resource) }, undefined);
      expect(decision.kind).not.toBe('allowed');
    }),
  );
});

function parsesOrRefuses(json: unknown, kind: PolicySourceKind): void {
  try {
    expect(parsePolicy(json, kind).statements.length).toBeGreaterThan(0);
  } catch (error) {
    expect(error).toBeInstanceOf(PolicyError);
  }
}

const everyKind = fc.constantFrom<PolicySourceKind>('identity', 'resource', 'trust', 'session', 'boundary');
const members = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];
const values = fc.oneof(
  fc.constantFrom<unknown>(
    'Allow',
    'Deny',
    '*',
    'sts:AssumeRole',
    'arn:aws:s3:::${aws:username}',
    { AWS: '*' },
    { Federated: 'cognito-identity.amazonaws.com' },
  ),
  fc.dictionary(
    fc.constantFrom('StringEquals', 'ForAnyValue:IpAddress', 'ArnLike', 'Null', 'AWS', 'Service'),
    fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue())),
  ),
  fc.jsonValue(),
);

test('any JSON is parsed or refused by name', () => {
  fc.assert(fc.property(fc.jsonValue(), everyKind, parsesOrRefuses), { numRuns: 500 });
});

test('anything that looks like a policy is parsed or refused by name', () => {
  const likely = fc.record({
    Version: fc.constantFrom('2012-10-17', '2008-10-17'),
    Statement: fc.array(fc.dictionary(fc.constantFrom(...members), values), { maxLength: 3 }),
  });
  fc.assert(fc.property(likely, everyKind, parsesOrRefuses), { numRuns: 600 });
});
