import fc from 'fast-check';
import { parseGroupAuthorizerEnvironment } from '../../functions/group-authorizer/environment';
import { decide } from '../../functions/group-authorizer/gateway-policy';
import { methods, parseGroupPolicy } from '../../functions/group-authorizer/group-rule';
import type { GroupRule } from '../../functions/group-authorizer/group-rule';
import { parseMethodArn } from '../../functions/group-authorizer/method-arn';
import { rememberVerified } from '../../functions/group-authorizer/verified-tokens';
import { memoryLimits } from '../../functions/group-authorizer/verified-tokens';
import type { VerifiedToken } from '../../functions/group-authorizer/verify-token';
import { authorizerWorld, issuers, rules, stageArn, startOfTime } from './group-authorizer-world';

const token: VerifiedToken = {
  subject: 'subject-1',
  username: 'alice',
  groups: ['readers', 'comma,admins'],
  scope: 'openid files/read',
  clientId: 'client',
  expiresAt: startOfTime + 3_600_000,
};

const decideBy = (...lines: readonly GroupRule[]) => decide(token, lines, { arn: stageArn });

it('says whose request it is and what the groups may, in the exact shape that API Gateway takes', () => {
  expect(
    decideBy(
      { effect: 'Allow', method: 'POST', path: '/files' },
      { effect: 'Allow', method: 'GET', path: '/files/{id}' },
      { effect: 'Allow', method: 'GET', path: '/files/{id}' },
      { effect: 'Deny', method: 'POST', path: '/files' },
    ),
  ).toEqual({
    principalId: 'subject-1',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'execute-api:Invoke',
          Resource: [`${stageArn}/GET/files/*`, `${stageArn}/POST/files`],
        },
        {
          Effect: 'Deny',
          Action: 'execute-api:Invoke',
          Resource: [`${stageArn}/POST/files`, `${stageArn}/POST/files/`],
        },
      ],
    },
    context: {
      sub: 'subject-1',
      username: 'alice',
      groups: '["readers","comma,admins"]',
      scope: 'openid files/read',
    },
  });
});

it.each([
  ['no rule', []],
  ['only refusals', [{ effect: 'Deny', method: 'GET', path: '/files' }]],
] satisfies [string, GroupRule[]][])('denies everything of the stage with %s', (_name, lines) => {
  expect(decideBy(...lines).policyDocument.Statement).toEqual([
    { Effect: 'Deny', Action: 'execute-api:Invoke', Resource: [`${stageArn}/*`] },
  ]);
});

it('writes every method out, because a wildcard for it would match longer paths', () => {
  const [allow] = decideBy({ effect: 'Allow', method: '*', path: '/files' }).policyDocument.Statement;
  expect(allow?.Resource).toEqual(methods.map((method) => `${stageArn}/${method}/files`));
});

it('gives the same policy whatever method was asked for', async () => {
  const world = authorizerWorld();
  const authorization = `Bearer ${await world.token()}`;
  const asked = ['GET/files', 'POST/files', 'DELETE/files/1', 'GET', 'GET/'];
  const decisions = await Promise.all(asked.map((method) => world.authorize(authorization, method)));
  expect(new Set(decisions.map((decision) => JSON.stringify(decision))).size).toBe(1);
});

it.each([
  ['no groups', { 'cognito:groups': undefined }],
  ['an empty list of groups', { 'cognito:groups': [] }],
  ['a group without a policy', { 'cognito:groups': ['strangers'] }],
])('denies everything for %s', async (_name, change) => {
  const world = authorizerWorld();
  const { policyDocument } = await world.authorize(`Bearer ${await world.token(change)}`);
  expect(policyDocument.Statement.map(({ Effect, Resource }) => [Effect, Resource])).toEqual([
    ['Deny', [`${stageArn}/*`]],
  ]);
  expect(world.reason()).toBe('nothing-allowed');
});

const anyRule: fc.Arbitrary<GroupRule> = fc.record({
  effect: fc.constantFrom('Allow', 'Deny'),
  method: fc.constantFrom('*', ...methods),
  path: fc
    .array(fc.constantFrom('files', 'a-b', '{id}', '{name}', '%2F'), { maxLength: 4 })
    .map((segments) => `/${segments.join('/')}`),
});

it('never reaches beyond the API, the stage and the written methods, whatever the rules', () => {
  fc.assert(
    fc.property(fc.array(anyRule, { maxLength: 8 }), (lines) => {
      const { Statement } = decideBy(...lines).policyDocument;
      const allowed = Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Resource }) => Resource);
      const within = /^[A-Z]+\/(?:[^*]|\*(?=\/|$))*$/;
      expect(allowed.filter((resource) => !resource.startsWith(`${stageArn}/`))).toEqual([]);
      expect(allowed.filter((resource) => !within.test(resource.slice(stageArn.length + 1)))).toEqual([]);
      expect(Statement.length).toBeGreaterThan(0);
      expect(allowed.length > 0).toBe(lines.some(({ effect }) => effect === 'Allow'));
    }),
  );
});

it('does not depend on the order of rules, nor on how often one is given', () => {
  fc.assert(
    fc.property(fc.array(anyRule, { maxLength: 6 }), (lines) => {
      expect(decideBy(...[...lines, ...lines].reverse())).toEqual(decideBy(...lines));
    }),
  );
});

