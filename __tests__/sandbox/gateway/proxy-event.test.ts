import type { CognitoCaller } from '../../../sandbox/credentials/caller';
import { caller, now, type Wire } from '../support/signed-requests';
import {
  executionArn,
  gatewayWorld,
  open,
  route,
  type GatewayOptions,
  type ProxyEvent,
} from '../support/gateway-fixture';

async function eventOf(wire: Wire, options: GatewayOptions = {}): Promise<ProxyEvent> {
  const world = gatewayWorld({ routes: [open('ANY /{proxy+}')], ...options });
  await world.send(wire);
  const [event, ...more] = world.events;
  if (event === undefined || more.length > 0) throw new Error('The function was not called once.');
  return event;
}

it('has the keys of version 1.0 and no others, null where there is nothing', async () => {
  expect(
    await eventOf({ url: '/dev/', headers: { Host: 'localhost:3000', Accept: '*/*' } }, { routes: [open('GET /')] }),
  ).toEqual({
    resource: '/',
    path: '/',
    httpMethod: 'GET',
    headers: {
      Accept: '*/*',
      Host: 'api123.execute-api.eu-central-1.amazonaws.com',
      'X-Amzn-Trace-Id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
      'X-Forwarded-For': '127.0.0.1',
      'X-Forwarded-Port': '443',
      'X-Forwarded-Proto': 'https',
    },
    multiValueHeaders: expect.objectContaining({ Accept: ['*/*'], 'X-Forwarded-For': ['127.0.0.1'] }),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    requestContext: {
      resourceId: 'res123',
      resourcePath: '/',
      httpMethod: 'GET',
      extendedRequestId: expect.stringMatching(/^[A-Za-z0-9+/]{15}=$/),
      requestTime: '04/Mar/2026:12:30:00 +0000',
      path: '/dev/',
      accountId: '111122223333',
      protocol: 'HTTP/1.1',
      stage: 'dev',
      domainPrefix: 'api123',
      requestTimeEpoch: now,
      requestId: '11111111-2222-3333-4444-555555555555',
      identity: {
        cognitoIdentityPoolId: null,
        accountId: null,
        cognitoIdentityId: null,
        caller: null,
        sourceIp: '127.0.0.1',
        principalOrgId: null,
        accessKey: null,
        cognitoAuthenticationType: null,
        cognitoAuthenticationProvider: null,
        userArn: null,
        userAgent: null,
        user: null,
      },
      domainName: 'api123.execute-api.eu-central-1.amazonaws.com',
      deploymentId: 'dep123',
      apiId: 'api123',
    },
    body: null,
    isBase64Encoded: false,
  });
});

it('keeps the path as sent, without the stage; what the route took from it has no slash at its end', async () => {
  const event = await eventOf({ url: '/dev/user/test%2Balias@x.com//a/' });
  expect([event['path'], event['pathParameters'], event.requestContext['path'], event['resource']]).toEqual([
    '/user/test%2Balias@x.com//a/',
    { proxy: 'user/test%2Balias@x.com//a' },
    '/dev/user/test%2Balias@x.com//a/',
    '/{proxy+}',
  ]);
});

it('decodes the query: the last value, and all of them', async () => {
  const event = await eventOf({ url: '/dev/a?d=1%2B2&d=a+b&e&f=%E2%98%83;g=1&__proto__=x' });
  expect(JSON.stringify(event['queryStringParameters'])).toBe('{"d":"a b","e":"","f":"☃","g":"1","__proto__":"x"}');
  expect(event['multiValueQueryStringParameters']).toMatchObject({ d: ['1+2', 'a b'], e: [''] });
});

it("keeps the client's headers in their case, but for two, and but for those of the connection", async () => {
  const { headers, multiValueHeaders } = await eventOf({
    url: '/dev/a',
    headers: [
      ['tEsT', 'a'],
      ['tEsT', 'b'],
      ['authorization', 'Bearer abc'],
      ['user-agent', 'curl'],
      ...['connection', 'Content-Length', 'TE', 'upgrade', 'Transfer-Encoding', 'www-authenticate'].map(
        (name) => [name, 'x'] as const,
      ),
    ],
  });
  const own = ['Host', 'X-Amzn-Trace-Id', 'X-Forwarded-For', 'X-Forwarded-Port', 'X-Forwarded-Proto'];
  expect(Object.keys(headers).sort()).toEqual(['Authorization', 'User-Agent', 'tEsT', ...own].sort());
  expect([headers['tEsT'], multiValueHeaders['tEsT']]).toEqual(['b', ['a', 'b']]);
});

it.each(['x-forwarded-for', 'X-FORWARDED-FOR', 'X-Forwarded-For'])(
  '%s of a client comes before its address, once',
  async (name) => {
    const { headers } = await eventOf({
      url: '/dev/a',
      headers: { [name]: '10.0.0.1', 'x-forwarded-proto': 'ftp', 'x-amzn-trace-id': 'me' },
    });
    const named = (wanted: string) => Object.entries(headers).filter(([key]) => key.toLowerCase() === wanted);
    expect(named('x-forwarded-for')).toEqual([['X-Forwarded-For', '10.0.0.1, 127.0.0.1']]);
    expect(named('x-forwarded-proto')).toEqual([['X-Forwarded-Proto', 'https']]);
    expect(named('x-amzn-trace-id')).toEqual([['X-Amzn-Trace-Id', expect.stringMatching(/^Root=1-/)]]);
  },
);

