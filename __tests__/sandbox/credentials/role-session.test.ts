import type { Role } from '../../../blueprint/model';
import { PolicyError } from '../../../iam/errors';
import { parsePolicy } from '../../../iam/parse-policy';
import { authorize } from '../../../sandbox/credentials/authorize';
import type { CognitoCaller } from '../../../sandbox/credentials/caller';
import { administrator, roleSession } from '../../../sandbox/credentials/role-session';

const accountId = '111122223333';
const allow = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };

const role = (changes: Partial<Role> = {}): Role => ({
  stack: 'notes',
  address: 'aws_iam_role.authenticated',
  name: 'dev-authenticated',
  arn: `arn:aws:iam::${accountId}:role/people/dev-authenticated`,
  uniqueId: 'AROAEXAMPLE',
  maxSessionSeconds: 3600,
  trustPolicy: {},
  policies: [{ stack: 'notes', address: 'aws_iam_role_policy.authenticated', name: 'p', document: allow }],
  permissionsBoundary: undefined,
  ...changes,
});

const login: CognitoCaller = {
  identityId: 'eu-central-1:11111111-2222-3333-4444-555555555555',
  identityPoolId: 'eu-central-1:99999999-8888-7777-6666-555555555555',
  authenticationType: 'authenticated',
  authenticationProvider:
    'cognito-idp.eu-central-1.amazonaws.com/pool,cognito-idp.eu-central-1.amazonaws.com/pool:CognitoSignIn:sub',
};

it('is known by the session first and then by the role, and has the policies of the role', () => {
  const arn = `arn:aws:sts::${accountId}:assumed-role/dev-authenticated/create-note`;
  expect(roleSession({ role: role(), accountId, sessionName: 'create-note' })).toEqual({
    principal: { kind: 'aws', accountId, arns: [arn, `arn:aws:iam::${accountId}:role/people/dev-authenticated`] },
    arn,
    userId: 'AROAEXAMPLE:create-note',
    accountId,
    identityPolicies: [{ name: 'notes:aws_iam_role_policy.authenticated', document: parsePolicy(allow, 'identity') }],
    permissionsBoundary: undefined,
    sessionPolicies: [],
    context: {},
    cognito: undefined,
  });
});

it('of an identity pool has the keys of the login', () => {
  const session = roleSession({ role: role(), accountId, sessionName: 'CognitoIdentityCredentials', cognito: login });
  expect(session.cognito).toBe(login);
  expect(session.context).toEqual({
    'aws:FederatedProvider': 'cognito-identity.amazonaws.com',
    'cognito-identity.amazonaws.com:aud': login.identityPoolId,
    'cognito-identity.amazonaws.com:sub': login.identityId,
    'cognito-identity.amazonaws.com:amr': [
      'authenticated',
      'cognito-idp.eu-central-1.amazonaws.com/pool',
      'cognito-idp.eu-central-1.amazonaws.com/pool:CognitoSignIn:sub',
    ],
  });
});

it('of a guest says so', () => {
  const cognito = { ...login, authenticationType: 'unauthenticated', authenticationProvider: null } as const;
  const { context } = roleSession({ role: role(), accountId, sessionName: 's', cognito });
  expect(context['cognito-identity.amazonaws.com:amr']).toEqual(['unauthenticated']);
});

it('keeps what it is given besides', () => {
  const sessionPolicies = [{ name: 'guest', document: parsePolicy(allow, 'session') }];
  const session = roleSession({
    role: role(),
    accountId,
    sessionName: 's',
    cognito: login,
    sessionPolicies,
    context: { 'aws:RequestTag/team': 'blue' },
  });
  expect(session.sessionPolicies).toBe(sessionPolicies);
  expect(Object.keys(session.context)).toHaveLength(5);
  expect(session.context['aws:RequestTag/team']).toBe('blue');
});

it('reads the policies of a role once, and of another role anew', () => {
  const one = role();
  const session = (of: Role) => roleSession({ role: of, accountId, sessionName: 's' });
  expect(session(one).identityPolicies).toBe(session(one).identityPolicies);
  const none = session(role({ policies: [] }));
  expect(none.identityPolicies).toEqual([]);
  expect(authorize(none, { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', context: {} }).kind).toBe(
    'implicitly-denied',
  );
});

it('is held within the permissions boundary of its role', () => {
  const permissionsBoundary = { stack: 'github-roles', address: 'aws_iam_policy.boundary', name: 'b', document: allow };
  const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  const policies = [{ stack: 'notes', address: 'aws_iam_role_policy.all', name: 'all', document: everything }];
  const bounded = roleSession({ role: role({ policies, permissionsBoundary }), accountId, sessionName: 's' });
  expect(bounded.permissionsBoundary).toEqual({
    name: 'github-roles:aws_iam_policy.boundary',
    document: parsePolicy(allow, 'boundary'),
  });
  const decided = (action: string) => authorize(bounded, { action, resource: 'arn:aws:s3:::b/k', context: {} });
  expect(decided('s3:GetObject').kind).toBe('allowed');
  expect(decided('s3:PutObject')).toMatchObject({ kind: 'implicitly-denied', because: 'permissions-boundary' });
});

it('is not made of a role with a policy that is not understood', () => {
  const bad = { stack: 'notes', address: 'aws_iam_role_policy.bad', name: 'bad' };
  const broken = role({ policies: [{ ...bad, document: { Statement: [{ Effect: 'allow' }] } }] });
  const unbounded = role({ permissionsBoundary: { ...bad, document: { Statement: [{ Effect: 'allow' }] } } });
  for (const one of [broken, unbounded]) {
    const attempt = () => roleSession({ role: one, accountId, sessionName: 's' });
    expect(attempt).toThrow(PolicyError);
    expect(attempt).toThrow(PolicyError);
  }
});

it('the administrator is a user who may do everything', () => {
  const user = administrator(accountId, 'developer');
  const arn = `arn:aws:iam::${accountId}:user/developer`;
  expect(user).toMatchObject({ arn, principal: { kind: 'aws', accountId, arns: [arn] }, cognito: undefined });
  expect(user.userId).toMatch(/^AIDA[0-9A-F]{17}$/);
  expect(administrator(accountId, 'developer').userId).toBe(user.userId);
  expect(administrator(accountId, 'other').userId).not.toBe(user.userId);
  const anything = { action: 'iam:DeleteRole', resource: `arn:aws:iam::${accountId}:role/x`, context: {} };
  expect(authorize(user, anything).kind).toBe('allowed');
});
