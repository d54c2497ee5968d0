import { createHmac } from 'node:crypto';
import { CompactSign } from 'jose';
import { createApiTokenVerifier, type ApiTokenRefusal } from '../../../sandbox/user-pools/api-token-verifier';
import { aMachine, aMachinePool, domainHost, machineId, startDomains } from '../support/domain-fixture';
import { aClient, aPool, confirmedUser, issuer, poolId, signIn } from '../support/user-pool-fixture';

const otherId = 'us-east-1_Other1234';
const domain = {
  stack: 'test',
  address: 'aws_cognito_user_pool_domain.other',
  prefix: 'other',
  host: `other-${domainHost}`,
};
const world = startDomains([
  aMachinePool({ clients: [aMachine(), aClient()] }),
  aPool({ id: otherId, domain, clients: [aMachine({ id: 'other' }), aClient({ id: 'people2' })] }),
]);
const verifier = createApiTokenVerifier(world.pools.directory, world.clock);
const verify = (token: string, use: 'access' | 'id' = 'access', userPoolIds = [poolId]) =>
  verifier.verify(token, { userPoolIds, use });

beforeAll(() => world.pools.ready());

const seconds = () => Math.floor(world.clock.now() / 1000);
const good = () => ({ iss: issuer, sub: machineId, token_use: 'access', iat: seconds(), exp: seconds() + 60 });

interface Forgery {
  readonly pool?: number;
  readonly key?: 'id' | 'access';
  /** As the header says; the key that signs is the other one. */
  readonly claimedKey?: 'id' | 'access';
}

/** Signs with the keys of a pool, as nobody outside could. */
function sign(claims: object, { pool = 0, key = 'access', claimedKey = key }: Forgery = {}): Promise<string> {
  const keys = world.pools.directory.runtimes[pool]?.keys.current();
  if (keys === undefined) throw new Error('There is no such pool.');
  return new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'RS256', kid: keys[claimedKey].kid })
    .sign(keys[key].privateKey);
}

describe('a token counts', () => {
  test('of a client, until it expires', async () => {
    const token = await world.token();
    const result = await verify(token);
    expect(result).toMatchObject({ kind: 'verified', claims: { client_id: machineId, token_use: 'access' } });
    expect(result.kind === 'verified' && result.expiresAt).toBe(
      world.clock.now() - (world.clock.now() % 1000) + 3_600_000,
    );
  });

  test('of a person, each of both kinds where it is asked for, also after they signed out: nobody is asked', async () => {
    await confirmedUser(world, 'anna@example.com');
    const { AccessToken, IdToken } = await signIn(world);
    await world.ok('GlobalSignOut', { AccessToken });
    expect([(await verify(AccessToken)).kind, (await verify(IdToken, 'id')).kind]).toEqual(['verified', 'verified']);
    expect([(await verify(AccessToken, 'id')).kind, (await verify(IdToken)).kind]).toEqual(['refused', 'refused']);
  });

  test('of any of the pools', async () => {
    const token = await sign({ ...good(), iss: issuer.replace(poolId, otherId) }, { pool: 1 });
    expect((await verify(token, 'access', [poolId, otherId])).kind).toBe('verified');
    expect((await verify(token)).kind).toBe('refused');
  });

  test('that begins this very second, and ends in the next', async () => {
    const token = await sign({ ...good(), nbf: seconds(), iat: seconds(), exp: seconds() + 1 });
    expect((await verify(token)).kind).toBe('verified');
  });
});

describe('a token does not count', () => {
  type Make = () => Promise<string> | string;
  test.each<readonly [what: string, code: ApiTokenRefusal, make: Make]>([
    ['that is nothing', 'malformed', () => ''],
    ['that is no JWT', 'malformed', () => 'a.b.c'],
    ['that is too long to be one', 'malformed', () => '.'.repeat(9_000)],
    ['of nobody', 'unknown-issuer', () => sign({ ...good(), iss: undefined })],
    ['of an issuer elsewhere', 'unknown-issuer', () => sign({ ...good(), iss: `${issuer}x` })],
    ["of this issuer by another pool's key", 'bad-signature', () => sign(good(), { pool: 1 })],
    [
      'of another pool',
      'other-user-pool',
      () => sign({ ...good(), iss: issuer.replace(poolId, otherId) }, { pool: 1 }),
    ],
    ['by a key that is not the named one', 'bad-signature', () => sign(good(), { key: 'id', claimedKey: 'access' })],
    ['without an expiry', 'expired', () => sign({ ...good(), exp: undefined })],
    ['with an expiry that is a text', 'expired', () => sign({ ...good(), exp: '9999999999' })],
    ['that expires now', 'expired', () => sign({ ...good(), exp: seconds() })],
    [
      'of another pool, and expired',
      'other-user-pool',
      () => sign({ ...good(), iss: issuer.replace(poolId, otherId), exp: 1 }, { pool: 1 }),
    ],
    ['before its time', 'not-yet-valid', () => sign({ ...good(), nbf: seconds() + 1 })],
    ['with a beginning that is a text', 'not-yet-valid', () => sign({ ...good(), nbf: 'now' })],
    ['issued later than now', 'not-yet-valid', () => sign({ ...good(), iat: seconds() + 1 })],
    ['of no use', 'wrong-use', () => sign({ ...good(), token_use: undefined })],
    ['of the other use', 'wrong-use', () => sign({ ...good(), token_use: 'id' })],
    ['of this use by the key of the other', 'wrong-use', () => sign(good(), { key: 'id' })],
  ])('%s: %s', async (_, code, make) => {
    const token = await make();
    const result = await verify(token);
    expect([result.kind, result.kind === 'refused' && result.code]).toEqual(['refused', code]);
    if (token !== '') expect(JSON.stringify(result)).not.toContain(token);
  });

  test.each(['none', 'HS256', 'HS512', 'RS384', 'PS256', 'ES256', 'rs256'])('under alg %s', async (alg) => {
    const [, payload = ''] = (await world.token()).split('.');
    const key = world.pools.directory.runtimes[0]?.keys.current().access;
    const header = Buffer.from(JSON.stringify({ alg, kid: key?.kid })).toString('base64url');
    const pem = String(key?.publicKey.export({ type: 'spki', format: 'pem' }));
    const signature = createHmac('sha256', pem).update(`${header}.${payload}`).digest('base64url');
    for (const end of ['', signature]) {
      expect(await verify(`${header}.${payload}.${end}`)).toMatchObject({ kind: 'refused', code: 'bad-signature' });
    }
  });

  test('with any one character changed', async () => {
    const token = await world.token();
    const results = [];
    for (let at = 0; at < token.length; at += 7) {
      const changed = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
      results.push((await verify(changed)).kind);
    }
    // The last character of a part may hold bits that say nothing.
    expect(results.filter((kind) => kind !== 'refused').length).toBeLessThanOrEqual(1);
    expect(results.length).toBeGreaterThan(50);
  });
});
