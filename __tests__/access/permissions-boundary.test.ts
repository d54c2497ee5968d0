import fc from 'fast-check';
import { accessMatrix } from '../../access/access-matrix';
import type { Blueprint } from '../../blueprint/model';
import { evaluate } from '../../iam/evaluate';
import { parsePolicy } from '../../iam/parse-policy';
import type { NamedPolicy, PolicySourceKind } from '../../iam/policy';
import type { TerraformJson } from '../support/synthesized-output';
import { asked, element, matrixOf } from './support/matrices';
import { apiOf, blueprintOf, withBoundary, withPolicy, withRoutes } from './support/small-worlds';

const customers = 'group pet-store/customers';
const listNotes = 'GET notes/notes';
const table = 'dynamodb:Query notes/notes';

const policyOf = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const allow = (Action: string, Resource = '*', more: object = {}) => ({ Effect: 'Allow', Action, Resource, ...more });
const deny = (Action: string, Resource = '*') => ({ ...allow(Action, Resource), Effect: 'Deny' });
const route = (path: string) => `\${aws_api_gateway_rest_api.api.execution_arn}/dev/${path}`;

/** A stack with a permissions boundary for one of its roles. */
const bounded =
  (role: string, ...statements: readonly object[]) =>
  (resource: TerraformJson['resource']): void => {
    resource['aws_iam_policy'] = { limit: { name: 'limit', policy: policyOf(...statements) } };
    element(resource, 'aws_iam_role', role)['permissions_boundary'] = '${aws_iam_policy.limit.arn}';
  };

interface Case {
  readonly name: string;
  readonly stack: string;
  readonly change: (resource: TerraformJson['resource']) => void;
  readonly cells: readonly (readonly [principal: string, target: string, says: string])[];
}

const cases: readonly Case[] = [
  {
    name: 'that allows what the role may do',
    stack: 'notes',
    change: bounded('authenticated', allow('execute-api:Invoke')),
    cells: [['user notes', listNotes, 'allowed']],
  },
  {
    name: 'that allows another service',
    stack: 'notes',
    change: bounded('authenticated', allow('s3:GetObject')),
    cells: [['user notes', listNotes, 'denied at statement']],
  },
  {
    name: 'that allows one route',
    stack: 'notes',
    change: bounded('authenticated', allow('execute-api:Invoke', route('GET/notes'))),
    cells: [
      ['user notes', listNotes, 'allowed'],
      ['user notes', 'POST notes/createnote', 'denied at statement'],
    ],
  },
  {
    name: 'that denies',
    stack: 'notes',
    change: bounded('authenticated', allow('execute-api:Invoke'), deny('execute-api:Invoke', route('GET/*'))),
    cells: [
      ['user notes', listNotes, 'denied at statement'],
      ['user notes', 'POST notes/createnote', 'allowed'],
    ],
  },
  {
    name: 'with a condition that the request decides',
    stack: 'notes',
    change: bounded(
      'authenticated',
      allow('execute-api:Invoke', '*', { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }),
    ),
    cells: [['user notes', listNotes, 'conditional at statement']],
  },
  {
    name: 'of a function',
    stack: 'notes',
    change: bounded('list-notes-role', allow('dynamodb:Query'), allow('logs:PutLogEvents')),
    cells: [['function notes/list-notes', table, 'allowed']],
  },
  {
    name: 'of a function, without its table',
    stack: 'notes',
    change: bounded('list-notes-role', allow('logs:PutLogEvents')),
    cells: [['function notes/list-notes', table, 'denied at statement']],
  },
  {
    name: 'of one pet',
    stack: 'pet-store',
    change: bounded('customers', allow('execute-api:Invoke', route('GET/pets/rex'))),
    cells: [
      [customers, 'GET pet-store/pets/{petId}', 'conditional at item'],
      [customers, 'GET pet-store/pets', 'denied at statement'],
    ],
  },
  {
    name: 'that leaves out one pet',
    stack: 'pet-store',
    change: bounded('customers', allow('execute-api:Invoke'), deny('execute-api:Invoke', route('GET/pets/rex'))),
    cells: [
      [customers, 'GET pet-store/pets/{petId}', 'conditional at item'],
      [customers, 'GET pet-store/pets', 'allowed'],
    ],
  },
  {
    name: 'of another service, although the policy is of one pet',
    stack: 'pet-store',
    change: (resource) => {
      bounded('customers', allow('s3:GetObject'))(resource);
      const policy = policyOf(allow('execute-api:Invoke', route('GET/pets/rex')));
      element(resource, 'aws_iam_role_policy', 'customers')['policy'] = policy;
    },
    cells: [[customers, 'GET pet-store/pets/{petId}', 'denied at statement']],
  },
  {
    name: 'of another service, where the policy is of all pets and of one',
    stack: 'pet-store',
    change: (resource) => {
      bounded('customers', allow('s3:GetObject'))(resource);
      const policies = ['GET/pets/*', 'GET/pets/rex'].map((at) => allow('execute-api:Invoke', route(at)));
      element(resource, 'aws_iam_role_policy', 'customers')['policy'] = policyOf(...policies);
    },
    cells: [[customers, 'GET pet-store/pets/{petId}', 'denied at statement']],
  },
  {
    name: 'of all pets, where the policy is of one',
    stack: 'pet-store',
    change: (resource) => {
      bounded('customers', allow('execute-api:Invoke', route('GET/pets/*')))(resource);
      const policy = policyOf(allow('execute-api:Invoke', route('GET/pets/rex')));
      element(resource, 'aws_iam_role_policy', 'customers')['policy'] = policy;
    },
    cells: [[customers, 'GET pet-store/pets/{petId}', 'conditional at item']],
  },
];

