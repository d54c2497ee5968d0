import {
  type Block,
  type BlockType,
  harmless,
  inertAt,
  modelled,
  nested,
  notModelled,
  taggedForPolicies,
} from './block-type';
import { alphanumeric, lowerAlphanumeric, stableText } from './identifiers';

const message = harmless('wording of a message; the sandbox shows the code itself');

function userPoolId(block: Block): string {
  return `${block.account.region}_${stableText(block, 'user pool', { length: 9, alphabet: alphanumeric })}`;
}

export const userPool: BlockType = {
  arguments: {
    ...taggedForPolicies,
    name: modelled,
    username_attributes: modelled,
    alias_attributes: modelled,
    auto_verified_attributes: modelled,
    username_configuration: nested({ case_sensitive: modelled }),
    admin_create_user_config: nested({
      allow_admin_create_user_only: modelled,
      invite_message_template: nested({ email_message: message, email_subject: message, sms_message: message }),
    }),
    password_policy: nested({
      minimum_length: modelled,
      require_lowercase: modelled,
      require_numbers: modelled,
      require_symbols: modelled,
      require_uppercase: modelled,
      temporary_password_validity_days: modelled,
      password_history_size: inertAt(0),
    }),
    schema: nested({
      name: modelled,
      attribute_data_type: modelled,
      required: modelled,
      mutable: modelled,
      developer_only_attribute: inertAt(false),
      string_attribute_constraints: nested({ min_length: modelled, max_length: modelled }),
      number_attribute_constraints: nested({ min_value: modelled, max_value: modelled }),
    }),
    mfa_configuration: modelled,
    software_token_mfa_configuration: nested({ enabled: modelled }),
    email_mfa_configuration: notModelled,
    lambda_config: nested({
      pre_sign_up: modelled,
      post_confirmation: modelled,
      post_authentication: modelled,
      pre_token_generation: modelled,
      pre_token_generation_config: nested({ lambda_arn: modelled, lambda_version: modelled }),
      pre_authentication: notModelled,
      custom_message: notModelled,
      define_auth_challenge: notModelled,
      create_auth_challenge: notModelled,
      verify_auth_challenge_response: notModelled,
      user_migration: notModelled,
      custom_email_sender: notModelled,
      custom_sms_sender: notModelled,
      kms_key_id: harmless('encrypts codes for custom senders, which are refused'),
    }),
    device_configuration: notModelled,
    sign_in_policy: nested({ allowed_first_auth_factors: inertAt(['PASSWORD']) }),
    user_pool_add_ons: nested({
      advanced_security_mode: inertAt('OFF'),
      advanced_security_additional_flows: notModelled,
    }),
    web_authn_configuration: notModelled,
    user_pool_tier: inertAt('LITE', 'ESSENTIALS'),
    account_recovery_setting: nested({ recovery_mechanism: nested({ name: modelled, priority: modelled }) }),
    user_attribute_update_settings: nested({ attributes_require_verification_before_update: modelled }),
    deletion_protection: harmless('guards against deletion'),
    email_configuration: harmless('sending of mail; the sandbox shows codes in its log'),
    sms_configuration: harmless('sending of messages; the sandbox shows codes in its log'),
    verification_message_template: nested({
      default_email_option: inertAt('CONFIRM_WITH_CODE'),
      email_message: message,
      email_message_by_link: message,
      email_subject: message,
      email_subject_by_link: message,
      sms_message: message,
    }),
    email_verification_message: message,
    email_verification_subject: message,
    sms_authentication_message: message,
    sms_verification_message: message,
  },
  attributes: {
    id: userPoolId,
    arn: (block) =>
      `arn:aws:cognito-idp:${block.account.region}:${block.account.accountId}:userpool/${userPoolId(block)}`,
    endpoint: (block) => `cognito-idp.${block.account.region}.amazonaws.com/${userPoolId(block)}`,
  },
};

export const userPoolClient: BlockType = {
  arguments: {
    name: modelled,
    user_pool_id: modelled,
    generate_secret: modelled,
    explicit_auth_flows: modelled,
    access_token_validity: modelled,
    id_token_validity: modelled,
    refresh_token_validity: modelled,
    token_validity_units: nested({ access_token: modelled, id_token: modelled, refresh_token: modelled }),
    auth_session_validity: modelled,
    enable_token_revocation: modelled,
    prevent_user_existence_errors: modelled,
    read_attributes: modelled,
    write_attributes: modelled,
    allowed_oauth_flows_user_pool_client: modelled,
    allowed_oauth_flows: modelled,
    allowed_oauth_scopes: modelled,
    callback_urls: modelled,
    logout_urls: modelled,
    default_redirect_uri: modelled,
    supported_identity_providers: modelled,
    refresh_token_rotation: nested({ feature: modelled, retry_grace_period_seconds: modelled }),
    enable_propagate_additional_user_context_data: harmless('feeds threat protection, which is refused'),
    analytics_configuration: harmless('counts use'),
  },
  attributes: {
    id: (block) => stableText(block, 'client id', { length: 26, alphabet: lowerAlphanumeric }),
    client_secret: (block) =>
      block.arguments.flag('generate_secret', false)
        ? stableText(block, 'client secret', { length: 51, alphabet: lowerAlphanumeric })
        : '',
  },
};

/** `<identifier>/<scope>` for each scope, in the order in which they are written. */
export function scopeIdentifiers({ arguments: given }: Block): readonly string[] {
  return given.blocks('scope').map((scope) => `${given.string('identifier')}/${scope.string('scope_name')}`);
}

export const resourceServer: BlockType = {
  arguments: {
    identifier: modelled,
    name: modelled,
    user_pool_id: modelled,
    scope: nested({ scope_name: modelled, scope_description: harmless('text') }),
  },
  attributes: {
    id: (block) => `${block.arguments.string('user_pool_id')}|${block.arguments.string('identifier')}`,
    scope_identifiers: scopeIdentifiers,
  },
};

export const userPoolDomain: BlockType = {
  arguments: {
    domain: modelled,
    user_pool_id: modelled,
    certificate_arn: notModelled,
    managed_login_version: inertAt(1),
  },
  attributes: { id: (block) => block.arguments.string('domain') },
};

export const userGroup: BlockType = {
  arguments: {
    name: modelled,
    user_pool_id: modelled,
    description: modelled,
    precedence: modelled,
    role_arn: modelled,
  },
  attributes: { id: (block) => `${block.arguments.string('user_pool_id')}/${block.arguments.string('name')}` },
};
