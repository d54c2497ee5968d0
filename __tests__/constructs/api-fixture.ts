import { RestApi, type RestApiProps } from '../../constructs/api-gateway/rest-api';
import type { RouteHandler } from '../../constructs/api-gateway/route';
import type { BaseStack } from '../../constructs/base-stack';

export const handler: RouteHandler = { name: 'fn', invokeArn: 'arn:aws:apigateway:us-east-1:lambda:path/fn' };

export const iam = { kind: 'iam' } as const;

export const apiProps: RestApiProps = {
  name: 'pets',
  stageName: 'dev',
  corsOrigins: ['https://app.example.com'],
  throttle: { rateLimit: 1, burstLimit: 2 },
  accessLogs: false,
  logRetentionDays: 30,
};

export function petsApi(stack: BaseStack, id = 'api', props: Partial<RestApiProps> = {}): RestApi {
  return new RestApi(stack, id, { ...apiProps, ...props });
}
