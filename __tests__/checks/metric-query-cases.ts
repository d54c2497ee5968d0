import type { RefusalCases } from './refusal-case';

const reference = '${var.unknown}';
const metric = (period: unknown) => ({ metric: { metric_name: '5XXError', period } });
const queries = (...return_data: readonly unknown[]) =>
  return_data.map((one, at) => ({ id: `q${at}`, ...(one !== undefined && { return_data: one }) }));

export const metricQueryCases: RefusalCases = {
  'cloudwatch-query-period': {
    refused: [5, 45, 90].map((period) => ({ metric_query: [metric(60), metric(period)] })),
    accepted: [10, 60, 300, reference].map((period) => ({ metric_query: [metric(period)] })),
  },
  'cloudwatch-query-one-source': {
    refused: [{ metric_query: [{ expression: 'a/b', ...metric(60) }] }],
    accepted: [{ metric_query: [{ expression: 'a/b' }, metric(60)] }],
  },
  'cloudwatch-query-return-data': {
    refused: [
      { metric_query: queries(true, true) },
      { metric_query: queries(false) },
      { comparison_operator: 'GreaterThanUpperThreshold', metric_query: queries(true, false) },
    ],
    accepted: [
      { metric_query: queries(true, false) },
      { metric_query: queries(true, undefined) },
      { metric_query: queries(false, undefined) },
      { metric_query: queries(reference, true) },
      { comparison_operator: 'GreaterThanUpperThreshold', metric_query: queries(true, true) },
      { comparison_operator: reference, metric_query: queries(true, true) },
      {},
    ],
  },
};

export const filterClassCases: RefusalCases = {
  'logs-filter-class': {
    around: [
      ['aws_cloudwatch_log_group', { log_group_class: 'INFREQUENT_ACCESS' }],
      ['aws_cloudwatch_log_group', {}],
    ],
    refused: [{ log_group_name: '${aws_cloudwatch_log_group.it.name}' }],
    accepted: [{ log_group_name: '${aws_cloudwatch_log_group.it2.name}' }, { log_group_name: 'it' }],
  },
};
