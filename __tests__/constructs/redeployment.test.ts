import { ApiGatewayGatewayResponse } from '@cdktf/provider-aws/lib/api-gateway-gateway-response';
import { ApiGatewayIntegration } from '@cdktf/provider-aws/lib/api-gateway-integration';
import { ApiGatewayMethod } from '@cdktf/provider-aws/lib/api-gateway-method';
import { ApiGatewayRestApi } from '@cdktf/provider-aws/lib/api-gateway-rest-api';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import type { TerraformResource } from 'cdktf';
import type { RestApi } from '../../constructs/api-gateway/rest-api';
import { type RestApiProps } from '../../constructs/api-gateway/rest-api';
import { deployedParts } from '../../constructs/api-gateway/redeployment';
import type { BaseStack } from '../../constructs/base-stack';
import { handler, iam, petsApi } from './api-fixture';
import { removeTestStacks, resourcesIn, testStack } from './test-stack';

afterAll(removeTestStacks);

interface Change {
  readonly name: string;
  readonly props?: Partial<RestApiProps>;
  readonly change?: (api: RestApi, stack: BaseStack) => void;
}

function triggersOf({ props, change }: Omit<Change, 'name'>): { configuration: string; references: string } {
  const stack = testStack();
  const api = petsApi(stack, 'api', props);
  api.addRoute({ method: 'GET', path: '/pets', authorization: iam, handler });
  change?.(api, stack);
  const deployment = resourcesIn(stack)['aws_api_gateway_deployment']?.['api-stage'];
  return deployment?.['triggers'] as { configuration: string; references: string };
}

function part<T extends TerraformResource>(api: RestApi, type: new (...args: never[]) => T): T {
  const found = deployedParts(api).find((candidate) => candidate instanceof type);
  if (found === undefined) {
    throw new Error(`no ${type.name}`);
  }
  return found as T;
}

const before = triggersOf({});

const changes: readonly Change[] = [
  {
    name: 'another route',
    change: (api) => api.addRoute({ method: 'POST', path: '/pets', authorization: iam, handler }),
  },
  {
    name: 'another path',
    change: (api) => api.addRoute({ method: 'GET', path: '/pets/{petId}', authorization: iam, handler }),
  },
  { name: "a method's authorization", change: (api) => (part(api, ApiGatewayMethod).authorization = 'NONE') },
  {
    name: "a method's authorizer",
    change: (api) => (part(api, ApiGatewayMethod).authorizerId = 'a1b2c3'),
  },
  {
    name: "a method's required parameter",
    change: (api) => (part(api, ApiGatewayMethod).requestParameters = { 'method.request.querystring.kind': true }),
  },
  {
    name: "an integration's function",
    change: (api) => (part(api, ApiGatewayIntegration).uri = 'arn:aws:apigateway:us-east-1:lambda:path/other'),
  },
  { name: "an integration's time-out", change: (api) => (part(api, ApiGatewayIntegration).timeoutMilliseconds = 5000) },
  { name: 'the CORS origin', props: { corsOrigins: ['https://other.example.com'] } },
  {
    name: 'the status of a gateway response',
    change: (api) => (part(api, ApiGatewayGatewayResponse).statusCode = '418'),
  },
  {
    name: 'one more gateway response',
    change: (api) =>
      new ApiGatewayGatewayResponse(api, 'throttled', {
        restApiId: api.id,
        responseType: 'THROTTLED',
        statusCode: '429',
      }),
  },
  {
    name: 'the resource policy',
    change: (api) => (part(api, ApiGatewayRestApi).policy = '{"Version":"2012-10-17","Statement":[]}'),
  },
  { name: 'binary media types', change: (api) => (part(api, ApiGatewayRestApi).binaryMediaTypes = ['image/png']) },
];

test.each(changes)('$name: the API is deployed again', (change) => {
  expect(triggersOf(change).configuration).toMatch(/^[0-9a-f]{64}$/);
  expect(triggersOf(change).configuration).not.toBe(before.configuration);
});

const harmless: readonly Change[] = [
  { name: 'nothing' },
  { name: 'the throttle', props: { throttle: { rateLimit: 9, burstLimit: 9 } } },
  { name: 'access logs', props: { accessLogs: true } },
  { name: "the API's name", props: { name: 'cats' } },
  { name: "the API's tags", change: (api) => (part(api, ApiGatewayRestApi).tags = { team: 'pets' }) },
  {
    name: 'the order in which Terraform works',
    change: (api) => (part(api, ApiGatewayMethod).dependsOn = ['aws_iam_role.x']),
  },
  {
    name: "a method's life cycle",
    change: (api) => (part(api, ApiGatewayMethod).lifecycle = { createBeforeDestroy: true }),
  },
  { name: 'a resource beside the API', change: (_api, stack) => new ApiGatewayRestApi(stack, 'other', { name: 'o' }) },
];

test.each(harmless)('$name: the API is left as it is', (change) => {
  expect(triggersOf(change)).toEqual(before);
});

test('routes in another order are the same API', () => {
  const inOrder = (paths: readonly string[]): string => {
    const stack = testStack();
    const api = petsApi(stack);
    for (const path of paths) {
      api.addRoute({ method: 'GET', path, authorization: iam, handler });
    }
    const deployment = resourcesIn(stack)['aws_api_gateway_deployment']?.['api-stage'];
    return (deployment?.['triggers'] as { configuration: string }).configuration;
  };
  expect(inOrder(['/a', '/b'])).toBe(inOrder(['/b', '/a']));
});

test('a function that is replaced under the same address deploys the API again', () => {
  const { references } = triggersOf({
    change: (api, stack) => {
      const code = new LambdaFunction(stack, 'code', { functionName: 'f', role: 'arn:aws:iam::123456789012:role/r' });
      const named = { name: code.functionName, invokeArn: code.invokeArn };
      api.addRoute({ method: 'POST', path: '/pets', authorization: iam, handler: named });
    },
  });
  expect(references).toBe('${aws_lambda_function.code.invoke_arn}');
});

test('the deployment waits for every part, and the stage moves before the old one goes', () => {
  const stack = testStack();
  const api = petsApi(stack);
  api.addRoute({ method: 'GET', path: '/pets', authorization: iam, handler });
  api.addRoute({ method: 'DELETE', path: '/pets/{petId}', authorization: iam, handler });
  const resources = resourcesIn(stack);
  const deployment = resources['aws_api_gateway_deployment']?.['api-stage'];
  const parts = Object.entries(resources)
    .filter(([type]) => !/deployment|stage|method_settings|lambda_permission/.test(type))
    .flatMap(([type, named]) => Object.keys(named).map((id) => `${type}.${id}`));
  expect([...(deployment?.['depends_on'] as string[])].sort()).toEqual(parts.sort());
  expect(deployment?.['lifecycle']).toEqual({ create_before_destroy: true });
});
