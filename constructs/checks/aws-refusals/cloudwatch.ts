import { first, atMostCharacters, atMostMembers, matches, oneOf, rulesOf, texts, together } from './judges';
import { refersTo } from '../resolved-stack';
import { blocksAt, isSet, isUnknown, literalsAt, numbersAt, textAt, textsAt } from '../terraform-values';
import type { Arguments } from '../terraform-values';
import type { AwsRefusal } from './model';

const actions = ['alarm_actions', 'ok_actions', 'insufficient_data_actions'] as const;

/** Alarms, as the CloudWatch API reference (PutMetricAlarm) and its refusals have them. */
export const alarmRefusals: readonly AwsRefusal[] = rulesOf('aws_cloudwatch_metric_alarm', [
  {
    id: 'cloudwatch-alarm-name',
    argument: 'alarm_name',
    rule: 'a name is 1 to 255 characters.',
    whatToDo: 'Rename the alarm.',
    judge: matches(/^[^]{1,255}$/u),
  },
  {
    id: 'cloudwatch-alarm-description',
    argument: 'alarm_description',
    rule: 'a description is at most 1024 characters.',
    whatToDo: 'Shorten it.',
    judge: atMostCharacters(1024),
  },
  {
    id: 'cloudwatch-alarm-comparison',
    argument: 'comparison_operator',
    rule: 'an operator is (GreaterThan|GreaterThanOrEqualTo|LessThan|LessThanOrEqualTo)Threshold, or one of the three for anomaly detection.',
    whatToDo: 'Correct it.',
    judge: matches(
      /^(?:(?:Greater|Less)Than(?:OrEqualTo)?Threshold|(?:LessThanLowerOrGreaterThanUpper|LessThanLower|GreaterThanUpper)Threshold)$/,
    ),
  },
  {
    id: 'cloudwatch-alarm-period',
    argument: 'period',
    rule: 'a period is 10, 20, 30 or a multiple of 60 seconds.',
    whatToDo: 'Choose one of these.',
    judge: (args, argument) => first(numbersAt(args, argument).filter((seconds) => !isPeriod(seconds))),
  },
  {
    id: 'cloudwatch-alarm-window',
    argument: 'evaluation_periods',
    rule: 'all periods together are at most a day; a week where a period is an hour or more.',
    whatToDo: 'Shorten the period, or evaluate fewer.',
    judge: together(['evaluation_periods', 'period'], (args) => {
      const [[periods = 1], [seconds = 1]] = [numbersAt(args, 'evaluation_periods'), numbersAt(args, 'period')];
      return periods * seconds > (seconds >= 3600 ? 604_800 : 86_400);
    }),
  },
  {
    id: 'cloudwatch-alarm-datapoints',
    argument: 'datapoints_to_alarm',
    rule: 'no more data points can be in alarm than are evaluated.',
    whatToDo: 'Lower it, or evaluate more periods.',
    judge: together(['datapoints_to_alarm', 'evaluation_periods'], (args) => {
      const [[points = 0], [periods = Infinity]] = [
        numbersAt(args, 'datapoints_to_alarm'),
        numbersAt(args, 'evaluation_periods'),
      ];
      return points > periods;
    }),
  },
  {
    id: 'cloudwatch-alarm-one-statistic',
    argument: 'statistic',
    rule: 'a metric has exactly one of statistic and extended_statistic.',
    whatToDo: 'Keep one.',
    judge: together(
      ['statistic', 'extended_statistic'],
      (args) => isSet(args, 'metric_name') && isSet(args, 'statistic') === isSet(args, 'extended_statistic'),
    ),
  },
  {
    id: 'cloudwatch-alarm-statistic',
    argument: 'statistic',
    rule: 'a statistic is SampleCount, Average, Sum, Minimum or Maximum; a percentile is an extended one.',
    whatToDo: 'Correct it.',
    judge: oneOf('SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'),
  },
  {
    id: 'cloudwatch-alarm-threshold',
    argument: 'threshold',
    rule: 'an alarm compares with a threshold, one for anomaly detection with threshold_metric_id.',
    whatToDo: 'Set the one that its operator needs.',
    judge: together(['threshold', 'comparison_operator'], needsThreshold),
  },
  {
    id: 'cloudwatch-alarm-missing-data',
    argument: 'treat_missing_data',
    rule: 'missing data is missing, ignore, breaching or notBreaching.',
    whatToDo: 'Correct it.',
    judge: oneOf('missing', 'ignore', 'breaching', 'notBreaching'),
  },
  ...actions.map((argument) => ({
    id: `cloudwatch-alarm-${argument.replaceAll('_', '-')}-count`,
    argument,
    rule: 'an alarm tells at most 5.',
    whatToDo: 'Tell a topic, and subscribe to it.',
    judge: atMostMembers(5),
  })),
  ...actions.map((argument) => ({
    id: `cloudwatch-alarm-${argument.replaceAll('_', '-')}`,
    argument,
    rule: 'an action is the ARN of an SNS topic, a function, or of automate, autoscaling, ssm, ssm-incidents or aiops.',
    whatToDo: 'Refer to the arn of the topic.',
    judge: matches(/^arn:[^:]+:(?:automate|sns|autoscaling|ssm|ssm-incidents|lambda|swf|aiops):/),
  })),
]);

