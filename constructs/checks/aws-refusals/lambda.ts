import { blocksAt, hasReference, isSet, isUnknown, literalsAt, textAt, textsAt } from '../terraform-values';
import type { Arguments } from '../terraform-values';
import { between, first, keysMatch, matches, oneOf, rulesOf, texts, together } from './judges';
import type { AwsRefusal } from './model';

const mostEnvironmentBytes = 4096;
const sources = ['filename', 's3_bucket', 's3_key', 'image_uri'] as const;
const reservedVariables = new Set([
  ...['_HANDLER', '_X_AMZN_TRACE_ID', 'AWS_ACCESS_KEY_ID', 'AWS_DEFAULT_REGION', 'AWS_EXECUTION_ENV'],
  ...['AWS_LAMBDA_FUNCTION_MEMORY_SIZE', 'AWS_LAMBDA_FUNCTION_NAME', 'AWS_LAMBDA_FUNCTION_VERSION'],
  ...['AWS_LAMBDA_INITIALIZATION_TYPE', 'AWS_LAMBDA_LOG_GROUP_NAME', 'AWS_LAMBDA_LOG_STREAM_NAME'],
  ...['AWS_LAMBDA_RUNTIME_API', 'AWS_REGION', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'LAMBDA_RUNTIME_DIR'],
  'LAMBDA_TASK_ROOT',
]);

