import { z } from 'zod';
import type { PasswordPolicy, RecoveryMechanism, UserPool } from '../../../blueprint/model/user-pools';
import type { Operation } from '../../protocol/aws-json';
import { readInput, userPoolId } from '../input';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({ UserPoolId: userPoolId });

/** The configuration of a pool, as far as the sandbox knows it. */
export const describeUserPool =
  ({ pools }: Pick<UserPoolServices, 'pools'>): Operation =>
  (input) => {
    const { pool, users, startedAt } = pools.pool(readInput(schema, input).UserPoolId);
    return {
      UserPool: {
        Id: pool.id,
        Name: pool.name,
        Arn: pool.arn,
        Policies: { PasswordPolicy: describePolicy(pool.passwordPolicy) },
        AutoVerifiedAttributes: pool.autoVerifiedAttributes,
        MfaConfiguration: pool.mfa.mode,
        ...(pool.recovery.length > 0 && { AccountRecoverySetting: describeRecovery(pool.recovery) }),
        ...(pool.verifiedBeforeUpdate.length > 0 && {
          UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: pool.verifiedBeforeUpdate },
        }),
        LambdaConfig: describeTriggers(pool),
        ...(pool.usernameAttributes.length > 0 && { UsernameAttributes: pool.usernameAttributes }),
        ...(pool.aliasAttributes.length > 0 && { AliasAttributes: pool.aliasAttributes }),
        UsernameConfiguration: { CaseSensitive: pool.caseSensitiveUsernames },
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: pool.allowAdminCreateUserOnly },
        Domain: pool.domain?.prefix,
        EstimatedNumberOfUsers: users.all().length,
        CreationDate: startedAt / 1000,
        LastModifiedDate: startedAt / 1000,
      },
    };
  };

function describeRecovery(recovery: readonly RecoveryMechanism[]): Readonly<Record<string, unknown>> {
  return { RecoveryMechanisms: recovery.map((Name, index) => ({ Name, Priority: index + 1 })) };
}

function describeTriggers({ triggers }: UserPool): Readonly<Record<string, unknown>> {
  const config = triggers.map(({ kind, functionArn }) => [kind, functionArn] as const);
  const tokens = triggers.find(({ kind }) => kind === 'PreTokenGeneration');
  return {
    ...Object.fromEntries(config),
    ...(tokens !== undefined && {
      PreTokenGenerationConfig: { LambdaArn: tokens.functionArn, LambdaVersion: tokens.version },
    }),
  };
}

function describePolicy(policy: PasswordPolicy): Readonly<Record<string, unknown>> {
  return {
    MinimumLength: policy.minimumLength,
    RequireUppercase: policy.requireUppercase,
    RequireLowercase: policy.requireLowercase,
    RequireNumbers: policy.requireNumbers,
    RequireSymbols: policy.requireSymbols,
    TemporaryPasswordValidityDays: policy.temporaryPasswordValidityDays,
  };
}
