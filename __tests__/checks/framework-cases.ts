import type { Arguments } from '../../constructs/checks/terraform-values';
import type { RefusalCases } from './refusal-case';

const topic = 'arn:aws:sns:us-east-1:123456789012:alerts';
const sum = { metric_name: 'm', statistic: 'Sum' };
const above = { comparison_operator: 'GreaterThanThreshold' };
const band = { comparison_operator: 'GreaterThanUpperThreshold' };

const toldCases = (argument: string): RefusalCases => ({
  [`cloudwatch-alarm-${argument.replaceAll('_', '-')}-count`]: {
    refused: [{ [argument]: Array.from({ length: 6 }, () => topic) }],
    accepted: [{ [argument]: Array.from({ length: 5 }, () => topic) }, {}],
  },
  [`cloudwatch-alarm-${argument.replaceAll('_', '-')}`]: {
    refused: ['alerts@example.com', 'arn:aws:sqs:us-east-1:123456789012:q'].map((told) => ({ [argument]: [told] })),
    accepted: [
      { [argument]: [topic, '${aws_sns_topic.t.arn}', 'arn:aws:lambda:us-east-1:123456789012:function:f'] },
      { [argument]: ['arn:aws:automate:us-east-1:ec2:stop', 'arn:aws:swf:us-east-1:123456789012:action/x'] },
    ],
  },
});

export const alarmCases: RefusalCases = {
  'cloudwatch-alarm-name': {
    refused: [{ alarm_name: '' }, { alarm_name: 'x'.repeat(256) }],
    accepted: [{ alarm_name: 'dev-files-forbidden' }, { alarm_name: 'x'.repeat(255) }],
  },
  'cloudwatch-alarm-description': {
    refused: [{ alarm_description: 'x'.repeat(1025) }],
    accepted: [{ alarm_description: 'x'.repeat(1024) }, {}],
  },
  'cloudwatch-alarm-comparison': {
    refused: ['>', 'GreaterThan', 'EqualToThreshold'].map((comparison_operator) => ({ comparison_operator })),
    accepted: [above, band, { comparison_operator: 'LessThanOrEqualToThreshold' }],
  },
  'cloudwatch-alarm-period': {
    refused: [0, 5, 45, 90, '61'].map((period) => ({ period })),
    accepted: [10, 20, 30, 60, 300, 86_400].map((period) => ({ period })),
  },
  'cloudwatch-alarm-window': {
    refused: [
      { period: 300, evaluation_periods: 289 },
      { period: 3600, evaluation_periods: 169 },
    ],
    accepted: [
      { period: 300, evaluation_periods: 288 },
      { period: 3600, evaluation_periods: 168 },
      { period: '${var.p}', evaluation_periods: 1000 },
    ],
  },
  'cloudwatch-alarm-datapoints': {
    refused: [{ datapoints_to_alarm: 4, evaluation_periods: 3 }],
    accepted: [{ datapoints_to_alarm: 3, evaluation_periods: 3 }, { evaluation_periods: 1 }],
  },
  'cloudwatch-alarm-one-statistic': {
    refused: [{ metric_name: 'm' }, { ...sum, extended_statistic: 'p90' }],
    accepted: [sum, { metric_name: 'm', extended_statistic: 'p90' }, { metric_query: [] }],
  },
  'cloudwatch-alarm-statistic': {
    refused: ['sum', 'p90'].map((statistic) => ({ statistic })),
    accepted: ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'].map((statistic) => ({ statistic })),
  },
  'cloudwatch-alarm-threshold': {
    refused: [above, { ...above, threshold_metric_id: 'a', threshold: 1 }, { ...band, threshold: 1 }, band],
    accepted: [
      { ...above, threshold: 0 },
      { ...above, threshold: '${var.t}' },
      { ...band, threshold_metric_id: 'a' },
      { comparison_operator: '${var.c}' },
    ],
  },
  'cloudwatch-alarm-missing-data': {
    refused: ['notbreaching', 'ok'].map((treat_missing_data) => ({ treat_missing_data })),
    accepted: ['missing', 'ignore', 'breaching', 'notBreaching'].map((treat_missing_data) => ({ treat_missing_data })),
  },
  ...toldCases('alarm_actions'),
  ...toldCases('ok_actions'),
  ...toldCases('insufficient_data_actions'),
};

const metric = (args: Arguments): Arguments => ({ metric_transformation: args });

export const metricFilterCases: RefusalCases = {
  'logs-filter-name': {
    refused: ['a:b', 'a*', '', 'x'.repeat(513)].map((name) => ({ name })),
    accepted: ['answers-401', 'x'.repeat(512)].map((name) => ({ name })),
  },
  'logs-filter-pattern': {
    refused: ['[ip, user', '{ $.status = "401"', 'x'.repeat(1025)].map((pattern) => ({ pattern })),
    accepted: ['', '[ip, user]', ' { $.status = "401" } ', '?"Task timed out"', 'x'.repeat(1024)].map((pattern) => ({
      pattern,
    })),
  },
  'logs-metric-namespace': {
    refused: ['AWS/Files', 'a:b', 'a*', '', 'x'.repeat(256)].map((namespace) => metric({ namespace })),
    accepted: ['ProtectedApi/dev-files', 'AWSome/x'].map((namespace) => metric({ namespace })),
  },
  'logs-metric-name': {
    refused: ['a:b', 'a$b', '', 'x'.repeat(256)].map((name) => metric({ name })),
    accepted: ['answers-401'].map((name) => metric({ name })),
  },
  'logs-metric-default-with-dimensions': {
    refused: [metric({ dimensions: { a: '$.a' }, default_value: '0' })],
    accepted: [metric({ dimensions: { a: '$.a' } }), metric({ default_value: '0' })],
  },
};

const readers = '{"group":{"S":"readers"},"policy":{"S":"[]"}}';
const hash = { hash_key: 'group' };

export const tableItemCases: RefusalCases = {
  'dynamodb-item-json': {
    refused: ['readers', '[]', '{"group":"readers"}', '{"group":{"s":"readers"}}', '{"group":{"S":"a","N":"1"}}'].map(
      (item) => ({ item }),
    ),
    accepted: [readers, '{"a":{"M":{}},"b":{"BOOL":true}}', '${jsonencode({})}'].map((item) => ({ item })),
  },
  'dynamodb-item-key': {
    refused: [
      { ...hash, item: '{"policy":{"S":"[]"}}' },
      { ...hash, item: '{"group":{"S":""}}' },
      { ...hash, item: '{"group":{"BOOL":true}}' },
      { ...hash, range_key: 'at', item: readers },
    ],
    accepted: [
      { ...hash, item: readers },
      { hash_key: '${var.k}', item: readers },
      { ...hash, item: 'no JSON' },
    ],
  },
  'dynamodb-item-size': {
    refused: [{ item: `{"a":{"S":"${'é'.repeat(204_800)}"}}` }],
    accepted: [{ item: `{"a":{"S":"${'x'.repeat(409_000)}"}}` }],
  },
  'dynamodb-item-twice': {
    around: [
      ['aws_dynamodb_table_item', { ...hash, table_name: 't', item: readers }],
      ['aws_dynamodb_table_item', { ...hash, table_name: 'u', item: '{"group":{"S":"writers"}}' }],
    ],
    refused: [{ ...hash, table_name: 't', item: '{"policy":{"S":"other"},"group":{"S":"readers"}}' }],
    accepted: [
      { ...hash, table_name: 't', item: '{"group":{"S":"writers"}}' },
      { ...hash, table_name: 'v', item: readers },
    ],
  },
};
