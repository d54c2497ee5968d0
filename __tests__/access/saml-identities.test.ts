import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSamlProvider } from '../sandbox/support/saml-provider';
import type { TerraformJson } from '../support/synthesized-output';
import { element, matrixOf } from './support/matrices';

const folder = mkdtempSync(join(tmpdir(), 'metadata-'));
const metadata = join(folder, 'metadata.xml');
beforeAll(() => writeFileSync(metadata, createSamlProvider().metadata));
afterAll(() => rmSync(folder, { recursive: true }));

const environment = {
  SAML_METADATA_FILE: metadata,
  OIDC_ISSUER: 'https://tenant.auth0.com/',
  OIDC_CLIENT_ID: 'web',
  OIDC_ADMIN_CLIENT_ID: 'admin',
};
type Resource = TerraformJson['resource'];
const people = 'identity pet-store/dev-pet-store';
const ofTenant = 'identity pet-store/tenant.auth0.com/';

/** Replaces the condition on `amr` of a role's trust policy. */
const trustIn =
  (role: string, amr: string) =>
  (resource: Resource): void => {
    const found = element(resource, 'aws_iam_role', role);
    const policy = JSON.parse(String(found['assume_role_policy'])) as {
      Statement: { Condition: Record<string, Record<string, unknown>> }[];
    };
    for (const { Condition } of policy.Statement) {
      Condition['ForAnyValue:StringLike'] = { 'cognito-identity.amazonaws.com:amr': amr };
      delete Condition['ForAnyValue:StringEquals'];
    }
    found['assume_role_policy'] = JSON.stringify(policy);
  };

const mapping =
  (type: 'Token' | 'Rules', ambiguous: 'AuthenticatedRole' | 'Deny') =>
  (resource: Resource): void => {
    const found = element(resource, 'aws_cognito_identity_pool_roles_attachment', 'identity-pool');
    found['role_mapping'] = [
      {
        identity_provider: '${aws_iam_saml_provider.saml.arn}',
        type,
        ambiguous_role_resolution: ambiguous,
        ...(type === 'Rules'
          ? {
              mapping_rule: [
                {
                  claim: 'department',
                  match_type: 'Equals',
                  value: 'sales',
                  role_arn: '${aws_iam_role.customers.arn}',
                },
              ],
            }
          : {}),
      },
    ];
  };

const unchanged = (): void => undefined;

test.each<readonly [string, (resource: Resource) => void, string, string, string]>([
  [
    'a role that trusts the pool may be named, or another one',
    unchanged,
    people,
    'GET pet-store/pets',
    'conditional at role',
  ],
  [
    'one that wants a login of the user pool is not had',
    unchanged,
    people,
    'POST pet-store/pets',
    'denied at statement',
  ],
  [
    'one that wants any login is had, though no mapping speaks of it',
    trustIn('administrators', 'authenticated'),
    people,
    'POST pet-store/pets',
    'conditional at role',
  ],
  [
    'and of no other provider',
    trustIn('administrators', 'authenticated'),
    ofTenant,
    'POST pet-store/pets',
    'denied at statement',
  ],
  [
    'one that wants a person of SAML is had',
    trustIn('customers', '*:SAML:*'),
    people,
    'GET pet-store/pets',
    'conditional at role',
  ],
  [
    'one that wants a person of a user pool is not',
    trustIn('customers', '*:CognitoSignIn:*'),
    people,
    'GET pet-store/pets',
    'denied at role',
  ],
  [
    'an issuer is named without its ARN',
    trustIn('customers', 'tenant.auth0.com/'),
    ofTenant,
    'GET pet-store/pets',
    'allowed',
  ],
  [
    'a mapping by token leaves the role of the pool',
    mapping('Token', 'AuthenticatedRole'),
    people,
    'GET pet-store/pets',
    'allowed',
  ],
  ['or none', mapping('Token', 'Deny'), people, 'GET pet-store/pets', 'denied at role'],
  ['an attribute may fit a rule', mapping('Rules', 'Deny'), people, 'GET pet-store/pets', 'conditional at role'],
])('%s', (...[, change, principal, target, says]) => {
  expect(matrixOf({ 'pet-store': change }, environment).says(principal, target)).toBe(says);
});

test('the chain names the attribute that decides', () => {
  const { steps } = matrixOf({}, environment).cell(people, 'GET pet-store/pets');
  expect(steps.find(({ outcome }) => outcome === 'decides')?.text).toMatch(
    /^the attribute https:\/\/aws\.amazon\.com\/SAML\/Attributes\/Role of the assertion decides whether it is /,
  );
});

describe('the classic flow', () => {
  const classic =
    (mapped: boolean) =>
    (resource: Resource): void => {
      element(resource, 'aws_cognito_identity_pool', 'identity-pool')['allow_classic_flow'] = true;
      if (!mapped)
        delete element(resource, 'aws_cognito_identity_pool_roles_attachment', 'identity-pool')['role_mapping'];
      trustIn('administrators', 'authenticated')(resource);
    };

  test.each([
    ['gives a login of OpenID Connect each role that trusts it', false, ofTenant, 'allowed'],
    ['takes no SAML response, so that the assertion still decides', false, people, 'conditional at role'],
    ['gives nothing where the pool has a role mapping', true, ofTenant, 'denied at statement'],
    ['goes on for the token of a login backend', true, 'identity pet-store/login.petstore', 'allowed'],
    [
      'gives people of the user pool nothing where there is a mapping',
      true,
      'group pet-store/customers',
      'denied at statement',
    ],
  ])('%s', (...[, mapped, principal, says]) => {
    const matrix = matrixOf({ 'pet-store': classic(mapped) }, environment);
    expect(matrix.says(principal, 'POST pet-store/pets')).toBe(says);
  });
});
