import { type BlockType, harmless, inertAt, modelled, nested, notModelled, tagged } from './block-type';

const capacity = harmless('price and throughput');

export const table: BlockType = {
  arguments: {
    ...tagged,
    name: modelled,
    hash_key: modelled,
    range_key: modelled,
    attribute: nested({ name: modelled, type: modelled }),
    global_secondary_index: notModelled,
    local_secondary_index: notModelled,
    stream_enabled: inertAt(false),
    stream_view_type: harmless('has an effect only with a stream, which is refused'),
    ttl: nested({ enabled: inertAt(false), attribute_name: harmless('has an effect only where enabled') }),
    replica: notModelled,
    import_table: notModelled,
    restore_date_time: notModelled,
    restore_source_name: notModelled,
    restore_source_table_arn: notModelled,
    restore_to_latest_time: inertAt(false),
    billing_mode: capacity,
    read_capacity: capacity,
    write_capacity: capacity,
    on_demand_throughput: capacity,
    warm_throughput: capacity,
    table_class: capacity,
    deletion_protection_enabled: harmless('guards against deletion'),
    point_in_time_recovery: harmless('backup'),
    server_side_encryption: harmless('encryption at rest'),
    timeouts: harmless('patience of Terraform'),
  },
  attributes: {
    id: (block) => block.arguments.string('name'),
    arn: ({ account, arguments: given }) =>
      `arn:aws:dynamodb:${account.region}:${account.accountId}:table/${given.string('name')}`,
  },
};

export const tableItem: BlockType = {
  arguments: { table_name: modelled, hash_key: modelled, range_key: modelled, item: modelled },
  attributes: {},
};
