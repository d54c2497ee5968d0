import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { createHandler as createUserHandler } from '../../functions/create-store-user/handler';
import { createAttempts } from '../../functions/login/attempts';
import { createIdentityIssuer } from '../../functions/login/developer-identity';
import { createHandler } from '../../functions/login/handler';
import { createUserDirectory } from '../../functions/login/user-directory';
import { createLogger } from '../../functions/shared/logger';
import { hashPassword, verifyPassword } from '../../functions/shared/password-hash';
import { normalizeUserName } from '../../functions/shared/store-user';
import { apiEvent } from './api-event';
import { startMemoryTable, type MemoryTable } from './memory-table';

const cheap = { logN: 4, r: 8, p: 1 };
const password = 'correct horse battery';
const start = Date.UTC(2026, 0, 1);

interface Sent {
  readonly input: unknown;
}

let table: MemoryTable;
let now = start;
const lines: string[] = [];
const sent: unknown[] = [];
const hashed: (string | undefined)[] = [];
let cognitoAnswer: object = {};

beforeAll(async () => {
  table = await startMemoryTable('users', 'username');
});

afterAll(() => table.stop());

beforeEach(() => {
  // A new day: no attempt counts any more.
  now += 24 * 3_600_000;
  for (const list of [lines, sent, hashed]) {
    list.length = 0;
  }
  cognitoAnswer = { IdentityId: 'eu-west-1:identity', Token: 'eyJhbGciOiJSUzUxMiJ9.e30.c2lnbmF0dXJl' };
});

const client = {
  send: (command: Sent) => {
    sent.push(command.input);
    return Promise.resolve(cognitoAnswer);
  },
} as unknown as Parameters<typeof createIdentityIssuer>[0]['client'];

function login(body: unknown) {
  const handler = createHandler({
    users: createUserDirectory(table.client, table.name),
    attempts: createAttempts({ client: table.client, tableName: table.name, now: () => now }),
    identities: createIdentityIssuer({ client, identityPoolId: 'eu-west-1:pool', developerProviderName: 'login.x' }),
    verifyPassword: (given, hash) => {
      hashed.push(hash);
      return verifyPassword(given, hash, cheap);
    },
    logger: createLogger((line) => lines.push(line)),
    allowedOrigins: [],
  });
  return handler(apiEvent({ resource: '/login', identityId: null, body: JSON.stringify(body) }));
}

let ids = 0;
const createUser = (user: { username?: unknown; password?: unknown }) =>
  createUserHandler({
    client: table.client,
    usersTable: table.name,
    newId: () => `user-${(ids += 1)}`,
    hashPassword: (given) => hashPassword(given, cheap),
  })(user);

const wrong = { statusCode: 401, message: 'User name or password is wrong.' };
const outcome = ({ statusCode, body }: { statusCode: number; body: string }) => ({
  statusCode,
  message: (JSON.parse(body) as { message?: string }).message,
});

test('who knows the password gets an identity of Cognito for the user’s id, never for the name', async () => {
  const { userId } = await createUser({ username: 'Carol', password });
  const answer = await login({ username: 'carol', password });
  expect([answer.statusCode, JSON.parse(answer.body)]).toEqual([
    200,
    { identityId: 'eu-west-1:identity', token: 'eyJhbGciOiJSUzUxMiJ9.e30.c2lnbmF0dXJl' },
  ]);
  expect(answer.headers['Cache-Control']).toBe('no-store');
  expect(sent).toEqual([{ IdentityPoolId: 'eu-west-1:pool', Logins: { 'login.x': userId }, TokenDuration: 900 }]);
});

test('a wrong password and a name that nobody has are told alike, and cost the same work', async () => {
  await createUser({ username: 'dave', password });
  expect(outcome(await login({ username: 'dave', password: `${password}!` }))).toEqual(wrong);
  expect(outcome(await login({ username: 'nobody', password }))).toEqual(wrong);
  expect(outcome(await login({ username: '  ', password }))).toEqual(wrong);
  expect(hashed).toEqual([expect.stringMatching(/^scrypt/), undefined, undefined]);
  expect(sent).toEqual([]);
});

test('a name that normalizing makes longer than a key can be is one that nobody has', async () => {
  const asked: object[] = [];
  const spy = { send: (command: Sent) => Promise.resolve(asked.push(command)) };
  const users = createUserDirectory(spy as unknown as MemoryTable['client'], 'users');
  const name = normalizeUserName('\ufdfa'.repeat(64));
  expect(Buffer.byteLength(name)).toBeGreaterThan(2048);
  expect(await users.find(name)).toEqual({ userId: undefined, passwordHash: undefined });
  expect(asked).toEqual([]);
  expect(outcome(await login({ username: '\ufdfa'.repeat(64), password }))).toEqual(wrong);
  expect(hashed).toEqual([undefined]);
});

