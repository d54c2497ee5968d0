import type {
  Blueprint,
  GatewayResponse,
  Integration,
  JsonObject,
  LambdaFunction,
  LambdaPermission,
  MethodSettings,
  RestApi,
  Route,
} from '../../../blueprint/model';
import { parsePolicy } from '../../../iam/parse-policy';
import { createCredentialStore } from '../../../sandbox/credentials/credential-store';
import { createSignatureVerifier } from '../../../sandbox/credentials/signature-v4';
import { createGateway } from '../../../sandbox/gateway/gateway';
import type { SandboxResponse } from '../../../sandbox/http/message';
import type { ApiTokenVerifier } from '../../../sandbox/user-pools/api-token-verifier';
import type { InvocationResult } from '../../../sandbox/lambda/function-runtime';
import { caller, clockAt, countingIds, request, sign, type SigningOptions, type Wire } from './signed-requests';

export const accountId = '111122223333';
export const region = 'eu-central-1';
export const executionArn = `arn:aws:execute-api:${region}:${accountId}:api123`;
export const functionArn = `arn:aws:lambda:${region}:${accountId}:function:notes`;
export const authorizerArn = `arn:aws:lambda:${region}:${accountId}:function:judge`;

const at = (address: string) => ({ stack: 'notes', address });

export const proxy: Integration = { kind: 'AWS_PROXY', functionArn, timeoutMilliseconds: 29_000, httpMethod: 'POST' };

export const preflight: Integration = {
  kind: 'MOCK',
  requestTemplates: { 'application/json': '{"statusCode":200}' },
  responses: [
    {
      statusCode: '204',
      selectionPattern: undefined,
      responseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" },
      responseTemplates: {},
    },
  ],
};

/** `POST /createnote` with `AWS_IAM`, unless it says otherwise. */
export function route(definition: string, changes: Partial<Route> = {}): Route {
  const [method = '', path = ''] = definition.split(' ');
  return {
    ...at(`aws_api_gateway_method.${definition}`),
    method,
    path,
    resourceId: 'res123',
    operationName: undefined,
    authorization: { kind: 'AWS_IAM' },
    requestParameters: {},
    requestValidator: undefined,
    integration: proxy,
    ...changes,
  };
}

export const open = (definition: string, changes: Partial<Route> = {}): Route =>
  route(definition, { authorization: { kind: 'NONE' }, ...changes });

export const gatewayResponse = (responseType: string, changes: Partial<GatewayResponse> = {}): GatewayResponse => ({
  ...at(`aws_api_gateway_gateway_response.${responseType}`),
  responseType,
  statusCode: undefined,
  responseParameters: {},
  responseTemplates: {},
  ...changes,
});

export const permission = (changes: Partial<LambdaPermission> = {}): LambdaPermission => ({
  ...at('aws_lambda_permission.api'),
  action: 'lambda:InvokeFunction',
  principal: 'apigateway.amazonaws.com',
  sourceArn: `${executionArn}/*/*`,
  sourceAccount: undefined,
  ...changes,
});

export interface GatewayOptions {
  readonly routes?: readonly Route[];
  readonly api?: Partial<RestApi>;
  readonly methodSettings?: readonly MethodSettings[];
  readonly variables?: Readonly<Record<string, string>>;
  /** Beside `dev`. */
  readonly stages?: readonly string[];
  readonly region?: string;
  readonly permissions?: readonly LambdaPermission[];
  /** Of the authorizer's function. Any authorizer of the API by default. */
  readonly authorizerPermissions?: readonly LambdaPermission[];
  /** Of the caller's role. Allows all of the API's stage `dev` by default. */
  readonly policy?: JsonObject;
  /** Of the user pools. Takes no token by default. */
  readonly tokens?: ApiTokenVerifier;
  readonly answer?: (event: ProxyEvent) => InvocationResult | Promise<InvocationResult>;
  /** The authorizer's function. Fails by default. */
  readonly judge?: (event: AuthorizerEvent) => InvocationResult | Promise<InvocationResult>;
}

export type AuthorizerEvent = Readonly<Record<string, unknown>> & {
  readonly authorizationToken?: string;
  readonly methodArn: string;
};

export type ProxyEvent = Readonly<Record<string, unknown>> & {
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  readonly requestContext: Readonly<Record<string, unknown>>;
};

const allowStage: JsonObject = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: `${executionArn}/dev/*` }],
};

