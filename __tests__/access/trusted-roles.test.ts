import type { AskedMatrix } from './support/matrices';
import { element, matrixOf } from './support/matrices';

const own = '123456789012';
const other = '999999999999';
const trusted = 'trusted pet-store/customers';
const pets = 'GET pet-store/pets';

/** The matrix where the role of customers trusts somebody else. */
function trusting(...statements: readonly object[]): AskedMatrix {
  return matrixOf({
    'pet-store': (resource) => {
      const Statement = statements.map((one) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', ...one }));
      const role = element(resource, 'aws_iam_role', 'customers');
      role['assume_role_policy'] = JSON.stringify({ Version: '2012-10-17', Statement });
    },
  });
}

const takers: readonly (readonly [name: string, statement: object, keysOf: string])[] = [
  ['another account by its number', { Principal: { AWS: other } }, `the account ${other}`],
  ['another account by its root', { Principal: { AWS: `arn:aws:iam::${other}:root` } }, `the account ${other}`],
  ['the own account', { Principal: { AWS: `arn:aws:iam::${own}:root` } }, 'the account {account}'],
  [
    'a role of another account',
    { Principal: { AWS: `arn:aws:iam::${other}:role/build` } },
    `arn:aws:iam::${other}:role/build`,
  ],
  [
    'a user of the own account',
    { Principal: { AWS: `arn:aws:iam::${own}:user/ann` } },
    'arn:aws:iam::{account}:user/ann',
  ],
  [
    'anybody of an organization',
    { Principal: { AWS: '*' }, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } },
    'any AWS account',
  ],
  [
    'two at once',
    { Principal: { AWS: [other, `arn:aws:iam::${own}:user/ann`] } },
    `the account ${other} or arn:aws:iam::{account}:user/ann`,
  ],
  [
    'one who knows a word',
    { Principal: { AWS: other }, Condition: { StringEquals: { 'sts:ExternalId': 'word' } } },
    `the account ${other}`,
  ],
];

test.each(takers)('who is trusted has a row: %s', (_, statement, keysOf) => {
  const matrix = trusting(statement);
  const principal = matrix.principals.find(({ key }) => key === trusted);
  expect(principal).toMatchObject({
    kind: 'trusted-role',
    name: 'pet-store/customers',
    how: `somebody who takes the role dev-pet-store-customers at STS with keys of ${keysOf}`,
    at: { stack: 'pet-store', address: 'aws_iam_role.customers' },
  });
  const says = [pets, 'POST pet-store/pets', 'dynamodb:GetItem pet-store/accounts'].map((target) =>
    matrix.says(trusted, target),
  );
  expect(says).toEqual(['allowed', 'denied at statement', 'conditional at item']);
});

test('the chain begins with the keys, and says by which statement the role is taken', () => {
  const { steps } = trusting({
    Principal: { AWS: other },
    Condition: { StringEquals: { 'sts:ExternalId': 'word' } },
  }).cell(trusted, pets);
  expect(steps.map(({ check, text }) => `${check}: ${text}`)).toEqual([
    `client: has keys of the account ${other}, and may ask for roles`,
    'role: takes the role dev-pet-store-customers where StringEquals sts:ExternalId word',
    'authorizer: the method takes a signature of AWS credentials',
    'statement: allowed by identity policy pet-store:aws_iam_role_policy.customers, statement 0',
    'integration: dev-pet-store-listPets answers',
    'item: dev-pet-store-listPets may dynamodb:Scan: any item of pet-store/pets; its code decides which',
  ]);
});

test.each<[name: string, statements: readonly object[]]>([
  ['another action', [{ Principal: { AWS: other }, Action: 'sts:TagSession' }]],
  ['a refusal', [{ Principal: { AWS: other } }, { Effect: 'Deny', Principal: { AWS: other } }]],
])('whom the trust policy names and does not trust stops there: %s', (_, statements) => {
  expect(trusting(...statements).says(trusted, pets)).toBe('denied at role');
});

test.each<[name: string, statements: readonly object[]]>([
  ['a service', [{ Principal: { Service: 'ec2.amazonaws.com' } }]],
  ['whom it refuses alone', [{ Effect: 'Deny', Principal: { AWS: other } }]],
])('there is no row for %s', (_, statements) => {
  expect(trusting(...statements).principals.filter(({ kind }) => kind === 'trusted-role')).toEqual([]);
});
