import { domainEndpoints } from '../../../sandbox/domain/domain';
import type { CalledAs } from '../../../sandbox/http/destination';
import {
  aMachine,
  aMachinePool,
  basic,
  machineId,
  read,
  secret,
  startDomains,
  type TokenCall,
  write,
} from '../support/domain-fixture';
import { aClient, aPool, claimsOf, headerOf, issuer, machineOauth } from '../support/user-pool-fixture';

const grant = { grant_type: 'client_credentials' };
const headers = {
  'content-type': 'application/json;charset=UTF-8',
  'cache-control': 'no-store',
  pragma: 'no-cache',
  'access-control-allow-origin': '*',
};

describe('a client that shows its secret', () => {
  test.each<readonly [how: string, call: TokenCall]>([
    ['in the Authorization header', { headers: basic(machineId, secret), form: grant }],
    ['in the form', { headers: {}, form: { ...grant, client_id: machineId, client_secret: secret } }],
    ['in the header, with its id in the form', { form: { ...grant, client_id: machineId } }],
    ["at the sandbox's own address", { form: grant, as: undefined }],
    [
      'with a charset in the content type',
      { headers: { ...basic(machineId, secret), 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' } },
    ],
  ])('%s gets a token', async (_, call) => {
    const answer = await startDomains().ask(call);
    expect([answer.status, answer.headers, answer.reason]).toEqual([200, headers, undefined]);
    const body = JSON.parse(answer.body) as Record<string, unknown>;
    expect(body).toEqual({ access_token: expect.any(String), expires_in: 3600, token_type: 'Bearer' });
    expect(claimsOf(String(body['access_token']))['scope']).toBe(`${read} ${write}`);
  });

  test('gets a token about itself, of the lifetime of the client, signed by the key of access tokens', async () => {
    const world = startDomains([aMachinePool({ clients: [aMachine({ accessTokenSeconds: 300 })] })]);
    const token = await world.token();
    const now = Math.floor(world.clock.now() / 1000);
    expect(claimsOf(token)).toEqual({
      sub: machineId,
      token_use: 'access',
      scope: `${read} ${write}`,
      auth_time: now,
      iss: issuer,
      exp: now + 300,
      iat: now,
      version: 2,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      client_id: machineId,
    });
    const [runtime] = world.pools.directory.runtimes;
    expect(headerOf(token)).toEqual({ kid: runtime?.keys.current().access.kid, alg: 'RS256' });
  });

  test('gets a token of its own each time, and nothing secret is logged', async () => {
    const world = startDomains();
    const tokens = [await world.token(), await world.token()];
    expect(new Set(tokens.map((token) => claimsOf(token)['jti'])).size).toBe(2);
    expect(world.log).toContain(`token issued {"clientId":"${machineId}","scope":"${read} ${write}"}`);
    for (const hidden of [secret, ...tokens]) expect(world.log.join('\n')).not.toContain(hidden);
  });
});

describe('scopes', () => {
  const other = {
    stack: 'test',
    address: 'aws_cognito_resource_server.other',
    identifier: 'other_api',
    name: 'other',
    scopes: ['other_api/read'],
  };
  const pool = aMachinePool();
  const world = startDomains([
    {
      ...pool,
      resourceServers: [...pool.resourceServers, other],
      clients: [
        aMachine({ oauth: machineOauth('openid', write, read) }),
        aMachine({ id: 'only-openid', oauth: machineOauth('openid') }),
      ],
    },
  ]);

  test.each<readonly [asked: string | undefined, granted: string]>([
    [undefined, `${write} ${read}`],
    [read, read],
    [write, write],
    [`${read} ${write}`, `${read} ${write}`],
    [`${read}  ${read} `, read],
  ])('%j grants %j', async (asked, granted) => {
    expect(claimsOf(await world.token(asked === undefined ? {} : { scope: asked }))['scope']).toBe(granted);
  });

  test.each<readonly [asked: string, client: string, reason: string]>([
    [
      'premium_api/delete',
      machineId,
      `The app client may not have the scope premium_api/delete. It may have: ${write}, ${read}.`,
    ],
    [
      `${read} premium_api/delete`,
      machineId,
      `The app client may not have the scope premium_api/delete. It may have: ${write}, ${read}.`,
    ],
    [
      'other_api/read',
      machineId,
      `The app client may not have the scope other_api/read. It may have: ${write}, ${read}.`,
    ],
    ['openid', machineId, `The app client may not have the scope openid. It may have: ${write}, ${read}.`],
    ['read', machineId, `The app client may not have the scope read. It may have: ${write}, ${read}.`],
    ['', machineId, 'No scope is asked for that could be granted.'],
    ['openid', 'only-openid', 'The app client may not have the scope openid. It may have: none.'],
  ])('%j is not granted to %s', async (scope, client, reason) => {
    const answer = await world.ask({ headers: basic(client, secret), form: { ...grant, scope } });
    expect(answer).toEqual({
      status: 400,
      headers,
      body: '{"error":"invalid_scope"}',
      reason: `invalid_scope: ${reason}`,
    });
  });

  test('a client whose scopes are all about users gets nothing by default either', async () => {
    const answer = await world.ask({ headers: basic('only-openid', secret) });
    expect([answer.status, answer.body]).toEqual([400, '{"error":"invalid_scope"}']);
  });
});

describe('a request that gets no token', () => {
  const elsewhere = 'other.auth.us-east-1.amazoncognito.com';
  const world = startDomains([
    aMachinePool({
      clients: [aMachine(), aClient({ id: 'public1' }), aClient({ id: 'users1', secret })],
    }),
    aPool({ id: 'us-east-1_NoDomain1', clients: [aMachine({ id: 'homeless' })] }),
    aMachinePool({
      id: 'us-east-1_Other1234',
      domain: { stack: 'test', address: 'aws_cognito_user_pool_domain.other', prefix: 'other', host: elsewhere },
      clients: [aMachine({ id: 'foreign' })],
    }),
  ]);
  const missing = 'The parameter grant_type is missing.';

  test.each<readonly [what: string, call: TokenCall, error: string, reason: string]>([
    ['no form', { form: '' }, 'invalid_request', missing],
    ['an empty grant type', { form: { grant_type: '' } }, 'invalid_request', missing],
    [
      'JSON',
      { headers: { ...basic(machineId, secret), 'content-type': 'application/json' }, form: '{}' },
      'invalid_request',
      'The content type is not application/x-www-form-urlencoded.',
    ],
    [
      'a parameter twice',
      { form: 'grant_type=client_credentials&scope=a&scope=b' },
      'invalid_request',
      'A parameter is there more than once.',
    ],
    [
      'no client',
      { headers: {}, form: grant },
      'invalid_request',
      'There is neither an Authorization header nor the parameter client_id.',
    ],
    [
      'the secret twice',
      { form: { ...grant, client_secret: secret } },
      'invalid_request',
      'The client gives its secret in two ways; one is allowed.',
    ],
    [
      'two clients',
      { form: { ...grant, client_id: 'users1' } },
      'invalid_request',
      'The parameter client_id and the Authorization header name two clients.',
    ],
    [
      'a grant type that there is not',
      { form: { grant_type: 'password' } },
      'unsupported_grant_type',
      'There is no grant type password.',
    ],
    [
      'a bearer token',
      { headers: { authorization: 'Bearer abc' } },
      'invalid_client',
      'The Authorization header is not Basic <id:secret>.',
    ],
    [
      'Basic without a colon',
      { headers: { authorization: `Basic ${Buffer.from('nothing').toString('base64')}` } },
      'invalid_client',
      'The Authorization header is not Basic <id:secret>.',
    ],
    ['an unknown client', { headers: basic('nobody', secret) }, 'invalid_client', 'There is no such app client.'],
    [
      'a wrong secret',
      { headers: basic(machineId, 'wrong') },
      'invalid_client',
      'The secret is not that of the app client.',
    ],
    [
      'a secret that is longer',
      { headers: basic(machineId, `${secret}x`) },
      'invalid_client',
      'The secret is not that of the app client.',
    ],
    [
      'an empty secret',
      { headers: basic(machineId, '') },
      'invalid_client',
      'The secret is not that of the app client.',
    ],
    [
      'no secret',
      { headers: {}, form: { ...grant, client_id: machineId } },
      'invalid_client',
      'The app client has a secret, and none was sent.',
    ],
    [
      'a secret of a client without one',
      { headers: basic('public1', secret) },
      'invalid_client',
      'The app client has no secret, but one was sent.',
    ],
    [
      "another pool's client at this domain",
      { headers: basic('foreign', secret) },
      'invalid_client',
      `The app client is not of the user pool at premium.auth.us-east-1.amazoncognito.com, but of the one at ${elsewhere}.`,
    ],
    [
      'a client of a pool without a domain',
      { headers: basic('homeless', secret), as: undefined },
      'invalid_client',
      'The user pool of the app client has no domain, and so no token endpoint.',
    ],
    [
      'a public client',
      { headers: {}, form: { ...grant, client_id: 'public1' } },
      'unauthorized_client',
      'The app client may not use the flow client_credentials.',
    ],
    [
      'a client of users',
      { headers: basic('users1', secret) },
      'unauthorized_client',
      'The app client may not use the flow client_credentials.',
    ],
    [
      'a code by a machine',
      { form: { grant_type: 'authorization_code', code: 'x' } },
      'unauthorized_client',
      'The app client may not use the flow authorization_code.',
    ],
    [
      'a refresh token by a machine',
      { form: { grant_type: 'refresh_token', refresh_token: 'x' } },
      'unauthorized_client',
      'The app client may not use the flow refresh_token.',
    ],
  ])('%s', async (_, call, ...[error, reason]) => {
    const answer = await world.ask(call);
    expect(answer).toEqual({ status: 400, headers, body: `{"error":"${error}"}`, reason: `${error}: ${reason}` });
    expect(answer.reason).not.toContain(secret);
  });

  test.each(['GET', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH'])('%s', async (method) => {
    const answer = await world.ask({ method });
    expect([answer.status, answer.body, answer.headers['allow'], answer.reason]).toEqual([
      405,
      '',
      'POST',
      `This endpoint takes POST, not ${method}.`,
    ]);
  });

  const served = domainEndpoints.join(', ');
  test.each<readonly [path: string, as: CalledAs | undefined, status: number, reason: string]>([
    [
      '/oauth2/nothing',
      undefined,
      404,
      `The sandbox does not serve /oauth2/nothing of a domain. It serves: ${served}.`,
    ],
    ['/oauth2/token/', undefined, 404, `The sandbox does not serve /oauth2/token/ of a domain. It serves: ${served}.`],
    ['constructor', undefined, 404, `The sandbox does not serve constructor of a domain. It serves: ${served}.`],
    [
      '/login',
      undefined,
      404,
      "/login is a page of one user pool's domain. It is at http://premium.localhost:<port>/login, http://other.localhost:<port>/login.",
    ],
    [
      '/oauth2/token',
      { kind: 'aws-host', host: 'nobody.auth.us-east-1.amazoncognito.com' },
      404,
      'No user pool has the domain nobody.auth.us-east-1.amazoncognito.com.',
    ],
    ['/login', { kind: 'local-prefix', prefix: 'nobody' }, 421, 'No user pool has a domain with the prefix nobody.'],
  ])('%s at %j is not there', async (path, as, ...[status, reason]) => {
    expect(await world.ask({ path, as })).toMatchObject({ status, reason });
  });
});