const noTokens: ApiTokenVerifier = {
  verify: () => Promise.resolve({ kind: 'refused', code: 'malformed', detail: 'No token counts here.' }),
};

/** A gateway of one API with a stage `dev`, whose function records what it is called with. */
export function gatewayWorld(options: GatewayOptions = {}) {
  const clock = clockAt();
  const ids = countingIds();
  const credentials = createCredentialStore({ clock, ids });
  const document = parsePolicy(options.policy ?? allowStage, 'identity');
  const signer = caller({ identityPolicies: [{ name: 'notes:aws_iam_role_policy.authenticated', document }] });
  const keys = credentials.issueTemporary(signer, 3600);
  const events: ProxyEvent[] = [];
  const judged: AuthorizerEvent[] = [];
  const log: string[] = [];
  const line = (event: string, fields?: unknown): number => log.push(JSON.stringify({ event, fields }));
  const gateway = createGateway({
    blueprint: blueprintOf(options),
    verifySignature: createSignatureVerifier({ credentials, clock }),
    tokens: options.tokens ?? noTokens,
    runtime: {
      invoke: async (arn, event) => {
        if (arn === authorizerArn) {
          judged.push(event as AuthorizerEvent);
          return options.judge?.(event as AuthorizerEvent) ?? { kind: 'failed', code: 'threw', detail: 'No judge.' };
        }
        events.push(event as ProxyEvent);
        return options.answer?.(event as ProxyEvent) ?? { kind: 'returned', payload: { statusCode: 200, body: 'ok' } };
      },
      stop: () => Promise.resolve(),
    },
    clock,
    ids,
    logger: { info: line, warn: line, error: line },
  });
  /** The path is as AWS has it: behind the stage. */
  const send = (wire: Wire, target: { apiId?: string; rest?: string } = {}): Promise<SandboxResponse> => {
    const read = request(wire);
    return gateway.handle(read, { apiId: target.apiId ?? 'api123', rest: target.rest ?? read.path });
  };
  const sendSigned = async (wire: Wire, signing: Partial<SigningOptions> = {}): Promise<SandboxResponse> =>
    send(await sign(wire, { keys, ...signing }));
  return { clock, keys, events, judged, log, send, sendSigned, credentials, gateway };
}

function blueprintOf(options: GatewayOptions): Blueprint {
  const { routes, api, methodSettings, variables, permissions, stages = [] } = options;
  return {
    region: options.region ?? region,
    accountId,
    stacks: [],
    restApis: [
      {
        ...at('aws_api_gateway_rest_api.api'),
        id: 'api123',
        name: 'notes',
        arn: `arn:aws:apigateway:${region}::/restapis/api123`,
        executionArn,
        binaryMediaTypes: [],
        resourcePolicy: undefined,
        routes: routes ?? [route('POST /createnote')],
        gatewayResponses: [],
        stages: ['dev', ...stages].map((name) => ({
          ...at(`aws_api_gateway_stage.${name}`),
          name,
          deploymentId: 'dep123',
          variables: variables ?? {},
          accessLog: undefined,
          methodSettings: methodSettings ?? [],
        })),
        ...api,
      },
    ],
    functions: [
      fn('notes', permissions ?? [permission()]),
      fn('judge', options.authorizerPermissions ?? [permission({ sourceArn: `${executionArn}/authorizers/*` })]),
    ],
    userPools: [],
    identityPools: [],
    samlProviders: [],
    openIdConnectProviders: [],
    roles: [],
    tables: [],
    secrets: [],
  };
}

const fn = (name: string, permissions: readonly LambdaPermission[]): LambdaFunction => ({
  ...at(`aws_lambda_function.${name}`),
  name,
  arn: `arn:aws:lambda:${region}:${accountId}:function:${name}`,
  handler: 'index.handler',
  runtime: 'nodejs22.x',
  timeoutSeconds: 3,
  memoryMegabytes: 128,
  environment: {},
  roleArn: `arn:aws:iam::${accountId}:role/${name}`,
  archivePath: '/nowhere.zip',
  logGroupName: `/aws/lambda/${name}`,
  permissions,
});

/** An answer as a client sees it; header names in lower case. */
export function seen({ status, headers, body }: SandboxResponse) {
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return { status, body: body.toString(), errorType: lower['x-amzn-errortype'], headers: lower };
}
