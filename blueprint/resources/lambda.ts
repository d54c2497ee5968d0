import { type Block, type BlockType, harmless, inertAt, modelled, nested, notModelled, tagged } from './block-type';
import { digits, stableText } from './identifiers';

/** ARN of the function, without a version. */
export function functionArn(block: Block): string {
  const { region, accountId } = block.account;
  return `arn:aws:lambda:${region}:${accountId}:function:${block.arguments.string('function_name')}`;
}

/** The `uri` by which API Gateway invokes a function. */
export function invokeArn(region: string, arn: string): string {
  return `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${arn}/invocations`;
}

export const lambdaFunction: BlockType = {
  arguments: {
    ...tagged,
    function_name: modelled,
    filename: modelled,
    handler: modelled,
    role: modelled,
    runtime: modelled,
    timeout: modelled,
    memory_size: modelled,
    environment: nested({ variables: modelled }),
    logging_config: nested({
      log_group: modelled,
      log_format: harmless('form of log lines'),
      application_log_level: harmless('observes'),
      system_log_level: harmless('observes'),
    }),
    package_type: inertAt('Zip'),
    publish: inertAt(false),
    reserved_concurrent_executions: inertAt(-1),
    snap_start: nested({ apply_on: inertAt('None') }),
    layers: notModelled,
    vpc_config: notModelled,
    file_system_config: notModelled,
    image_config: notModelled,
    image_uri: notModelled,
    s3_bucket: notModelled,
    s3_key: notModelled,
    s3_object_version: notModelled,
    code_signing_config_arn: notModelled,
    architectures: harmless('kind of processor; the bundle is plain JavaScript'),
    source_code_hash: harmless('only says when to upload again'),
    tracing_config: harmless('observes'),
    description: harmless('text'),
    kms_key_arn: harmless('encryption at rest'),
    source_kms_key_arn: harmless('encryption at rest'),
    ephemeral_storage: harmless('size of /tmp'),
    dead_letter_config: harmless('for asynchronous calls; API Gateway waits for the answer'),
    skip_destroy: harmless('rules deletion'),
    timeouts: harmless('patience of Terraform'),
  },
  attributes: {
    id: (block) => block.arguments.string('function_name'),
    arn: functionArn,
    invoke_arn: (block) => invokeArn(block.account.region, functionArn(block)),
    version: () => '$LATEST',
    qualified_arn: (block) => `${functionArn(block)}:$LATEST`,
  },
};

/** The name of a permission's statement, or one as Terraform makes it up. */
function statementId(block: Block): string {
  const made = `terraform-${stableText(block, 'statement id', { length: 26, alphabet: digits })}`;
  return block.arguments.optionalString('statement_id') ?? made;
}

export const lambdaPermission: BlockType = {
  arguments: {
    action: modelled,
    function_name: modelled,
    principal: modelled,
    source_arn: modelled,
    source_account: modelled,
    statement_id: harmless('a name'),
    qualifier: notModelled,
    principal_org_id: notModelled,
    event_source_token: notModelled,
    function_url_auth_type: notModelled,
  },
  attributes: { id: statementId, statement_id: statementId },
};
