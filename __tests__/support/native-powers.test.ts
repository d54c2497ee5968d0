import { randomBytes } from 'node:crypto';
import { withNativePowers, type BigIntegerModule } from './native-powers';

const library = 'amazon-cognito-identity-js/lib/BigInteger';
const modulus = 'ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404dd';

/** Each time from its source: one of them is changed. */
function freshLibrary(): BigIntegerModule {
  let fresh: BigIntegerModule | undefined;
  jest.isolateModules(() => (fresh = jest.requireActual<BigIntegerModule>(library)));
  if (fresh === undefined) throw new Error(`no ${library}`);
  return fresh;
}

function powerIn({ default: BigInteger }: BigIntegerModule, base: string, exponent: string): string {
  let told: string | undefined;
  const numbers = [base, exponent, modulus].map((digits) => new BigInteger(digits, 16)) as [never, never, never];
  const [number, power, prime]: readonly [InstanceType<typeof BigInteger>, never, never] = numbers;
  number.modPow(power, prime, (_, result) => (told = result.toString(16)));
  return String(told);
}

test('powers are the same numbers that the library itself takes', () => {
  const [own, changed] = [freshLibrary(), withNativePowers(freshLibrary())];
  expect(changed.default.prototype.modPow).not.toBe(own.default.prototype.modPow);
  const random = (bytes: number) => randomBytes(bytes).toString('hex');
  const cases = Array.from({ length: 20 }, (_, index) => [random(48), random(1 + index)] as const);
  for (const [base, exponent] of [...cases, ['2', '3'], ['-5', '7'], [`-${random(60)}`, random(32)]] as const) {
    expect([base, exponent, powerIn(changed, base, exponent)]).toEqual([base, exponent, powerIn(own, base, exponent)]);
  }
});
