import type { CloudwatchMetricAlarmConfig } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';

/** What every alarm has: five-minute sums or percentiles, and silence where nobody calls. */
export const alarmDefaults = {
  period: 300,
  evaluationPeriods: 1,
  comparisonOperator: 'GreaterThanOrEqualToThreshold',
  treatMissingData: 'notBreaching',
} satisfies Partial<CloudwatchMetricAlarmConfig>;

/** From when on a protected API is in trouble, or under attack. Counts are for five minutes. */
export interface AlarmThresholds {
  /** Answers 401: tokens that are missing, expired, forged or for somebody else. */
  readonly unauthorized: number;
  /** Answers 403: callers who are known and may not. */
  readonly forbidden: number;
  /** Answers 400 to 499 of any kind. */
  readonly clientErrors: number;
  /** Answers 500 to 599, those for an authorizer that failed among them. */
  readonly serverErrors: number;
  /** Calls of a Lambda authorizer that neither let in nor refused. */
  readonly authorizerErrors: number;
  /** Milliseconds in which nine of ten calls of a Lambda authorizer are answered. */
  readonly authorizerLatency: number;
}

/** Errors of ours count from the first one; refusals from where no typing error explains them. */
export const alarmThresholds: AlarmThresholds = {
  unauthorized: 100,
  forbidden: 50,
  clientErrors: 200,
  serverErrors: 1,
  authorizerErrors: 1,
  authorizerLatency: 1000,
};
