import { parsePolicy } from '../../../iam/parse-policy';
import { authorize, type Access } from '../../../sandbox/credentials/authorize';
import type { Caller, NamedPolicy } from '../../../sandbox/credentials/caller';
import { administrator } from '../../../sandbox/credentials/role-session';
import { caller } from '../support/signed-requests';

type Statement = Readonly<Record<string, unknown>>;

const arn = 'arn:aws:dynamodb:eu-central-1:111122223333:table/dev-notes';
const allow = (more: Statement = {}): Statement => ({
  Effect: 'Allow',
  Action: 'dynamodb:PutItem',
  Resource: arn,
  ...more,
});
const policy = (
  kind: 'identity' | 'session' | 'resource' | 'boundary',
  ...statements: readonly Statement[]
): NamedPolicy => ({
  name: kind,
  document: parsePolicy({ Version: '2012-10-17', Statement: statements }, kind),
});
const identity = (...statements: readonly Statement[]): Partial<Caller> => ({
  identityPolicies: [policy('identity', ...statements)],
});
const when = (operator: string, key: string, value: string | readonly string[]): Statement =>
  allow({ Condition: { [operator]: { [key]: value } } });
const asked: Access = { action: 'dynamodb:PutItem', resource: arn, context: {} };
const decided = (who: Partial<Caller>, access: Partial<Access> = {}): string =>
  authorize(caller(who), { ...asked, ...access }).kind;

it('a caller without policies may do nothing', () => {
  expect(authorize(caller(), asked)).toMatchObject({
    kind: 'implicitly-denied',
    because: 'no-identity-policy-allows',
  });
});

describe('what decides', () => {
  const everything = allow({ Resource: '*' });
  const deny = { ...everything, Effect: 'Deny' };
  const forEveryone = { Principal: '*' };
  it.each<[string, Partial<Caller>, Partial<Access>, string]>([
    ['the policies of the role', identity(allow()), {}, 'allowed'],
    ['another action', identity(allow()), { action: 'dynamodb:DeleteItem' }, 'implicitly-denied'],
    ['another resource', identity(allow()), { resource: `${arn}s` }, 'implicitly-denied'],
    ['a deny over an allow', identity(allow(), deny), {}, 'explicitly-denied'],
    [
      'a session policy that does not allow',
      { ...identity(allow()), sessionPolicies: [policy('session', allow({ Action: 's3:GetObject' }))] },
      {},
      'implicitly-denied',
    ],
    [
      'one of two session policies',
      {
        ...identity(allow()),
        sessionPolicies: [policy('session', allow({ Action: 's3:GetObject' })), policy('session', everything)],
      },
      {},
      'allowed',
    ],
    [
      'a session policy gives nothing by itself',
      { sessionPolicies: [policy('session', everything)] },
      {},
      'implicitly-denied',
    ],
    [
      'a deny of the session',
      { ...identity(allow()), sessionPolicies: [policy('session', everything, deny)] },
      {},
      'explicitly-denied',
    ],
    [
      'a permissions boundary that does not allow',
      { ...identity(allow()), permissionsBoundary: policy('boundary', allow({ Action: 's3:GetObject' })) },
      {},
      'implicitly-denied',
    ],
    [
      'a permissions boundary that allows too',
      { ...identity(allow()), permissionsBoundary: policy('boundary', everything) },
      {},
      'allowed',
    ],
    [
      'a permissions boundary gives nothing by itself',
      { permissionsBoundary: policy('boundary', everything) },
      {},
      'implicitly-denied',
    ],
    [
      'a deny of the permissions boundary',
      { ...identity(allow()), permissionsBoundary: policy('boundary', everything, deny) },
      {},
      'explicitly-denied',
    ],
    [
      'the policy of the resource',
      {},
      { resourcePolicies: [policy('resource', { ...allow(), ...forEveryone })] },
      'allowed',
    ],
    [
      'a deny of the resource',
      identity(allow()),
      { resourcePolicies: [policy('resource', { ...deny, ...forEveryone })] },
      'explicitly-denied',
    ],
  ])('%s', (_name, ...[who, access, expected]) => {
    expect(decided(who, access)).toBe(expected);
  });
});

