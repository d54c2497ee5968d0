import { CognitoIdentityClient, GetCredentialsForIdentityCommand } from '@aws-sdk/client-cognito-identity';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { hashPassword } from '../../../functions/shared/password-hash';
import { startSandbox, type RunningSandbox } from '../../../sandbox/main';
import { callApi, signInWithSrp } from '../../../tour/clients';
import { synthesizedOutput, type SynthesizedOutput } from '../../support/synthesized-output';
import {
  password,
  petStoreOutput,
  tradeLogins,
  userPoolPerson,
  userPoolProvider,
  type Signed,
} from '../support/pet-store-people';

let output: SynthesizedOutput;
let sandbox: RunningSandbox;
let people: Record<'administrator' | 'customer' | 'ungrouped' | 'store', Signed>;

const petStore = (name: string): string => petStoreOutput(sandbox, name);
const apiUrl = (): string => sandbox.describe().stacks['pet-store']?.apis[0]?.invokeUrl ?? '';
const here = () => ({ endpoint: sandbox.url, region: 'us-east-1' });
const provider = (): string => userPoolProvider(sandbox);

const trade = (logins: Record<string, string>, identityId?: string) => tradeLogins(sandbox, logins, identityId);

const login = (body: unknown): Promise<Response> =>
  fetch(petStore('login_url').replace(/^https:\/\/[^/]+\/[^/]+/, apiUrl()), {
    method: 'POST',
    body: JSON.stringify(body),
  });

async function storePerson(username: string): Promise<Signed> {
  const client = new DynamoDBClient({ ...here(), credentials: sandbox.describe().developer });
  const Item = {
    username: { S: username },
    userId: { S: 'store-user-1' },
    passwordHash: { S: await hashPassword(password) },
  };
  await client.send(new PutItemCommand({ TableName: petStore('users_table_name'), Item }));
  client.destroy();
  const { identityId, token } = (await (await login({ username, password })).json()) as Record<string, string>;
  const signed = await trade({ 'cognito-identity.amazonaws.com': token ?? '' }, identityId);
  return { ...signed, token: token ?? '' };
}

beforeAll(async () => {
  output = synthesizedOutput();
  output.keepOnly('pet-store');
  sandbox = await startSandbox({ outputFolder: output.folder, port: '0', write: () => undefined });
  people = {
    administrator: await userPoolPerson(sandbox, 'alice@example.com', 'administrators'),
    customer: await userPoolPerson(sandbox, 'bob@example.com', 'customers'),
    ungrouped: await userPoolPerson(sandbox, 'carol@example.com'),
    store: await storePerson('dora'),
  };
});

afterAll(async () => {
  await sandbox.stop();
  output.remove();
});

type Who = keyof typeof people;

function call(
  who: Who | undefined,
  request: { readonly method: string; readonly path: string; readonly body?: unknown; readonly token?: string },
) {
  const signed = who === undefined ? undefined : people[who];
  const { method, path, body } = request;
  const token = request.token ?? signed?.token;
  return callApi({
    method,
    url: `${apiUrl()}${path}`,
    region: 'us-east-1',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signed === undefined ? {} : { keys: signed.keys }),
    ...(token === undefined ? {} : { headers: { 'x-identity-token': token } }),
  });
}

const pet = { name: 'Rex', species: 'dog', priceInCents: 1_000 };

describe('by method and role', () => {
  test.each<readonly [who: Who, mayCreate: boolean]>([
    ['administrator', true],
    ['customer', false],
    ['ungrouped', false],
    ['store', false],
  ])('%s may list pets; may add one: %s', async (who, mayCreate) => {
    expect((await call(who, { method: 'GET', path: '/pets' })).status).toBe(200);
    const created = await call(who, { method: 'POST', path: '/pets', body: pet });
    expect([created.status, created.errorType]).toEqual(mayCreate ? [201, null] : [403, 'AccessDeniedException']);
  });

  test('nobody without a signature', async () => {
    for (const [method, path] of [
      ['GET', '/pets'],
      ['POST', '/pets'],
      ['GET', '/account'],
      ['PUT', '/account'],
    ] as const) {
      const answer = await call(undefined, { method, path });
      expect([answer.status, answer.errorType]).toEqual([403, 'MissingAuthenticationTokenException']);
    }
  });
});

describe('by owner', () => {
  const account = { displayName: 'Bob', address: '1 Main Street', version: 0 };

  test.each<Who>(['customer', 'administrator', 'store'])('%s writes and reads their own account', async (who) => {
    const written = await call(who, { method: 'PUT', path: '/account', body: account });
    expect([written.status, JSON.parse(written.body)]).toMatchObject([200, { displayName: 'Bob', version: 1 }]);
    const read = await call(who, { method: 'GET', path: '/account' });
    expect([read.status, JSON.parse(read.body)]).toMatchObject([200, { displayName: 'Bob', version: 1 }]);
  });

  test("another person's token beside one's own signature is refused", async () => {
    const token = people.administrator.token;
    expect((await call('customer', { method: 'GET', path: '/account', token })).status).toBe(403);
    expect((await call('customer', { method: 'GET', path: '/account', token: 'forged.token.here' })).status).toBe(401);
  });

  test('of concurrent writes one is stored and the others are told', async () => {
    await call('ungrouped', { method: 'PUT', path: '/account', body: account });
    const writes = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        call('ungrouped', {
          method: 'PUT',
          path: '/account',
          body: { ...account, displayName: `Carol ${index}`, version: 1 },
        }),
      ),
    );
    expect(writes.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    const winner = writes.find(({ status }) => status === 200);
    const read = await call('ungrouped', { method: 'GET', path: '/account' });
    expect(JSON.parse(read.body)).toEqual(JSON.parse(winner?.body ?? '{}'));
  });

  test("the table itself gives a customer their own item, and nobody else's", async () => {
    const client = new DynamoDBClient({
      ...here(),
      credentials: people.customer.keys,
    });
    const read = (identityId: string) =>
      client.send(
        new GetItemCommand({ TableName: petStore('accounts_table_name'), Key: { identityId: { S: identityId } } }),
      );
    await expect(read(people.customer.identityId)).resolves.toMatchObject({ Item: { displayName: { S: 'Bob' } } });
    await expect(read(people.administrator.identityId)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    client.destroy();
  });
});

describe('attackers', () => {
  test('a wrong password, and a user who does not exist, are answered alike', async () => {
    const wrong = await login({ username: 'dora', password: 'Passw0rd!Passw0rd?' });
    const unknown = await login({ username: 'nobody', password });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await wrong.text()).toBe(await unknown.text());
  });

  test('a wrong password at the user pool', async () => {
    const target = {
      endpoint: sandbox.url,
      userPoolId: petStore('user_pool_id'),
      clientId: petStore('user_pool_client_id'),
    };
    await expect(
      signInWithSrp({ ...target, username: 'bob@example.com', password: 'Passw0rd?Passw0rd?' }),
    ).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
  });

  test('a customer who asks for the role of administrators', async () => {
    const client = new CognitoIdentityClient(here());
    await expect(
      client.send(
        new GetCredentialsForIdentityCommand({
          IdentityId: people.customer.identityId,
          Logins: { [provider()]: people.customer.token },
          CustomRoleArn: petStore('administrators_role_arn'),
        }),
      ),
    ).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    client.destroy();
  });

  test("somebody else's identity", async () => {
    const logins = { [provider()]: people.customer.token };
    await expect(trade(logins, people.administrator.identityId)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
  });
});
