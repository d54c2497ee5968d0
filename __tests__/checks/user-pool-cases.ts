import type { RefusalCases } from './refusal-case';

const many = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => make(at));
const reference = '${var.unknown}';
const custom = (name: string, more: object = {}) => ({ name, attribute_data_type: 'String', ...more });

export const userPoolCases: RefusalCases = {
  'cognito-user-pool-name': {
    refused: [{ name: 'notes/pool' }, { name: '' }],
    accepted: [{ name: 'notes-user-pool' }, { name: reference }],
  },
  'cognito-alias-username-exclusive': {
    refused: [
      { alias_attributes: ['email'], username_attributes: ['email'] },
      { alias_attributes: [], username_attributes: ['email'] },
    ],
    accepted: [{ username_attributes: ['email'] }, { alias_attributes: ['email'] }],
  },
  'cognito-auto-verified-attributes': {
    refused: [{ auto_verified_attributes: ['e-mail'] }],
    accepted: [{ auto_verified_attributes: ['email'] }],
  },
  'cognito-username-attributes': {
    refused: [{ username_attributes: ['name'] }],
    accepted: [{ username_attributes: ['email', 'phone_number'] }],
  },
  'cognito-auto-verified-phone-needs-sms': {
    refused: [{ auto_verified_attributes: ['phone_number'] }],
    accepted: [
      { auto_verified_attributes: ['email'] },
      { auto_verified_attributes: ['phone_number'], sms_configuration: { external_id: 'x' } },
    ],
  },
  'cognito-email-developer-needs-source': {
    refused: [{ email_configuration: { email_sending_account: 'DEVELOPER' } }],
    accepted: [{ email_configuration: { email_sending_account: 'DEVELOPER', source_arn: reference } }],
  },
  'cognito-email-from': {
    refused: [{ email_configuration: { from_email_address: 'nobody' } }],
    accepted: [
      { email_configuration: { from_email_address: 'Notes <a@b.example>' } },
      { email_configuration: { from_email_address: 'a@b.example' } },
    ],
  },
  'cognito-email-reply-to': {
    refused: [{ email_configuration: { reply_to_email_address: 'a b@c' } }],
    accepted: [{ email_configuration: { reply_to_email_address: 'a@b' } }],
  },
  'cognito-placeholder-email-verification-message': {
    refused: [{ email_verification_message: 'code' }],
    accepted: [{ email_verification_message: '{####}' }],
  },
  'cognito-placeholder-sms-verification-message': {
    refused: [{ sms_verification_message: '####' }],
    accepted: [{ sms_verification_message: 'is {####}.' }],
  },
  'cognito-placeholder-sms-authentication-message': {
    refused: [{ sms_authentication_message: 'code' }],
    accepted: [{ sms_authentication_message: '{####}' }],
  },
  'cognito-placeholder-template-email-message': {
    refused: [{ verification_message_template: { email_message: 'code' } }],
    accepted: [{ verification_message_template: { email_message: '{####}' } }],
  },
  'cognito-placeholder-template-sms-message': {
    refused: [{ verification_message_template: { sms_message: 'code' } }],
    accepted: [{ verification_message_template: { sms_message: '{####}' } }],
  },
  'cognito-placeholder-template-link': {
    refused: [
      { verification_message_template: { default_email_option: 'CONFIRM_WITH_LINK', email_message_by_link: 'click' } },
    ],
    accepted: [
      {
        verification_message_template: {
          default_email_option: 'CONFIRM_WITH_LINK',
          email_message_by_link: '{##click##}',
        },
      },
      { verification_message_template: { default_email_option: 'CONFIRM_WITH_CODE', email_message_by_link: 'click' } },
    ],
  },
  'cognito-template-subject-length': {
    refused: [{ verification_message_template: { email_subject: 's'.repeat(141) } }],
    accepted: [{ verification_message_template: { email_subject: 's'.repeat(140) } }],
  },
  'cognito-placeholder-invite-email-message': {
    refused: [{ admin_create_user_config: { invite_message_template: { email_message: '{####}' } } }],
    accepted: [{ admin_create_user_config: { invite_message_template: { email_message: '{username} {####}' } } }],
  },
  'cognito-placeholder-invite-sms-message': {
    refused: [{ admin_create_user_config: { invite_message_template: { sms_message: '{username}' } } }],
    accepted: [{ admin_create_user_config: { invite_message_template: { sms_message: '{username} {####}' } } }],
  },
  'cognito-password-minimum-length': {
    refused: [{ password_policy: { minimum_length: 5 } }, { password_policy: [{ minimum_length: 100 }] }],
    accepted: [
      { password_policy: { minimum_length: 6 } },
      { password_policy: { minimum_length: 99 } },
      { password_policy: { minimum_length: reference } },
    ],
  },
  'cognito-password-history': {
    refused: [{ password_policy: { password_history_size: 25 } }],
    accepted: [{ password_policy: { password_history_size: 24 } }],
  },
  'cognito-temporary-password-validity': {
    refused: [{ password_policy: { temporary_password_validity_days: 366 } }],
    accepted: [{ password_policy: { temporary_password_validity_days: 365 } }],
  },
  'cognito-recovery-count': {
    refused: [
      { account_recovery_setting: { recovery_mechanism: many(3, (at) => ({ name: `n${at}`, priority: at })) } },
    ],
    accepted: [
      { account_recovery_setting: { recovery_mechanism: many(2, (at) => ({ name: `n${at}`, priority: at })) } },
    ],
  },
  'cognito-recovery-twice': {
    refused: [
      {
        account_recovery_setting: {
          recovery_mechanism: [
            { name: 'a', priority: 1 },
            { name: 'b', priority: 1 },
          ],
        },
      },
      {
        account_recovery_setting: {
          recovery_mechanism: [
            { name: 'a', priority: 1 },
            { name: 'a', priority: 2 },
          ],
        },
      },
    ],
    accepted: [
      {
        account_recovery_setting: {
          recovery_mechanism: [
            { name: 'a', priority: 1 },
            { name: 'b', priority: 2 },
          ],
        },
      },
    ],
  },
  'cognito-recovery-admin-only': {
    refused: [
      {
        account_recovery_setting: {
          recovery_mechanism: [
            { name: 'admin_only', priority: 1 },
            { name: 'verified_email', priority: 2 },
          ],
        },
      },
    ],
    accepted: [{ account_recovery_setting: { recovery_mechanism: [{ name: 'admin_only', priority: 1 }] } }],
  },
  'cognito-update-needs-auto-verified': {
    refused: [
      {
        auto_verified_attributes: [],
        user_attribute_update_settings: { attributes_require_verification_before_update: ['email'] },
      },
    ],
    accepted: [
      {
        auto_verified_attributes: ['email'],
        user_attribute_update_settings: { attributes_require_verification_before_update: ['email'] },
      },
    ],
  },
  'cognito-first-factor-password': {
    refused: [{ sign_in_policy: { allowed_first_auth_factors: ['WEB_AUTHN'] } }],
    accepted: [{ sign_in_policy: { allowed_first_auth_factors: ['PASSWORD', 'WEB_AUTHN'] } }, {}],
  },
  'cognito-custom-sender-needs-key': {
    refused: [
      { lambda_config: { custom_email_sender: { lambda_arn: reference } } },
      { lambda_config: { custom_sms_sender: { lambda_arn: reference } } },
    ],
    accepted: [{ lambda_config: { custom_email_sender: { lambda_arn: reference }, kms_key_id: reference } }],
  },
  'cognito-relying-party': {
    refused: [{ web_authn_configuration: { relying_party_id: 'https://a.example' } }],
    accepted: [{ web_authn_configuration: { relying_party_id: 'a.example' } }],
  },
  'cognito-schema-custom-required': {
    refused: [{ schema: [custom('tenant', { required: true })] }],
    accepted: [{ schema: [custom('email', { required: true }), custom('tenant', { required: false })] }],
  },
  'cognito-schema-name-length': {
    refused: [{ schema: [custom('a'.repeat(21))] }],
    accepted: [{ schema: [custom('a'.repeat(20)), custom('phone_number_verified')] }],
  },
  'cognito-schema-name-twice': {
    refused: [{ schema: [custom('a'), custom('a')] }],
    accepted: [{ schema: [custom('a'), custom('b')] }],
  },
  'cognito-schema-count': {
    refused: [{ schema: many(51, (at) => custom(`a${at}`)) }],
    accepted: [{ schema: [...many(50, (at) => custom(`a${at}`)), custom('email')] }],
  },
  'cognito-schema-standard-type': {
    refused: [{ schema: [{ name: 'email', attribute_data_type: 'Number' }] }],
    accepted: [
      {
        schema: [
          { name: 'updated_at', attribute_data_type: 'Number' },
          { name: 'tenant', attribute_data_type: 'Number' },
        ],
      },
    ],
  },
  'cognito-schema-length-order': {
    refused: [{ schema: [custom('a', { string_attribute_constraints: { min_length: '9', max_length: '8' } })] }],
    accepted: [{ schema: [custom('a', { string_attribute_constraints: { min_length: '8', max_length: '8' } })] }],
  },
  'cognito-schema-value-order': {
    refused: [{ schema: [custom('a', { number_attribute_constraints: { min_value: '10', max_value: '9' } })] }],
    accepted: [{ schema: [custom('a', { number_attribute_constraints: { min_value: '9', max_value: '10' } })] }],
  },
};
