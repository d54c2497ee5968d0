import { blocksAt, isSet, isUnknown, textAt, textsAt } from '../terraform-values';
import type { Arguments } from '../terraform-values';
import { first, rulesOf, together } from './judges';
import type { AwsRefusal } from './model';

const mechanisms = 'account_recovery_setting.recovery_mechanism';

/** Second factors of user pools, as the Cognito API reference and its refusals at creation have them. */
export const userPoolMfaRefusals: readonly AwsRefusal[] = rulesOf('aws_cognito_user_pool', [
  {
    id: 'cognito-mfa-needs-a-factor',
    argument: 'mfa_configuration',
    rule: '"ON" and "OPTIONAL" need a factor; a software_token_mfa_configuration that is not enabled is none.',
    whatToDo: 'Add software_token_mfa_configuration (or email_mfa_configuration, sms_configuration).',
    judge: (args, argument) =>
      hasFactor(args)
        ? undefined
        : first(textsAt(args, argument).filter((mode) => mode === 'ON' || mode === 'OPTIONAL')),
  },
  {
    id: 'cognito-mfa-off-with-a-factor',
    argument: 'mfa_configuration',
    rule: '"OFF", the default, takes no factor.',
    whatToDo: 'Set "OPTIONAL" or "ON", or remove the factor.',
    judge: together(
      ['mfa_configuration', 'software_token_mfa_configuration', 'email_mfa_configuration'],
      (args) => isOff(args) && (softwareTokens(args).includes(true) || isSet(args, 'email_mfa_configuration')),
    ),
  },
  {
    id: 'cognito-mfa-email-needs-developer',
    argument: 'email_configuration.email_sending_account',
    rule: 'MFA by e-mail needs "DEVELOPER".',
    whatToDo: 'Send through an SES identity of your own, or use another factor.',
    judge: together(
      ['email_configuration.email_sending_account', 'email_mfa_configuration'],
      (args) =>
        isSet(args, 'email_mfa_configuration') &&
        !isUnknown(args, 'email_configuration') &&
        !isUnknown(args, 'email_configuration.email_sending_account') &&
        textAt(args, 'email_configuration.email_sending_account') !== 'DEVELOPER',
    ),
  },
  {
    id: 'cognito-mfa-email-recovery',
    argument: mechanisms,
    rule: 'MFA by e-mail needs a second way to recover an account: one mail address would be both factors.',
    whatToDo: 'Add another recovery_mechanism, or use another factor.',
    judge: (args, argument) =>
      isSet(args, 'email_mfa_configuration') && blocksAt(args, argument).length === 1
        ? first(textsAt(args, `${argument}.name`).filter((name) => name !== 'admin_only'))
        : undefined,
  },
]);

function hasFactor(args: Arguments): boolean {
  return (
    isSet(args, 'sms_configuration') ||
    isSet(args, 'email_mfa_configuration') ||
    isUnknown(args, 'software_token_mfa_configuration') ||
    softwareTokens(args).some((enabled) => enabled !== false && enabled !== 'false')
  );
}

/** Terraform's default is OFF. */
function isOff(args: Arguments): boolean {
  return !isUnknown(args, 'mfa_configuration') && (textAt(args, 'mfa_configuration') ?? 'OFF') === 'OFF';
}

function softwareTokens(args: Arguments): readonly unknown[] {
  return blocksAt(args, 'software_token_mfa_configuration').map((block) => block['enabled']);
}
