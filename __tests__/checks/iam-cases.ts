import type { RefusalCase, RefusalCases } from './refusal-case';

const statement = {
  Effect: 'Allow',
  Action: 'dynamodb:PutItem',
  Resource: 'arn:aws:dynamodb:eu-west-1:123456789012:table/dev-notes',
};
const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } };
const reference = '${aws_dynamodb_table.it.arn}';

const document = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });
const whole = (...documents: readonly object[]) => documents.map((one) => JSON.stringify(one));

/** Changes of a good statement: `undefined` removes a member. */
const changed = (base: object, ...changes: readonly object[]) =>
  whole(...changes.map((change) => document({ ...base, ...change })));

interface DocumentCase {
  readonly refused: readonly string[];
  readonly accepted: readonly string[];
}

const condition = (operator: string, value: unknown) => ({ Condition: { [operator]: { 'aws:SourceArn': value } } });

const common = (base: object): Readonly<Record<string, DocumentCase>> => ({
  'iam-policy-version': {
    refused: whole({ ...document(base), Version: '2012-10-18' }),
    accepted: whole(document(base), { Statement: [base] }),
  },
  'iam-policy-member': {
    refused: whole({ ...document(base), statement: [] }),
    accepted: whole({ ...document(base), Id: 'x' }),
  },
  'iam-policy-statement': {
    refused: whole(document(), { Version: '2012-10-17' }),
    accepted: whole(document(base), { Statement: base }),
  },
  'iam-statement-member': {
    refused: changed(base, { Actions: 'x' }, { effect: 'Allow' }),
    accepted: changed(base, { Sid: 'a' }),
  },
  'iam-effect': {
    refused: changed(base, { Effect: 'allow' }, { Effect: undefined }),
    accepted: changed(base, { Effect: 'Deny' }, { Effect: '${var.effect}' }),
  },
  'iam-action-missing': {
    refused: changed(base, { Action: undefined }, { Action: [] }),
    accepted: changed(base, {}, { Action: undefined, NotAction: 'sts:AssumeRole' }),
  },
  'iam-action-format': {
    refused: changed(base, { Action: 'PutItem' }),
    accepted: changed(base, { Action: '*' }, { Action: ['a:B', reference] }),
  },
  'iam-action-colon': { refused: changed(base, { Action: 'a:b:c' }), accepted: changed(base, { Action: 'a:b' }) },
  'iam-action-service-wildcard': {
    refused: changed(base, { Action: '*:PutItem' }, { Action: 'dyn*:PutItem' }),
    accepted: changed(base, { Action: 'dynamodb:Put*' }, { Action: '*' }),
  },
  'iam-exclusive-members': { refused: changed(base, { NotAction: 'a:b', Action: 'a:c' }), accepted: changed(base, {}) },
  'iam-sid-format': { refused: changed(base, { Sid: 'a-b' }), accepted: changed(base, { Sid: '' }, { Sid: 'aB1' }) },
  'iam-sid-twice': {
    refused: whole(document({ ...base, Sid: 'a' }, { ...base, Sid: 'a' })),
    accepted: whole(document({ ...base, Sid: 'a' }, { ...base, Sid: 'b' }, base, base)),
  },
  'iam-condition-operator': {
    refused: changed(
      base,
      condition('StringEqual', 'x'),
      condition('ForEveryValue:StringEquals', 'x'),
      condition('NullIfExists', 'true'),
    ),
    accepted: changed(
      base,
      condition('ForAnyValue:StringLike', 'x'),
      condition('StringEqualsIfExists', 'x'),
      condition('Null', 'true'),
      condition('Bool', 'true'),
    ),
  },
  'iam-condition-value': {
    refused: changed(base, condition('StringEquals', { a: 'b' }), { Condition: { StringEquals: 'x' } }),
    accepted: changed(base, condition('StringEquals', ['a', 'b']), condition('Bool', true)),
  },
  'iam-condition-arn': {
    refused: changed(base, condition('ArnLike', 'my-api')),
    accepted: changed(
      base,
      condition('ArnLike', 'arn:aws:execute-api:r:1:a/*'),
      condition('ArnEquals', '*'),
      condition('ArnLike', `${reference}/x`),
      condition('ArnLike', '$${aws:SourceArn}'),
    ),
  },
  'iam-condition-ip': {
    refused: changed(base, condition('IpAddress', 'office'), condition('NotIpAddress', '10.0.0.0/8/8')),
    accepted: changed(base, condition('IpAddress', '10.0.0.0/8'), condition('IpAddress', '2001:db8::/32')),
  },
});

