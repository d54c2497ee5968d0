import { blocksAt, isSet, isUnknown, textAt, textsAt } from '../terraform-values';
import {
  atMostCharacters,
  atMostMembers,
  between,
  first,
  firstTwice,
  matches,
  oneOf,
  rulesOf,
  texts,
  together,
} from './judges';
import type { AwsRefusal } from './model';

const code = '{####}';
const withCode = texts((text) => text.includes(code));
const withNameAndCode = texts((text) => text.includes('{username}') && text.includes(code));

/** Cognito user pools, as the Cognito API reference and its refusals at creation have it. */
export const userPoolRefusals: readonly AwsRefusal[] = rulesOf('aws_cognito_user_pool', [
  {
    id: 'cognito-user-pool-name',
    argument: 'name',
    rule: 'a name is 1 to 128 letters, digits, spaces and + = , . @ - _.',
    whatToDo: 'Rename the pool.',
    judge: matches(/^[\w\s+=,.@-]{1,128}$/),
  },
  {
    id: 'cognito-alias-username-exclusive',
    argument: 'alias_attributes',
    rule: 'alias_attributes and username_attributes exclude each other, even when empty.',
    whatToDo: 'Keep one of the two.',
    judge: together(
      ['alias_attributes', 'username_attributes'],
      (args) => Array.isArray(args['alias_attributes']) && Array.isArray(args['username_attributes']),
    ),
  },
  {
    id: 'cognito-auto-verified-attributes',
    argument: 'auto_verified_attributes',
    rule: 'only "email" and "phone_number" can be verified.',
    whatToDo: 'Remove the others.',
    judge: oneOf('email', 'phone_number'),
  },
  {
    id: 'cognito-username-attributes',
    argument: 'username_attributes',
    rule: 'only "email" and "phone_number" can be user names.',
    whatToDo: 'Remove the others.',
    judge: oneOf('email', 'phone_number'),
  },
  {
    id: 'cognito-auto-verified-phone-needs-sms',
    argument: 'auto_verified_attributes',
    rule: '"phone_number" needs sms_configuration.',
    whatToDo: 'Add sms_configuration, or verify "email" only.',
    judge: (args, argument) =>
      isSet(args, 'sms_configuration')
        ? undefined
        : first(textsAt(args, argument).filter((one) => one === 'phone_number')),
  },
  {
    id: 'cognito-email-developer-needs-source',
    argument: 'email_configuration.source_arn',
    rule: 'an SES identity is required with email_sending_account "DEVELOPER".',
    whatToDo: 'Set source_arn.',
    judge: together(
      ['email_configuration.source_arn', 'email_configuration.email_sending_account'],
      (args) =>
        textAt(args, 'email_configuration.email_sending_account') === 'DEVELOPER' &&
        !isSet(args, 'email_configuration.source_arn'),
    ),
  },
  {
    id: 'cognito-email-from',
    argument: 'email_configuration.from_email_address',
    rule: 'an address is name@domain or Name <name@domain>.',
    whatToDo: 'Correct the address.',
    judge: matches(/^(?:[^<>@\s]+@[^<>@\s]+|[^<>]*<[^<>@\s]+@[^<>@\s]+>)$/),
  },
  {
    id: 'cognito-email-reply-to',
    argument: 'email_configuration.reply_to_email_address',
    rule: 'an address is name@domain.',
    whatToDo: 'Correct the address.',
    judge: matches(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]+@[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u),
  },
  ...[
    'email_verification_message',
    'sms_verification_message',
    'sms_authentication_message',
    'verification_message_template.email_message',
    'verification_message_template.sms_message',
  ].map((argument) => ({
    id: `cognito-placeholder-${argument.replace('verification_message_template.', 'template-').replaceAll('_', '-')}`,
    argument,
    rule: `the text holds ${code}, where the code goes.`,
    whatToDo: `Write ${code} into the text.`,
    judge: withCode,
  })),
  {
    id: 'cognito-placeholder-template-link',
    argument: 'verification_message_template.email_message_by_link',
    rule: 'with default_email_option "CONFIRM_WITH_LINK" the text holds {##text of the link##}.',
    whatToDo: 'Write {##…##} into the text.',
    judge: (args, argument) =>
      textAt(args, 'verification_message_template.default_email_option') === 'CONFIRM_WITH_LINK'
        ? first(textsAt(args, argument).filter((text) => !/\{##[^]*##\}/.test(text)))
        : undefined,
  },
  {
    id: 'cognito-template-subject-length',
    argument: 'verification_message_template.email_subject',
    rule: 'a subject has at most 140 characters.',
    whatToDo: 'Shorten the subject.',
    judge: atMostCharacters(140),
  },
  ...['email_message', 'sms_message'].map((name) => ({
    id: `cognito-placeholder-invite-${name.replace('_', '-')}`,
    argument: `admin_create_user_config.invite_message_template.${name}`,
    rule: `an invitation holds {username} and ${code}.`,
    whatToDo: 'Write both into the text.',
    judge: withNameAndCode,
  })),
  {
    id: 'cognito-password-minimum-length',
    argument: 'password_policy.minimum_length',
    rule: 'a minimum length is 6 to 99.',
    whatToDo: 'Choose one of these; 12 or more is a good one.',
    judge: between(6, 99),
  },
  {
    id: 'cognito-password-history',
    argument: 'password_policy.password_history_size',
    rule: 'a history holds 0 to 24 passwords.',
    whatToDo: 'Choose one of these.',
    judge: between(0, 24),
  },
  {
    id: 'cognito-temporary-password-validity',
    argument: 'password_policy.temporary_password_validity_days',
    rule: 'a temporary password lives 0 to 365 days.',
    whatToDo: 'Choose one of these.',
    judge: between(0, 365),
  },
  {
    id: 'cognito-recovery-count',
    argument: 'account_recovery_setting.recovery_mechanism',
    rule: 'there are at most 2 recovery mechanisms.',
    whatToDo: 'Remove the others.',
    judge: atMostMembers(2),
  },
  {
    id: 'cognito-recovery-twice',
    argument: 'account_recovery_setting.recovery_mechanism',
    rule: 'names and priorities of recovery mechanisms differ.',
    whatToDo: 'Give each its own.',
    judge: (args, argument) =>
      firstTwice(textsAt(args, `${argument}.name`)) ??
      firstTwice(blocksAt(args, argument).map((block) => String(block['priority']))),
  },
  {
    id: 'cognito-recovery-admin-only',
    argument: 'account_recovery_setting.recovery_mechanism',
    rule: '"admin_only" stands alone.',
    whatToDo: 'Remove it or the others.',
    judge: (args, argument) =>
      blocksAt(args, argument).length > 1
        ? first(textsAt(args, `${argument}.name`).filter((name) => name === 'admin_only'))
        : undefined,
  },
  {
    id: 'cognito-update-needs-auto-verified',
    argument: 'user_attribute_update_settings.attributes_require_verification_before_update',
    rule: 'each is also in auto_verified_attributes.',
    whatToDo: 'Add it there, or remove it here.',
    judge: (args, argument) =>
      isUnknown(args, 'auto_verified_attributes')
        ? undefined
        : first(textsAt(args, argument).filter((name) => !textsAt(args, 'auto_verified_attributes').includes(name))),
  },
  {
    id: 'cognito-first-factor-password',
    argument: 'sign_in_policy.allowed_first_auth_factors',
    rule: '"PASSWORD" is one of the first factors.',
    whatToDo: 'Add "PASSWORD".',
    judge: (args, argument) =>
      isSet(args, argument) && !isUnknown(args, argument) && !textsAt(args, argument).includes('PASSWORD')
        ? first([textsAt(args, argument)])
        : undefined,
  },
  {
    id: 'cognito-custom-sender-needs-key',
    argument: 'lambda_config.kms_key_id',
    rule: 'a custom e-mail or SMS sender needs a KMS key.',
    whatToDo: 'Set kms_key_id.',
    judge: together(
      ['lambda_config.kms_key_id', 'lambda_config.custom_email_sender', 'lambda_config.custom_sms_sender'],
      (args) =>
        (isSet(args, 'lambda_config.custom_email_sender') || isSet(args, 'lambda_config.custom_sms_sender')) &&
        !isSet(args, 'lambda_config.kms_key_id'),
    ),
  },
  {
    id: 'cognito-relying-party',
    argument: 'web_authn_configuration.relying_party_id',
    rule: 'a relying party is a domain: a dot, no scheme, no port, no path.',
    whatToDo: 'Write the bare domain.',
    judge: matches(/^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/),
  },
]);
