import type { SeededChange } from '../support/seeded-change';

const pool = 'aws_cognito_user_pool.notes-user-pool';
const client = 'aws_cognito_user_pool_client.client';
const browser = 'aws_cognito_user_pool_client.teamfiles-browser-client';

function set(address: string, change: Record<string, unknown>): SeededChange['change'] {
  return (terraform) => {
    Object.assign(terraform.at(address), change);
  };
}

/** User pools, their clients, and identity pools. */
export const identityChanges: readonly SeededChange[] = [
  {
    name: 'MFA lowered',
    stack: 'api-authorization',
    change: set('aws_cognito_user_pool.teamfiles-users', {
      mfa_configuration: 'OFF',
      software_token_mfa_configuration: { enabled: false },
    }),
    findings: ['mfa-lowered: aws_cognito_user_pool.teamfiles-users, mfa_configuration (OPTIONAL -> OFF)'],
  },
  {
    name: 'a password may be short, and without a digit',
    stack: 'notes',
    change: (terraform) => {
      const { password_policy } = terraform.at(pool);
      Object.assign(password_policy as object, { minimum_length: 6, require_numbers: false });
    },
    findings: [
      'password-policy-weaker: aws_cognito_user_pool.notes-user-pool, password_policy.minimum_length (8 -> 6)',
      'password-policy-weaker: aws_cognito_user_pool.notes-user-pool, password_policy.require_numbers (on -> off)',
    ],
  },
  {
    name: 'people sign up by themselves',
    stack: 'api-authorization',
    change: set('aws_cognito_user_pool.teamfiles-users', {
      admin_create_user_config: { allow_admin_create_user_only: false },
    }),
    findings: ['self-sign-up-allowed: aws_cognito_user_pool.teamfiles-users, people sign up by themselves (no -> yes)'],
  },
  {
    name: 'access tokens live for a day, refresh tokens for a year',
    stack: 'notes',
    change: set(client, { access_token_validity: 1_440, refresh_token_validity: 365 }),
    findings: [
      'token-life-raised: aws_cognito_user_pool_client.client, access_token_validity (1 hour -> 1 day)',
      'token-life-raised: aws_cognito_user_pool_client.client, refresh_token_validity (30 days -> 365 days)',
    ],
  },
  {
    name: 'refresh tokens do not rotate any more',
    stack: 'api-authorization',
    change: set(browser, { refresh_token_rotation: [{ feature: 'DISABLED', retry_grace_period_seconds: 0 }] }),
    findings: [
      'refresh-rotation-off: aws_cognito_user_pool_client.teamfiles-browser-client, refresh_token_rotation.feature (on -> off)',
    ],
  },
  {
    name: 'another address gets codes, and another is returned to after signing out',
    stack: 'api-authorization',
    change: (terraform) => {
      (terraform.at(browser)['callback_urls'] as string[]).push('https://evil.example/callback');
      (terraform.at(browser)['logout_urls'] as string[]).push('https://evil.example/');
    },
    findings: [
      'callback-url-added: aws_cognito_user_pool_client.teamfiles-browser-client, callback_urls (http://localhost:3000/callback -> http://localhost:3000/callback, https://evil.example/callback)',
      'logout-url-added: aws_cognito_user_pool_client.teamfiles-browser-client, logout_urls (http://localhost:3000/ -> http://localhost:3000/, https://evil.example/)',
    ],
  },
  {
    name: 'the browser gets a scope more, and may write what groups an employer names',
    stack: 'api-authorization',
    change: (terraform) => {
      (terraform.at(browser)['allowed_oauth_scopes'] as string[]).push('phone');
      (terraform.at(browser)['write_attributes'] as string[]).push('custom:idp_groups');
    },
    findings: [
      'attribute-writable: aws_cognito_user_pool_client.teamfiles-browser-client, write_attributes (email, family_name, given_name, locale, name, nickname, picture, zoneinfo -> custom:idp_groups, email, family_name, given_name, locale, name, nickname, picture, zoneinfo)',
      'client-scope-added: aws_cognito_user_pool_client.teamfiles-browser-client, allowed_oauth_scopes (email, openid, profile -> email, openid, phone, profile)',
    ],
  },
  {
    name: 'token revocation off',
    stack: 'notes',
    change: set(client, { enable_token_revocation: false }),
    findings: ['token-revocation-off: aws_cognito_user_pool_client.client, enable_token_revocation (on -> off)'],
  },
  {
    name: 'user existence shown',
    stack: 'notes',
    change: set(client, { prevent_user_existence_errors: 'LEGACY' }),
    findings: [
      'user-existence-shown: aws_cognito_user_pool_client.client, errors tell whether a user exists (prevent_user_existence_errors) (no -> yes)',
    ],
  },
  {
    name: 'the client takes passwords',
    stack: 'notes',
    change: (terraform) => {
      (terraform.at(client)['explicit_auth_flows'] as string[]).push('ALLOW_USER_PASSWORD_AUTH');
    },
    findings: [
      'password-flow-allowed: aws_cognito_user_pool_client.client, explicit_auth_flows (none -> ALLOW_USER_PASSWORD_AUTH)',
    ],
  },
  {
    name: 'guests and the classic flow allowed',
    stack: 'notes',
    change: set('aws_cognito_identity_pool.main', {
      allow_unauthenticated_identities: true,
      allow_classic_flow: true,
    }),
    findings: [
      'classic-flow-allowed: aws_cognito_identity_pool.main, allow_classic_flow (no -> yes)',
      'guests-allowed: aws_cognito_identity_pool.main, allow_unauthenticated_identities (no -> yes)',
    ],
  },
  {
    name: 'tokens are not asked about at the user pool any more',
    stack: 'notes',
    change: (terraform) => {
      const { cognito_identity_providers } = terraform.at('aws_cognito_identity_pool.main');
      const [provider] = cognito_identity_providers as object[];
      Object.assign(provider ?? {}, { server_side_token_check: false });
    },
    findings: [
      'token-check-off: aws_cognito_identity_pool.main, clients whose tokens are taken although signed out (server_side_token_check) (none -> ${aws_cognito_user_pool_client.client.id})',
    ],
  },
  {
    name: 'deletion protection off',
    stack: 'notes',
    base: (terraform) => {
      terraform.at(pool)['deletion_protection'] = 'ACTIVE';
      terraform.at(pool)['lifecycle'] = { prevent_destroy: true };
      terraform.at('aws_dynamodb_table.notes')['deletion_protection_enabled'] = true;
    },
    change: (terraform) => {
      terraform.at(pool)['deletion_protection'] = 'INACTIVE';
      delete terraform.at(pool)['lifecycle'];
      terraform.at('aws_dynamodb_table.notes')['deletion_protection_enabled'] = false;
      terraform.at('aws_dynamodb_table.notes')['point_in_time_recovery'] = { enabled: false };
    },
    findings: [
      'deletion-protection-off: aws_cognito_user_pool.notes-user-pool, deletion_protection (on -> off)',
      'deletion-protection-off: aws_cognito_user_pool.notes-user-pool, lifecycle.prevent_destroy (on -> off)',
      'deletion-protection-off: aws_dynamodb_table.notes, deletion_protection_enabled (on -> off)',
      'recovery-lowered: aws_dynamodb_table.notes, point_in_time_recovery.enabled (on -> off)',
    ],
  },
];
