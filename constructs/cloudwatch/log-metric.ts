import { CloudwatchLogMetricFilter } from '@cdktf/provider-aws/lib/cloudwatch-log-metric-filter';
import { Construct } from 'constructs';

/** Props of {@link LogMetric}. */
export interface LogMetricProps {
  readonly name: string;
  readonly namespace: string;
  readonly logGroupName: string;
  /** Filter patterns by construct id; a line that matches one counts one. */
  readonly patterns: Readonly<Record<string, string>>;
}

/** Counts lines of a log. */
export class LogMetric extends Construct {
  readonly name: string;
  readonly namespace: string;

  constructor(scope: Construct, id: string, { name, namespace, logGroupName, patterns }: LogMetricProps) {
    super(scope, id);
    for (const [pattern, text] of Object.entries(patterns)) {
      new CloudwatchLogMetricFilter(this, pattern, {
        name: `${name}-${pattern}`,
        pattern: text,
        logGroupName,
        metricTransformation: { name, namespace, value: '1', defaultValue: '0' },
      });
    }
    this.name = name;
    this.namespace = namespace;
  }
}
