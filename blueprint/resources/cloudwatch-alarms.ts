import { type BlockType, harmless, modelled, tagged } from './block-type';

const watches = harmless('watches metrics, which there are none of here');

export const metricAlarm: BlockType = {
  arguments: {
    ...tagged,
    alarm_name: modelled,
    alarm_description: harmless('text'),
    actions_enabled: watches,
    alarm_actions: watches,
    ok_actions: watches,
    insufficient_data_actions: watches,
    comparison_operator: watches,
    datapoints_to_alarm: watches,
    dimensions: watches,
    evaluate_low_sample_count_percentiles: watches,
    evaluation_periods: watches,
    extended_statistic: watches,
    metric_name: watches,
    metric_query: watches,
    namespace: watches,
    period: watches,
    statistic: watches,
    threshold: watches,
    threshold_metric_id: watches,
    treat_missing_data: watches,
    unit: watches,
  },
  attributes: {
    id: (block) => block.arguments.string('alarm_name'),
    arn: ({ account, arguments: given }) =>
      `arn:aws:cloudwatch:${account.region}:${account.accountId}:alarm:${given.string('alarm_name')}`,
  },
};

export const logMetricFilter: BlockType = {
  arguments: {
    name: modelled,
    log_group_name: modelled,
    pattern: watches,
    metric_transformation: watches,
    apply_on_transformed_logs: watches,
  },
  attributes: { id: (block) => block.arguments.string('name') },
};
