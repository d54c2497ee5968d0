import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { Construct } from 'constructs';
import { tableDefaults } from './dynamodb-defaults';

/** Props of {@link Table}. */
export interface TableProps {
  /** Unique in account and region. */
  readonly name: string;
  /** Attribute of type string. */
  readonly partitionKey: string;
  /**
   * Attribute of type string.
   *
   * @default the partition key alone identifies an item
   */
  readonly sortKey?: string;
  /** Whether deletion is refused, by DynamoDB and by Terraform. */
  readonly protect: boolean;
}

/** A table paid by request, encrypted, with point-in-time recovery. */
export class Table extends Construct {
  readonly name: string;
  readonly arn: string;
  readonly partitionKey: string;

  constructor(scope: Construct, id: string, props: TableProps) {
    super(scope, id);
    const keys = props.sortKey === undefined ? [props.partitionKey] : [props.partitionKey, props.sortKey];
    const resource = new DynamodbTable(this, 'Resource', {
      ...tableDefaults,
      name: props.name,
      hashKey: props.partitionKey,
      ...(props.sortKey === undefined ? {} : { rangeKey: props.sortKey }),
      attribute: keys.map((name) => ({ name, type: 'S' })),
      deletionProtectionEnabled: props.protect,
      ...(props.protect ? { lifecycle: { preventDestroy: true } } : {}),
    });
    this.name = resource.name;
    this.arn = resource.arn;
    this.partitionKey = props.partitionKey;
  }
}
