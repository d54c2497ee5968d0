import { matches, oneOf, rulesOf } from './judges';
import type { AwsRefusal } from './model';

const retentions = [
  ...[0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
];

/** Log groups, as the CloudWatch Logs API reference has it. */
export const logGroupRefusals: readonly AwsRefusal[] = rulesOf('aws_cloudwatch_log_group', [
  {
    id: 'logs-group-name',
    argument: 'name',
    rule: 'a name is 1 to 512 of a-z A-Z 0-9 . - _ / #, and does not begin with aws/.',
    whatToDo: 'Rename the log group.',
    judge: matches(/^(?!aws\/)[.\-_/#A-Za-z0-9]{1,512}$/i),
  },
  {
    id: 'logs-retention',
    argument: 'retention_in_days',
    rule: `a retention is ${retentions.slice(1).join(', ')} days, or 0 for ever.`,
    whatToDo: 'Choose one of these.',
    judge: oneOf(...retentions),
  },
  {
    id: 'logs-class',
    argument: 'log_group_class',
    rule: 'a class is STANDARD, INFREQUENT_ACCESS or DELIVERY.',
    whatToDo: 'Correct it.',
    judge: oneOf('STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY'),
  },
]);
