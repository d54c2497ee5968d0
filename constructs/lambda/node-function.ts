import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { AssetType, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import { policyDocument, type AllowStatement, type PolicyStatement } from '../iam/policy';
import { Role } from '../iam/role';
import { bundle, handlerOfBundle } from './bundle';
import { functionDefaults, tracingStatement } from './lambda-defaults';

/** Variables of a function, each of them text. */
export type FunctionEnvironment<Environment> = { readonly [Name in keyof Environment]: string };

/** Props of {@link NodeFunction}. */
export interface NodeFunctionProps<Environment extends FunctionEnvironment<Environment>> {
  /** At most 59 characters, unique in account and region; the role's name is this with `-role`. */
  readonly name: string;
  /** File that exports `handler`, relative to the project's folder. */
  readonly entry: string;
  /** Exactly what the function's `environment.ts` declares. */
  readonly environment: Environment;
  /** What the function may do besides writing its log and its traces. */
  readonly statements: readonly PolicyStatement[];
  readonly logRetentionDays: number;
  /**
   * Seconds after which Lambda ends an invocation. API Gateway waits 29 at most.
   *
   * @default 6
   */
  readonly timeoutSeconds?: number;
}

/** A function with a role of its own, and a log group that is declared, kept for so long, and destroyed with it. */
export class NodeFunction<Environment extends FunctionEnvironment<Environment>> extends Construct {
  readonly name: string;
  readonly arn: string;
  /** What an API's integration calls. */
  readonly invokeArn: string;
  /** Where it writes. */
  readonly logGroupName: string;
  readonly #role: Role;

  constructor(scope: Construct, id: string, props: NodeFunctionProps<Environment>) {
    super(scope, id);
    const code = bundle(props.entry);
    const asset = new TerraformAsset(this, 'code', {
      path: code.path,
      type: AssetType.FILE,
      assetHash: code.contentHash,
    });
    const logs = new CloudwatchLogGroup(this, 'logs', {
      name: `/aws/lambda/${props.name}`,
      retentionInDays: props.logRetentionDays,
    });
    this.#role = new Role(this, 'role', {
      name: `${props.name}-role`,
      trust: { principal: { Service: 'lambda.amazonaws.com' }, action: 'sts:AssumeRole' },
      policyName: `${props.name}-policy`,
      statements: [...props.statements, logStatement(logs), tracingStatement],
    });
    const resource = new LambdaFunction(this, 'Resource', {
      ...functionDefaults,
      ...(props.timeoutSeconds === undefined ? {} : { timeout: props.timeoutSeconds }),
      functionName: props.name,
      handler: handlerOfBundle,
      filename: asset.path,
      sourceCodeHash: code.sourceCodeHash,
      role: this.#role.arn,
      environment: { variables: { ...props.environment } },
      // Otherwise a first request could create the log group without retention, or run without its rights.
      dependsOn: [logs, this.#role.policy],
    });
    this.name = resource.functionName;
    this.arn = resource.arn;
    this.invokeArn = resource.invokeArn;
    this.logGroupName = logs.name;
  }

  /**
   * Lets the function do something to what itself needs the function, such as a user pool that asks it: a policy of its
   * own, after both. The function runs without it until then.
   */
  allowLater(id: string, statement: AllowStatement): void {
    new IamRolePolicy(this, id, {
      name: `${this.node.id}-${id}`,
      role: this.#role.resource.id,
      policy: policyDocument([statement]),
    });
  }
}

function logStatement(logs: CloudwatchLogGroup): PolicyStatement {
  return { effect: 'Allow', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [`${logs.arn}:*`] };
}
