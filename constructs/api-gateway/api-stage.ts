import { ApiGatewayDeployment } from '@cdktf/provider-aws/lib/api-gateway-deployment';
import { ApiGatewayMethodSettings } from '@cdktf/provider-aws/lib/api-gateway-method-settings';
import { ApiGatewayStage, type ApiGatewayStageAccessLogSettings } from '@cdktf/provider-aws/lib/api-gateway-stage';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { dependable, Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { accessLogFormat } from './api-gateway-defaults';
import { deployedParts, redeploymentTriggers } from './redeployment';

/** What a stage is told, whatever API it belongs to. */
export interface ApiStageOptions {
  /** Letters, digits, hyphens and underscores. */
  readonly stageName: string;
  readonly throttle: { readonly rateLimit: number; readonly burstLimit: number };
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
  readonly #deployment: ApiGatewayDeployment;
  readonly #api: Construct;

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
    const stage = new ApiGatewayStage(this, 'Resource', {
      restApiId,
      deploymentId: this.#deployment.id,
      stageName,
      xrayTracingEnabled: true,
      ...(props.accessLogs ? { accessLogSettings: this.#accessLog(props) } : {}),
    });
    new ApiGatewayMethodSettings(this, 'Resource-settings', {
      restApiId,
      stageName: stage.stageName,
      methodPath: '*/*',
      settings: { throttlingRateLimit: throttle.rateLimit, throttlingBurstLimit: throttle.burstLimit },
    });
    this.invokeUrl = stage.invokeUrl;
  }

  /** To be called after each new part: a method without its integration cannot be deployed. */
  refresh(): void {
    this.#deployment.dependsOn = deployedParts(this.#api).map(dependable);
  }

  #accessLog({ apiName, stageName, logRetentionDays }: ApiStageProps): ApiGatewayStageAccessLogSettings {
    const logs = new CloudwatchLogGroup(this, 'access-logs', {
      name: `/aws/apigateway/${apiName}/${stageName}`,
      retentionInDays: logRetentionDays,
    });
    return { destinationArn: logs.arn, format: accessLogFormat };
  }
}
