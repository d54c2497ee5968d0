import type { CognitoUserPoolConfig } from '@cdktf/provider-aws/lib/cognito-user-pool';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import type { Construct } from 'constructs';

/** A function that a user pool asks; Cognito waits 5 seconds for it. */
export interface TriggerFunction {
  readonly name: string;
  readonly arn: string;
}

/** Functions that a user pool asks, by when it does. Where one fails, what was asked for is refused. */
export interface UserPoolTriggers {
  /** Before a profile is made: by SignUp, by an administrator, by the first sign-in at an identity provider. */
  readonly preSignUp?: TriggerFunction;
  /** Before tokens are made; its answer changes access tokens as well as id tokens. */
  readonly preTokenGeneration?: TriggerFunction;
}

/**
 * As Terraform takes them. Access tokens can be changed in event version 2 alone, which the cheapest tier does not have,
 * so the tier is written down with it.
 */
export function triggerArguments(triggers: UserPoolTriggers = {}): Partial<CognitoUserPoolConfig> {
  const { preSignUp, preTokenGeneration } = triggers;
  if (preSignUp === undefined && preTokenGeneration === undefined) {
    return {};
  }
  return {
    ...(preTokenGeneration === undefined ? {} : { userPoolTier: 'ESSENTIALS' }),
    lambdaConfig: {
      ...(preSignUp === undefined ? {} : { preSignUp: preSignUp.arn }),
      ...(preTokenGeneration === undefined
        ? {}
        : { preTokenGenerationConfig: { lambdaArn: preTokenGeneration.arn, lambdaVersion: 'V2_0' } }),
    },
  };
}

/** Lets this pool, and no other, invoke its functions. */
export function allowTriggers(
  pool: Construct & { readonly arn: string },
  { preSignUp, preTokenGeneration }: UserPoolTriggers = {},
): void {
  const all = { 'pre-sign-up': preSignUp, 'pre-token-generation': preTokenGeneration };
  for (const [id, trigger] of Object.entries(all)) {
    if (trigger !== undefined) {
      new LambdaPermission(pool, id, {
        action: 'lambda:InvokeFunction',
        functionName: trigger.name,
        principal: 'cognito-idp.amazonaws.com',
        sourceArn: pool.arn,
      });
    }
  }
}
