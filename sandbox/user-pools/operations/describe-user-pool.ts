import { z } from 'zod';
import type { PasswordPolicy } from '../../../blueprint/model/user-pools';
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
