import type { RefusalCases } from './refusal-case';

const reference = '${var.unknown}';
const app = (enabled: unknown) => ({ software_token_mfa_configuration: { enabled } });
const mail = { email_mfa_configuration: { message: '{####}' } };
const recovery = (...names: readonly string[]) => ({
  account_recovery_setting: { recovery_mechanism: names.map((name, at) => ({ name, priority: at + 1 })) },
});
const lite = { user_pool_tier: 'LITE' };
const essentials = { user_pool_tier: 'ESSENTIALS' };
const firstFactors = (...allowed_first_auth_factors: readonly string[]) => ({
  sign_in_policy: { allowed_first_auth_factors },
});
const preToken = (lambda_version: string) => ({
  lambda_config: { pre_token_generation_config: { lambda_version, lambda_arn: reference } },
});
const threats = (advanced_security_mode: string) => ({ user_pool_add_ons: { advanced_security_mode } });

export const userPoolMfaCases: RefusalCases = {
  'cognito-mfa-needs-a-factor': {
    refused: [
      { mfa_configuration: 'ON' },
      { mfa_configuration: 'OPTIONAL' },
      { mfa_configuration: 'ON', ...app(false) },
    ],
    accepted: [
      { mfa_configuration: 'ON', ...app(true) },
      { mfa_configuration: 'ON', ...app(reference) },
      { mfa_configuration: 'ON', ...app(false), ...mail },
      { mfa_configuration: 'ON', software_token_mfa_configuration: reference },
      { mfa_configuration: 'ON', sms_configuration: { external_id: 'x' } },
      { mfa_configuration: 'OFF' },
      {},
    ],
  },
  'cognito-mfa-off-with-a-factor': {
    refused: [{ mfa_configuration: 'OFF', ...app(true) }, app(true), mail],
    accepted: [
      { mfa_configuration: 'OFF', ...app(false) },
      { mfa_configuration: 'OPTIONAL', ...app(true) },
      { mfa_configuration: reference, ...app(true) },
      app(reference),
      { mfa_configuration: 'OFF' },
    ],
  },
  'cognito-mfa-email-needs-developer': {
    refused: [mail, { ...mail, email_configuration: { email_sending_account: 'COGNITO_DEFAULT' } }],
    accepted: [
      { ...mail, email_configuration: { email_sending_account: 'DEVELOPER' } },
      { ...mail, email_configuration: { email_sending_account: reference } },
      { ...mail, email_configuration: reference },
      {},
    ],
  },
  'cognito-mfa-email-recovery': {
    refused: [
      { ...mail, ...recovery('verified_email') },
      { ...mail, ...recovery('verified_phone_number') },
    ],
    accepted: [
      { ...mail, ...recovery('verified_email', 'verified_phone_number') },
      { ...mail, ...recovery('admin_only') },
      { ...mail, ...recovery(reference) },
      mail,
      recovery('verified_email'),
    ],
  },
};

export const userPoolTierCases: RefusalCases = {
  'cognito-tier': {
    refused: [{ user_pool_tier: 'lite' }],
    accepted: [lite, essentials, { user_pool_tier: 'PLUS' }, { user_pool_tier: reference }, {}],
  },
  'cognito-passwordless-tier': {
    refused: [{ ...lite, ...firstFactors('PASSWORD', 'WEB_AUTHN') }],
    accepted: [
      { ...essentials, ...firstFactors('PASSWORD', 'WEB_AUTHN') },
      { ...lite, ...firstFactors('PASSWORD') },
      firstFactors('PASSWORD', 'EMAIL_OTP'),
    ],
  },
  'cognito-pre-token-version-tier': {
    refused: ['V2_0', 'V3_0'].map((version) => ({ ...lite, ...preToken(version) })),
    accepted: [{ ...lite, ...preToken('V1_0') }, { ...essentials, ...preToken('V2_0') }, preToken('V2_0')],
  },
  'cognito-mfa-email-tier': {
    refused: [{ ...lite, ...mail }],
    accepted: [{ ...essentials, ...mail }, mail, lite, { user_pool_tier: reference, ...mail }],
  },
  'cognito-password-history-tier': {
    refused: [{ ...lite, password_policy: { password_history_size: 1 } }],
    accepted: [
      { ...lite, password_policy: { password_history_size: 0 } },
      { ...essentials, password_policy: { password_history_size: 5 } },
      { password_policy: { password_history_size: 5 } },
    ],
  },
  'cognito-threat-protection-tier': {
    refused: [
      { ...lite, ...threats('AUDIT') },
      { ...essentials, ...threats('ENFORCED') },
    ],
    accepted: [
      { ...essentials, ...threats('OFF') },
      { user_pool_tier: 'PLUS', ...threats('ENFORCED') },
      threats('ENFORCED'),
    ],
  },
};

