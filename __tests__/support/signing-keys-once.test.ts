import { generateSigningKeys, publicJwk } from '../../sandbox/user-pools/signing-keys';
import { createRandomIds } from '../../sandbox/system/random-ids';

test('no key is given twice in a test file, also when those of the run are all given', async () => {
  const ids = createRandomIds();
  const keys = await Promise.all(Array.from({ length: 8 }, () => generateSigningKeys(ids)));
  const jwks = keys.flatMap(({ id, access }) => [publicJwk(id), publicJwk(access)]);
  expect(new Set(jwks.map(({ n }) => n)).size).toBe(16);
  expect(new Set(jwks.map(({ kid }) => kid)).size).toBe(16);
});
