import type { ResolvedResource } from '../resolved-stack';
import { isSet, replaceReferences, textsAt } from '../terraform-values';
import { rulesOf } from './judges';
import type { Around, AwsRefusal } from './model';
import { inOwnRegion } from './region';

const mostPolicyBytes = 20_480;

/** The shortest ARNs that there are of a function, and of a method of an API. */
const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:f';
const apiArn = 'arn:aws:execute-api:us-east-1:123456789012:abcdefghij';

/** What functions want of their own region, and the size of the policy of one. */
export const lambdaRegionRefusals: readonly AwsRefusal[] = [
  ...rulesOf('aws_lambda_function', [
    {
      id: 'lambda-layer-region',
      argument: 'layers',
      rule: 'a layer is of the region of the function.',
      whatToDo: 'Publish the layer there.',
      judge: inOwnRegion(),
    },
    {
      id: 'lambda-dead-letter-region',
      argument: 'dead_letter_config.target_arn',
      rule: 'a queue or topic for what failed is of the region of the function.',
      whatToDo: 'Make one there.',
      judge: inOwnRegion(),
    },
  ]),
  ...rulesOf('aws_lambda_permission', [
    {
      id: 'lambda-permission-region',
      argument: 'function_name',
      rule: 'a permission is made in the region of its function.',
      whatToDo: 'Name a function of this region, or give the permission the provider of the other one.',
      judge: inOwnRegion(),
    },
    {
      id: 'lambda-permission-policy-size',
      argument: 'function_name',
      rule: `all permissions of a function are together at most ${mostPolicyBytes} bytes.`,
      whatToDo: 'Make one permission for many methods: a source_arn may hold * for stage, method and path.',
      judge: policyTooLong,
    },
  ]),
];

/** Told once, of the last permission. Counted with the shortest ARNs for what only Terraform will know. */
function policyTooLong(_args: unknown, argument: string, { self, stack }: Around): string | undefined {
  const all = stack.resources.filter(
    (one) =>
      one.type === self.type &&
      one.args[argument] === self.args[argument] &&
      one.args['qualifier'] === self.args['qualifier'],
  );
  if (all.at(-1) !== self) return undefined;
  const bytes = all.reduce((sum, one) => sum + leastBytes(one), 0);
  return bytes > mostPolicyBytes ? `${all.length} permissions, ${bytes} bytes` : undefined;
}

function leastBytes({ args }: ResolvedResource): number {
  const source = typeof args['source_arn'] === 'string' ? replaceReferences(args['source_arn'], () => '') : '';
  const known = ['statement_id', 'action', 'principal'].flatMap((name) => textsAt(args, name)).join('');
  const statement = {
    Sid: known,
    Effect: 'Allow',
    Principal: { Service: '' },
    Action: '',
    Resource: functionArn,
    ...(isSet(args, 'source_arn') && {
      Condition: { ArnLike: { 'AWS:SourceArn': source.startsWith('arn:') ? source : apiArn + source } },
    }),
  };
  return Buffer.byteLength(JSON.stringify(statement));
}