test.each(['erin', 'who-is-not-there'])(
  'after ten attempts %s is told to wait, even with the password',
  async (username) => {
    if (username === 'erin') {
      await createUser({ username, password });
    }
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect(outcome(await login({ username, password: 'wrong' }))).toEqual(wrong);
    }
    const refused = await login({ username, password });
    expect(outcome(refused)).toEqual({
      statusCode: 429,
      message: 'Too many attempts to sign in with this user name. Try again in 15 minutes.',
    });
    expect(refused.headers['Retry-After']).toBe('900');
    expect(hashed).toHaveLength(10);
    now += 15 * 60_000;
    expect((await login({ username, password })).statusCode).toBe(username === 'erin' ? 200 : 401);
  },
);

test('attempts at the same time cannot pass the limit together', async () => {
  const answers = await Promise.all(Array.from({ length: 30 }, () => login({ username: 'frank', password: 'x' })));
  expect(answers.filter(({ statusCode }) => statusCode === 401).length).toBeLessThanOrEqual(10);
  expect(hashed.length).toBeLessThanOrEqual(10);
  expect(answers.filter(({ statusCode }) => statusCode === 429).length).toBeGreaterThanOrEqual(20);
});

test('who signs in often is not locked out; failures in between stay counted', async () => {
  await createUser({ username: 'grace', password });
  for (let attempt = 0; attempt < 9; attempt += 1) {
    await login({ username: 'grace', password: 'wrong' });
  }
  for (let attempt = 0; attempt < 5; attempt += 1) {
    expect((await login({ username: 'grace', password })).statusCode).toBe(200);
  }
  expect((await login({ username: 'grace', password: 'wrong' })).statusCode).toBe(401);
  expect((await login({ username: 'grace', password })).statusCode).toBe(429);
});

test('a counter is not a user: nobody signs in with it', async () => {
  await login({ username: 'henry', password });
  expect(outcome(await login({ username: 'ATTEMPTS#00000', password }))).toEqual(wrong);
});

test.each([
  [{}, 'username is a text of 1 to 64 characters'],
  [{ username: 'a'.repeat(65), password }, 'username is a text of 1 to 64 characters'],
  [{ username: { $ne: '' }, password }, 'username is a text of 1 to 64 characters'],
  [{ username: 'a', password: 'x'.repeat(257) }, 'password is a text of 1 to 256 characters'],
  [{ username: 'a', password, admin: true }, 'there is no member but username, password'],
])('%j is refused before any password is tried', async (body, message) => {
  const answer = outcome(await login(body));
  expect(answer.statusCode).toBe(400);
  expect(answer.message).toContain(message);
  expect(hashed).toEqual([]);
});

test('an answer of Cognito without a token is an error, and nobody is signed in', async () => {
  await createUser({ username: 'ivan', password });
  cognitoAnswer = { IdentityId: 'eu-west-1:identity' };
  expect(outcome(await login({ username: 'ivan', password }))).toEqual({
    statusCode: 500,
    message: 'The sign-in could not be decided. Try again.',
  });
});

test('neither password nor user name nor token is ever in the log', async () => {
  await createUser({ username: 'judy', password });
  await login({ username: 'judy', password });
  await login({ username: 'judy', password: 'a-wrong-one' });
  await login({ username: 'mallory-was-here', password });
  expect(lines).toHaveLength(3);
  const log = lines.join('\n');
  const secrets = [password, 'a-wrong-one', 'judy', 'mallory-was-here', 'eyJhbGciOiJSUzUxMiJ9', 'scrypt'];
  expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);
});

describe('new users', () => {
  test('a name that is taken, in whatever case, stays with its user', async () => {
    await createUser({ username: 'kate', password });
    const before = await table.get('kate');
    await expect(createUser({ username: ' Kate ', password: 'another password' })).rejects.toThrow(
      'There is a user "kate" already. Choose another name.',
    );
    expect(await table.get('kate')).toEqual(before);
  });

  test.each([
    ['the user that it stored', 'the-new-id', { username: 'lena', userId: 'the-new-id' }],
    ["somebody else's", 'another-id', 'There is a user "lena" already. Choose another name.'],
  ] as const)('a second attempt, after the first answer was lost, may meet %s', async (_, metId, outcome) => {
    const met = { username: { S: 'lena' }, userId: { S: metId }, passwordHash: { S: 'x' } };
    const refusal = { $metadata: {}, message: 'The conditional request failed', Item: met };
    const meeting = { send: () => Promise.reject(new ConditionalCheckFailedException(refusal)) };
    const creating = createUserHandler({
      client: meeting as unknown as MemoryTable['client'],
      usersTable: 'users',
      newId: () => 'the-new-id',
      hashPassword: () => Promise.resolve('x'),
    })({ username: 'lena', password });
    await expect(creating.catch((error: Error) => error.message)).resolves.toEqual(outcome);
  });

  test.each([
    [{}],
    [{ username: '', password }],
    [{ username: 'a'.repeat(65), password }],
    [{ username: 'a\nb', password }],
    [{ username: 'a', password: 'x'.repeat(11) }],
    [{ username: 'a', password: 'x'.repeat(257) }],
    [{ username: 1, password }],
  ])('%j is refused', async (user) => {
    const before = await table.count();
    await expect(createUser(user)).rejects.toThrow(
      'Send {"username", "password"}: a name of 1 to 64 characters without control characters, a password of 12 to 256.',
    );
    expect(await table.count()).toBe(before);
  });
});
