import { isSet, numbersAt, textAt, textsAt } from '../terraform-values';
import { first, oneOf, rulesOf, together } from './judges';
import type { Judge } from './judges';
import type { AwsRefusal } from './model';

const history = 'password_policy.password_history_size';

/** What a tier does not have (Cognito developer guide, feature plans). A pool that names none gets "ESSENTIALS". */
export const userPoolTierRefusals: readonly AwsRefusal[] = rulesOf('aws_cognito_user_pool', [
  {
    id: 'cognito-tier',
    argument: 'user_pool_tier',
    rule: 'a tier is "LITE", "ESSENTIALS" or "PLUS".',
    whatToDo: 'Use one of these.',
    judge: oneOf('LITE', 'ESSENTIALS', 'PLUS'),
  },
  {
    id: 'cognito-passwordless-tier',
    argument: 'sign_in_policy.allowed_first_auth_factors',
    rule: 'passwordless sign-in needs a tier above "LITE".',
    whatToDo: 'Set user_pool_tier to "ESSENTIALS".',
    judge: below(['LITE'], (args, argument) =>
      first(textsAt(args, argument).filter((factor) => factor !== 'PASSWORD')),
    ),
  },
  {
    id: 'cognito-pre-token-version-tier',
    argument: 'lambda_config.pre_token_generation_config.lambda_version',
    rule: '"V2_0" and "V3_0" need a tier above "LITE".',
    whatToDo: 'Set user_pool_tier to "ESSENTIALS".',
    judge: below(['LITE'], (args, argument) => first(textsAt(args, argument).filter((version) => version !== 'V1_0'))),
  },
  {
    id: 'cognito-mfa-email-tier',
    argument: 'email_mfa_configuration',
    rule: 'MFA by e-mail needs a tier above "LITE".',
    whatToDo: 'Set user_pool_tier to "ESSENTIALS".',
    judge: below(
      ['LITE'],
      together(['email_mfa_configuration', 'user_pool_tier'], (args) => isSet(args, 'email_mfa_configuration')),
    ),
  },
  {
    id: 'cognito-password-history-tier',
    argument: history,
    rule: 'a history of passwords needs a tier above "LITE".',
    whatToDo: 'Set user_pool_tier to "ESSENTIALS".',
    judge: below(['LITE'], (args, argument) => first(numbersAt(args, argument).filter((size) => size > 0))),
  },
  {
    id: 'cognito-threat-protection-tier',
    argument: 'user_pool_add_ons.advanced_security_mode',
    rule: 'threat protection, "AUDIT" and "ENFORCED", needs the tier "PLUS".',
    whatToDo: 'Set user_pool_tier to "PLUS", or the mode to "OFF".',
    judge: below(['LITE', 'ESSENTIALS'], (args, argument) =>
      first(textsAt(args, argument).filter((mode) => mode !== 'OFF')),
    ),
  },
]);

/** Judges pools that name one of these tiers. */
function below(tiers: readonly string[], judge: Judge): Judge {
  return (args, argument, around) =>
    tiers.includes(textAt(args, 'user_pool_tier') ?? '') ? judge(args, argument, around) : undefined;
}
