import { isSet, numbersAt, textsAt } from '../terraform-values';
import { first, matches, rulesOf, texts, together } from './judges';
import type { AwsRefusal } from './model';
import { inOwnRegion, regionOf } from './region';

const mostBytes = 65_536;
const values = ['secret_string', 'secret_binary', 'secret_string_wo'] as const;

/** Secrets and their values, as the Secrets Manager API reference and its refusals at creation have them. */
export const secretRefusals: readonly AwsRefusal[] = [
  ...rulesOf('aws_secretsmanager_secret', [
    ...['name', 'name_prefix'].map((argument) => ({
      id: `secretsmanager-${argument.replace('_', '-')}`,
      argument,
      rule: 'a name is 1 to 512 of a-z A-Z 0-9 / _ + = . @ ! -.',
      whatToDo: 'Rename the secret.',
      judge: matches(/^[A-Za-z0-9/_+=.@!-]{1,512}$/),
    })),
    {
      id: 'secretsmanager-kms-alias',
      argument: 'kms_key_id',
      rule: "of AWS's own keys only alias/aws/secretsmanager encrypts secrets.",
      whatToDo: 'Remove the argument, or refer to a key of your own.',
      judge: texts((key) => !/(?:^|:)alias\/aws\/(?!secretsmanager$)/.test(key)),
    },
    {
      id: 'secretsmanager-kms-region',
      argument: 'kms_key_id',
      rule: 'a key is of the region of the secret.',
      whatToDo: 'Use a key of this region.',
      judge: inOwnRegion(),
    },
    {
      id: 'secretsmanager-replica-region',
      argument: 'replica.region',
      rule: 'a replica is in another region than the secret.',
      whatToDo: 'Remove the replica, or choose another region.',
      judge: (args, argument, { self }) => {
        const regions = textsAt(args, argument);
        const own = regions.length === 0 ? undefined : regionOf(self);
        return first(regions.filter((region) => region === own));
      },
    },
    {
      id: 'secretsmanager-recovery-window',
      argument: 'recovery_window_in_days',
      rule: 'a deleted secret can be brought back for 7 to 30 days (0 in Terraform: not at all).',
      whatToDo: 'Choose 7 to 30.',
      judge: (args, argument) =>
        first(numbersAt(args, argument).filter((days) => days !== 0 && (days < 7 || days > 30))),
    },
  ]),
  ...rulesOf('aws_secretsmanager_secret_version', [
    {
      id: 'secretsmanager-one-value',
      argument: 'secret_string',
      rule: 'a version has exactly one value, text or binary.',
      whatToDo: 'Set one of secret_string, secret_binary and secret_string_wo.',
      judge: together(values, (args) => values.filter((name) => isSet(args, name)).length !== 1),
    },
    {
      id: 'secretsmanager-size',
      argument: 'secret_string',
      rule: `a value is at most ${mostBytes} bytes.`,
      whatToDo: 'Keep what is no secret elsewhere.',
      judge: texts((text) => Buffer.byteLength(text) <= mostBytes),
    },
  ]),
];
