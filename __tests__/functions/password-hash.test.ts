import { hashPassword, scryptCost, verifyPassword } from '../../functions/shared/password-hash';

const cheap = { logN: 4, r: 8, p: 1 };

test('a hash costs 128 MB: what is recommended for scrypt', () => {
  expect(scryptCost).toEqual({ logN: 17, r: 8, p: 1 });
});

test('the usual cost works within the memory that Node allows', async () => {
  const hash = await hashPassword('correct horse battery');
  expect(hash).toMatch(/^scrypt\$17\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
  expect(await verifyPassword('correct horse battery', hash)).toBe(true);
});

test('the password that was hashed is right, every other one is wrong', async () => {
  const hash = await hashPassword('correct', cheap);
  expect(await verifyPassword('correct', hash, cheap)).toBe(true);
  for (const other of ['Correct', 'correct ', 'correc', '', hash]) {
    expect([other, await verifyPassword(other, hash, cheap)]).toEqual([other, false]);
  }
});

test('composed and decomposed letters are one password', async () => {
  expect(await verifyPassword('e\u0301', await hashPassword('\u00e9', cheap), cheap)).toBe(true);
});

test('two hashes of one password share nothing', async () => {
  const [one = '', two = ''] = await Promise.all([hashPassword('p', cheap), hashPassword('p', cheap)]);
  expect(one.split('$')[4]).not.toBe(two.split('$')[4]);
  expect(one.split('$')[5]).not.toBe(two.split('$')[5]);
});

test('what was hashed with another cost is verified with that one', async () => {
  expect(await verifyPassword('p', await hashPassword('p', { ...cheap, logN: 6 }), cheap)).toBe(true);
});

const salt = 'A'.repeat(22);
const key = 'A'.repeat(43);

test.each([
  undefined,
  '',
  'p',
  `scrypt$4$8$1$${salt}$`,
  `scrypt$0$8$1$${salt}$${key}`,
  `scrypt$19$8$1$${salt}$${key}`,
  `scrypt$4$0$1$${salt}$${key}`,
  `scrypt$4$9$1$${salt}$${key}`,
  `scrypt$4$8$2$${salt}$${key}`,
  `bcrypt$4$8$1$${salt}$${key}`,
  `scrypt$4$8$1$${salt}$${key}$`,
])('%j is nobody’s password, whatever it is', async (stored) => {
  expect(await verifyPassword('p', stored, cheap)).toBe(false);
});

test('for a user who does not exist the work is done all the same', async () => {
  const impossible = { logN: 0, r: 8, p: 1 };
  await expect(verifyPassword('p', undefined, impossible)).rejects.toThrow();
  expect(await verifyPassword('p', await hashPassword('p', cheap), impossible)).toBe(true);
});
