import { createDiffieHellman, createHash, createHmac, getDiffieHellman, hkdfSync } from 'node:crypto';

/**
 * The server's half of the Secure Remote Password protocol as Cognito speaks it: the 3072-bit group of RFC 3526,
 * g = 2, SHA-256, and a 16-byte key derived with `Caldera Derived Key`.
 */
const primeBytes = getDiffieHellman('modp15').getPrime();
export const prime = toBigInt(primeBytes);
const generator = 2n;
const multiplier = toBigInt(sha256(bytesOf(prime), bytesOf(generator)));

/** What a password is hashed with. */
export interface PasswordOwner {
  /** The part of the user pool's id after the underscore. */
  readonly poolName: string;
  /** The permanent username. */
  readonly userId: string;
}

/** Both halves of one exchange, as far as the server knows them. */
export interface Exchange {
  /** `A`, from the client. */
  readonly clientPublic: bigint;
  /** `b`, secret. */
  readonly serverSecret: bigint;
  /** `v` */
  readonly verifier: bigint;
}

/** `v`, which proves a password without telling it. */
export function makeVerifier(owner: PasswordOwner, password: string, salt: bigint): bigint {
  const identity = sha256(`${owner.poolName}${owner.userId}:${password}`);
  return powerOfGenerator(toBigInt(sha256(bytesOf(salt), identity)));
}

/** `B`, sent to the client. */
export function serverPublic(verifier: bigint, serverSecret: bigint): bigint {
  return (multiplier * verifier + powerOfGenerator(serverSecret)) % prime;
}

/**
 * The key both sides arrive at when the password is right. `undefined` for values of `A` with which anybody would
 * arrive at it (RFC 5054: A mod N = 0, u = 0).
 */
export function sessionKey({ clientPublic, serverSecret, verifier }: Exchange): Buffer | undefined {
  const scrambler = toBigInt(sha256(bytesOf(clientPublic), bytesOf(serverPublic(verifier, serverSecret))));
  if (!isSafePublic(clientPublic) || scrambler === 0n) return undefined;
  const shared = power(clientPublic * power(verifier, scrambler), serverSecret);
  return Buffer.from(hkdfSync('sha256', bytesOf(shared), bytesOf(scrambler), 'Caldera Derived Key', 16));
}

/** False for an `A` that would fix the shared secret whatever the password is. */
export function isSafePublic(clientPublic: bigint): boolean {
  return clientPublic > 0n && clientPublic % prime !== 0n;
}

/** What a client signs with the key. */
export interface Claim extends PasswordOwner {
  readonly secretBlock: Buffer;
  /** `ddd MMM D HH:mm:ss UTC YYYY`, as sent. */
  readonly timestamp: string;
}

/** The proof that the client holds the key. */
export function claimSignature(key: Buffer, claim: Claim): Buffer {
  return createHmac('sha256', key)
    .update(claim.poolName)
    .update(claim.userId)
    .update(claim.secretBlock)
    .update(claim.timestamp)
    .digest();
}

/** Big-endian, shortest, with a leading zero byte where the top bit is set: Java's `BigInteger.toByteArray`. */
export function bytesOf(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
}

/** Reads big-endian bytes. */
export function toBigInt(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);
}

/** A public key of Diffie and Hellman is such a power, which OpenSSL takes several times faster. */
function powerOfGenerator(exponent: bigint): bigint {
  const exchange = createDiffieHellman(primeBytes, Number(generator));
  exchange.setPrivateKey(bytesOf(exponent));
  return toBigInt(exchange.generateKeys());
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base % prime;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % prime;
    square = (square * square) % prime;
  }
  return result;
}

function sha256(...parts: readonly (string | Buffer)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
