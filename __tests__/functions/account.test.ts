import { errors, SignJWT, UnsecuredJWT } from 'jose';
import type { JWTPayload } from 'jose';
import {
  accountWorld,
  aliceSub,
  bobSub,
  developerToken,
  idToken,
  now,
  signedInAs,
  type AccountWorld,
} from './account-world';
import { alice, bob } from './api-event';

let world: AccountWorld;

beforeAll(async () => {
  world = await accountWorld();
});

afterAll(() => world.table.stop());

beforeEach(async () => {
  world.failKeys(undefined);
  world.lines.length = 0;
  await world.table.put({
    identityId: { S: alice },
    displayName: { S: 'Alice' },
    address: { S: 'Here' },
    version: { N: '3' },
  });
  await world.table.put({
    identityId: { S: bob },
    displayName: { S: 'Bob' },
    address: { S: 'There' },
    version: { N: '1' },
  });
});

const parsed = ({ statusCode, body }: { statusCode: number; body: string }) => ({
  statusCode,
  body: JSON.parse(body) as unknown,
});
const notAccepted = {
  statusCode: 401,
  body: { message: 'The identity token is not accepted. Sign in again and send the new one in X-Identity-Token.' },
};
const ofAnother = {
  statusCode: 403,
  body: { message: 'The identity token was not issued to the one who signed the request. Send your own.' },
};
const aliceAccount = { statusCode: 200, body: { displayName: 'Alice', address: 'Here', version: 3 } };

test.each([
  ['an id token of the user pool', idToken, {}],
  [
    'an OpenID token of the login backend',
    developerToken,
    { authenticationProvider: 'cognito-identity.amazonaws.com' },
  ],
])('%s that belongs to the signer opens the signer’s account', async (_name, claims, change) => {
  expect(parsed(await world.call(await world.sign(claims), change))).toEqual(aliceAccount);
});

const refused: readonly (readonly [string, JWTPayload, object])[] = [
  ['an expired token', { ...idToken, exp: now - 1 }, notAccepted],
  ['a token that is not valid yet', { ...idToken, nbf: now + 60 }, notAccepted],
  ['a token of another app client', { ...idToken, aud: 'other' }, notAccepted],
  ['a token of another pool', { ...idToken, iss: `${idToken.iss}2` }, notAccepted],
  ['a token that never expires', { ...idToken, exp: undefined }, notAccepted],
  ['a token of nobody', { ...idToken, sub: undefined }, notAccepted],
  ['an access token', { ...idToken, token_use: 'access' }, ofAnother],
  ["Bob's id token", { ...idToken, sub: bobSub }, ofAnother],
  ['an id token whose sub is the end of the own one', { ...idToken, sub: aliceSub.slice(1) }, ofAnother],
  ["an OpenID token of Bob's identity", { ...developerToken, sub: bob }, ofAnother],
  ['an OpenID token of another identity pool', { ...developerToken, aud: 'eu-west-1:other' }, notAccepted],
  [
    'an OpenID token of another provider',
    { ...developerToken, amr: ['authenticated', 'graph.facebook.com'] },
    ofAnother,
  ],
  ['an OpenID token of a guest', { ...developerToken, amr: ['unauthenticated', 'login.petstore'] }, ofAnother],
  ['an OpenID token with amr as text', { ...developerToken, amr: 'authenticated login.petstore' }, ofAnother],
];

test.each(refused)('%s opens nothing, neither to read nor to write', async (_name, claims, answer) => {
  const token = await world.sign(claims);
  expect(parsed(await world.call(token))).toEqual(answer);
  const body = JSON.stringify({ displayName: 'Mallory', address: '', version: 3 });
  expect(parsed(await world.call(token, { httpMethod: 'PUT', body }))).toEqual(answer);
  expect((await world.table.get(alice))?.['displayName']?.S).toBe('Alice');
});

test.each<readonly [string, () => Promise<string> | string]>([
  ['another key under the same id', () => world.sign(idToken, { forged: true })],
  ['a key id that nobody has', () => world.sign(idToken, { kid: 'key-2' })],
  ['no key id, where the issuer has several keys', () => world.signNamelessly()],
  ['no signature', () => new UnsecuredJWT(idToken).encode()],
  [
    'the public key as a shared secret',
    () =>
      new SignJWT(idToken)
        .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
        .sign(new TextEncoder().encode(JSON.stringify(world.publicJwk))),
  ],
  ['another algorithm (PS256) of the same key', () => world.signBy('PS256')],
  ['another algorithm (RS512) of the same key', () => world.signBy('RS512')],
  ['text that is no token', () => 'a.b.c'],
  ['a token of 9000 characters', () => world.sign({ ...idToken, filler: 'x'.repeat(9000) })],
])('a token with %s opens nothing', async (_name, make) => {
  expect(parsed(await world.call(await make()))).toEqual(notAccepted);
});

test('the signature alone is not enough, and the token alone neither', async () => {
  expect(parsed(await world.call(undefined))).toEqual({
    statusCode: 401,
    body: {
      message: 'There is no identity token. Send the one of your sign-in in X-Identity-Token, besides the signature.',
    },
  });
  expect(parsed(await world.call(await world.sign(idToken), { identityId: null }))).toEqual({
    statusCode: 403,
    body: {
      message: 'Accounts belong to a Cognito identity. Sign the request with credentials from the identity pool.',
    },
  });
});

test.each([
  '',
  'x',
  signedInAs(bobSub),
  `evil,${signedInAs(aliceSub)}x`,
  signedInAs(aliceSub).replaceAll('Pool', 'Pool2'),
])('an own token with credentials of another sign-in (%j) opens nothing', async (authenticationProvider) => {
  expect(parsed(await world.call(await world.sign(idToken), { authenticationProvider }))).toEqual(ofAnother);
});

