import type { Construct } from 'constructs';
import { RestApi } from '../constructs/api-gateway/rest-api';
import { BaseStack } from '../constructs/base-stack';
import { NodeFunction } from '../constructs/lambda/node-function';
import type { Secret } from '../constructs/secrets-manager/secret';
import type { ContentConsumerEnvironment } from '../functions/content-consumer/environment';
import type { Settings } from '../settings';

/** Settings, and where the premium content is. */
export interface ContentConsumersProps extends Settings {
  /** How to get a token. */
  readonly appSecrets: Secret;
  readonly premiumApiUrl: string;
}

/** What each route does at the premium API; the output that holds its URL. */
const routes = [
  { path: '/content/unauthorized-read', output: 'UnauthorizedUrl' },
  { path: '/content/authorized-read', output: 'AuthorizedReadUrl' },
  { path: '/content/authorized-write', output: 'AuthorizedWriteUrl' },
] as const;

/** A machine that calls the premium API, without a token and with one, whenever somebody asks it to. */
export class ContentConsumersStack extends BaseStack {
  constructor(scope: Construct, id: string, props: ContentConsumersProps) {
    super(scope, id, props);
    const api = new RestApi(this, 'api', {
      ...props,
      name: `${props.namePrefix}miztiik-world-api`,
      stageName: 'miztiik',
      throttle: { rateLimit: 10, burstLimit: 100 },
    });
    const handler = addFunction(this, props);
    const authorization = {
      kind: 'public',
      reason: 'Simulates an end user in a browser, who starts the machine-to-machine call and brings no credentials.',
    } as const;
    for (const { path } of routes) {
      api.addRoute({ method: 'GET', path, authorization, handler });
    }
    this.addOutputs({
      ...Object.fromEntries(routes.map(({ path, output }) => [output, `${api.invokeUrl}${path}`])),
      region: props.region,
      rest_api_id: api.id,
    });
  }
}

function addFunction(stack: BaseStack, props: ContentConsumersProps): NodeFunction<ContentConsumerEnvironment> {
  const { appSecrets, premiumApiUrl, namePrefix, stage, logRetentionDays } = props;
  return new NodeFunction<ContentConsumerEnvironment>(stack, 'content-consumer', {
    name: `${namePrefix}${stage}-content_consumers`,
    entry: 'functions/content-consumer/index.ts',
    environment: {
      premiumApiUrl,
      secretArn: appSecrets.arn,
      allowedOrigins: props.corsOrigins.join(','),
    },
    statements: [{ effect: 'Allow', actions: ['secretsmanager:GetSecretValue'], resources: [appSecrets.arn] }],
    logRetentionDays,
    timeoutSeconds: 25,
  });
}
