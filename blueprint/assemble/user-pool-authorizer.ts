import { incoherent } from '../errors';
import type { UserPoolAuthorizer } from '../model/authorization';
import type { UserPool } from '../model/user-pools';
import type { Block } from '../resources/block-type';
import { commonParts, refuseWithoutEffect, tokenHeader, validationExpression } from './authorizer-arguments';

/** An authorizer of type COGNITO_USER_POOLS. `userPools`: those that it may name. */
export function userPoolAuthorizer(block: Block, userPools: readonly UserPool[]): UserPoolAuthorizer {
  refuseWithoutEffect(block, ['authorizer_uri'], 'where type is "COGNITO_USER_POOLS"');
  return {
    ...commonParts(block),
    tokenHeader: tokenHeader(block),
    userPoolIds: userPoolIds(block, userPools),
    validationExpression: validationExpression(block),
  };
}

function userPoolIds({ arguments: given }: Block, userPools: readonly UserPool[]): readonly string[] {
  const arns = given.strings('provider_arns');
  if (arns.length === 0) throw given.invalid('provider_arns', arns, 'the ARN of at least one user pool');
  return arns.map((arn) => {
    const pool = userPools.find((candidate) => candidate.arn === arn);
    if (pool !== undefined) return pool.id;
    throw incoherent(
      given.at('provider_arns'),
      `${JSON.stringify(arn)} is no user pool of these stacks`,
      'Refer to a user pool that is synthesized with them',
    );
  });
}
