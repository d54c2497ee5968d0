import type { TerraformJson } from '../support/synthesized-output';
import { element, matrixOf } from './support/matrices';

/** A function that is asked before each token of the pool is made. */
function rewriting(
  resource: TerraformJson['resource'],
  [pool, lambda]: readonly [string, string],
  version = 'V2_0',
): void {
  element(resource, 'aws_cognito_user_pool', pool)['lambda_config'] = {
    pre_token_generation_config: { lambda_arn: `\${aws_lambda_function.${lambda}.arn}`, lambda_version: version },
  };
}

const customers = 'group pet-store/customers';
const deny = (resource: TerraformJson['resource']): void => {
  for (const attachment of Object.values(resource['aws_cognito_identity_pool_roles_attachment'] ?? {})) {
    for (const mapping of attachment['role_mapping'] as Record<string, unknown>[]) {
      mapping['ambiguous_role_resolution'] = 'Deny';
    }
  }
};

test('a function that writes what tokens say may give another role, where that role trusts the bearer', () => {
  const matrix = matrixOf({
    'pet-store': (resource) => {
      rewriting(resource, ['user-pool', 'list-pets']);
      deny(resource);
    },
  });
  expect(matrix.says(customers, 'POST pet-store/pets')).toBe('conditional at role');
  expect(matrix.says('user pet-store', 'GET pet-store/pets')).toBe('conditional at role');
  expect(matrix.says(customers, 'secretsmanager:GetSecretValue cognito-identity-provider/app-secrets')).toMatch(
    /^denied/,
  );
});

test('without such a function, what the token says is known', () => {
  const matrix = matrixOf({ 'pet-store': deny });
  expect(matrix.says(customers, 'POST pet-store/pets')).toBe('denied at statement');
  expect(matrix.says('user pet-store', 'GET pet-store/pets')).toBe('denied at role');
});

test('it may name a group that is let in', () => {
  const matrix = matrixOf({
    'api-authorization': (resource) => rewriting(resource, ['teamfiles-users', 'echo']),
  });
  expect(matrix.says('user api-authorization', 'GET api-authorization/files')).toBe('conditional at group-policy');
  expect(matrix.says('group api-authorization/readers', 'POST api-authorization/files')).toBe(
    'conditional at group-policy',
  );
  expect(matrix.says('group api-authorization/readers', 'GET api-authorization/files')).toBe('allowed');
});

test.each([
  ['V1_0', 'denied at scope'],
  ['V2_0', 'conditional at scope'],
])('it may write a scope where its version can: %s', (version, says) => {
  const matrix = matrixOf({
    'api-authentication': (resource) => {
      rewriting(resource, ['awesomeapp-users', 'echo'], version);
      element(resource, 'aws_api_gateway_method', 'awesomeapp-api-files-GET')['authorization_scopes'] = ['other/scope'];
    },
  });
  expect(matrix.says('user api-authentication', 'GET api-authentication/files')).toBe(says);
  // Cognito asks it for no machine's token.
  const machine = 'machine api-authentication/awesomeapp-machines-reader';
  expect(matrix.says(machine, 'GET api-authentication/files')).toBe('denied at scope');
});
