import { findWidePolicies } from '../../constructs/checks/wide-policies';
import { stackOf } from './resolved';

const faults = (type: string, args: Readonly<Record<string, unknown>>) =>
  findWidePolicies(stackOf([type, args])).map(({ id }) => id);

const statement = { Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: '${aws_dynamodb_table.notes.arn}' };
const identity = (change: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ ...statement, ...change }] });

const identityRows: readonly (readonly [change: object, ids: readonly string[]])[] = [
  [{}, []],
  [{ Action: '*' }, ['policy-wide-action']],
  [{ Action: ['dynamodb:PutItem', 'cognito-sync:*'] }, ['policy-wide-action']],
  [{ Action: 'dynamodb:**' }, ['policy-wide-action']],
  [{ Action: '${var.action}' }, ['policy-wide-action']],
  [{ Action: ['dynamodb:PutItem', 'dynamodb:${var.action}'] }, ['policy-wide-action']],
  [{ Action: 'dynamodb${var.action}' }, ['policy-wide-action']],
  [{ Action: '${var.service}:PutItem' }, ['policy-wide-action']],
  [{ Action: 'dynamodb:${aws_ssm_parameter.action.value}' }, ['policy-wide-action']],
  [{ Action: 'dynamodb:*e*' }, ['policy-wide-action']],
  [{ Action: 'DynamoDB:?*' }, ['policy-wide-action']],
  [{ Action: 'dynamodb:%{ if true }*%{ endif }' }, ['policy-wide-action']],
  [{ Action: 'dynamodb:Put*' }, []],
  [{ Action: ['s3:Get*', 'dynamodb:*Item'] }, []],
  [{ Action: '*', Effect: 'Deny', Resource: '*' }, []],
  [{ Action: undefined, NotAction: 'iam:*' }, ['policy-everything-but']],
  [{ Resource: undefined, NotResource: 'arn:aws:s3:::b' }, ['policy-everything-but']],
  [{ Resource: '*' }, ['policy-wide-resource']],
  [{ Resource: ['${a.b.arn}', '**'] }, ['policy-wide-resource']],
  [{ Resource: 'arn:aws:dynamodb:eu-west-1:123456789012:*' }, ['policy-wide-resource']],
  [{ Resource: 'arn:aws:execute-api:*:*:*/*' }, ['policy-wide-resource']],
  [{ Resource: 'arn:aws:execute-api:eu-west-1:123456789012:abc/dev/GET/*' }, []],
  [{ Resource: '${a.b.arn}/*' }, []],
  ...[
    ...['arn:*', 'arn:aws:dynamodb:*', 'arn:aws:*:*:*:*', 'arn:aws:*:::notes', '*notes', '${var.table}', '*${a.b.arn}'],
    ...[
      '${a.b[var.x].arn}',
      '${a.b[*].arn}',
      '${each.value.arn}',
      '${join(var.a, var.b)}',
      '%{ if true }*%{ endif }',
      '${var.a}*',
    ],
    ...['arn:aws:dynamodb:*:*:table/*', 'arn:aws:dynamodb:*:*:table/*/index/by-name', 'arn:aws:dynamodb:*:*:table*'],
    ...['arn:aws:dynamodb:*:*:table/*e*', 'arn:aws:dynamodb:*:*:table/${var.table}', 'arn:aws:dynamodb:*:*:ta*/notes'],
    ...['arn:aws:iam::${a.b.account}:role/*', 'arn:aws:lambda:*:*:function:*', 'arn:aws:secretsmanager:*:*:secret:*'],
    ...['arn:aws:secretsmanager:*:*:secret:????????', 'arn:aws:logs:*:*:log-group:*', 'arn:aws:kms:*:*:key/*'],
    ...[
      'arn:aws:cognito-idp:eu-west-1:${a.b.account}:userpool/eu-west-1_*',
      'arn:aws:apigateway:eu-west-1::/restapis/*',
    ],
    ...['arn:aws:cognito-identity:eu-west-1:1:identitypool/eu-west-1:*', 'arn:aws:s3:::*/notes', 'arn:aws:s3:::*'],
    ...['arn:aws:s3:eu-west-1:${a.b.account}:accesspoint/*', 'arn:aws:sqs:*:*:*'],
    ...['arn:aws:execute-api:eu-west-1:${a.b.account}:*/dev/GET/notes'],
  ].map((Resource): readonly [object, readonly string[]] => [{ Resource }, ['policy-wide-resource']]),
  ...[
    ...['arn:aws:dynamodb:*:*:table/notes', 'arn:aws:dynamodb:*:*:table/notes/index/*', '${a.b.arn}:*', '${a.b.arn}*'],
    ...['arn:aws:dynamodb:*:*:table/${a.b.name}', 'arn:aws:dynamodb:*:*:table/${a.b.name}*', 'arn:aws:s3:::notes/*'],
    ...['arn:aws:dynamodb:*:*:table/dev-*', 'arn:aws:logs:*:*:log-group:/aws/lambda/notes:*', 'arn:aws:sqs:*:*:notes*'],
    ...['arn:aws:s3:::notes/$${aws:username}/*', 'arn:aws:iam::${var.account}:role/notes', 'arn:aws:s3:::${a.b.id}/*'],
    ...[
      '${aws_dynamodb_table.t[each.key].arn}/index/*',
      '${aws_s3_bucket.b[count.index].arn}/*',
      '${a.b[each.value].arn}',
    ],
    ...['arn:aws:secretsmanager:*:*:secret:notes-??????', 'arn:aws:cognito-idp:*:*:userpool/eu-west-1_AbC123'],
    ...['${a.b.execution_arn}/*/GET/*', 'arn:aws:kms:*:*:alias/notes', 'arn:aws:apigateway:eu-west-1::/restapis/abc/*'],
  ].map((Resource): readonly [object, readonly string[]] => [{ Resource }, []]),
  // An Effect that IAM would refuse must not count as a denial.
  [{ Effect: 'allow', Action: '*', Resource: '*' }, ['policy-wide-action', 'policy-wide-resource']],
];