const onlyIdentity: Readonly<Record<string, DocumentCase>> = {
  'iam-resource-missing': {
    refused: changed(statement, { Resource: undefined }, { Resource: [] }),
    accepted: changed(statement, {}, { Resource: undefined, NotResource: '*' }),
  },
  'iam-resource-format': {
    refused: changed(statement, { Resource: 'dev-notes' }),
    accepted: changed(statement, { Resource: '*' }, { Resource: `${reference}/index/*` }),
  },
  'iam-resource-parts': {
    refused: changed(statement, { Resource: 'arn:aws:dynamodb:table/x' }),
    accepted: changed(statement, { Resource: 'arn:aws:s3:::b' }),
  },
  'iam-resource-service-wildcard': {
    refused: changed(statement, { Resource: 'arn:aws:*:r:1:x' }),
    accepted: changed(statement, {}),
  },
  'iam-resource-region': {
    refused: changed(statement, { Resource: 'arn:aws:iam:eu-west-1:123456789012:role/x' }),
    accepted: changed(statement, { Resource: 'arn:aws:iam::123456789012:role/x' }),
  },
  'iam-resource-bucket': {
    refused: changed(statement, { Resource: 'arn:aws:s3:eu-west-1::b' }),
    accepted: changed(statement, { Resource: 'arn:aws:s3:::b' }),
  },
  'iam-identity-policy-principal': {
    refused: changed(statement, { Principal: '*' }, { NotPrincipal: '*' }),
    accepted: changed(statement, {}),
  },
};

const cognito = {
  Effect: 'Allow',
  Action: 'sts:AssumeRoleWithWebIdentity',
  Principal: { Federated: 'cognito-identity.amazonaws.com' },
};

