import type { RefusalCases } from './refusal-case';

const reference = '${var.unknown}';
const onDemand = { billing_mode: 'PAY_PER_REQUEST' };
const index = (more: object) => ({ name: 'i', hash_key: 'id', ...more });

const projected = (kind: string): RefusalCases[string] => ({
  refused: [
    { [kind]: [index({ projection_type: 'INCLUDE' })] },
    { [kind]: index({ projection_type: 'ALL', non_key_attributes: ['a'] }) },
    { [kind]: [index({ projection_type: 'ALL' }), index({ projection_type: 'KEYS_ONLY', non_key_attributes: ['a'] })] },
  ],
  accepted: [
    { [kind]: [index({ projection_type: 'INCLUDE', non_key_attributes: ['a'] })] },
    { [kind]: [index({ projection_type: 'INCLUDE', non_key_attributes: reference })] },
    { [kind]: [index({ projection_type: reference, non_key_attributes: ['a'] })] },
    { [kind]: [index({ projection_type: 'ALL' })] },
    {},
  ],
});

export const tableFeatureCases: RefusalCases = {
  'dynamodb-global-index-projection': projected('global_secondary_index'),
  'dynamodb-local-index-projection': projected('local_secondary_index'),
  'dynamodb-index-on-demand-limit': {
    refused: [{ global_secondary_index: [index({ on_demand_throughput: { max_read_request_units: 1 } })] }],
    accepted: [
      { ...onDemand, global_secondary_index: [index({ on_demand_throughput: { max_read_request_units: 1 } })] },
      {
        billing_mode: reference,
        global_secondary_index: [index({ on_demand_throughput: { max_read_request_units: 1 } })],
      },
      { global_secondary_index: [index({})] },
    ],
  },
  'dynamodb-ttl-attribute': {
    refused: [{ ttl: { enabled: true } }, { ttl: [{ enabled: true, attribute_name: '' }] }],
    accepted: [
      { ttl: { enabled: true, attribute_name: 'expires' } },
      { ttl: { enabled: true, attribute_name: reference } },
      { ttl: { enabled: false } },
      {},
    ],
  },
  'dynamodb-recovery-period': {
    refused: [{ point_in_time_recovery: { enabled: false, recovery_period_in_days: 7 } }],
    accepted: [
      { point_in_time_recovery: { enabled: true, recovery_period_in_days: 7 } },
      { point_in_time_recovery: { enabled: reference, recovery_period_in_days: 7 } },
      { point_in_time_recovery: { enabled: false } },
    ],
  },
};
