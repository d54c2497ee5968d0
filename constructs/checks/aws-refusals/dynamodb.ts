import { blocksAt, isSet, isUnknown, numbersAt, textAt, textsAt } from '../terraform-values';
import type { Arguments } from '../terraform-values';
import { atMostMembers, first, firstTwice, matches, oneOf, rulesOf, together } from './judges';
import type { AwsRefusal } from './model';

const indexes = ['global_secondary_index', 'local_secondary_index'] as const;

/** Tables, as the DynamoDB API reference and its refusals have it. */
export const tableRefusals: readonly AwsRefusal[] = rulesOf('aws_dynamodb_table', [
  {
    id: 'dynamodb-name',
    argument: 'name',
    rule: 'a name is 3 to 255 of a-z A-Z 0-9 _ . -.',
    whatToDo: 'Rename the table.',
    judge: matches(/^[a-zA-Z0-9_.-]{3,255}$/),
  },
  {
    id: 'dynamodb-attribute-unused',
    argument: 'attribute',
    rule: 'only attributes of a key or an index are declared.',
    whatToDo: 'Remove it; DynamoDB needs no declaration of other attributes.',
    judge: (args) =>
      keysKnown(args)
        ? first(textsAt(args, 'attribute.name').filter((name) => !keyAttributes(args).includes(name)))
        : undefined,
  },
  {
    id: 'dynamodb-attribute-missing',
    argument: 'attribute',
    rule: 'every attribute of a key or an index is declared.',
    whatToDo: 'Declare it with its type.',
    judge: (args) =>
      keysKnown(args)
        ? first(keyAttributes(args).filter((name) => !textsAt(args, 'attribute.name').includes(name)))
        : undefined,
  },
  {
    id: 'dynamodb-attribute-twice',
    argument: 'attribute',
    rule: 'an attribute is declared once.',
    whatToDo: 'Remove one.',
    judge: (args) => firstTwice(textsAt(args, 'attribute.name')),
  },
  {
    id: 'dynamodb-attribute-type',
    argument: 'attribute.type',
    rule: 'a key is of type S, N or B.',
    whatToDo: 'Correct it.',
    judge: oneOf('S', 'N', 'B'),
  },
  {
    id: 'dynamodb-key-twice',
    argument: 'range_key',
    rule: 'partition key and sort key differ.',
    whatToDo: 'Use another attribute.',
    judge: together(
      ['range_key', 'hash_key'],
      (args) => textAt(args, 'range_key') !== undefined && textAt(args, 'range_key') === textAt(args, 'hash_key'),
    ),
  },
  {
    id: 'dynamodb-billing-mode',
    argument: 'billing_mode',
    rule: 'a mode is PROVISIONED or PAY_PER_REQUEST.',
    whatToDo: 'Correct it.',
    judge: oneOf('PROVISIONED', 'PAY_PER_REQUEST'),
  },
  {
    id: 'dynamodb-capacity-missing',
    argument: 'read_capacity',
    rule: 'PROVISIONED, the default, needs read_capacity and write_capacity.',
    whatToDo: 'Set both, or billing_mode "PAY_PER_REQUEST".',
    judge: together(
      ['read_capacity', 'write_capacity', 'billing_mode'],
      (args) => isProvisioned(args) && capacities(args).includes(false),
    ),
  },
  {
    id: 'dynamodb-capacity-with-on-demand',
    argument: 'read_capacity',
    rule: 'PAY_PER_REQUEST takes no capacity.',
    whatToDo: 'Remove read_capacity and write_capacity.',
    judge: together(
      ['read_capacity', 'write_capacity', 'billing_mode'],
      (args) => isOnDemand(args) && capacities(args).includes(true),
    ),
  },
  {
    id: 'dynamodb-index-capacity',
    argument: 'global_secondary_index',
    rule: "an index has capacity where the table's billing mode is PROVISIONED, and none where it is PAY_PER_REQUEST.",
    whatToDo: 'Set or remove it.',
    judge: (args, argument) =>
      first(
        blocksAt(args, argument).filter((index) => {
          const has = capacities(index);
          return (isProvisioned(args) && has.includes(false)) || (isOnDemand(args) && has.includes(true));
        }),
      ),
  },
  {
    id: 'dynamodb-on-demand-limit',
    argument: 'on_demand_throughput',
    rule: 'it goes with PAY_PER_REQUEST only.',
    whatToDo: 'Remove it, or change the billing mode.',
    judge: together(
      ['on_demand_throughput', 'billing_mode'],
      (args) => isSet(args, 'on_demand_throughput') && isProvisioned(args),
    ),
  },
  {
    id: 'dynamodb-local-index-count',
    argument: 'local_secondary_index',
    rule: 'a table has at most 5 local indexes.',
    whatToDo: 'Use global ones.',
    judge: atMostMembers(5),
  },
  {
    id: 'dynamodb-local-index-range',
    argument: 'local_secondary_index.range_key',
    rule: 'a local index has a sort key.',
    whatToDo: 'Set range_key.',
    judge: (args) => first(blocksAt(args, 'local_secondary_index').filter((index) => !isSet(index, 'range_key'))),
  },
  {
    id: 'dynamodb-index-twice',
    argument: 'global_secondary_index',
    rule: 'names of indexes differ.',
    whatToDo: 'Rename one.',
    judge: (args) => firstTwice(indexes.flatMap((kind) => textsAt(args, `${kind}.name`))),
  },
]);

function keyPaths(): readonly string[] {
  return ['hash_key', 'range_key', ...indexes.flatMap((kind) => [`${kind}.hash_key`, `${kind}.range_key`])];
}

function keyAttributes(args: Arguments): readonly string[] {
  return keyPaths().flatMap((path) => textsAt(args, path));
}

/** Newer ways to name keys of an index (`key_schema`) are left to AWS. */
function keysKnown(args: Arguments): boolean {
  const paths = [...keyPaths(), 'attribute.name', 'attribute', ...indexes];
  return paths.every((path) => !isUnknown(args, path)) && indexes.every((kind) => !isSet(args, `${kind}.key_schema`));
}

/** Whether each is set; Terraform takes zero for none. */
function capacities(args: Arguments): readonly boolean[] {
  return ['read_capacity', 'write_capacity'].map((name) => isSet(args, name) && !numbersAt(args, name).includes(0));
}

function isOnDemand(args: Arguments): boolean {
  return textAt(args, 'billing_mode') === 'PAY_PER_REQUEST';
}

function isProvisioned(args: Arguments): boolean {
  return !isUnknown(args, 'billing_mode') && !isOnDemand(args);
}
