import { refersTo } from '../resolved-stack';
import { blocksAt, textsAt } from '../terraform-values';
import { first, rulesOf } from './judges';
import { inOwnRegion, regionIn, regionOf } from './region';
import type { Around, AwsRefusal } from './model';

/** From these mail is sent for pools of every region. */
const sendForAll = new Set(['eu-west-1', 'us-east-1', 'us-west-2']);

const triggers = [
  'custom_email_sender.lambda_arn',
  'custom_sms_sender.lambda_arn',
  'pre_token_generation_config.lambda_arn',
];

/** What a user pool wants of its own region. Source: Cognito developer guide, e-mail settings and Lambda triggers. */
export const userPoolRegionRefusals: readonly AwsRefusal[] = rulesOf('aws_cognito_user_pool', [
  {
    id: 'cognito-email-source-region',
    argument: 'email_configuration.source_arn',
    rule: "the SES identity is in the pool's region, or in eu-west-1, us-east-1 or us-west-2.",
    whatToDo: 'Use an identity of one of these regions.',
    judge: (args, argument, { self }) => {
      const elsewhere = textsAt(args, argument).filter((arn) => !sendForAll.has(regionIn(arn) ?? ''));
      const own = elsewhere.length === 0 ? undefined : regionOf(self);
      return own === undefined ? undefined : first(elsewhere.filter((arn) => regionIn(arn) !== own));
    },
  },
  {
    id: 'cognito-trigger-region',
    argument: 'lambda_config',
    rule: "a trigger is a function of the pool's region.",
    whatToDo: 'Deploy the function there; one of another account is accepted.',
    judge: (args, argument, around) => {
      const direct = blocksAt(args, argument)
        .flatMap((block) => Object.keys(block))
        .filter((name) => name !== 'kms_key_id');
      const paths = [...direct, ...triggers].map((path) => `${argument}.${path}`);
      return inOwnRegion(paths)(args, argument, around) ?? functionElsewhere(args[argument], around);
    },
  },
]);

/** A function of the stack that is made in another region than the pool. */
function functionElsewhere(triggersOfPool: unknown, { self, stack }: Around): string | undefined {
  const written = JSON.stringify(triggersOfPool ?? {});
  const named = stack.resources.filter((one) => one.type === 'aws_lambda_function' && refersTo(written, one));
  const own = named.length === 0 ? undefined : regionOf(self);
  const elsewhere = named.find((one) => {
    const region = regionOf(one);
    return own !== undefined && region !== undefined && region !== own;
  });
  return elsewhere === undefined ? undefined : first([elsewhere.address]);
}
