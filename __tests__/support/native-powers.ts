/** What is used here of the client library's own arithmetic. */
export interface BigIntegerModule {
  readonly default: BigIntegerClass;
}

interface BigIntegerClass {
  new (digits: string, radix: number): BigInteger;
  readonly prototype: BigInteger;
}

interface BigInteger {
  toString(radix: number): string;
  modPow(exponent: BigInteger, modulus: BigInteger, callback: (error: null, result: BigInteger) => void): BigInteger;
}

/**
 * Takes powers with the language's own integers. The library's, which are made for browsers without any, take a quarter
 * of a second for each sign-in; the result is the same number.
 */
export function withNativePowers(module: BigIntegerModule): BigIntegerModule {
  const { default: Class } = module;
  Class.prototype.modPow = function modPow(exponent, modulus, callback) {
    const result = new Class(power(read(this), read(exponent), read(modulus)).toString(16), 16);
    callback(null, result);
    return result;
  };
  return module;
}

function read(value: BigInteger): bigint {
  const digits = value.toString(16);
  return digits.startsWith('-') ? -BigInt(`0x${digits.slice(1)}`) : BigInt(`0x${digits}`);
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = ((base % modulus) + modulus) % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}
