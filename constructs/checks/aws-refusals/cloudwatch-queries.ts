import { blocksAt, isSet, isUnknown, numbersAt, textAt } from '../terraform-values';
import type { Arguments } from '../terraform-values';
import { first, rulesOf } from './judges';
import { isPeriod } from './cloudwatch';
import type { AwsRefusal } from './model';

const queries = 'metric_query';

/** Alarms on several metrics, as the CloudWatch API reference (PutMetricAlarm) and its refusals have them. */
export const metricQueryRefusals: readonly AwsRefusal[] = rulesOf('aws_cloudwatch_metric_alarm', [
  {
    id: 'cloudwatch-query-period',
    argument: 'metric_query.metric.period',
    rule: 'a period is 10, 20, 30 or a multiple of 60 seconds.',
    whatToDo: 'Choose one of these.',
    judge: (args, argument) => first(numbersAt(args, argument).filter((seconds) => !isPeriod(seconds))),
  },
  {
    id: 'cloudwatch-query-one-source',
    argument: queries,
    rule: 'a query is an expression or a metric, and not both.',
    whatToDo: 'Make two queries.',
    judge: (args, argument) =>
      first(blocksAt(args, argument).filter((query) => isSet(query, 'expression') && isSet(query, 'metric'))),
  },
  {
    id: 'cloudwatch-query-return-data',
    argument: 'metric_query.return_data',
    rule: 'exactly one query returns data; with a band of anomaly detection two do.',
    whatToDo: 'Set return_data to true on that one, and to false on the others.',
    judge: wrongReturns,
  },
]);

/** Where each query says it: what is left out, AWS and Terraform read differently. */
function wrongReturns(args: Arguments): string | undefined {
  const all = blocksAt(args, queries);
  const said = all.map((query) => query['return_data']).filter((value) => typeof value === 'boolean');
  if (all.length === 0 || said.length < all.length || isUnknown(args, 'comparison_operator')) return undefined;
  const returned = said.filter((value) => value).length;
  const wanted = /Lower|Upper/.test(textAt(args, 'comparison_operator') ?? '') ? 2 : 1;
  return returned === wanted ? undefined : `${returned} of ${all.length} queries`;
}
