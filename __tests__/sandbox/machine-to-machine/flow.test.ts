import { request as httpRequest } from 'node:http';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as oauth from 'oauth4webapi';
import { claimsOf } from '../support/user-pool-fixture';
import { startMachineToMachine, type MachineToMachineWorld } from '../support/machine-to-machine-world';

let world: MachineToMachineWorld;

beforeAll(async () => {
  world = await startMachineToMachine();
});

afterAll(() => world.stop());

const issuerStack = () => world.sandbox.describe().stacks['cognito-identity-provider'];
const lines = (...parts: readonly string[]) =>
  world.log.filter((line) => parts.every((part) => line.includes(part))).length;
const issued = () => lines(' token issued ');
const secretsRead = () => lines('operation=GetSecretValue');

describe("the document's three URLs", () => {
  test('answer word for word', async () => {
    const answers = [];
    for (const name of ['unauthorized-read', 'authorized-read', 'authorized-write']) {
      const { status, body } = await world.content(name);
      answers.push([status, body]);
    }
    expect(answers).toEqual([
      [401, '{"message":"Unauthorized"}'],
      [200, '{"message":"Premium Content: OAuth Scope: Read"}'],
      [200, '{"message":"Premium Content: OAuth Scope: Write"}'],
    ]);
    expect(world.log.join('\n')).not.toContain(world.machine.secret);
  });

  test('need one token a scope and one look at the secret, until the token is about to expire', async () => {
    expect([issued(), secretsRead()]).toEqual([2, 1]);
    await world.moveClock(3_600);
    for (let round = 0; round < 5; round += 1) expect((await world.content('authorized-read')).status).toBe(200);
    expect([issued(), secretsRead()]).toEqual([3, 2]);
  });

  test('go on when the secret is rotated, without a deployment', async () => {
    const { region, developer: credentials } = world.sandbox.describe();
    const secrets = new SecretsManagerClient({ endpoint: world.sandbox.url, region, credentials });
    const SecretId = issuerStack()?.secrets[0]?.name ?? '';
    const { SecretString = '{}' } = await secrets.send(new GetSecretValueCommand({ SecretId }));
    const { id: clientId, secret: clientSecret } = world.successor;
    const rotated = JSON.stringify({ ...(JSON.parse(SecretString) as object), clientId, clientSecret });
    await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: rotated }));
    secrets.destroy();
    await world.moveClock(3_600);
    expect((await world.content('authorized-write')).status).toBe(200);
    expect(lines(' token issued ', `clientId=${clientId}`)).toBe(1);
    expect(world.log.join('\n')).not.toContain(clientSecret);
  });
});

describe('what runs is described', () => {
  test('with the domain, the client and its secret, and where the secret is kept', () => {
    const stack = issuerStack();
    const [pool] = stack?.userPools ?? [];
    expect(pool).toMatchObject({
      domain: {
        host: 'premium-api-dev-123456789012.auth.us-east-1.amazoncognito.com',
        tokenUrl: `${world.sandbox.url}/oauth2/token`,
      },
      clients: expect.arrayContaining([
        {
          ...world.machine,
          name: 'premium_app_users',
          scopes: ['premium_api/read', 'premium_api/write', 'other_api/read'],
        },
        { id: expect.any(String), name: 'people' },
      ]),
    });
    expect(stack?.secrets).toEqual([{ name: `dev-premium-app-users/${pool?.id}`, arn: stack?.outputs['secret_arn'] }]);
  });
});

/** To the sandbox, with AWS's host in the header, as a connection that is carried there comes. */
const carried: typeof fetch = (input, init) =>
  new Promise((resolve, reject) => {
    const url = new URL(String(input));
    const headers = { ...Object.fromEntries(new Headers(init?.headers)), host: url.host };
    const { port } = new URL(world.sandbox.url);
    const options = { host: '127.0.0.1', port, path: url.pathname, method: init?.method ?? 'GET', headers };
    const outgoing = httpRequest(options, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const answered = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
        const status = incoming.statusCode ?? 0;
        resolve(new Response(Buffer.concat(chunks), { status, headers: Object.fromEntries(answered) }));
      });
    });
    outgoing.on('error', reject);
    outgoing.end(init?.body === undefined || init.body === null ? undefined : String(init.body));
  });

describe('an OAuth 2.0 client that knows the issuer alone', () => {
  const options = { [oauth.customFetch]: carried };

  async function discovered(): Promise<oauth.AuthorizationServer> {
    const issuer = new URL(issuerStack()?.userPools[0]?.issuer ?? '');
    return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options));
  }

  async function grant(auth: oauth.ClientAuth, scope: string): Promise<oauth.TokenEndpointResponse> {
    const server = await discovered();
    const client = { client_id: world.machine.id };
    const answer = await oauth.clientCredentialsGrantRequest(server, client, auth, { scope }, options);
    return oauth.processClientCredentialsResponse(server, client, answer);
  }

  test('finds the token endpoint at the domain', async () => {
    expect((await discovered()).token_endpoint).toBe(
      'https://premium-api-dev-123456789012.auth.us-east-1.amazoncognito.com/oauth2/token',
    );
  });

  test.each([
    ['client_secret_basic', oauth.ClientSecretBasic],
    ['client_secret_post', oauth.ClientSecretPost],
  ])('gets a token with %s, and content with the token', async (_, authentication) => {
    const token = await grant(authentication(world.machine.secret), 'premium_api/read');
    expect(token).toEqual({ access_token: expect.any(String), expires_in: 3_600, token_type: 'bearer' });
    expect(claimsOf(token.access_token)['scope']).toBe('premium_api/read');
    const answer = await world.premium('GET', { authorization: `Bearer ${token.access_token}` });
    expect(answer.body).toBe('{"message":"Premium Content: OAuth Scope: Read"}');
  });

  test.each<readonly [what: string, secret: string | undefined, scope: string, error: string]>([
    ['a wrong secret', 'wrong', 'premium_api/read', 'invalid_client'],
    ["a scope that is not the client's", undefined, 'premium_api/delete', 'invalid_scope'],
  ])('is refused with %s', async (_, secret, ...[scope, error]) => {
    const attempt = grant(oauth.ClientSecretBasic(secret ?? world.machine.secret), scope);
    await expect(attempt).rejects.toMatchObject({ name: 'ResponseBodyError', error, status: 400 });
  });

  test('is refused at a domain of another pool', async () => {
    const server = { ...(await discovered()) };
    server.token_endpoint = 'https://other-domain.auth.us-east-1.amazoncognito.com/oauth2/token';
    const client = { client_id: world.machine.id };
    const auth = oauth.ClientSecretBasic(world.machine.secret);
    const answer = await oauth.clientCredentialsGrantRequest(server, client, auth, {}, options);
    expect([answer.status, await answer.json()]).toEqual([400, { error: 'invalid_client' }]);
  });
});
