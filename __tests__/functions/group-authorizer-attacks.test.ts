import { createHmac, createSign } from 'node:crypto';
import fc from 'fast-check';
import type { TokenRefusal } from '../../functions/group-authorizer/errors';
import { longestToken } from '../../functions/group-authorizer/read-token';
import { authorizerWorld, makePair, otherIssuer, otherPair, poolIssuer, poolPair } from './group-authorizer-world';
import { jwkOf, startOfTime } from './group-authorizer-world';
import type { AuthorizerWorld } from './group-authorizer-world';

const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' || Buffer.isBuffer(value) ? value : JSON.stringify(value)).toString(
    'base64url',
  );

/** A byte that is no character: a decoder that mends it reads another text than was signed. */
const notUtf8 = (value: unknown): Buffer => Buffer.from(JSON.stringify(value).replace('#', '\u00ff'), 'latin1');

/** Signs any texts with the pool's real key, so that nothing but what they say can be the reason of a refusal. */
function signed(header: unknown, payload: unknown, key = poolPair.privateKey): string {
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${createSign('RSA-SHA256').update(input).sign(key).toString('base64url')}`;
}

const header = (change: object = {}): object => ({ kid: poolPair.kid, alg: 'RS256', ...change });

const attacker = makePair(poolPair.kid);
const attackersJwk = jwkOf(attacker);
const weak = makePair('weak', 1024);

type Attack = (world: AuthorizerWorld) => string | Promise<string>;

const attacks: readonly [string, TokenRefusal, Attack][] = [
  ['alg none without a signature', 'algorithm', (w) => `${encode(header({ alg: 'none' }))}.${encode(w.claims())}.`],
  ['alg None', 'algorithm', (w) => `${encode(header({ alg: 'None' }))}.${encode(w.claims())}.`],
  ['alg none with a real signature', 'algorithm', (w) => signed(header({ alg: 'none' }), w.claims())],
  ['no alg', 'algorithm', (w) => signed({ kid: poolPair.kid }, w.claims())],
  ['alg as a list', 'algorithm', (w) => signed(header({ alg: ['RS256'] }), w.claims())],
  ['HS256 with the public key as secret', 'algorithm', (w) => hmacWithPublicKey(w)],
  ['RS512', 'algorithm', (w) => signed(header({ alg: 'RS512' }), w.claims())],
  ['PS256', 'algorithm', (w) => w.token({}, { alg: 'PS256' })],
  ['embedded jwk', 'embedded-key', (w) => signed(header({ jwk: attackersJwk }), w.claims(), attacker.privateKey)],
  ['embedded jwk beside the right key', 'embedded-key', (w) => signed(header({ jwk: attackersJwk }), w.claims())],
  ['jku', 'embedded-key', (w) => signed(header({ jku: 'https://evil.example/jwks' }), w.claims())],
  ['x5u', 'embedded-key', (w) => signed(header({ x5u: 'https://evil.example/x5' }), w.claims())],
  ['x5c', 'embedded-key', (w) => signed(header({ x5c: ['MIIB'] }), w.claims())],
  ['crit that is known', 'critical-header', (w) => signed(header({ crit: ['exp'], exp: 1 }), w.claims())],
  ['crit that is empty', 'critical-header', (w) => signed(header({ crit: [] }), w.claims())],
  ['b64 without crit', 'unknown-header', (w) => signed(header({ b64: false }), w.claims())],
  ['compressed', 'unknown-header', (w) => signed(header({ zip: 'DEF' }), w.claims())],
  ['typ of another kind of token', 'token-type', (w) => signed(header({ typ: 'logout+jwt' }), w.claims())],
  ['typ that is no text', 'token-type', (w) => signed(header({ typ: 1 }), w.claims())],
  ['no kid', 'no-key-id', (w) => signed({ alg: 'RS256' }, w.claims())],
  ['empty kid', 'no-key-id', (w) => signed(header({ kid: '' }), w.claims())],
  ['kid as a list', 'no-key-id', (w) => signed(header({ kid: [poolPair.kid] }), w.claims())],
  ['kid as a path', 'unknown-key', (w) => signed(header({ kid: '../../dev/null' }), w.claims())],
  ['kid as SQL', 'unknown-key', (w) => signed(header({ kid: "' UNION SELECT 'x" }), w.claims())],
  ['kid of an object member', 'unknown-key', (w) => signed(header({ kid: '__proto__' }), w.claims())],
  ['kid of another issuer', 'unknown-key', (w) => w.token({}, {}, otherPair)],
  ['own key under the known kid', 'signature', (w) => signed(header(), w.claims(), attacker.privateKey)],
  ['signature of another token', 'signature', (w) => withForeignSignature(w)],
  ['wrong issuer', 'issuer', (w) => w.token({ iss: 'https://evil.example' })],
  ['other pool', 'issuer', (w) => w.token({ iss: poolIssuer.replace('Example01', 'Example02') })],
  ['issuer with a slash more', 'issuer', (w) => w.token({ iss: `${poolIssuer}/` })],
  ['issuer in a list', 'issuer', (w) => signed(header(), w.claims({ iss: [poolIssuer] }))],
  ['no issuer', 'issuer', (w) => signed(header(), w.claims({ iss: undefined }))],
  ['issuer whose key did not sign', 'unknown-key', (w) => signed(header(), w.claims({ iss: otherIssuer }))],
  ['wrong client', 'client', (w) => w.token({ client_id: 'another-client' })],
  ['no client', 'client', (w) => w.token({ client_id: undefined })],
  ['client in a list', 'client', (w) => signed(header(), w.claims({ client_id: ['client-number-two'] }))],
  ['ID token', 'token-use', (w) => w.token({ token_use: 'id', client_id: undefined, aud: 'client-number-two' })],
  ['no token_use', 'token-use', (w) => w.token({ token_use: undefined })],
  ['expired', 'expired', (w) => w.token({ exp: w.now / 1000 - 6, iat: w.now / 1000 - 3600 })],
  ['no exp', 'claims', (w) => w.token({ exp: undefined })],
  ['exp as text', 'claims', (w) => signed(header(), w.claims({ exp: '99999999999' }))],
  ['no iat', 'claims', (w) => w.token({ iat: undefined })],
  ['no sub', 'claims', (w) => w.token({ sub: undefined })],
  ['empty sub', 'claims', (w) => w.token({ sub: '' })],
  ['not yet valid', 'not-yet-valid', (w) => w.token({ nbf: w.now / 1000 + 6 })],
  ['issued in the future', 'not-yet-valid', (w) => w.token({ iat: w.now / 1000 + 6 })],
  ['username that is no text', 'claims', (w) => signed(header(), w.claims({ username: ['alice'] }))],
  ['groups that are no list', 'groups-claim', (w) => w.token({ 'cognito:groups': 'readers' })],
  ['groups that are no texts', 'groups-claim', (w) => w.token({ 'cognito:groups': ['readers', 1] })],
  ['duplicate claim', 'duplicate-member', (w) => signed(header(), duplicated(w.claims(), '"sub":"someone-else"'))],
  ['duplicate claim, escaped', 'duplicate-member', (w) => signed(header(), duplicated(w.claims(), '"\\u0073ub":"x"'))],
  ['duplicate claim, deep', 'duplicate-member', (w) => signed(header(), duplicated(w.claims(), '"x":[{"a":1,"a":2}]'))],
  ['duplicate header', 'duplicate-member', (w) => signed(duplicated(header(), '"alg":"RS256"'), w.claims())],
  ['oversized', 'token-too-large', (w) => w.token({ padding: 'x'.repeat(longestToken) })],
  ['payload that is no JSON', 'token-malformed', () => signed(header(), 'no JSON')],
  ['payload that is not UTF-8', 'token-malformed', (w) => signed(header(), notUtf8(w.claims({ username: '#' })))],
  ['payload that is a list', 'token-malformed', () => signed(header(), '[]')],
  ['payload that is null', 'token-malformed', () => signed(header(), 'null')],
  ['header that is no JSON', 'token-malformed', (w) => signed('{', w.claims())],
  ['broken base64 in the header', 'token-malformed', async (w) => `!${await w.token()}`],
  ['padded base64', 'token-malformed', async (w) => `${await w.token()}==`],
  ['standard base64', 'token-malformed', async (w) => `${await w.token()}+/`],
  ['two parts', 'token-malformed', async (w) => (await w.token()).split('.').slice(0, 2).join('.')],
  ['four parts', 'token-malformed', async (w) => `${await w.token()}.e30`],
  ['five parts, encrypted', 'token-malformed', () => 'e30.e30.e30.e30.e30'],
  ['no signature', 'token-malformed', async (w) => (await w.token()).replace(/[^.]+$/, '')],
];

function hmacWithPublicKey(world: AuthorizerWorld): string {
  const input = `${encode(header({ alg: 'HS256' }))}.${encode(world.claims())}`;
  const secret = poolPair.publicKey.export({ type: 'spki', format: 'pem' });
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

async function withForeignSignature(world: AuthorizerWorld): Promise<string> {
  const [first, second] = [await world.token({ sub: 'someone-else' }), await world.token()];
  return [...first.split('.').slice(0, 2), second.split('.')[2]].join('.');
}

const duplicated = (object: object, member: string): string => JSON.stringify(object).replace(/\}$/, `,${member}}`);

it('lets in the token that all attacks start from', async () => {
  const world = authorizerWorld();
  const decision = await world.authorize(`Bearer ${await world.token()}`);
  expect(decision.policyDocument.Statement).toEqual([
    { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: [expect.stringMatching(/\/dev\/GET\/files$/)] },
  ]);
});

describe.each(attacks)('%s', (_name, reason, attack) => {
  it('is unauthorized, and the log alone says why, without the token', async () => {
    const world = authorizerWorld();
    const token = await attack(world);
    await expect(world.authorize(`Bearer ${token}`)).rejects.toThrow(/^Unauthorized$/);
    expect(world.reason()).toBe(reason);
    expect(world.tableReads).toEqual([]);
    for (const part of token.split('.').filter((text) => text.length > 8)) {
      expect(world.lines.join('\n')).not.toContain(part);
    }
  });

  it('is unauthorized for who was let in just before', async () => {
    const world = authorizerWorld();
    await world.authorize(`Bearer ${await world.token()}`);
    await expect(world.authorize(`Bearer ${await attack(world)}`)).rejects.toThrow(/^Unauthorized$/);
    expect(world.reason()).toBe(reason);
  });
});

it.each([
  ['nothing', ''],
  ['the scheme alone', 'Bearer '],
  ['another scheme', 'Basic YTpi'],
  ['no scheme', 'eyJh.eyJh.eyJh'],
  ['two tokens', 'Bearer a.b.c d.e.f'],
  ['a line more', 'Bearer a.b.c\nBearer d.e.f'],
])('refuses a header with %s', async (_name, authorization) => {
  const world = authorizerWorld();
  await expect(world.authorize(authorization)).rejects.toThrow(/^Unauthorized$/);
  expect(world.reason()).toBe('no-bearer-token');
});

it.each([
  ['that expired no longer ago than clocks differ', { exp: startOfTime / 1000 - 4 }],
  ['that begins no later than clocks differ', { nbf: startOfTime / 1000 + 5, iat: startOfTime / 1000 + 5 }],
  ['with one name in two objects', { a: { sub: 'x' }, b: [{ a: 1 }, { a: 2 }] }],
])('takes a token %s', async (_name, change) => {
  const world = authorizerWorld();
  await expect(world.authorize(`Bearer ${await world.token(change)}`)).resolves.toBeDefined();
});

it('takes the scheme in any case, as HTTP has it', async () => {
  const world = authorizerWorld();
  await expect(world.authorize(`bearer ${await world.token()}`)).resolves.toBeDefined();
});

it('never trusts a key that is too short, though the issuer publishes it', async () => {
  const world = authorizerWorld();
  world.keys = () => ({ status: 200, body: JSON.stringify({ keys: [jwkOf(weak)] }) });
  const token = signed({ kid: 'weak', alg: 'RS256' }, world.claims(), weak.privateKey);
  await expect(world.authorize(`Bearer ${token}`)).rejects.toThrow(/issuer's keys could not be read: not-understood/);
});

describe('flipped bits', () => {
  it.each([0, 1, 2])('of part %i never pass, and are never an error of the authorizer', async (part) => {
    const world = authorizerWorld();
    const parts = (await world.token()).split('.');
    const text = parts[part] ?? '';
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.integer({ min: 0, max: 6 }), async (at, bit) => {
        const letter = String.fromCharCode(text.charCodeAt(at) ^ (1 << bit));
        const changed = parts.with(part, text.slice(0, at) + letter + text.slice(at + 1)).join('.');
        await expect(world.authorize(`Bearer ${changed}`)).rejects.toThrow(/^Unauthorized$/);
      }),
      { numRuns: 150 },
    );
  });

  it('that decoders do not look at make another token of a signature, and do not pass', async () => {
    const world = authorizerWorld();
    const token = await world.token();
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = alphabet.indexOf(token.at(-1) ?? '');
    const sameBytes = `${token.slice(0, -1)}${alphabet.charAt(last ^ 1)}`;
    expect(Buffer.from(sameBytes.split('.')[2] ?? '', 'base64url')).toEqual(
      Buffer.from(token.split('.')[2] ?? '', 'base64url'),
    );
    await expect(world.authorize(`Bearer ${sameBytes}`)).rejects.toThrow(/^Unauthorized$/);
    expect(world.reason()).toBe('token-malformed');
  });
});

describe('another issuer', () => {
  const claims = { iss: otherIssuer, aud: ['https://files.example', 'https://tenant.eu.auth0.com/userinfo'] };
  const change = { ...claims, client_id: undefined, token_use: undefined, 'https://files.example/groups': ['readers'] };

  it('opens the API for its audience, by its own claim of groups', async () => {
    const world = authorizerWorld();
    const decision = await world.authorize(`Bearer ${await world.token(change, { typ: 'at+jwt' }, otherPair)}`);
    expect(decision.policyDocument.Statement[0]?.Effect).toBe('Allow');
    expect(world.keyReads).toEqual([`${otherIssuer}.well-known/jwks.json`]);
  });

  it.each([
    ['another audience', { aud: 'https://other.example' }],
    ['no audience', { aud: undefined }],
    ['an audience that begins alike', { aud: 'https://files.example.evil' }],
  ])('does not with %s', async (_name, other) => {
    const world = authorizerWorld();
    await expect(
      world.authorize(`Bearer ${await world.token({ ...change, ...other }, {}, otherPair)}`),
    ).rejects.toThrow(/^Unauthorized$/);
    expect(world.reason()).toBe('audience');
  });

  it("gets no rights from the user pool's claim of groups", async () => {
    const world = authorizerWorld();
    const token = await world.token({ ...change, 'https://files.example/groups': undefined }, {}, otherPair);
    const { policyDocument } = await world.authorize(`Bearer ${token}`);
    expect(policyDocument.Statement.map(({ Effect }) => Effect)).toEqual(['Deny']);
  });
});
