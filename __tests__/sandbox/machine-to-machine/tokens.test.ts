import { createHmac, createPublicKey, type JsonWebKey } from 'node:crypto';
import { claimsOf, headerOf } from '../support/user-pool-fixture';
import { startMachineToMachine, type Answer, type MachineToMachineWorld } from '../support/machine-to-machine-world';

const premium = { read: 'premium_api/read', write: 'premium_api/write' };

let world: MachineToMachineWorld;
let jwks: readonly JsonWebKey[];

beforeAll(async () => {
  world = await startMachineToMachine();
  const [pool] = world.sandbox.describe().stacks['cognito-identity-provider']?.userPools ?? [];
  const answer = await fetch(pool?.jwksUrl ?? '');
  jwks = ((await answer.json()) as { keys: readonly JsonWebKey[] }).keys;
});

afterAll(() => world.stop());

const text = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The claims of a good token under another header, unsigned. */
const unsigned = (token: string): string => `${text({ ...headerOf(token), alg: 'none' })}.${text(claimsOf(token))}.`;

/** A good token's claims, signed as if the public key were a shared secret. */
function signedWithPublicKey(token: string): string {
  const key = jwks.find((candidate) => candidate['kid'] === headerOf(token)['kid']);
  if (key === undefined) throw new Error('The key of the token is not in the key set.');
  const pem = createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  const content = `${text({ ...headerOf(token), alg: 'HS256' })}.${text(claimsOf(token))}`;
  return `${content}.${createHmac('sha256', pem).update(content).digest('base64url')}`;
}

/** Scopes that were not granted, under the signature of a good token. */
function widened(token: string): string {
  const [header, , signature] = token.split('.');
  return [header, text({ ...claimsOf(token), scope: Object.values(premium).join(' ') }), signature].join('.');
}

const served = (scope: string): Omit<Answer, 'reason'> => ({
  status: 200,
  body: `{"message":"Premium Content: OAuth Scope: ${scope}"}`,
  errorType: null,
});
const unauthorized = { status: 401, body: '{"message":"Unauthorized"}', errorType: 'UnauthorizedException' };
const expired = { ...unauthorized, body: '{"message":"The incoming token has expired"}' };

const scopes = (asked: string | undefined) => () => world.token(world.machine, asked);
const of = (forge: (token: string) => string) => async () => forge(await world.token(world.machine));

interface Row {
  readonly token: () => Promise<string | undefined> | string | undefined;
  /** Seconds by which the clock is moved between the token and the call. */
  readonly later?: number;
  /** How the token is sent. */
  readonly as?: (token: string) => Readonly<Record<string, string>>;
  readonly read: Omit<Answer, 'reason'>;
  readonly write: Omit<Answer, 'reason'>;
  /** What both refusals begin with. */
  readonly reason?: string;
}

const refused = (reason: string) => ({ read: unauthorized, write: unauthorized, reason });
const both = { read: served('Read'), write: served('Write') };

const rows: Readonly<Record<string, Row>> = {
  'no token': { token: () => undefined, ...refused('no-token: ') },
  'an empty header': { token: () => '', ...refused('no-token: ') },
  'Bearer alone': { token: () => '', as: () => ({ authorization: 'Bearer ' }), ...refused('no-token: ') },
  garbage: { token: () => 'garbage', ...refused('malformed: ') },
  'three parts of garbage': { token: () => 'a.b.c', ...refused('malformed: ') },
  "another pool's token with the same scopes": {
    token: () => world.token(world.stranger),
    ...refused('other-user-pool: '),
  },
  'a token that has expired': {
    token: scopes(undefined),
    later: 3_600,
    read: expired,
    write: expired,
    reason: 'expired: ',
  },
  'a token shortly before it expires': { token: scopes(undefined), later: 3_570, ...both },
  'a token that is not yet valid': { token: scopes(undefined), later: -60, ...refused('not-yet-valid: ') },
  'a token with alg none': { token: of(unsigned), ...refused('bad-signature: ') },
  'a token signed with the public key': { token: of(signedWithPublicKey), ...refused('bad-signature: ') },
  'a token with more scopes than were signed': {
    token: async () => widened(await world.token(world.machine, 'other_api/read')),
    ...refused('bad-signature: '),
  },
  'a token without its signature': {
    token: of((token) => token.slice(0, token.lastIndexOf('.') + 1)),
    ...refused('bad-signature: '),
  },
  'the scope to read': {
    token: scopes(premium.read),
    read: served('Read'),
    write: unauthorized,
    reason: 'insufficient-scope: The method wants one of premium_api/write; the token has premium_api/read.',
  },
  'the scope to write': {
    token: scopes(premium.write),
    read: unauthorized,
    write: served('Write'),
    reason: 'insufficient-scope: The method wants one of premium_api/read; the token has premium_api/write.',
  },
  'both scopes': { token: scopes(`${premium.read} ${premium.write}`), ...both },
  'all scopes': { token: scopes(undefined), ...both },
  'a token without the word Bearer': {
    token: scopes(undefined),
    as: (token) => ({ authorization: token }),
    ...both,
  },
  'a token under another scheme': {
    token: scopes(undefined),
    as: (token) => ({ authorization: `Basic ${token}` }),
    ...refused('malformed: '),
  },
  'a token in another header': {
    token: scopes(undefined),
    as: (token) => ({ 'x-authorization': `Bearer ${token}` }),
    ...refused('no-token: '),
  },
  "another resource server's scope": {
    token: scopes('other_api/read'),
    ...refused('insufficient-scope: '),
  },
};

describe.each(Object.entries(rows))('with %s', (_, { token, later = 0, as = bearer, read, write, reason }) => {
  test.each([
    ['GET', read],
    ['POST', write],
  ] as const)('%s', async (method, expected) => {
    const given = await token();
    if (later !== 0) await world.moveClock(later);
    const { reason: told, ...answer } = await world.premium(method, given === undefined ? {} : as(given));
    if (later !== 0) await world.moveClock(-later);
    expect(answer).toEqual(expected);
    if (expected.status === 200) expect(told).toBeNull();
    else expect(told?.slice(0, reason?.length)).toBe(reason);
    if (given !== undefined && given !== '') expect(told ?? '').not.toContain(given);
  });
});

function bearer(token: string): Readonly<Record<string, string>> {
  return token === '' ? { authorization: '' } : { authorization: `Bearer ${token}` };
}

describe("a person's tokens do not let in either", () => {
  let person: { readonly access: string; readonly id: string };

  beforeAll(async () => {
    person = await world.person();
  });

  test.each(['GET', 'POST'])('%s', async (method) => {
    const byId = await world.premium(method, bearer(person.id));
    const byAccess = await world.premium(method, bearer(person.access));
    expect([byId, byAccess]).toEqual([
      { ...unauthorized, reason: 'wrong-use: The route takes access tokens, and this is not one.' },
      { ...unauthorized, reason: expect.stringMatching(/; the token has aws\.cognito\.signin\.user\.admin\.$/) },
    ]);
  });
});

test('no token and no secret is in the log, of any request above', () => {
  const log = world.log.join('\n');
  expect(log).toContain('insufficient-scope: ');
  expect(log).not.toMatch(/eyJ[\w-]+\.[\w-]+/);
  expect(log).not.toContain(world.machine.secret);
});