test('nothing in a request names another account', async () => {
  const token = await world.sign(idToken);
  const change = { query: { identityId: bob }, headers: { identityId: bob, 'X-Identity-Id': bob } };
  expect(parsed(await world.call(token, change))).toEqual(aliceAccount);
  const body = JSON.stringify({ displayName: 'x', address: '', version: 3, identityId: bob });
  expect(parsed(await world.call(token, { ...change, httpMethod: 'PUT', body }))).toEqual({
    statusCode: 400,
    body: { message: 'The body is not accepted: there is no member but displayName, address, version.' },
  });
  expect((await world.table.get(bob))?.['displayName']?.S).toBe('Bob');
});

test.each<readonly [string, Error]>([
  ['in time', new errors.JWKSTimeout()],
  ['with 200', new errors.JOSEError('Expected 200 OK')],
  ['at all', new TypeError('fetch failed')],
])('where keys are not answered %s nobody gets in, and the error is ours', async (_name, error) => {
  world.failKeys(error);
  expect(parsed(await world.call(await world.sign(idToken)))).toEqual({
    statusCode: 500,
    body: { message: 'The account could not be served. Try again.' },
  });
  world.failKeys(undefined);
  expect(parsed(await world.call(await world.sign(idToken)))).toEqual(aliceAccount);
});

describe('writes', () => {
  const put = async (body: object) =>
    world.call(await world.sign(idToken), { httpMethod: 'PUT', body: JSON.stringify(body) });
  const conflict = {
    statusCode: 409,
    body: {
      message:
        'The account was changed since you read this version. GET it again, make your change to that, and PUT it with its version.',
    },
  };

  test('a write with the version that was read makes the next version', async () => {
    expect(parsed(await put({ displayName: 'Al', address: 'New', version: 3 }))).toEqual({
      statusCode: 200,
      body: { displayName: 'Al', address: 'New', version: 4 },
    });
  });

  test.each([0, 1, 2, 4])('a write with version %i, which is not the current one, changes nothing', async (version) => {
    expect(parsed(await put({ displayName: 'Late', address: '', version }))).toEqual(conflict);
    expect((await world.table.get(alice))?.['displayName']?.S).toBe('Alice');
  });

  test('of writes at the same time one wins, and the others are told', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `writer-${index}`);
    const answers = await Promise.all(names.map((displayName) => put({ displayName, address: '', version: 3 })));
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    expect(answers.filter(({ statusCode }) => statusCode === 409)).toHaveLength(9);
    const winner = names[answers.findIndex(({ statusCode }) => statusCode === 200)];
    const stored = await world.table.get(alice);
    expect([stored?.['displayName']?.S, stored?.['version']?.N]).toEqual([winner, '4']);
  });

  test('writers who read again after a conflict lose nothing', async () => {
    const add = async (letter: string): Promise<void> => {
      for (;;) {
        const { body } = await world.call(await world.sign(idToken));
        const read = JSON.parse(body) as { address: string; version: number };
        const { statusCode } = await put({ displayName: 'A', address: read.address + letter, version: read.version });
        if (statusCode === 200) {
          return;
        }
        expect(statusCode).toBe(409);
      }
    };
    await Promise.all([...'abcdef'].map(add));
    const stored = await world.table.get(alice);
    expect([...(stored?.['address']?.S ?? '').replace('Here', '')].sort().join('')).toBe('abcdef');
    expect(stored?.['version']?.N).toBe('9');
  });

  test('who has no account makes one with version 0, once', async () => {
    const newcomer = { identityId: 'eu-west-1:33333333-2222-4333-8444-555555555555' };
    const token = await world.sign({ ...developerToken, sub: newcomer.identityId });
    expect(parsed(await world.call(token, newcomer))).toEqual({
      statusCode: 404,
      body: { message: 'You have no account yet. PUT displayName, address and version 0 to make one.' },
    });
    const body = JSON.stringify({ displayName: 'New', address: '', version: 0 });
    const write = () => world.call(token, { ...newcomer, httpMethod: 'PUT', body });
    expect(parsed(await write()).body).toEqual({ displayName: 'New', address: '', version: 1 });
    const other = JSON.stringify({ displayName: 'Newer', address: '', version: 0 });
    expect(parsed(await world.call(token, { ...newcomer, httpMethod: 'PUT', body: other }))).toEqual(conflict);
  });

  test.each([
    ['[]', 'The body is no JSON object. Send the account as JSON.'],
    ['{', 'The body is no JSON object. Send the account as JSON.'],
    [
      '{"displayName":"","address":1,"version":1.5}',
      'The body is not accepted: displayName is a text of 1 to 100 characters, none of them a control character; address is a text of 0 to 500 characters, none of them a control character; version is a whole number from 0 to 2147483648.',
    ],
  ])('the body %s is refused', async (body, message) => {
    expect(parsed(await world.call(await world.sign(idToken), { httpMethod: 'PUT', body }))).toEqual({
      statusCode: 400,
      body: { message },
    });
  });
});

test('no token is ever in the log', async () => {
  const tokens = await Promise.all(refused.map(([, claims]) => world.sign(claims)));
  tokens.push(await world.sign(idToken), await world.sign(idToken, { forged: true }));
  for (const token of tokens) {
    await world.call(token);
  }
  expect(world.lines).toHaveLength(tokens.length);
  const log = world.lines.join('\n');
  expect(tokens.flatMap((token) => token.split('.')).filter((part) => log.includes(part))).toEqual([]);
});
