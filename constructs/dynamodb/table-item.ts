import { DynamodbTableItem } from '@cdktf/provider-aws/lib/dynamodb-table-item';
import { Construct } from 'constructs';
import type { Table } from './table';

/** Props of {@link TableItem}. */
export interface TableItemProps {
  readonly table: Table;
  /** Texts by attribute, the partition key among them. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** An item that Terraform writes, and puts back where somebody else changes it. */
export class TableItem extends Construct {
  constructor(scope: Construct, id: string, { table, attributes }: TableItemProps) {
    super(scope, id);
    const item = Object.entries(attributes).map(([name, text]) => [name, { S: text }] as const);
    new DynamodbTableItem(this, 'Resource', {
      tableName: table.name,
      hashKey: table.partitionKey,
      item: JSON.stringify(Object.fromEntries(item)),
    });
  }
}
