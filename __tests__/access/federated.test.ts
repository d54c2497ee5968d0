import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSamlProvider } from '../sandbox/support/saml-provider';
import { type AskedMatrix, element, matrixOf } from './support/matrices';

const folder = mkdtempSync(join(tmpdir(), 'metadata-'));
const metadata = join(folder, 'metadata.xml');
const environment = {
  SAML_METADATA_FILE: metadata,
  OIDC_ISSUER: 'https://tenant.auth0.com/',
  OIDC_CLIENT_ID: 'web',
  OIDC_ADMIN_CLIENT_ID: 'admin',
};
let matrix: AskedMatrix;
beforeAll(() => {
  writeFileSync(metadata, createSamlProvider().metadata);
  matrix = matrixOf({}, environment);
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ['federated pet-store/saml-customers', 'GET pet-store/pets', 'allowed'],
  ['federated pet-store/saml-customers', 'POST pet-store/pets', 'denied at statement'],
  ['federated pet-store/saml-administrators', 'POST pet-store/pets', 'allowed'],
  ['federated pet-store/oidc-customers', 'GET pet-store/pets', 'allowed'],
  ['federated pet-store/oidc-customers', 'POST pet-store/pets', 'denied at statement'],
  ['federated pet-store/oidc-administrators', 'POST pet-store/pets', 'allowed'],
  ['federated pet-store/oidc-administrators', 'GET notes/notes', 'denied at statement'],
])('%s, %s: %s', (principal, target, says) => {
  expect(matrix.says(principal, target)).toBe(says);
});

test('a role that trusts an application its provider does not have is taken by nobody', () => {
  const changed = matrixOf(
    {
      'pet-store': (resource) => {
        const role = element(resource, 'aws_iam_role', 'oidc-administrators');
        role['assume_role_policy'] = String(role['assume_role_policy']).replaceAll('"admin"', '"unknown"');
      },
    },
    environment,
  );
  expect(changed.says('federated pet-store/oidc-administrators', 'POST pet-store/pets')).toBe('denied at role');
});