it('a tag that the resource has not is absent where its tags are known, and lets nobody in where they are not', () => {
  const who = identity(when('StringNotEquals', 'aws:ResourceTag/team', 'other'));
  expect(decided(who, { tags: { stage: 'dev' } })).toBe('allowed');
  expect(decided(who, { tags: { team: 'other' } })).toBe('implicitly-denied');
  expect(decided(who)).toBe('implicitly-denied');
  expect(decided({ ...who, context: { 'aws:ResourceTag/team': 'mine' } }, { tags: { team: 'other' } })).toBe(
    'implicitly-denied',
  );
});

describe('condition keys', () => {
  const role = 'arn:aws:iam::111122223333:role/dev-authenticated';
  it.each([
    ['aws:PrincipalArn', role],
    ['aws:PrincipalAccount', '111122223333'],
    ['aws:PrincipalType', 'AssumedRole'],
    ['aws:userid', 'AROAEXAMPLE:CognitoIdentityCredentials'],
    ['aws:PrincipalIsAWSService', 'false'],
    ['aws:ViaAWSService', 'false'],
    ['aws:RequestedRegion', 'eu-central-1'],
    ['aws:ResourceAccount', '111122223333'],
  ])('of a role session: %s is %s, whatever the request says', (key, value) => {
    const who = identity(when('StringEquals', key, value));
    expect(decided(who)).toBe('allowed');
    expect(decided(who, { context: { [key]: 'forged' } })).toBe('allowed');
    expect(decided({ ...who, context: { [key]: 'forged' } })).toBe('allowed');
    expect(decided(identity(when('StringEquals', key, 'forged')), { context: { [key]: 'forged' } })).toBe(
      'implicitly-denied',
    );
  });

  it.each(['aws:RequestedRegion', 'aws:ResourceAccount'])('%s is that of the resource, which may have none', (key) => {
    const denied = { ...allow({ Resource: '*' }), Effect: 'Deny' };
    const value = key === 'aws:RequestedRegion' ? 'eu-central-1' : '111122223333';
    const elsewhere = { ...denied, Condition: { StringNotEquals: { [key]: value } } };
    const who = identity(allow({ Resource: '*' }), elsewhere);
    expect(decided(who)).toBe('allowed');
    const foreign = 'arn:aws:dynamodb:us-east-1:444455556666:table/dev-notes';
    expect(decided(who, { resource: foreign })).toBe('explicitly-denied');
    expect(decided(identity({ ...when('Null', key, 'true'), Resource: '*' }), { resource: '*' })).toBe('allowed');
  });

  it.each([
    'aws:PrincipalTag/team',
    'AWS:principaltag/team',
    'aws:ResourceTag/stage',
    'aws:MultiFactorAuthPresent',
    'aws:PrincipalOrgID',
    'aws:PrincipalOrgPaths',
    'aws:ResourceOrgID',
    'aws:ResourceOrgPaths',
    'secretsmanager:VersionStage',
  ])('%s is not modelled: a condition on it denies, and never lets in', (key) => {
    for (const [operator, value] of [
      ['StringEquals', 'x'],
      ['StringNotEquals', 'x'],
      ['StringEqualsIfExists', 'x'],
      ['ForAllValues:StringLike', '*'],
      ['Null', 'true'],
      ['Null', 'false'],
    ] as const) {
      expect([operator, decided(identity(when(operator, key, value)))]).toEqual([operator, 'implicitly-denied']);
      const denied = identity(allow(), { ...when(operator, key, value), Effect: 'Deny' });
      expect([operator, decided(denied)]).toEqual([operator, 'explicitly-denied']);
    }
  });

  describe.each(['${aws:PrincipalTag/team}', "${ AWS:principaltag/team , 'notes'}"])('the variable %s', (variable) => {
    const table = (name: string): string => `arn:aws:dynamodb:eu-central-1:111122223333:table/${name}`;
    const denyOf = (more: Statement): Partial<Caller> => identity(allow(), { ...allow(more), Effect: 'Deny' });

    it('never lets in', () => {
      const patterns = [table(`dev-${variable}`), table(`*${variable}`)];
      for (const Resource of patterns) expect(decided(identity(allow({ Resource })))).toBe('implicitly-denied');
      const but: Statement = { Effect: 'Allow', Action: '*', NotResource: table(`prod-${variable}`) };
      expect(decided(identity(but))).toBe('implicitly-denied');
      for (const operator of ['StringEquals', 'StringNotEquals', 'ArnNotLike', 'StringNotLikeIfExists']) {
        const value = operator.startsWith('Arn') ? table(variable) : variable;
        expect([operator, decided(identity(when(operator, 'aws:userid', value)))]).toEqual([
          operator,
          'implicitly-denied',
        ]);
      }
    });

    it('denies whatever it could stand for, and nothing else', () => {
      expect(decided(denyOf({ Resource: table(`dev-${variable}`) }))).toBe('explicitly-denied');
      expect(decided(denyOf({ Resource: [table('x'), table(`${variable}s`)] }))).toBe('explicitly-denied');
      expect(decided(denyOf({ Resource: table(`prod-${variable}`) }))).toBe('allowed');
      expect(decided(denyOf({ Resource: table(`dev-${variable}\${aws:username}`) }))).toBe('allowed');
      const but = (...NotResource: readonly string[]): Partial<Caller> =>
        identity(allow(), { Effect: 'Deny', Action: '*', NotResource });
      expect(decided(but(table(`dev-${variable}`)))).toBe('explicitly-denied');
      expect(decided(but(table(`dev-${variable}`), arn))).toBe('allowed');
      expect(decided(denyOf({ Condition: { StringNotEquals: { 'aws:userid': [variable, 'me'] } } }))).toBe(
        'explicitly-denied',
      );
    });

    it('is plain text in a policy of 2008', () => {
      const document = { Statement: { ...allow({ Resource: table(`dev-${variable}`) }), Effect: 'Deny' } };
      const old: NamedPolicy = { name: 'old', document: parsePolicy(document, 'identity') };
      expect(decided({ identityPolicies: [policy('identity', allow()), old] })).toBe('allowed');
    });
  });

  it('a role session has no user name', () => {
    expect(decided(identity(when('Null', 'aws:username', 'true')))).toBe('allowed');
  });

  it.each([
    ['aws:PrincipalArn', 'arn:aws:iam::111122223333:user/team/developer'],
    ['aws:PrincipalType', 'User'],
    ['aws:username', 'developer'],
  ])('of a user: %s is %s', (key, value) => {
    const user = { ...administrator('111122223333', 'team/developer'), ...identity(when('StringEquals', key, value)) };
    expect(authorize(user, asked).kind).toBe('allowed');
  });

  it('those of the session go before those of the request, which may add others', () => {
    const subject = 'cognito-identity.amazonaws.com:sub';
    const who = { ...identity(when('StringEquals', subject, 'me')), context: { [subject]: 'me' } };
    expect(decided(who, { context: { [subject]: 'somebody' } })).toBe('allowed');
    expect(decided({ ...who, context: { [subject]: 'somebody' } }, { context: { [subject]: 'me' } })).toBe(
      'implicitly-denied',
    );
    const leading = 'dynamodb:LeadingKeys';
    const keyed = identity(when('ForAllValues:StringEquals', leading, ['me']));
    expect(decided(keyed, { context: { [leading]: ['me'] } })).toBe('allowed');
    expect(decided(keyed, { context: { [leading]: ['me', 'you'] } })).toBe('implicitly-denied');
  });

  it('a variable takes the value of the session', () => {
    const own = identity(allow({ Resource: 'arn:aws:dynamodb:*:*:table/${aws:userid}' }));
    const table = (name: string): string => `arn:aws:dynamodb:eu-central-1:111122223333:table/${name}`;
    expect(decided(own, { resource: table('AROAEXAMPLE:CognitoIdentityCredentials') })).toBe('allowed');
    expect(decided(own, { resource: table('AROAOTHER:CognitoIdentityCredentials') })).toBe('implicitly-denied');
  });
});