const onlyTrust: Readonly<Record<string, DocumentCase>> = {
  'iam-trust-action': {
    refused: changed(trust, { Action: 'sts:*' }, { Action: ['sts:AssumeRole', 'sts:GetCallerIdentity'] }),
    accepted: changed(trust, { Action: 'sts:TagSession' }),
  },
  'iam-trust-cognito-condition': {
    refused: changed(cognito, {}, { Condition: {} }),
    accepted: changed(cognito, { Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': reference } } }),
  },
  'iam-trust-resource': { refused: changed(trust, { Resource: '*' }), accepted: changed(trust, {}) },
  'iam-trust-principal-missing': { refused: changed(trust, { Principal: undefined }), accepted: changed(trust, {}) },
  'iam-trust-principal-star': {
    refused: changed(trust, { Principal: '*' }),
    accepted: changed(trust, { Principal: { AWS: '*' } }),
  },
  'iam-trust-principal-aws': {
    refused: changed(
      trust,
      { Principal: { AWS: 'arn:aws:iam::123456789012:role/*' } },
      { Principal: { AWS: 'arn:aws:sts::123456789012:assumed-role/a/*' } },
      { Principal: { AWS: 'arn:aws:iam::123456789012:group/a' } },
    ),
    accepted: changed(
      trust,
      { Principal: { AWS: ['123456789012', 'arn:aws:iam::123456789012:root', 'arn:aws:iam::123456789012:role/a/b'] } },
      { Principal: { AWS: 'arn:aws:sts::123456789012:assumed-role/a/b' } },
    ),
  },
  'iam-trust-principal-service': {
    refused: changed(trust, { Principal: { Service: 'lambda' } }, { Principal: { Service: '*.amazonaws.com' } }),
    accepted: changed(trust, {}),
  },
};

const at = (argument: string, cases: Readonly<Record<string, DocumentCase>>): RefusalCases =>
  Object.fromEntries(
    Object.entries(cases).map(([id, { refused, accepted }]): [string, RefusalCase] => [
      id,
      {
        refused: refused.map((text) => ({ [argument]: text })),
        accepted: accepted.map((text) => ({ [argument]: text })),
      },
    ]),
  );

const identity = { ...common(statement), ...onlyIdentity };
const long = (length: number) => JSON.stringify(document({ ...statement, Sid: 'a'.repeat(length) }));
const json = { refused: ['not json', '[]', '{"a":'], accepted: ['{}', reference, '{"a":${jsonencode(1)}}'] };
const boundary = {
  refused: [{ permissions_boundary: 'x' }],
  accepted: [{ permissions_boundary: 'arn:aws:iam::123456789012:policy/x' }],
};
const path = {
  refused: [{ path: 'a' }, { path: '/aws-service-role/x/' }],
  accepted: [{ path: '/' }, { path: '/notes/' }],
};
const description = {
  refused: [{ description: 'a'.repeat(1001) }],
  accepted: [{ description: '' }, { description: 'a'.repeat(1000) }],
};
const names = (most: number): RefusalCase => ({
  refused: [{ name: 'a b' }, { name: 'a'.repeat(most + 1) }],
  accepted: [{ name: 'Cognito_notesAuth_Role' }, { name: 'a'.repeat(most) }],
});

export const roleCases: RefusalCases = {
  ...at('assume_role_policy', {
    ...common(trust),
    ...onlyTrust,
    'iam-policy-json': json,
    'iam-assume-role-policy-size-4096': { refused: [long(4100)], accepted: [long(3000)] },
  }),
  'iam-role-name': names(64),
  'iam-path': path,
  'iam-description': description,
  'iam-permissions-boundary': boundary,
  'iam-session-duration': {
    refused: [{ max_session_duration: 3599 }, { max_session_duration: 43201 }],
    accepted: [{ max_session_duration: 3600 }],
  },
};

/** The same rules where a role holds its policies in blocks. */
export const inlineCases: RefusalCases = Object.fromEntries(
  Object.entries(identity).map(([id, { refused, accepted }]) => [
    id,
    {
      refused: refused.map((policy) => ({ inline_policy: [{ name: 'a', policy }] })),
      accepted: accepted.map((policy) => ({ inline_policy: [{ name: 'a', policy }] })),
    },
  ]),
);

export const rolePolicyCases: RefusalCases = {
  ...at('policy', {
    ...identity,
    'iam-policy-json': json,
    'iam-policy-size-10240': { refused: [long(10_241)], accepted: [long(10_000), `${' '.repeat(20_000)}${long(1)}`] },
  }),
  'iam-policy-name': names(128),
};

export const policyCases: RefusalCases = {
  ...at('policy', {
    ...identity,
    'iam-policy-json': json,
    'iam-policy-size-6144': { refused: [long(6145)], accepted: [long(5900)] },
  }),
  'iam-policy-name': names(128),
  'iam-path': path,
  'iam-description': description,
};

export const attachmentCases: RefusalCases = {
  'iam-attached-policy': {
    refused: [{ policy_arn: 'ReadOnly' }],
    accepted: [{ policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
  },
};

/** Together they are too long for one role. */
export const rolePoliciesCases: RefusalCases = {
  'iam-policy-size-10240': {
    around: [['aws_iam_role_policy', { role: '${aws_iam_role.it.id}', policy: long(6000) }]],
    refused: [{ role: '${aws_iam_role.it.id}', policy: long(6000) }],
    accepted: [
      { role: '${aws_iam_role.it2.id}', policy: long(6000) },
      { role: '${aws_iam_role.it.id}', policy: long(3900) },
    ],
  },
};
