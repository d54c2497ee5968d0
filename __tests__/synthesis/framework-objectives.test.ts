import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { argumentsAt, stackNamed } from './synthesized-stacks';

/**
 * Document 4 begins with its objectives. Each has a row in the page of the pattern; here stand the same words with what
 * is synthesized for them. That it works is proven by the tests that the row names.
 */
const authorization = stackNamed('api-authorization');
const company = stackNamed('api-authorization', {
  MFA: 'required',
  SELF_SIGN_UP: 'on',
  COMPANY_SAML_METADATA_URL: 'https://idp.example.com/metadata',
  COMPANY_OIDC_ISSUER: 'https://id.example.com',
  COMPANY_OIDC_CLIENT_ID: 'teamfiles',
  COMPANY_GROUPS: 'engineering=writers',
});

const pool = (stack = company): Readonly<Record<string, unknown>> =>
  argumentsAt(stack, 'aws_cognito_user_pool.teamfiles-users');

const provider = (name: string): Readonly<Record<string, unknown>> =>
  argumentsAt(company, `aws_cognito_identity_provider.teamfiles-providers-${name}`);

/** The words of the document, as the page quotes them. */
const objectives: Readonly<Record<string, () => void>> = {
  'all common web applications': () => {
    expect(argumentsAt(authorization, 'aws_cognito_user_pool_client.teamfiles-browser-client')).toMatchObject({
      allowed_oauth_flows: ['code'],
      generate_secret: false,
    });
    expect(authorization.outputs).toEqual(expect.arrayContaining(['browser_client_id', 'login_url', 'token_endpoint']));
  },
  'and REST APIs': () => {
    const routes = authorization.resources.filter(
      ({ type, args }) => type === 'aws_api_gateway_method' && args['http_method'] !== 'OPTIONS',
    );
    expect(routes.length).toBeGreaterThan(1);
    expect(routes.filter(({ args }) => args['authorization'] !== 'CUSTOM')).toEqual([]);
  },
  'including MFA': () => {
    expect(pool()).toMatchObject({ mfa_configuration: 'ON', software_token_mfa_configuration: { enabled: true } });
    expect(pool(authorization)).toMatchObject({ mfa_configuration: 'OPTIONAL' });
  },
  'and user self service': () => {
    expect(pool()).toMatchObject({
      admin_create_user_config: { allow_admin_create_user_only: false },
      auto_verified_attributes: ['email'],
      account_recovery_setting: { recovery_mechanism: [{ name: 'verified_email', priority: 1 }] },
    });
    expect(pool(authorization)).toMatchObject({ admin_create_user_config: { allow_admin_create_user_only: true } });
  },
  'authentication through SAML v2': () => {
    expect(provider('CompanySAML')).toMatchObject({
      provider_type: 'SAML',
      provider_details: { MetadataURL: 'https://idp.example.com/metadata', RequestSigningAlgorithm: 'rsa-sha256' },
    });
  },
  'or OIDC': () => {
    expect(provider('CompanyOIDC')).toMatchObject({
      provider_type: 'OIDC',
      provider_details: { oidc_issuer: 'https://id.example.com', client_secret: '${var.company_oidc_client_secret}' },
    });
  },
  'connecting to … SSO': () => {
    expect(company.outputs).toEqual(expect.arrayContaining(['oidc_redirect_url', 'saml_acs_url', 'saml_entity_id']));
    const { variables } = argumentsAt(company, 'aws_lambda_function.teamfiles-idp-groups')['environment'] as {
      variables: Record<string, string>;
    };
    expect(JSON.parse(variables['groupsByProvider'] ?? '')).toEqual({
      CompanySAML: { engineering: 'writers' },
      CompanyOIDC: { engineering: 'writers' },
    });
  },
  'shall not rely on developers code for authentication': () => {
    const echo = JSON.stringify(argumentsAt(company, 'aws_lambda_function.echo'));
    expect(echo).not.toMatch(/cognito|user_pool/);
  },
};

const page = resolve(__dirname, '../../docs/framework.md');

const rows = (/## The document's objectives\n([^]*?)\n## /.exec(readFileSync(page, 'utf8'))?.[1] ?? '')
  .split('\n')
  .filter((line) => line.startsWith('| "'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, objective = '', what = '', proof = '']) => ({ objective: objective.replaceAll('"', ''), what, proof }));

test.each(Object.entries(objectives))('"%s"', (_objective, isSynthesized) => {
  isSynthesized();
});

test('the page has a row for each objective, and no other', () => {
  expect(rows.map(({ objective }) => objective)).toEqual(Object.keys(objectives));
});

test.each(rows)('"$objective" says what does it, and names tests that exist', ({ what, proof }) => {
  expect(what.length).toBeGreaterThan(20);
  const tests = [...proof.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => join(dirname(page), link));
  expect(tests.length).toBeGreaterThan(0);
  expect(tests.filter((file) => !/__tests__.+\.test\.ts$/.test(file) || !existsSync(file))).toEqual([]);
});