/** Functions, as the Lambda API reference and its refusals have it. */
export const lambdaFunctionRefusals: readonly AwsRefusal[] = rulesOf('aws_lambda_function', [
  {
    id: 'lambda-function-name',
    argument: 'function_name',
    rule: 'a name is 1 to 64 of a-z A-Z 0-9 - _.',
    whatToDo: 'Rename the function.',
    judge: matches(/^[a-zA-Z0-9-_]{1,64}$/),
  },
  {
    id: 'lambda-environment-size',
    argument: 'environment.variables',
    rule: `all variables together, with 6 bytes for each and 1 more, are at most ${mostEnvironmentBytes} bytes.`,
    whatToDo: 'Keep large values in a parameter or a secret.',
    judge: (args, argument) => {
      const bytes = environmentBytes(args, argument);
      return bytes > mostEnvironmentBytes ? `${bytes} bytes` : undefined;
    },
  },
  {
    id: 'lambda-environment-key',
    argument: 'environment.variables',
    rule: 'a key is a letter and at least one more letter, digit or _.',
    whatToDo: 'Rename the variable.',
    judge: keysMatch(/^[a-zA-Z][a-zA-Z0-9_]+$/),
  },
  {
    id: 'lambda-environment-reserved',
    argument: 'environment.variables',
    rule: 'Lambda sets this variable itself.',
    whatToDo: 'Use another name.',
    judge: (args, argument) =>
      first(
        blocksAt(args, argument)
          .flatMap((map) => Object.keys(map))
          .filter((key) => reservedVariables.has(key)),
      ),
  },
  {
    id: 'lambda-memory',
    argument: 'memory_size',
    rule: 'memory is 128 to 10240 MB.',
    whatToDo: 'Choose one of these.',
    judge: between(128, 10_240),
  },
  {
    id: 'lambda-timeout',
    argument: 'timeout',
    rule: 'a time-out is 1 to 900 s.',
    whatToDo: 'Choose one of these.',
    judge: between(1, 900),
  },
  {
    id: 'lambda-architecture',
    argument: 'architectures',
    rule: 'an architecture is "arm64" or "x86_64".',
    whatToDo: 'Correct it.',
    judge: oneOf('arm64', 'x86_64'),
  },
  {
    id: 'lambda-tracing',
    argument: 'tracing_config.mode',
    rule: 'a mode is "Active" or "PassThrough".',
    whatToDo: 'Correct it.',
    judge: oneOf('Active', 'PassThrough'),
  },
  {
    id: 'lambda-s3-pair',
    argument: 's3_key',
    rule: 's3_bucket and s3_key go together.',
    whatToDo: 'Set both.',
    judge: together(['s3_key', 's3_bucket'], (args) => isSet(args, 's3_key') !== isSet(args, 's3_bucket')),
  },
  {
    id: 'lambda-one-source',
    argument: 'filename',
    rule: 'an archive excludes s3_bucket and image_uri.',
    whatToDo: 'Keep one source of the code.',
    judge: together(
      sources,
      (args) => isSet(args, 'filename') && sources.some((name) => name !== 'filename' && isSet(args, name)),
    ),
  },
  {
    id: 'lambda-image-package',
    argument: 'package_type',
    rule: '"Image" needs image_uri; "Zip", the default, takes none.',
    whatToDo: 'Set the one that fits.',
    judge: together(
      ['package_type', 'image_uri'],
      (args) =>
        !isUnknown(args, 'package_type') && (textAt(args, 'package_type') === 'Image') !== isSet(args, 'image_uri'),
    ),
  },
  {
    id: 'lambda-image-config',
    argument: 'image_config',
    rule: 'it goes with package_type "Image" only.',
    whatToDo: 'Remove it.',
    judge: together(
      ['image_config', 'package_type'],
      (args) =>
        isSet(args, 'image_config') && !isUnknown(args, 'package_type') && textAt(args, 'package_type') !== 'Image',
    ),
  },
  {
    id: 'lambda-zip-handler',
    argument: 'handler',
    rule: 'an archive needs handler and runtime.',
    whatToDo: 'Set both.',
    judge: together(
      ['handler', 'runtime'],
      (args) =>
        (isSet(args, 'filename') || isSet(args, 's3_key')) && !(isSet(args, 'handler') && isSet(args, 'runtime')),
    ),
  },
  {
    id: 'lambda-log-level-json',
    argument: 'logging_config.log_format',
    rule: 'log levels need the format "JSON".',
    whatToDo: 'Set log_format to "JSON", or remove the levels.',
    judge: together(
      ['logging_config.log_format', 'logging_config.application_log_level', 'logging_config.system_log_level'],
      (args) =>
        (isSet(args, 'logging_config.application_log_level') || isSet(args, 'logging_config.system_log_level')) &&
        textAt(args, 'logging_config.log_format') === 'Text',
    ),
  },
  {
    id: 'lambda-log-group',
    argument: 'logging_config.log_group',
    rule: 'a log group is 1 to 512 of a-z A-Z 0-9 . - _ / #, and does not begin with aws/.',
    whatToDo: 'Rename the log group; /aws/lambda/<function> is right.',
    judge: matches(/^(?!aws\/)[.\-_/#A-Za-z0-9]{1,512}$/i),
  },
  {
    id: 'lambda-dead-letter',
    argument: 'dead_letter_config.target_arn',
    rule: 'a target is an SQS queue or SNS topic that is no FIFO one.',
    whatToDo: 'Use a standard queue.',
    judge: texts((arn) => /^arn:[^:]+:(?:sqs|sns):/.test(arn) && !arn.endsWith('.fifo')),
  },
  {
    id: 'lambda-vpc',
    argument: 'vpc_config',
    rule: 'subnet_ids and security_group_ids are both set or both empty.',
    whatToDo: 'Set both.',
    judge: together(
      ['vpc_config'],
      (args) => isSet(args, 'vpc_config.subnet_ids') !== isSet(args, 'vpc_config.security_group_ids'),
    ),
  },
]);

/** Who may invoke a function. */
export const lambdaPermissionRefusals: readonly AwsRefusal[] = rulesOf('aws_lambda_permission', [
  {
    id: 'lambda-permission-principal',
    argument: 'principal',
    rule: 'a principal is an account id, an ARN, * or a service such as apigateway.amazonaws.com.',
    whatToDo: 'Correct it.',
    judge: matches(/^(?:\*|\d{12}|arn:\S+|[^\s:]+\.[^\s:]+)$/),
  },
  {
    id: 'lambda-permission-latest',
    argument: 'qualifier',
    rule: '$LATEST takes no permissions of its own.',
    whatToDo: 'Remove the qualifier.',
    judge: texts((qualifier) => qualifier !== '$LATEST'),
  },
  {
    id: 'lambda-permission-function-latest',
    argument: 'function_name',
    rule: '$LATEST takes no permissions of its own.',
    whatToDo: 'Name the function without it.',
    judge: texts((name) => !name.endsWith(':$LATEST')),
  },
  {
    id: 'lambda-permission-action',
    argument: 'action',
    rule: 'an action is lambda:<Name> or lambda:*.',
    whatToDo: 'Write "lambda:InvokeFunction".',
    judge: matches(/^(?:lambda:[*]|lambda:[a-zA-Z]+|[*])$/),
  },
  {
    id: 'lambda-permission-url-action',
    argument: 'function_url_auth_type',
    rule: 'it goes with the action lambda:InvokeFunctionUrl only.',
    whatToDo: 'Remove it, or correct the action.',
    judge: together(
      ['function_url_auth_type', 'action'],
      (args) =>
        isSet(args, 'function_url_auth_type') &&
        literalsAt(args, 'action').some((a) => a !== 'lambda:InvokeFunctionUrl'),
    ),
  },
  {
    id: 'lambda-permission-url-type',
    argument: 'function_url_auth_type',
    rule: 'it is "AWS_IAM" or "NONE".',
    whatToDo: 'Write "AWS_IAM".',
    judge: oneOf('AWS_IAM', 'NONE'),
  },
  {
    id: 'lambda-permission-source-arn',
    argument: 'source_arn',
    rule: 'a source is an ARN.',
    whatToDo: 'Refer to execution_arn of the API, with /<stage>/<METHOD>/<path> behind it.',
    judge: matches(/^arn:\S+$/),
  },
  {
    id: 'lambda-permission-statement-id',
    argument: 'statement_id',
    rule: 'a statement id is 1 to 100 of a-z A-Z 0-9 - _.',
    whatToDo: 'Rename it.',
    judge: matches(/^[a-zA-Z0-9-_]{1,100}$/),
  },
  {
    id: 'lambda-permission-statement-twice',
    argument: 'statement_id',
    rule: 'a statement id is used once on a function.',
    whatToDo: 'Rename one.',
    judge: (args, argument, { self, stack }) =>
      first(
        textsAt(args, argument).filter((id) =>
          stack.resources.some(
            (other) =>
              other.type === self.type &&
              other.address < self.address &&
              other.args['function_name'] === args['function_name'] &&
              textAt(other.args, argument) === id,
          ),
        ),
      ),
  },
]);

/** Counted without what only Terraform will know, so never too much. */
function environmentBytes(args: Arguments, argument: string): number {
  const pairs = blocksAt(args, argument).flatMap((map) => Object.entries(map));
  return pairs.reduce((sum, [key, value]) => {
    const known = hasReference(value) ? '' : String(value);
    return sum + Buffer.byteLength(key) + Buffer.byteLength(known) + 6;
  }, 1);
}
