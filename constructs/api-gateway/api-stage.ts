import { ApiGatewayDeployment } from '@cdktf/provider-aws/lib/api-gateway-deployment';
import { ApiGatewayMethodSettings } from '@cdktf/provider-aws/lib/api-gateway-method-settings';
import { ApiGatewayStage } from '@cdktf/provider-aws/lib/api-gateway-stage';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { dependable, Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { accessLogFormat } from './api-gateway-defaults';
import { deployedParts, redeploymentTriggers } from './redeployment';
import type { RouteProps, Throttle } from './route';

/** What a stage is told, whatever API it belongs to. */
export interface ApiStageOptions {
  /** Letters, digits, hyphens and underscores. */
  readonly stageName: string;
  readonly throttle: Throttle;
  /** Whether requests are logged; the account then needs the CloudWatch role of API Gateway. */
  readonly accessLogs: boolean;
  readonly logRetentionDays: number;
}

/** Props of {@link ApiStage}. */
export interface ApiStageProps extends ApiStageOptions {
  readonly restApiId: string;
  readonly apiName: string;
  /** The construct that holds all parts of the API. */
  readonly api: Construct;
}

/** The deployed snapshot of an API and the stage that serves it. */
export class ApiStage extends Construct {
  /** `https://<api>.execute-api.<region>.amazonaws.com/<stage>` */
  readonly invokeUrl: string;
  /** Where requests are logged; `undefined` where they are not. */
  readonly accessLogGroupName: string | undefined;
  readonly #deployment: ApiGatewayDeployment;
  readonly #api: Construct;
  readonly #restApiId: string;
  readonly #stageName: string;

  constructor(scope: Construct, id: string, props: ApiStageProps) {
    super(scope, id);
    const { api, restApiId, stageName, throttle } = props;
    this.#api = api;
    this.#deployment = new ApiGatewayDeployment(this, 'Resource-deployment', {
      restApiId,
      triggers: {
        configuration: Lazy.stringValue({ produce: () => redeploymentTriggers(api).configuration }),
        references: Lazy.stringValue({ produce: () => redeploymentTriggers(api).references }),
      },
      // The stage must point to the new deployment before the old one can go.
      lifecycle: { createBeforeDestroy: true },
    });
    const logs = props.accessLogs ? this.#accessLogs(props) : undefined;
    this.accessLogGroupName = logs?.name;
    const stage = new ApiGatewayStage(this, 'Resource', {
      restApiId,
      deploymentId: this.#deployment.id,
      stageName,
      xrayTracingEnabled: true,
      ...(logs === undefined ? {} : { accessLogSettings: { destinationArn: logs.arn, format: accessLogFormat } }),
    });
    this.#restApiId = restApiId;
    this.#stageName = stage.stageName;
    this.#addSettings(this, '*/*', throttle);
    this.invokeUrl = stage.invokeUrl;
  }

  /** To be called after each new part: a method without its integration cannot be deployed. */
  refresh(): void {
    this.#deployment.dependsOn = deployedParts(this.#api).map(dependable);
  }

  /** Gives one method limits of its own. The settings are named after the route. */
  throttleMethod(route: Construct, { method, path, throttle }: Pick<RouteProps, 'method' | 'path' | 'throttle'>): void {
    if (throttle !== undefined) {
      this.#addSettings(route, `${path.slice(1)}/${method}`, throttle);
    }
  }

  #addSettings(scope: Construct, methodPath: string, { rateLimit, burstLimit }: Throttle): void {
    new ApiGatewayMethodSettings(scope, 'Resource-settings', {
      restApiId: this.#restApiId,
      stageName: this.#stageName,
      methodPath,
      settings: { throttlingRateLimit: rateLimit, throttlingBurstLimit: burstLimit },
    });
  }

  #accessLogs({ apiName, stageName, logRetentionDays }: ApiStageProps): CloudwatchLogGroup {
    return new CloudwatchLogGroup(this, 'access-logs', {
      name: `/aws/apigateway/${apiName}/${stageName}`,
      retentionInDays: logRetentionDays,
    });
  }
}