const pool = (more: object) => ({ region: 'eu-central-1', ...more });
const source = (region: string) => ({
  email_configuration: { source_arn: `arn:aws:ses:${region}:123456789012:identity/a@b.example` },
});
const functionIn = (region: string) => `arn:aws:lambda:${region}:210987654321:function:check`;

/** A pool whose region is its own argument; of the provider's region, and of functions of the stack, see `region.test.ts`. */
export const userPoolRegionCases: RefusalCases = {
  'cognito-email-source-region': {
    refused: [pool(source('eu-north-1'))],
    accepted: [
      ...['eu-central-1', 'eu-west-1', 'us-east-1', 'us-west-2'].map((region) => pool(source(region))),
      source('eu-north-1'),
      { region: reference, ...source('eu-north-1') },
      pool({ email_configuration: { source_arn: reference } }),
    ],
  },
  'cognito-trigger-region': {
    refused: [
      pool({ lambda_config: { pre_sign_up: functionIn('eu-west-1') } }),
      pool({ lambda_config: [{ post_confirmation: functionIn('us-east-1') }] }),
      pool({ lambda_config: { pre_token_generation_config: { lambda_arn: functionIn('eu-west-1') } } }),
      pool({ lambda_config: { custom_email_sender: { lambda_arn: functionIn('eu-west-1') } } }),
      pool({ lambda_config: { pre_sign_up: '${aws_lambda_function.it.arn}' } }),
    ],
    accepted: [
      pool({ lambda_config: { pre_sign_up: functionIn('eu-central-1') } }),
      pool({ lambda_config: { pre_sign_up: reference, kms_key_id: 'arn:aws:kms:eu-west-1:123456789012:key/x' } }),
      pool({ lambda_config: { pre_sign_up: '${aws_lambda_function.it2.arn}' } }),
      { region: 'eu-west-1', lambda_config: { pre_sign_up: '${aws_lambda_function.it.arn}' } },
      { lambda_config: { pre_sign_up: functionIn('eu-west-1') } },
      { lambda_config: { pre_sign_up: '${aws_lambda_function.it.arn}' } },
    ],
    around: [
      ['aws_lambda_function', { region: 'eu-west-1' }],
      ['aws_lambda_function', {}],
    ],
  },
};

export const managedLoginCases: RefusalCases = {
  'cognito-branding-one-source': {
    refused: [
      { settings: '{}', use_cognito_provided_values: true },
      { use_cognito_provided_values: false },
      { client_id: 'c' },
    ],
    accepted: [
      { settings: '{}' },
      { settings: reference, use_cognito_provided_values: false },
      { use_cognito_provided_values: true },
      { use_cognito_provided_values: reference },
    ],
  },
  'cognito-branding-icon': {
    refused: [{ asset: [{ category: 'PAGE_HEADER_LOGO', extension: 'ICO' }] }],
    accepted: [
      { asset: [{ category: 'FAVICON_ICO', extension: 'ICO' }] },
      { asset: { category: 'PAGE_HEADER_LOGO', extension: 'PNG' } },
      { asset: [{ category: reference, extension: 'ICO' }] },
    ],
  },
  'cognito-branding-twice': {
    around: [
      ['aws_cognito_managed_login_branding', { client_id: '${aws_cognito_user_pool_client.it.id}' }],
      ['aws_cognito_managed_login_branding', {}],
    ],
    refused: [{ client_id: '${aws_cognito_user_pool_client.it.id}' }],
    accepted: [{ client_id: '${aws_cognito_user_pool_client.it2.id}' }, {}],
  },
};
