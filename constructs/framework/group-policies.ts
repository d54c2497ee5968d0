import { Construct } from 'constructs';
import { Table } from '../dynamodb/table';
import { TableItem } from '../dynamodb/table-item';
import { type GroupRights, type RuledRoute, validateGroup } from './group-rights';

/** Props of {@link GroupPolicies}. */
export interface GroupPoliciesProps {
  /** Of the table; unique in account and region. */
  readonly name: string;
  /** By the name of the group. */
  readonly groups: Readonly<Record<string, GroupRights>>;
  /** All that a rule may be about. */
  readonly routes: readonly RuledRoute[];
  /** Whether deletion is refused, by DynamoDB and by Terraform. */
  readonly protect: boolean;
}

/**
 * What each group may do, as items of a table: `group`, and `policy` with a JSON list of `{ effect, method, path }`.
 * Terraform writes them, so that a plan shows a change of rights, and undoes one that was made elsewhere.
 */
export class GroupPolicies extends Construct {
  readonly table: Table;

  /** @throws InvalidPropsError for rules that do not fit the routes */
  constructor(scope: Construct, id: string, { name, groups, routes, protect }: GroupPoliciesProps) {
    super(scope, id);
    this.table = new Table(this, 'Resource', { name, partitionKey: 'group', protect });
    for (const [group, { rules }] of Object.entries(groups)) {
      validateGroup(group, rules, routes);
      const policy = rules.map(({ effect, method, path }) => ({ effect, method, path }));
      new TableItem(this, group, { table: this.table, attributes: { group, policy: JSON.stringify(policy) } });
    }
  }
}