/** Filters that make metrics of logs, as the CloudWatch Logs API reference (PutMetricFilter) has them. */
export const metricFilterRefusals: readonly AwsRefusal[] = rulesOf('aws_cloudwatch_log_metric_filter', [
  {
    id: 'logs-filter-class',
    argument: 'log_group_name',
    rule: 'a log group of the class INFREQUENT_ACCESS takes no metric filter.',
    whatToDo: 'Make the log group of the class STANDARD.',
    judge: (args, argument, { stack }) =>
      first(
        stack.resources
          .filter(({ type }) => type === 'aws_cloudwatch_log_group')
          .filter((one) => refersTo(args[argument], one) && textAt(one.args, 'log_group_class') === 'INFREQUENT_ACCESS')
          .map(({ address }) => address),
      ),
  },
  {
    id: 'logs-filter-name',
    argument: 'name',
    rule: 'a name is 1 to 512 characters without : and *.',
    whatToDo: 'Rename the filter.',
    judge: matches(/^[^:*]{1,512}$/),
  },
  {
    id: 'logs-filter-pattern',
    argument: 'pattern',
    rule: 'a pattern is at most 1024 characters, and one that begins with [ or { ends with ] or }.',
    whatToDo: 'Close the bracket.',
    judge: texts((text) => text.length <= 1024 && closes(text.trim())),
  },
  {
    id: 'logs-metric-namespace',
    argument: 'metric_transformation.namespace',
    rule: 'a namespace is 1 to 255 characters without : * $, and does not begin with AWS/.',
    whatToDo: 'Choose another one.',
    judge: matches(/^(?!AWS\/)[^:*$]{1,255}$/),
  },
  {
    id: 'logs-metric-name',
    argument: 'metric_transformation.name',
    rule: 'a name is 1 to 255 characters without : * $.',
    whatToDo: 'Rename the metric.',
    judge: matches(/^[^:*$]{1,255}$/),
  },
  {
    id: 'logs-metric-default-with-dimensions',
    argument: 'metric_transformation.default_value',
    rule: 'a metric with dimensions has no default value.',
    whatToDo: 'Remove one of the two.',
    judge: (args) =>
      first(
        blocksAt(args, 'metric_transformation')
          .filter((block) => isSet(block, 'dimensions') && isSet(block, 'default_value'))
          .flatMap((block) => literalsAt(block, 'default_value')),
      ),
  },
]);

/** Seconds that CloudWatch adds up to one value. */
export function isPeriod(seconds: number): boolean {
  return [10, 20, 30].includes(seconds) || (seconds >= 60 && seconds % 60 === 0);
}

function needsThreshold(args: Arguments): boolean {
  if (isUnknown(args, 'comparison_operator')) {
    return false;
  }
  const byBand = textsAt(args, 'comparison_operator').some((operator) => /Lower|Upper/.test(operator));
  return byBand
    ? !isSet(args, 'threshold_metric_id') || isSet(args, 'threshold')
    : !isSet(args, 'threshold') || isSet(args, 'threshold_metric_id');
}

function closes(pattern: string): boolean {
  return (!pattern.startsWith('[') || pattern.endsWith(']')) && (!pattern.startsWith('{') || pattern.endsWith('}'));
}