test.each(cases)('a permissions boundary $name', ({ stack, change, cells }) => {
  const matrix = matrixOf({ [stack]: change });
  expect(cells.map(([principal, target]) => [principal, target, matrix.says(principal, target)])).toEqual(cells);
});

test('the chain names the permissions boundary where it stops, with its address', () => {
  const limit = bounded('authenticated', allow('s3:GetObject'));
  const step = matrixOf({ notes: limit }).cell('user notes', listNotes).steps.at(-1);
  expect(step).toMatchObject({ check: 'statement', outcome: 'stops', at: { address: 'aws_iam_policy.limit' } });
  expect(step?.text).toBe(
    'no permissions boundary allows it; nearest is permissions boundary notes:aws_iam_policy.limit, statement 0, but its action is s3:GetObject',
  );
});

test('what the permissions boundary asks for is part of what decides, and only where it decides', () => {
  const onePet = allow('execute-api:Invoke', route('GET/pets/rex'));
  const whenOf = (...limits: readonly object[]) => {
    const change = (resource: TerraformJson['resource']): void => {
      bounded('customers', ...limits)(resource);
      const policy = policyOf(
        allow('execute-api:Invoke', route('GET/pets/*')),
        deny('execute-api:Invoke', route('*/max')),
      );
      element(resource, 'aws_iam_role_policy', 'customers')['policy'] = policy;
    };
    return matrixOf({ 'pet-store': change }).cell(customers, 'GET pet-store/pets/{petId}').when;
  };
  const said = { conditions: [] };
  const asked = [
    { effect: 'Allow', resource: '*', ...said },
    { effect: 'Deny', resource: expect.stringMatching(/\*\/max$/) as unknown, ...said },
  ];
  expect(whenOf(allow('execute-api:Invoke'))).toEqual([[asked]]);
  expect(whenOf(onePet)).toEqual([
    [asked, [{ effect: 'Allow', resource: expect.stringMatching(/GET\/pets\/rex$/) as unknown, ...said }]],
  ]);
  expect(whenOf(allow('execute-api:Invoke'), deny('execute-api:Invoke', route('GET/pets/rex')))?.flat()).toHaveLength(
    2,
  );
});

describe('of any policy and any permissions boundary', () => {
  let notes: Blueprint;
  beforeAll(() => {
    notes = blueprintOf('notes');
  });

  const role = 'aws_iam_role.authenticated';
  const path = fc.array(fc.constantFrom('a', 'notes', '{id}'), { maxLength: 2 }).map((parts) => `/${parts.join('/')}`);
  const made = fc.array(
    fc.record({
      Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
      Action: fc.constantFrom('execute-api:Invoke', 'execute-api:*', 's3:GetObject'),
      paths: fc.array(fc.constantFrom('*', 'GET/*', 'GET/notes', '*/a', 'GET/notes/rex', 'POST/rex'), {
        minLength: 1,
        maxLength: 2,
      }),
    }),
    { minLength: 1, maxLength: 3 },
  );
  type Made = typeof made extends fc.Arbitrary<infer Value> ? Value : never;

  const documentOf = (statements: Made, arn: string) => ({
    Version: '2012-10-17',
    Statement: statements.map(({ paths, ...one }) => ({ ...one, Resource: paths.map((at) => `${arn}/dev/${at}`) })),
  });
  const named = (document: object, kind: PolicySourceKind): NamedPolicy => ({
    name: kind,
    document: parsePolicy(document, kind),
  });

  test('the matrix says of all requests what IAM says of each', () => {
    const arn = apiOf(notes).executionArn;
    const seen = new Set<string>();
    const id = fc.constantFrom('rex', 'a', 'x', 'notes');
    const method = fc.constantFrom('GET', 'POST');
    const situations = fc.record({ policy: made, boundary: made, method, at: path, id });
    fc.assert(
      fc.property(situations, ({ policy, boundary, method, at, id }) => {
        const [identity, limit] = [documentOf(policy, arn), documentOf(boundary, arn)];
        const world = withBoundary(withPolicy(notes, role, identity), role, limit);
        const signed = { method, path: at, authorization: { kind: 'AWS_IAM' } } as const;
        const { verdict } = asked(accessMatrix(withRoutes(world, [signed]), [])).cell(
          'user notes',
          `${method} notes${at}`,
        );
        const decision = evaluate({
          request: {
            principal: { kind: 'aws', accountId: notes.accountId, arns: [] },
            action: 'execute-api:Invoke',
            resource: `${arn}/dev/${method}${at.replaceAll('{id}', id)}`,
            context: {},
          },
          identityPolicies: [named(identity, 'identity')],
          permissionsBoundary: named(limit, 'boundary'),
        });
        seen.add(verdict);
        if (!at.includes('{')) expect(verdict).not.toBe('conditional');
        if (verdict !== 'conditional') expect(verdict).toBe(decision.kind === 'allowed' ? 'allowed' : 'denied');
      }),
      { numRuns: 400 },
    );
    expect([...seen].sort()).toEqual(['allowed', 'conditional', 'denied']);
  });
});