describe.each([
  ['aws_iam_role_policy', (policy: string) => ({ policy })],
  ['aws_iam_policy', (policy: string) => ({ policy })],
  ['aws_iam_user_policy', (policy: string) => ({ policy })],
  ['aws_ssoadmin_permission_set_inline_policy', (inline_policy: string) => ({ inline_policy })],
  ['aws_iam_role', (policy: string) => ({ assume_role_policy: '{}', inline_policy: [{ policy }] })],
])('a policy of %s', (type, place) => {
  it.each(identityRows)('%j gives %j', (change, ids) => {
    expect(faults(type, place(identity(change)))).toEqual(ids);
  });

  it.each(['${data.aws_iam_policy_document.x.json}', '{"Statement":${jsonencode(var.x)}}', 'no json'])(
    'cannot be judged and is refused: %s',
    (policy) => {
      expect(faults(type, place(policy))).toEqual(['policy-not-judged']);
    },
  );
});

const pool = 'cognito-identity.amazonaws.com';
const aud = { StringEquals: { 'cognito-identity.amazonaws.com:aud': '${aws_cognito_identity_pool.main.id}' } };
const amr = (value: unknown) => ({ 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': value } });
const trust = {
  Effect: 'Allow',
  Action: 'sts:AssumeRoleWithWebIdentity',
  Principal: { Federated: 'cognito-identity.amazonaws.com' },
};

const trustRows: readonly (readonly [change: object, ids: readonly string[]])[] = [
  [{ Condition: { ...aud, ...amr('authenticated') } }, []],
  [{ Condition: { ...aud, ...amr('unauthenticated') } }, []],
  [{ Condition: aud }, ['trust-identity-pool-amr']],
  [{ Condition: amr('authenticated') }, ['trust-identity-pool-aud']],
  [{ Condition: { ...aud, ...amr(['authenticated', 'unauthenticated']) } }, ['trust-identity-pool-amr']],
  ...['*', '*authenticated', '*a?thenticated*', ['authenticated', 'un*']].map(
    (value): readonly [object, readonly string[]] => [
      { Condition: { ...aud, ...amr(value) } },
      ['trust-identity-pool-amr'],
    ],
  ),
  [{ Condition: { ...aud, ...amr(['unauth*', 'unauthenticated']) } }, []],
  [{ Condition: { ...aud, ...amr('auth*') } }, []],
  [{ Condition: { StringLike: aud.StringEquals, ...amr('authenticated') } }, ['trust-identity-pool-aud']],
  [{ Condition: { StringEqualsIfExists: aud.StringEquals, ...amr('authenticated') } }, ['trust-identity-pool-aud']],
  [
    { Condition: { 'ForAllValues:StringEquals': aud.StringEquals, ...amr('authenticated') } },
    ['trust-identity-pool-aud'],
  ],
  [
    { Condition: { ...aud, 'ForAllValues:StringLike': amr('authenticated')['ForAnyValue:StringLike'] } },
    ['trust-identity-pool-amr'],
  ],
  [
    { Condition: { ...aud, StringNotEquals: { 'cognito-identity.amazonaws.com:amr': 'unauthenticated' } } },
    ['trust-identity-pool-amr'],
  ],
  [{}, ['trust-federated-anyone', 'trust-identity-pool-aud', 'trust-identity-pool-amr']],
  [{ Action: 'sts:AssumeRole', Condition: { ...aud, ...amr('authenticated') } }, ['trust-federated-action']],
  [
    { Action: ['sts:AssumeRoleWithWebIdentity', 'STS:assumerole'], Condition: { ...aud, ...amr('authenticated') } },
    ['trust-federated-action'],
  ],
  [{ Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }, []],
  [{ Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }, ['trust-everybody']],
  [{ Principal: '*', Action: 'sts:AssumeRole' }, ['trust-everybody']],
  [{ Principal: undefined, NotPrincipal: { AWS: '123456789012' }, Action: 'sts:AssumeRole' }, ['trust-everybody']],
  [{ Principal: { Federated: '${aws_iam_openid_connect_provider.x.arn}' } }, ['trust-federated-anyone']],
  [
    {
      Principal: { Federated: '${aws_iam_saml_provider.x.arn}' },
      Action: 'sts:AssumeRoleWithSAML',
      Condition: { StringEquals: { 'SAML:aud': 'x' } },
    },
    [],
  ],
  ...[
    { StringEquals: { 'SAML:iss': 'x' } },
    { StringLike: { 'SAML:aud': '*' } },
    { 'ForAllValues:StringEquals': { 'SAML:aud': 'x' } },
  ].map((Condition): readonly [object, readonly string[]] => [
    { Principal: { Federated: '${aws_iam_saml_provider.x.arn}' }, Action: 'sts:AssumeRoleWithSAML', Condition },
    ['trust-saml-aud'],
  ]),
  ...[
    { StringEquals: { 'a.example/:sub': 'x' } },
    { StringLike: { 'a.example/:aud': 'x' } },
    { StringEqualsIfExists: { 'a.example/:aud': 'x' } },
  ].map((Condition): readonly [object, readonly string[]] => [
    { Principal: { Federated: '${aws_iam_openid_connect_provider.x.arn}' }, Condition },
    ['trust-web-identity-aud'],
  ]),
  [
    {
      Principal: { Federated: '${aws_iam_openid_connect_provider.x.arn}' },
      Condition: { StringEquals: { 'a.example/:aud': 'x' } },
    },
    [],
  ],
  [{ Principal: { Federated: 'www.amazon.com' }, Condition: { StringEquals: { 'www.amazon.com:app_id': 'x' } } }, []],
  [
    {
      Principal: { Federated: '${aws_iam_openid_connect_provider.x.arn}' },
      Action: undefined,
      NotAction: 'sts:TagSession',
      Condition: { Bool: { 'aws:SecureTransport': 'true' } },
    },
    ['trust-not-action'],
  ],
  [{ Effect: 'Deny', Principal: '*' }, []],
  // A variable of IAM is the caller's own value, so that the comparison always holds.
  [
    { Condition: { StringEquals: { [`${pool}:aud`]: `$\${${pool}:aud}` }, ...amr('authenticated') } },
    ['trust-identity-pool-aud'],
  ],
  [
    { Condition: { StringEquals: { [`${pool}:aud`]: ['x', `$\${${pool}:aud}`] }, ...amr('authenticated') } },
    ['trust-identity-pool-aud'],
  ],
  [
    {
      Principal: { Federated: '${aws_iam_openid_connect_provider.x.arn}' },
      Condition: { StringEquals: { 'a.example/:aud': '$${a.example/:aud}' } },
    },
    ['trust-web-identity-aud'],
  ],
  [{ Principal: { Federated: 'Cognito-Identity.amazonaws.com' }, Condition: aud }, ['trust-identity-pool-amr']],
  [{ Principal: { Federated: '${var.provider}' }, Condition: aud }, ['trust-identity-pool-amr']],
  [{ Principal: { Federated: '${var.provider}' }, Condition: { StringEquals: { 'a.example/:aud': 'x' } } }, []],
  [{ Principal: { Federated: '*' }, Condition: { StringEquals: { 'a.example/:aud': 'x' } } }, ['trust-everybody']],
  ...[
    { AWS: ['${aws_iam_role.r.arn}', '*'] },
    { AWS: 'arn:aws:iam::*:role/${aws_iam_role.r.name}' },
    { AWS: '${var.principal}' },
    { AWS: 'arn:aws:iam::${var.account}:root' },
    { Service: '*.amazonaws.com' },
    { Unheard: 'of' },
  ].map((Principal): readonly [object, readonly string[]] => [
    { Principal, Action: 'sts:AssumeRole' },
    ['trust-everybody'],
  ]),
  ...['123456789012', 'arn:aws:iam::123456789012:root', 'arn:aws:iam::123456789012:role/deploy'].map(
    (name): readonly [object, readonly string[]] => [
      { Principal: { AWS: ['${aws_iam_role.r.arn}', name] }, Action: 'sts:AssumeRole' },
      ['trust-outsider'],
    ],
  ),
  [
    {
      Principal: { AWS: ['${aws_iam_role.r.arn}', 'arn:aws:iam::${data.aws_caller_identity.current.account_id}:root'] },
      Action: 'sts:AssumeRole',
    },
    [],
  ],
  [
    {
      Principal: { AWS: '*' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    },
    [],
  ],
  ...[{ 'aws:PrincipalAccount': '123456789012' }, { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/r' }].map(
    (StringEquals): readonly [object, readonly string[]] => [
      { Principal: { AWS: '*' }, Action: 'sts:AssumeRole', Condition: { StringEquals } },
      ['trust-outsider'],
    ],
  ),
  [
    {
      Principal: { AWS: '*' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': 'secret' } },
    },
    ['trust-everybody'],
  ],
];

it.each(trustRows)('trust %j gives %j', (change, ids) => {
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: { ...trust, ...change } });
  expect(faults('aws_iam_role', { assume_role_policy: policy })).toEqual(ids);
});

it('sees every statement of a trust', () => {
  const Statement = [
    { ...trust, Condition: { ...aud, ...amr('authenticated') } },
    { ...trust, Condition: aud },
  ];
  const policy = JSON.stringify({ Version: '2012-10-17', Statement });
  expect(faults('aws_iam_role', { assume_role_policy: policy })).toEqual(['trust-identity-pool-amr']);
});

it('names what it found, and what to do', () => {
  const [fault] = findWidePolicies(
    stackOf(['aws_iam_role_policy', { policy: identity({ Action: 'cognito-sync:*' }) }]),
  );
  expect(fault).toEqual({
    stack: 'stack',
    address: 'aws_iam_role_policy.it',
    argument: 'policy',
    id: 'policy-wide-action',
    value: '"cognito-sync:*"',
    rule: 'A role is allowed actions that are named, never all of a service.',
    whatToDo: 'Name the actions that are needed.',
  });
});

it.each([
  ['*', 'Name the resource by reference, or call declareWildcard(policy, reason).'],
  [
    '${join("", [aws_dynamodb_table.notes.arn])}',
    'Write a plain reference to an attribute, with the rest as text around it: what a function, a variable or a local becomes may be an asterisk. Or call declareWildcard(policy, reason).',
  ],
])('says of the resource %s what to do', (Resource, whatToDo) => {
  const policy = identity({ Resource: 'RESOURCE' }).replace('RESOURCE', Resource);
  expect(findWidePolicies(stackOf(['aws_iam_role_policy', { policy }])).map((fault) => fault.whatToDo)).toEqual([
    whatToDo,
  ]);
});

it('says how a policy is written that can be judged', () => {
  const policy = '${data.aws_iam_policy_document.notes.json}';
  expect(findWidePolicies(stackOf(['aws_iam_role_policy', { policy }]))[0]?.whatToDo).toBe(
    'Write the policy as JSON text with JSON.stringify, not with jsonencode or aws_iam_policy_document; references may stand inside its texts.',
  );
});
