import type { Integration, MockIntegration } from '../../../blueprint/model';
import type { InvocationResult } from '../../../sandbox/lambda/function-runtime';
import {
  executionArn,
  gatewayWorld,
  open,
  permission,
  preflight,
  proxy,
  seen,
  type GatewayOptions,
} from '../support/gateway-fixture';
import type { Wire } from '../support/signed-requests';

const get = async (options: GatewayOptions, wire: Wire = {}) => {
  const world = gatewayWorld({ routes: [open('GET /a/{id}')], ...options });
  const response = await world.send({ url: '/dev/a/7', ...wire });
  return { ...seen(response), reason: response.reason, calls: world.events.length };
};

const failed = ['{"message": "Internal server error"}', 'InternalServerErrorException'] as const;

describe('a function that fails', () => {
  it.each<[Extract<InvocationResult, { kind: 'failed' }>['code'], number]>([
    ['threw', 502],
    ['timed-out', 502],
    ['crashed', 502],
    ['unserializable', 502],
    ['throttled', 500],
    ['unknown-function', 500],
  ])('%s is %d', async (code, expected) => {
    const { status, body, errorType, headers, reason } = await get({
      answer: () => ({ kind: 'failed', code, detail: 'why' }),
    });
    expect([status, body, errorType]).toEqual([expected, ...failed]);
    expect(headers['x-amzn-trace-id']).toMatch(/^Root=1-/);
    expect(reason).toContain(`${code}: why`);
  });

  it('a function that answers in time leaves no timer behind', async () => {
    jest.useFakeTimers();
    try {
      expect(await get({})).toMatchObject({ status: 200 });
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });

  it('a function that takes longer than the integration allows is 504', async () => {
    jest.useFakeTimers();
    try {
      let answer: (result: InvocationResult) => void = () => undefined;
      const answering = get({ answer: () => new Promise((resolve) => (answer = resolve)) });
      await jest.advanceTimersByTimeAsync(28_999);
      let settled = false;
      void answering.then(() => (settled = true));
      await jest.advanceTimersByTimeAsync(0);
      expect(settled).toBe(false);
      await jest.advanceTimersByTimeAsync(1);
      const { status, body, errorType, reason } = await answering;
      expect([status, body, errorType]).toEqual([
        504,
        '{"message": "Endpoint request timed out"}',
        'InternalServerErrorException',
      ]);
      expect(reason).toBe('The integration took longer than its 29000 ms.');
      answer({ kind: 'returned', payload: {} });
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('whether API Gateway may call the function', () => {
  it.each<[string, GatewayOptions]>([
    ['by any of the API', {}],
    ['by this stage, method and path', { permissions: [permission({ sourceArn: `${executionArn}/dev/GET/a/*` })] }],
    ['by anything', { permissions: [permission({ sourceArn: undefined })] }],
    ['for all actions of Lambda', { permissions: [permission({ action: 'lambda:*' })] }],
    ['for all actions', { permissions: [permission({ action: '*' })] }],
    ['by this account', { permissions: [permission({ sourceAccount: '111122223333' })] }],
    ['by one of several', { permissions: [permission({ principal: 'sns.amazonaws.com' }), permission()] }],
  ])('yes: %s', async (_name, options) => {
    expect(await get(options)).toMatchObject({ status: 200, calls: 1 });
  });

  const other = 'arn:aws:lambda:eu-central-1:111122223333:function:other';
  it.each<[string, GatewayOptions]>([
    ['no permission', { permissions: [] }],
    ['another service', { permissions: [permission({ principal: 'sns.amazonaws.com' })] }],
    ['another action', { permissions: [permission({ action: 'lambda:GetFunction' })] }],
    ['another API', { permissions: [permission({ sourceArn: `${executionArn}4/*/*` })] }],
    ['another stage', { permissions: [permission({ sourceArn: `${executionArn}/prod/*` })] }],
    ['another method', { permissions: [permission({ sourceArn: `${executionArn}/*/POST/*` })] }],
    ['another path', { permissions: [permission({ sourceArn: `${executionArn}/*/GET/b/*` })] }],
    ['the template of the path', { permissions: [permission({ sourceArn: `${executionArn}/*/GET/a/{id}` })] }],
    ['a slash at the end', { permissions: [permission({ sourceArn: `${executionArn}/*/GET/a/7/` })] }],
    ['only the begin of the ARN', { permissions: [permission({ sourceArn: `${executionArn}/dev/GET` })] }],
    ['another account', { permissions: [permission({ sourceAccount: '999999999999' })] }],
    [
      'a method that Lambda does not take',
      { routes: [open('GET /a/{id}', { integration: { ...proxy, httpMethod: 'GET' } as Integration })] },
    ],
    [
      'a function that is not there',
      { routes: [open('GET /a/{id}', { integration: { ...proxy, functionArn: other } as Integration })] },
    ],
  ])('no: %s', async (_name, options) => {
    const { status, body, errorType, calls, reason } = await get(options);
    expect([status, body, errorType, calls]).toEqual([500, ...failed, 0]);
    expect(reason).toMatch(
      /^(No permission of notes lets API Gateway|The integration calls Lambda with GET|There is no function )/,
    );
  });
});

describe('a MOCK integration', () => {
  const mock = (changes: Partial<MockIntegration>) =>
    open('OPTIONS /a/{id}', { integration: { ...preflight, ...changes } as Integration });
  const options = { method: 'OPTIONS' };
  const respond = (statusCode: string, selectionPattern?: string) => ({
    statusCode,
    selectionPattern,
    responseParameters: {},
    responseTemplates: { 'application/json': statusCode },
  });

  it('answers a preflight without a function and without a trace', async () => {
    const { status, body, headers, calls } = await get({ routes: [mock({})] }, options);
    expect([status, body, headers['access-control-allow-origin'], headers['content-type'], calls]).toEqual([
      204,
      '',
      '*',
      'application/json',
      0,
    ]);
    expect(headers['x-amzn-trace-id']).toBeUndefined();
  });

  it.each([
    ['200', '200'],
    ['404', '404'],
    ['4040', '200'],
    ['500', '5xx'],
  ])('the status %s picks the response for it', async (status, expected) => {
    const requestTemplates = { 'application/json': `{"statusCode": ${status}}` };
    const responses = [
      respond('404', '404'),
      respond('200'),
      { ...respond('500', '5\\d\\d'), responseTemplates: { 'application/json': '5xx' } },
    ];
    expect((await get({ routes: [mock({ requestTemplates, responses })] }, options)).body).toBe(expected);
  });

  it.each<[string, Wire, number]>([
    ['of the type of a template', { headers: { 'content-type': 'application/json' }, body: '{"statusCode":500}' }, 204],
    ['of that type with a parameter', { headers: { 'content-type': 'application/json; charset=utf-8' } }, 204],
    ['of another type goes on as it is', { headers: { 'content-type': 'text/plain' }, body: 'hello' }, 500],
    ['of another type may name the status', { headers: { 'content-type': 'text/x' }, body: '{"statusCode":1}' }, 204],
    ['of a type that every object has', { headers: { 'content-type': 'toString' }, body: '{"statusCode":1}' }, 204],
    ['of no type at all', { headers: { 'content-type': '' } }, 500],
  ])('a request %s', async (_name, ...[wire, status]) => {
    expect((await get({ routes: [mock({})] }, { ...options, ...wire })).status).toBe(status);
  });

  it.each<[string, Partial<MockIntegration>]>([
    ['no template', { requestTemplates: {} }],
    ['a template that is no JSON', { requestTemplates: { 'application/json': '{statusCode' } }],
    ['a template without a status', { requestTemplates: { 'application/json': '{}' } }],
    ['no response', { responses: [] }],
    ['no response for the status', { responses: [respond('404', '404')] }],
  ])('%s is a 500', async (_name, changes) => {
    const { status, body, reason } = await get({ routes: [mock(changes)] }, options);
    expect([status, body]).toEqual([500, failed[0]]);
    expect(reason).toMatch(/MOCK integration/);
  });
});
