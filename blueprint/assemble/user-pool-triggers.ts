import { incoherent, unsupportedValue } from '../errors';
import type { LambdaFunction } from '../model';
import type { TriggerKind, UserPoolTrigger } from '../model/user-pools';
import type { Arguments } from '../resources/arguments';

const plain: Readonly<Record<string, TriggerKind>> = {
  pre_sign_up: 'PreSignUp',
  post_confirmation: 'PostConfirmation',
  post_authentication: 'PostAuthentication',
};

/** The functions that a pool asks. `functions`: those that it may name. */
export function userPoolTriggers(pool: Arguments, functions: readonly LambdaFunction[]): readonly UserPoolTrigger[] {
  const given = pool.block('lambda_config');
  if (given === undefined) return [];
  const named = (block: Arguments, argument: string): string => {
    const arn = block.string(argument);
    if (functions.some((known) => known.arn === arn)) return arn;
    throw incoherent(
      block.at(argument),
      `${JSON.stringify(arn)} is no function of these stacks`,
      'Use the arn of a function that is synthesized with them',
    );
  };
  return [
    ...Object.entries(plain)
      .filter(([argument]) => given.has(argument))
      .map(([argument, kind]) => ({ kind, functionArn: named(given, argument), version: 'V1_0' as const })),
    ...preTokenGeneration(given, named),
  ];
}

type Named = (block: Arguments, argument: string) => string;

/** Given twice, by the old argument and the new one, both must name the same function (Cognito API reference). */
function preTokenGeneration(given: Arguments, named: Named): readonly UserPoolTrigger[] {
  const configured = given.block('pre_token_generation_config');
  const old = given.has('pre_token_generation') ? named(given, 'pre_token_generation') : undefined;
  if (configured === undefined) {
    return old === undefined ? [] : [{ kind: 'PreTokenGeneration', functionArn: old, version: 'V1_0' }];
  }
  const functionArn = named(configured, 'lambda_arn');
  if (old !== undefined && old !== functionArn) {
    throw given.invalid('pre_token_generation', old, 'the function of pre_token_generation_config');
  }
  const version = configured.string('lambda_version');
  if (version !== 'V1_0' && version !== 'V2_0') {
    throw unsupportedValue(configured.at('lambda_version'), version, '"V1_0", "V2_0"');
  }
  return [{ kind: 'PreTokenGeneration', functionArn, version }];
}
