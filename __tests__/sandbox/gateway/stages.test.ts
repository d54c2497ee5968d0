import type { RestApi } from '../../../blueprint/model';
import { matchStage } from '../../../sandbox/gateway/match-stage';
import { executionArn, gatewayWorld, open, region, route, seen } from '../support/gateway-fixture';
import { sign } from '../support/signed-requests';

const at = (address: string) => ({ stack: 'notes', address });
const stage = (name: string): RestApi['stages'][number] => ({
  ...at(`aws_api_gateway_stage.${name}`),
  name,
  deploymentId: 'dep123',
  variables: {},
  accessLog: undefined,
  methodSettings: [],
});
const api = (id: string, ...stages: readonly string[]): RestApi => ({
  ...at(`aws_api_gateway_rest_api.${id}`),
  id,
  name: id,
  arn: `arn:aws:apigateway:${region}::/restapis/${id}`,
  executionArn: executionArn.replace('api123', id),
  binaryMediaTypes: [],
  resourcePolicy: undefined,
  routes: [],
  gatewayResponses: [],
  stages: stages.map(stage),
});
const apis = [api('abc', 'dev', 'v1'), api('abcd', 'dev'), api('empty')];

it.each([
  ['abc', '/dev', ['abc', 'dev', '/']],
  ['abc', '/dev/', ['abc', 'dev', '/']],
  ['abc', '/dev/notes', ['abc', 'dev', '/notes']],
  ['abc', 'dev/notes', ['abc', 'dev', '/notes']],
  ['abc', '/v1/dev/', ['abc', 'v1', '/dev/']],
  ['abc', '/dev//a/../b%2F', ['abc', 'dev', '//a/../b%2F']],
  ['abc', '/dev/a\nb', ['abc', 'dev', '/a\nb']],
  ['abcd', '/dev/x', ['abcd', 'dev', '/x']],
])('API %s, path %j: stage and rest', (apiId, rest, expected) => {
  const match = matchStage(apis, { apiId, rest });
  expect(match.kind === 'stage' && [match.api.id, match.stage.name, match.path]).toEqual(expected);
});

it.each([
  ['abc', '/', "The API abc has no stage ''. Stages: dev, v1."],
  ['abc', '', "The API abc has no stage ''. Stages: dev, v1."],
  ['abc', '//dev', "The API abc has no stage ''. Stages: dev, v1."],
  ['abc', '/de/notes', "The API abc has no stage 'de'. Stages: dev, v1."],
  ['abc', '/deva/notes', "The API abc has no stage 'deva'. Stages: dev, v1."],
  ['abc', '/DEV/notes', "The API abc has no stage 'DEV'. Stages: dev, v1."],
  ['abc', '/%64ev/notes', "The API abc has no stage '%64ev'. Stages: dev, v1."],
  ['abc', '/__proto__/notes', "The API abc has no stage '__proto__'. Stages: dev, v1."],
  ['empty', '/dev', "The API empty has no stage 'dev'. Stages: none."],
  ['ab', '/dev', 'There is no API ab. APIs: abc, abcd, empty.'],
  ['ABC', '/dev', 'There is no API ABC. APIs: abc, abcd, empty.'],
  ['', '/dev', 'There is no API . APIs: abc, abcd, empty.'],
])('API %j, path %j: Forbidden, and why', (apiId, rest, reason) => {
  expect(matchStage(apis, { apiId, rest })).toEqual({
    kind: 'refused-plainly',
    status: 403,
    contentType: 'application/json',
    errorType: 'ForbiddenException',
    body: '{"message":"Forbidden"}',
    reason,
  });
});

it('where there is no API at all, the reason says so', () => {
  expect(matchStage([], { apiId: 'abc', rest: '/dev' })).toMatchObject({ reason: 'There is no API abc. APIs: none.' });
});

describe('a policy for one stage', () => {
  const policy = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: `${executionArn}/dev/*` }],
  };
  it.each(['dev2', 'v1', 'de'])('does not open the stage %s', async (name) => {
    const world = gatewayWorld({ stages: [name], policy });
    expect((await world.sendSigned({ method: 'POST', url: '/dev/createnote' })).status).toBe(200);
    const { status, body } = seen(await world.sendSigned({ method: 'POST', url: `/${name}/createnote` }));
    expect([status, body]).toEqual([
      403,
      expect.stringContaining(`:********3333:api123/${name}/POST/createnote because no identity-based policy allows`),
    ]);
    expect(world.events).toHaveLength(1);
  });
});

it('a request signed for one stage is none for another', async () => {
  const world = gatewayWorld({
    stages: ['prod'],
    policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
    routes: [route('POST /createnote')],
  });
  const signed = await sign({ method: 'POST', url: '/dev/createnote' }, { keys: world.keys });
  expect((await world.send(signed)).status).toBe(200);
  expect(seen(await world.send({ ...signed, url: '/prod/createnote' })).errorType).toBe('InvalidSignatureException');
});

it('the stage is in the event, its path and its domain', async () => {
  const world = gatewayWorld({ stages: ['prod'], routes: [open('GET /a')], region: 'us-east-1' });
  await world.send({ url: '/prod/a' });
  expect(world.events[0]?.requestContext).toMatchObject({
    stage: 'prod',
    path: '/prod/a',
    domainName: 'api123.execute-api.us-east-1.amazonaws.com',
  });
});

it('the region of the scope is that of the account', async () => {
  const world = gatewayWorld({ region: 'us-east-1' });
  const call = { method: 'POST', url: '/dev/createnote' };
  expect((await world.sendSigned(call, { region: 'us-east-1' })).status).toBe(200);
  expect((await world.sendSigned(call, { region: 'eu-central-1' })).reason).toMatch(/^wrong-region: /);
});
