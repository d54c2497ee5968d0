import { CognitoIdentityProviderClient, AdminDeleteUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { DeleteItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { hashPassword } from '../../../functions/shared/password-hash';
import { startSandbox, type RunningSandbox } from '../../../sandbox/main';
import { callApi, type Keys } from '../../../tour/clients';
import { synthesizedOutput, type SynthesizedOutput } from '../../support/synthesized-output';
import { password, petStoreOutput, userPoolPerson, type Signed } from '../support/pet-store-people';

const everything = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});
const pets = 'dev-pet-store-pets';

let output: SynthesizedOutput;
let sandbox: RunningSandbox;
let administrator: Signed;
let customer: Signed;

const here = (keys?: Keys) => ({
  endpoint: sandbox.url,
  region: 'us-east-1',
  maxAttempts: 1,
  credentials: keys ?? sandbox.describe().developer,
});
const apiUrl = (): string => sandbox.describe().stacks['pet-store']?.apis[0]?.invokeUrl ?? '';

beforeAll(async () => {
  output = synthesizedOutput({
    PERMISSIONS_BOUNDARY: 'on',
    ACCOUNT_STACKS: 'on',
    STATE_BUCKET: 'acme-state',
    DEPLOY_REPOSITORY: 'acme/api',
  });
  output.keepOnly('pet-store', 'github-roles');
  output.edit('pet-store', ({ resource }) => {
    const policy = resource['aws_iam_role_policy']?.['customers'];
    if (policy === undefined) throw new TypeError('no policy of the customers');
    policy['policy'] = everything;
  });
  sandbox = await startSandbox({ outputFolder: output.folder, port: '0', write: () => undefined });
  administrator = await userPoolPerson(sandbox, 'alice@example.com', 'administrators');
  customer = await userPoolPerson(sandbox, 'bob@example.com', 'customers');
});

afterAll(async () => {
  await sandbox.stop();
  output.remove();
});

test('people and functions do within the permissions boundary what they do without one', async () => {
  const call = (method: string, body?: object) =>
    callApi({
      method,
      url: `${apiUrl()}/pets`,
      region: 'us-east-1',
      keys: administrator.keys,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  expect((await call('POST', { name: 'Rex', species: 'dog', priceInCents: 1_000 })).status).toBe(201);
  const listed = await call('GET');
  expect([listed.status, listed.body.includes('Rex')]).toEqual([200, true]);
});

test('a login backend vouches for people at the identity pool of its stage, which its tags tell', async () => {
  const client = new DynamoDBClient(here());
  const user = { username: { S: 'dora' }, userId: { S: 'dora-1' }, passwordHash: { S: await hashPassword(password) } };
  await client.send(new PutItemCommand({ TableName: petStoreOutput(sandbox, 'users_table_name'), Item: user }));
  client.destroy();
  const body = JSON.stringify({ username: 'dora', password });
  expect((await fetch(`${apiUrl()}/login`, { method: 'POST', body })).status).toBe(200);
});

test('a role whose policy allows everything is allowed what the permissions boundary allows', async () => {
  const table = new DynamoDBClient(here(customer.keys));
  const Key = { petId: { S: 'rex' } };
  await expect(table.send(new GetItemCommand({ TableName: pets, Key }))).resolves.toMatchObject({
    $metadata: { httpStatusCode: 200 },
  });
  const arn = `arn:aws:dynamodb:us-east-1:123456789012:table/${pets}`;
  await expect(table.send(new DeleteItemCommand({ TableName: pets, Key }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringMatching(
      new RegExp(
        `assumed-role/dev-pet-store-customers/CognitoIdentityCredentials is not authorized to perform: dynamodb:DeleteItem ` +
          `on resource: ${arn} because no permissions boundary allows the dynamodb:DeleteItem action$`,
      ),
    ) as unknown,
  });
  table.destroy();
  const pool = new CognitoIdentityProviderClient(here(customer.keys));
  const user = { UserPoolId: petStoreOutput(sandbox, 'user_pool_id'), Username: 'alice@example.com' };
  await expect(pool.send(new AdminDeleteUserCommand(user))).rejects.toMatchObject({ name: 'AccessDeniedException' });
  pool.destroy();
});
