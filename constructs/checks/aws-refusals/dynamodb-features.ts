import { blocksAt, isSet, isUnknown, textAt } from '../terraform-values';
import type { Arguments } from '../terraform-values';
import { first, rulesOf } from './judges';
import type { AwsRefusal } from './model';

const indexes = ['global_secondary_index', 'local_secondary_index'];

/** What indexes carry, and what goes by time, as the DynamoDB API reference and its refusals have it. */
export const tableFeatureRefusals: readonly AwsRefusal[] = rulesOf('aws_dynamodb_table', [
  ...indexes.map((argument) => ({
    id: `dynamodb-${argument.split('_')[0] ?? ''}-index-projection`,
    argument: `${argument}.non_key_attributes`,
    rule: 'an index with the projection INCLUDE names the attributes; one with ALL or KEYS_ONLY names none.',
    whatToDo: 'Set projection_type "INCLUDE" together with non_key_attributes.',
    judge: (args: Arguments) => first(blocksAt(args, argument).filter(isWronglyProjected)),
  })),
  {
    id: 'dynamodb-index-on-demand-limit',
    argument: 'global_secondary_index.on_demand_throughput',
    rule: 'it goes with PAY_PER_REQUEST only.',
    whatToDo: 'Remove it, or change the billing mode of the table.',
    judge: (args, argument) =>
      isUnknown(args, 'billing_mode') || textAt(args, 'billing_mode') === 'PAY_PER_REQUEST'
        ? undefined
        : first(blocksAt(args, argument)),
  },
  {
    id: 'dynamodb-ttl-attribute',
    argument: 'ttl.attribute_name',
    rule: 'a time to live that is enabled names the attribute that holds it.',
    whatToDo: 'Set attribute_name.',
    judge: (args) =>
      first(blocksAt(args, 'ttl').filter((ttl) => ttl['enabled'] === true && !isSet(ttl, 'attribute_name'))),
  },
  {
    id: 'dynamodb-recovery-period',
    argument: 'point_in_time_recovery.recovery_period_in_days',
    rule: 'a period goes with point-in-time recovery that is enabled.',
    whatToDo: 'Set enabled to true, or remove the period.',
    judge: (args) =>
      first(
        blocksAt(args, 'point_in_time_recovery').filter(
          (recovery) => recovery['enabled'] === false && isSet(recovery, 'recovery_period_in_days'),
        ),
      ),
  },
]);

function isWronglyProjected(index: Arguments): boolean {
  const projection = textAt(index, 'projection_type');
  return projection !== undefined && (projection === 'INCLUDE') !== isSet(index, 'non_key_attributes');
}
