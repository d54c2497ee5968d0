import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import { verifyOpenIdToken } from '../../../sandbox/open-id/verify-open-id-token';

const issuer = 'https://oidc.example.com';
const now = Date.UTC(2026, 10, 7, 2, 3, 4);
const clock = { now: () => now };

let good: JWK;
let token: string;
beforeAll(async () => {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  good = { ...(await exportJWK(publicKey)), kid: 'key-1' };
  token = await new SignJWT({ sub: 'ann' })
    .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
    .setIssuer(issuer)
    .setAudience('our-client')
    .setExpirationTime(now / 1000 + 300)
    .sign(privateKey);
});

const verify = (key: object) =>
  verifyOpenIdToken(
    { clock, keys: { of: async () => ({ kind: 'found', keys: { keys: [{ kty: 'RSA', kid: 'key-1', ...key }] } }) } },
    { token, issuers: [issuer], audiences: ['our-client'], skewSeconds: 0 },
  );

test('the key of the issuer opens', async () => {
  expect((await verify(good)).kind).toBe('verified');
});

// A provider may publish whatever it likes: it is refused, and never a defect of the sandbox.
test.each<readonly [what: string, key: object]>([
  ['has no numbers', {}],
  ['has numbers of another type', { n: 1, e: 2 }],
  ['has numbers that are none', { n: '', e: '' }],
  ['is too short', { n: Buffer.alloc(64, 0xff).toString('base64url'), e: 'AQAB' }],
  ['is of another kind than it says', { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', alg: 'RS256' }],
])('a key that %s opens nothing', async (_, key) => {
  expect(await verify(key)).toMatchObject({ kind: 'refused', code: 'bad-signature' });
});