it('has stage variables, the operation, and the method that counts', async () => {
  const event = await eventOf(
    { method: 'POST', url: '/dev/a', headers: { 'x-http-method-override': 'PUT' } },
    { routes: [open('PUT /a', { operationName: 'replaceA' })], variables: { table: 'notes' } },
  );
  expect(event).toMatchObject({
    httpMethod: 'PUT',
    stageVariables: { table: 'notes' },
    requestContext: { httpMethod: 'PUT', operationName: 'replaceA' },
  });
});

it.each<[string, readonly string[], string, string, boolean]>([
  ['text', [], 'text/plain', 'aé', false],
  ['a type that is not listed', ['image/png'], 'text/plain', 'aé', false],
  ['a type that is like a listed one', ['image/png'], 'image/jpeg', 'aé', false],
  ['a listed type', ['image/png'], 'Image/PNG; q=1', Buffer.from('aé').toString('base64'), true],
  ['any type where all are', ['*/*'], 'text/plain', Buffer.from('aé').toString('base64'), true],
])('gives the body as %s', async (_name, ...[binaryMediaTypes, type, body, isBase64Encoded]) => {
  const event = await eventOf(
    { method: 'POST', url: '/dev/a', headers: { 'content-type': type }, body: 'aé' },
    { api: { binaryMediaTypes } },
  );
  expect([event['body'], event['isBase64Encoded']]).toEqual([body, isBase64Encoded]);
});

it('an empty body is null and not base64, even where its type is binary', async () => {
  const event = await eventOf(
    { method: 'POST', url: '/dev/a', headers: { 'content-type': 'image/png' } },
    { api: { binaryMediaTypes: ['image/png'] } },
  );
  expect([event['body'], event['isBase64Encoded']]).toEqual([null, false]);
});

it('names that every object has are names like any other, in queries, headers and paths', async () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const event = await eventOf(
    {
      url: `/dev/x?${names.map((name) => `${name}=q`).join('&')}`,
      headers: names.map((name) => [name, 'h'] as const),
    },
    { routes: [open('GET /{__proto__}')] },
  );
  const own = (map: unknown) => names.map((name) => Object.getOwnPropertyDescriptor(map, name)?.value as unknown);
  expect(own(event['queryStringParameters'])).toEqual(names.map(() => 'q'));
  expect(own(event['multiValueQueryStringParameters'])).toEqual(names.map(() => ['q']));
  expect(own(event.headers)).toEqual(names.map(() => 'h'));
  expect(own(event.multiValueHeaders)).toEqual(names.map(() => ['h']));
  expect(JSON.stringify(event['pathParameters'])).toBe('{"__proto__":"x"}');
  expect(({} as Record<string, unknown>)['q']).toBeUndefined();
});

it('says who signed, and does not hand on the signature', async () => {
  const world = gatewayWorld({ routes: [route('GET /a')] });
  await world.sendSigned({ url: '/dev/a', headers: { 'user-agent': 'aws-sdk' } });
  const [event] = world.events;
  expect(event?.requestContext['identity']).toMatchObject({
    accountId: '111122223333',
    accessKey: world.keys.accessKeyId,
    caller: 'AROAEXAMPLE:CognitoIdentityCredentials',
    user: 'AROAEXAMPLE:CognitoIdentityCredentials',
    userArn: 'arn:aws:sts::111122223333:assumed-role/dev-authenticated/CognitoIdentityCredentials',
    userAgent: 'aws-sdk',
  });
  expect(Object.keys(event?.headers ?? {}).filter((name) => name.toLowerCase() === 'authorization')).toEqual([]);
  expect(JSON.stringify(event)).not.toContain('AWS4-HMAC-SHA256');
});

it('says who signed with credentials of an identity pool', async () => {
  const cognito: CognitoCaller = {
    identityId: 'eu-central-1:11111111-1111-1111-1111-111111111111',
    identityPoolId: 'eu-central-1:22222222-2222-2222-2222-222222222222',
    authenticationType: 'authenticated',
    authenticationProvider:
      'cognito-idp.eu-central-1.amazonaws.com/p,cognito-idp.eu-central-1.amazonaws.com/p:CognitoSignIn:sub',
  };
  const world = gatewayWorld({
    routes: [route('GET /a')],
    api: {
      resourcePolicy: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: `${executionArn}/*` }],
      },
    },
  });
  const keys = world.credentials.issueTemporary(caller({ cognito }), 60);
  expect((await world.sendSigned({ url: '/dev/a' }, { keys })).status).toBe(200);
  expect(world.events[0]?.requestContext['identity']).toMatchObject({
    cognitoIdentityId: cognito.identityId,
    cognitoIdentityPoolId: cognito.identityPoolId,
    cognitoAuthenticationType: 'authenticated',
    cognitoAuthenticationProvider: cognito.authenticationProvider,
  });
});
