import type { LambdaFunction } from '../../blueprint/model';
import type { TemporaryCredentials } from '../credentials/caller';

/** What an environment is made of, besides what the function declares. */
export interface EnvironmentInput {
  readonly fn: LambdaFunction;
  readonly region: string;
  readonly taskRoot: string;
  readonly logStreamName: string;
  readonly credentials: TemporaryCredentials;
}

/** The whole environment of a function: what it declares, and Lambda's own variables. Nothing of this process. */
export function functionEnvironment(input: EnvironmentInput): Record<string, string> {
  const { fn, region, taskRoot, credentials } = input;
  return {
    // The worker stands for the declared runtime; which Node runs the sandbox is no concern of the function's SDK.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    ...fn.environment,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMegabytes),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: fn.logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: input.logStreamName,
    LAMBDA_TASK_ROOT: taskRoot,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    _HANDLER: fn.handler,
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
    PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
  };
}
