import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';
import type { RestApi } from '../api-gateway/rest-api';
import { alarmDefaults, alarmThresholds, type AlarmThresholds } from '../cloudwatch/alarm-defaults';
import { LogMetric } from '../cloudwatch/log-metric';

/** The function of an authorizer as its alarms need it. */
export interface WatchedFunction {
  readonly name: string;
  readonly logGroupName: string;
}

/** Props of {@link ApiAlarms}. */
export interface ApiAlarmsProps {
  readonly api: RestApi;
  /**
   * The Lambda authorizer's function.
   *
   * @default the authorizer is API Gateway's own, which has no measure of itself
   */
  readonly authorizer?: WatchedFunction;
  /**
   * SNS topics that are told, at most 5.
   *
   * @default none: the alarms change their state, which the console shows
   */
  readonly topicArns?: readonly string[];
  /**
   * @default alarmThresholds
   */
  readonly thresholds?: Partial<AlarmThresholds>;
}

type Measure = Pick<CloudwatchMetricAlarmConfig, 'metricName' | 'namespace' | 'dimensions'> &
  Partial<Pick<CloudwatchMetricAlarmConfig, 'statistic' | 'extendedStatistic' | 'evaluationPeriods'>>;

/**
 * What somebody should look at. Refusals are told apart (401, 403) only where requests are logged: API Gateway's own
 * measure counts both as client errors.
 */
export class ApiAlarms extends Construct {
  readonly #props: ApiAlarmsProps;

  constructor(scope: Construct, id: string, props: ApiAlarmsProps) {
    super(scope, id);
    this.#props = props;
    const { api, authorizer } = props;
    this.#alarm('server-errors', 'serverErrors', this.#ofApi('5XXError'));
    this.#alarm('client-errors', 'clientErrors', this.#ofApi('4XXError'));
    if (api.accessLogGroupName !== undefined) {
      this.#alarm('unauthorized', 'unauthorized', this.#answers('401', api.accessLogGroupName));
      this.#alarm('forbidden', 'forbidden', this.#answers('403', api.accessLogGroupName));
    }
    if (authorizer !== undefined) {
      this.#alarm('authorizer-errors', 'authorizerErrors', this.#failures(authorizer));
      this.#alarm('authorizer-latency', 'authorizerLatency', durationOf(authorizer));
    }
  }

  #alarm(id: string, threshold: keyof AlarmThresholds, measure: Measure): void {
    const { api, topicArns, thresholds } = this.#props;
    new CloudwatchMetricAlarm(this, id, {
      ...alarmDefaults,
      ...measure,
      alarmName: `${api.name}-${id}`,
      alarmDescription: descriptions[threshold],
      threshold: thresholds?.[threshold] ?? alarmThresholds[threshold],
      ...(topicArns === undefined ? {} : { alarmActions: [...topicArns], okActions: [...topicArns] }),
    });
  }

  #ofApi(metricName: string): Measure {
    const { name: ApiName, stageName: Stage } = this.#props.api;
    return { metricName, namespace: 'AWS/ApiGateway', dimensions: { ApiName, Stage }, statistic: 'Sum' };
  }

  /** The access log has the status as text. */
  #answers(status: string, logGroupName: string): Measure {
    return this.#counted(`answers-${status}`, logGroupName, { lines: `{ $.status = "${status}" }` });
  }

  /**
   * Not the measure `Errors` of Lambda: an authorizer refuses a token by failing, so that each forged token would count.
   * Its own log tells errors from refusals; what ends the process is told by Lambda's lines.
   */
  #failures({ logGroupName }: WatchedFunction): Measure {
    return this.#counted('authorizer-failures', logGroupName, {
      errors: '{ $.level = "error" }',
      endings: '?"Task timed out" ?"Runtime exited"',
    });
  }

  #counted(id: string, logGroupName: string, patterns: Readonly<Record<string, string>>): Measure {
    const { name } = this.#props.api;
    const metric = new LogMetric(this, id, { name: id, namespace: `ProtectedApi/${name}`, logGroupName, patterns });
    return { metricName: metric.name, namespace: metric.namespace, statistic: 'Sum' };
  }
}

/** Three periods in a row: the first call after a pause loads the code. */
function durationOf({ name: FunctionName }: WatchedFunction): Measure {
  return {
    metricName: 'Duration',
    namespace: 'AWS/Lambda',
    dimensions: { FunctionName },
    extendedStatistic: 'p90',
    evaluationPeriods: 3,
  };
}

const descriptions: Readonly<Record<keyof AlarmThresholds, string>> = {
  unauthorized: 'Many answers 401: somebody tries tokens, or a client sends expired ones.',
  forbidden: 'Many answers 403: somebody tries routes that are not theirs, or a group lost a right.',
  clientErrors: 'Many answers 4xx. With access logs on, the alarms of 401 and 403 tell which.',
  serverErrors: 'Answers 5xx: the service or the authorizer failed.',
  authorizerErrors: 'The authorizer could not decide, so callers were refused with 500.',
  authorizerLatency: 'The authorizer is slow, and with it every request whose policy is not kept.',
};
