import fc from 'fast-check';
import { accessMatrix } from '../../access/access-matrix';
import { intersect } from '../../access/policies/reach';
import type { Blueprint } from '../../blueprint/model';
import type { RouteAuthorization } from '../../blueprint/model/authorization';
import { evaluate } from '../../iam/evaluate';
import { parsePolicy } from '../../iam/parse-policy';
import { matchesPattern, wildcardPattern } from '../../iam/pattern';
import { asked } from './support/matrices';
import { apiOf, blueprintOf, poolAuthorizer, withPolicy, withRoutes } from './support/small-worlds';

let notes: Blueprint;
beforeAll(() => {
  notes = blueprintOf('notes');
});

const methods = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'] as const;
const segment = fc.constantFrom('a', 'b', 'notes', '{id}', 'admin');
const path = fc.array(segment, { maxLength: 3 }).map((segments) => `/${segments.join('/')}`);
const route = fc.record({ method: fc.constantFrom(...methods, 'ANY'), path });
const routes = fc.uniqueArray(route, { maxLength: 12, selector: (one) => `${one.method} ${one.path}` });

const authorizations = (): readonly RouteAuthorization[] => {
  const authorizer = poolAuthorizer(notes);
  const lambda = {
    stack: 'notes',
    address: 'aws_api_gateway_authorizer.random',
    id: 'abc123',
    name: 'code',
    resultTtlSeconds: 0,
  };
  const functionArn = notes.functions[0]?.arn ?? '';
  const token = {
    ...lambda,
    kind: 'TOKEN',
    functionArn,
    tokenHeader: 'Authorization',
    validationExpression: undefined,
  } as const;
  return [
    { kind: 'NONE' },
    { kind: 'AWS_IAM' },
    { kind: 'COGNITO_USER_POOLS', authorizer, scopes: [] },
    { kind: 'COGNITO_USER_POOLS', authorizer, scopes: ['api/read'] },
    { kind: 'CUSTOM', authorizer: token },
    { kind: 'CUSTOM', authorizer: { ...lambda, kind: 'REQUEST', functionArn, identitySources: [] } },
  ];
};

test('of any API, nobody is let in by the routes without authorization, and by no other', () => {
  const kinds = authorizations();
  fc.assert(
    fc.property(routes, fc.array(fc.nat(kinds.length - 1), { minLength: 12, maxLength: 12 }), (made, picks) => {
      const all = made.map((one, index) => ({
        ...one,
        authorization: kinds[picks[index] ?? 1] ?? ({ kind: 'AWS_IAM' } as const),
      }));
      const matrix = asked(accessMatrix(withRoutes(notes, all), []));
      for (const { method, path: at, authorization } of all) {
        const { verdict } = matrix.cell('nobody', `${method} notes${at}`);
        expect(verdict === 'allowed').toBe(authorization.kind === 'NONE');
      }
    }),
    { numRuns: 60 },
  );
});

const role = 'aws_iam_role.authenticated';
const effect = fc.constantFrom('Allow', 'Deny');
const pattern = fc.constantFrom(
  '*',
  'GET/*',
  'GET/notes',
  'GET/a/b',
  '*/a',
  'POST/notes/*',
  'DELETE/?',
  'GET/notes/rex',
);
const statement = fc.record({ effect, patterns: fc.array(pattern, { minLength: 1, maxLength: 3 }) });
const concrete = fc.record({ method: fc.constantFrom(...methods), path: path.filter((one) => !one.includes('{')) });

interface Made {
  readonly effect: string;
  readonly patterns: readonly string[];
}

const documentOf = (statements: readonly Made[], arn: string) => ({
  Version: '2012-10-17',
  Statement: statements.map((one) => ({
    Effect: one.effect,
    Action: 'execute-api:Invoke',
    Resource: one.patterns.map((each) => `${arn}/dev/${each}`),
  })),
});

/** What IAM itself says of one request. */
function allowed(document: ReturnType<typeof documentOf>, resource: string): boolean {
  const decision = evaluate({
    request: {
      principal: { kind: 'aws', accountId: notes.accountId, arns: [] },
      action: 'execute-api:Invoke',
      resource,
      context: {},
    },
    identityPolicies: [{ name: 'made', document: parsePolicy(document, 'identity') }],
  });
  return decision.kind === 'allowed';
}

const signed = { authorization: { kind: 'AWS_IAM' } } as const;

test('a route without parameters is answered as IAM decides', () => {
  const arn = apiOf(notes).executionArn;
  fc.assert(
    fc.property(fc.array(statement, { minLength: 1, maxLength: 3 }), concrete, (statements, one) => {
      const document = documentOf(statements, arn);
      const matrix = asked(accessMatrix(withRoutes(withPolicy(notes, role, document), [{ ...one, ...signed }]), []));
      const { verdict } = matrix.cell('user notes', `${one.method} notes${one.path}`);
      expect(verdict).toBe(allowed(document, `${arn}/dev/${one.method}${one.path}`) ? 'allowed' : 'denied');
    }),
    { numRuns: 150 },
  );
});

test('of a route with a parameter, what is said of all requests holds for each', () => {
  const arn = apiOf(notes).executionArn;
  const value = fc.constantFrom('rex', 'a', 'b', 'x', 'notes', 'longer-than-that');
  fc.assert(
    fc.property(fc.array(statement, { minLength: 1, maxLength: 3 }), route, value, (statements, one, id) => {
      const document = documentOf(statements, arn);
      const method = one.method === 'ANY' ? 'PATCH' : one.method;
      const matrix = asked(accessMatrix(withRoutes(withPolicy(notes, role, document), [{ ...one, ...signed }]), []));
      const { verdict } = matrix.cell('user notes', `${one.method} notes${one.path}`);
      const lets = allowed(document, `${arn}/dev/${method}${one.path.replaceAll('{id}', id)}`);
      if (verdict !== 'conditional') expect(verdict).toBe(lets ? 'allowed' : 'denied');
    }),
    {
      numRuns: 300,
      // Every method of ANY gets in with /a, and GET with everything.
      examples: [
        [
          [
            { effect: 'Allow', patterns: ['GET/*'] },
            { effect: 'Allow', patterns: ['*/a', 'GET/notes'] },
          ],
          { method: 'ANY', path: '/{id}' },
          'rex',
        ],
      ],
    },
  );
});

test('two patterns intersect where a text matches both, and only there', () => {
  const letters = fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 5 }).map((each) => each.join(''));
  // Every text of up to six letters, which is all that matters where both patterns have no more characters than that.
  const texts = [
    '',
    ...Array.from({ length: 6 }, (_, size) => size + 1).flatMap((size) =>
      Array.from({ length: 2 ** size }, (_, bits) =>
        Array.from({ length: size }, (_each, at) => ((bits >> at) & 1 ? 'a' : 'b')).join(''),
      ),
    ),
  ];
  fc.assert(
    fc.property(letters, letters, (left, right) => {
      const [one, other] = [wildcardPattern(left), wildcardPattern(right)];
      const both = texts.some((text) => matchesPattern(one, text) && matchesPattern(other, text));
      if (both) expect(intersect(left, right)).toBe(true);
      if (longest(left, right) <= 6) expect(intersect(left, right)).toBe(both);
    }),
    { numRuns: 500 },
  );
});

/** How long the shortest text that both match can be at most. */
const longest = (left: string, right: string): number =>
  [...left, ...right].filter((character) => character !== '*').length;