describe('a stored policy', () => {
  it.each(['/', '/files', '/files/{id}', '/files/{id}/versions', '/{proxy+}', '/a/{b}/{rest+}', '/a%20b/~c'])(
    'may speak of %s',
    (path) => {
      expect(parseGroupPolicy(rules(['Allow', 'GET', path]))).toEqual([{ effect: 'Allow', method: 'GET', path }]);
    },
  );

  it.each([
    '',
    'files',
    '//',
    '/files/',
    '/*',
    '/fi?es',
    '/a*b',
    '/{a}{b}',
    '/x{id}',
    '/{proxy+}/x',
    '/a b',
    '/é',
    '/${x}',
  ])('may not speak of "%s"', (path) => {
    expect(parseGroupPolicy(rules(['Allow', 'GET', path]))).toBeUndefined();
  });

  it('may not be longer than a resource may be', () => {
    expect(parseGroupPolicy(rules(['Allow', 'GET', `/${'x'.repeat(400)}`]))).toBeUndefined();
  });

  it('never breaks the parser', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const parsed = parseGroupPolicy(text);
        expect(parsed === undefined || Array.isArray(parsed)).toBe(true);
      }),
    );
  });
});

describe('the ARN of a method', () => {
  it.each([
    [`${stageArn}/GET/files/1`, stageArn],
    [`${stageArn}/GET/`, stageArn],
    [`${stageArn}/GET`, stageArn],
    [
      'arn:aws-cn:execute-api:cn-north-1:123456789012:abc/v_1-x/POST/a/b',
      'arn:aws-cn:execute-api:cn-north-1:123456789012:abc/v_1-x',
    ],
  ])('%s', (text, arn) => {
    expect(parseMethodArn(text)).toEqual({ arn });
  });

  it.each(['', '*', `${stageArn}`, `${stageArn}/get/x`, stageArn.replace('abc123def4', '*'), `x${stageArn}/GET/`])(
    'is not "%s"',
    (text) => {
      expect(parseMethodArn(text)).toBeUndefined();
    },
  );
});

describe('the memory of verified tokens', () => {
  const remembering = () => {
    const clock = { now: startOfTime };
    const verified: string[] = [];
    const verify = rememberVerified({
      now: () => clock.now,
      verify: (authorization) => {
        verified.push(authorization);
        return Promise.resolve(token);
      },
    });
    return { clock, verified, verify };
  };

  it('holds so many tokens, and forgets the one that was used longest ago', async () => {
    const { verified, verify } = remembering();
    for (let index = 0; index < memoryLimits.tokens; index += 1) {
      await verify(`token-${String(index)}`);
    }
    await verify('token-0');
    await verify('one-more');
    await verify('token-0');
    expect(verified).toHaveLength(memoryLimits.tokens + 1);
    await verify('token-1');
    expect(verified).toHaveLength(memoryLimits.tokens + 2);
  });

  it.each([
    ['for five minutes', memoryLimits.milliseconds, 2],
    ['for no longer', memoryLimits.milliseconds - 1, 1],
    ['not in its own future', -1, 2],
  ])('speaks %s', async (_name, passed, verifications) => {
    const { clock, verified, verify } = remembering();
    await verify('token');
    clock.now += passed;
    await verify('token');
    expect(verified).toHaveLength(verifications);
  });

  it('does not remember a token within the tolerance after its exp', async () => {
    const { clock, verified, verify } = remembering();
    clock.now = token.expiresAt;
    await verify('token');
    await verify('token');
    expect(verified).toHaveLength(2);
  });
});

describe('the environment', () => {
  const variables = { policiesTable: 'dev-policies', issuers: JSON.stringify(issuers) };
  const [pool, other] = issuers;

  it('is understood', () => {
    expect(parseGroupAuthorizerEnvironment(variables)).toEqual({ policiesTable: 'dev-policies', issuers });
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '['],
    ['no list', '{}'],
    ['no issuer', '[]'],
    ['one issuer twice', JSON.stringify([pool, pool])],
    ['an issuer and something else', JSON.stringify([pool, 1])],
    ['no restriction', JSON.stringify([{ ...pool, clientIds: undefined, tokenUse: undefined }])],
    ['no clients', JSON.stringify([{ ...pool, clientIds: [] }])],
    ['an empty client', JSON.stringify([{ ...pool, clientIds: [''] }])],
    ['ID tokens', JSON.stringify([{ ...pool, tokenUse: 'id' }])],
    ['clients without a use', JSON.stringify([{ ...pool, tokenUse: undefined }])],
    ['clients and an audience', JSON.stringify([{ ...pool, audience: 'x' }])],
    ['an empty audience', JSON.stringify([{ ...other, audience: '' }])],
    ['a misspelt member', JSON.stringify([{ ...other, clientID: ['x'] }])],
    ['no claim of groups', JSON.stringify([{ ...pool, groupsClaim: '' }])],
    ['keys in the clear', JSON.stringify([{ ...pool, jwksUri: 'http://keys.example/jwks' }])],
  ])('is refused with %s', (_name, text) => {
    expect(() => parseGroupAuthorizerEnvironment({ ...variables, issuers: text })).toThrow(
      `issuers is "${text}"; allowed: a JSON list of issuers, each once:`,
    );
  });
});
