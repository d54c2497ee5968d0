import type { LambdaFunctionConfig } from '@cdktf/provider-aws/lib/lambda-function';
import type { AllowEverywhereStatement } from '../iam/policy';

/**
 * What every function has: a runtime that is supported, the cheaper architecture, traces, and the memory and time-out
 * that the Serverless Framework gives (1024 MB, 6 s; API Gateway itself gives up after 29 s).
 */
export const functionDefaults = {
  runtime: 'nodejs22.x',
  architectures: ['arm64'],
  memorySize: 1024,
  timeout: 6,
  tracingConfig: { mode: 'Active' },
} satisfies Partial<LambdaFunctionConfig>;

/** What active tracing needs of the function's role. */
export const tracingStatement: AllowEverywhereStatement = {
  effect: 'Allow',
  actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
  resources: '*',
  wildcardReason: 'X-Ray has no resource to name: both actions accept the asterisk alone.',
};
