import { refersTo } from '../resolved-stack';
import { textAt, textsAt } from '../terraform-values';
import type { Arguments } from '../terraform-values';
import { between, first, oneOf, rulesOf, together } from './judges';
import type { AwsRefusal } from './model';

/** Refresh tokens that are good for one use. Source: Cognito developer guide, refresh token rotation. */
export const refreshRotationRefusals: readonly AwsRefusal[] = rulesOf('aws_cognito_user_pool_client', [
  {
    id: 'cognito-rotation-feature',
    argument: 'refresh_token_rotation.feature',
    rule: 'rotation is ENABLED or DISABLED.',
    whatToDo: 'Use one of these.',
    judge: oneOf('ENABLED', 'DISABLED'),
  },
  {
    id: 'cognito-rotation-flow',
    argument: 'explicit_auth_flows',
    rule: 'with rotation, ALLOW_REFRESH_TOKEN_AUTH is not among the flows.',
    whatToDo: 'Remove it, and name another flow: none at all is the default of AWS, which lets people sign in.',
    judge: together(
      ['explicit_auth_flows', 'refresh_token_rotation'],
      (args) => rotates(args) && textsAt(args, 'explicit_auth_flows').includes('ALLOW_REFRESH_TOKEN_AUTH'),
    ),
  },
  {
    id: 'cognito-rotation-grace',
    argument: 'refresh_token_rotation.retry_grace_period_seconds',
    rule: 'a used refresh token is good for 0 to 60 more seconds.',
    whatToDo: 'Choose one of these.',
    judge: between(0, 60),
  },
  {
    id: 'cognito-rotation-tier',
    argument: 'refresh_token_rotation.feature',
    rule: 'rotation needs a tier above "LITE".',
    whatToDo: 'Set user_pool_tier of the pool to "ESSENTIALS".',
    judge: (args, argument, { stack }) =>
      rotates(args) &&
      stack.resources.some(
        (one) =>
          one.type === 'aws_cognito_user_pool' &&
          refersTo(args['user_pool_id'], one) &&
          textAt(one.args, 'user_pool_tier') === 'LITE',
      )
        ? first(textsAt(args, argument))
        : undefined,
  },
]);

function rotates(args: Arguments): boolean {
  return textsAt(args, 'refresh_token_rotation.feature').includes('ENABLED');
}
