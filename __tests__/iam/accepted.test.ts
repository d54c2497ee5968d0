import { parsePolicy } from '../../iam/parse-policy';

const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

test('a document is read whole', () => {
  const document = parsePolicy(
    {
      Version: '2012-10-17',
      Id: 'notes',
      Statement: [
        {
          Sid: 'Read',
          Effect: 'Deny',
          NotAction: ['s3:Get*', 's3:List*'],
          NotResource: 'arn:aws:s3:::notes/${aws:username}/*',
          Condition: {
            'ForAnyValue:StringLikeIfExists': { 'aws:TagKeys': ['a', 'b'] },
            NumericLessThan: { 's3:max-keys': 10 },
            Bool: { 'aws:SecureTransport': false },
          },
        },
      ],
    },
    'identity',
  );

  expect(document).toEqual({
    version: '2012-10-17',
    statements: [
      {
        sid: 'Read',
        effect: 'Deny',
        principals: undefined,
        actions: { negated: true, patterns: ['s3:Get*', 's3:List*'] },
        resources: { negated: true, patterns: ['arn:aws:s3:::notes/${aws:username}/*'] },
        conditions: [
          { operator: 'StringLike', ifExists: true, quantifier: 'ForAnyValue', key: 'aws:TagKeys', values: ['a', 'b'] },
          { operator: 'NumericLessThan', ifExists: false, quantifier: undefined, key: 's3:max-keys', values: ['10'] },
          { operator: 'Bool', ifExists: false, quantifier: undefined, key: 'aws:SecureTransport', values: ['false'] },
        ],
      },
    ],
  });
});

test('a missing version is the one of 2008', () => {
  expect(parsePolicy({ Statement: statement }, 'identity').version).toBe('2008-10-17');
});

test('empty ids are none, so many statements may have one', () => {
  const { statements } = parsePolicy(
    {
      Statement: [
        { ...statement, Sid: '' },
        { ...statement, Sid: '' },
      ],
    },
    'identity',
  );
  expect(statements.map(({ sid }) => sid)).toEqual([undefined, undefined]);
});

test('an id with spaces may stand in a resource policy', () => {
  const document = { Statement: { ...statement, Sid: 'Allow all', Principal: '*' } };
  expect(parsePolicy(document, 'resource').statements[0]?.sid).toBe('Allow all');
});

test('principals of every kind', () => {
  const aws = ['*', '123456789012', 'arn:aws:iam::123456789012:root', 'arn:aws:iam::123456789012:role/path/notes'];
  const Principal = {
    AWS: [...aws, 'arn:aws:sts::123456789012:assumed-role/notes/session@1'],
    Federated: ['cognito-identity.amazonaws.com', 'arn:aws:iam::123456789012:oidc-provider/tenant.auth0.com/'],
    Service: 'edgelambda.amazonaws.com',
  };
  expect(parsePolicy({ Statement: { ...statement, Principal } }, 'resource').statements[0]?.principals).toEqual({
    negated: false,
    everyone: true,
    aws: Principal.AWS,
    federated: Principal.Federated,
    service: [Principal.Service],
  });
  const trust = { Effect: 'Allow', Action: 'STS:assumerole', Principal: { AWS: aws } };
  expect(parsePolicy({ Statement: trust }, 'trust').statements[0]?.principals?.everyone).toBe(false);
});

const resources = [
  '*',
  'arn:aws:s3:::notes',
  'arn:aws:s3:us-east-1:123456789012:accesspoint/notes',
  'arn:aws:iam::123456789012:role/notes',
  'arn:aws:iam::*:role/notes',
  'arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/notes:*',
  'arn:aws:execute-api:us-east-1:*:abc123/*',
  'arn:*:s3:::notes/${aws:username}',
];
test.each(resources)('the resource %s', (Resource) => {
  expect(parsePolicy({ Statement: { ...statement, Resource } }, 'identity').statements[0]?.resources?.patterns).toEqual(
    [Resource],
  );
});

test('a refusal of Cognito needs no audience', () => {
  const Principal = { Federated: 'cognito-identity.amazonaws.com' };
  const document = { Statement: { Effect: 'Deny', Action: 'sts:AssumeRoleWithWebIdentity', Principal } };
  expect(parsePolicy(document, 'trust').statements[0]?.effect).toBe('Deny');
});
