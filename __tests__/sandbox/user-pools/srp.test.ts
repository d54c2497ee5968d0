import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  bytesOf,
  claimSignature,
  isSafePublic,
  makeVerifier,
  prime,
  serverPublic,
  sessionKey,
  toBigInt,
} from '../../../sandbox/user-pools/srp';

/** One exchange, worked out by another implementation. */
const vector = {
  poolName: 'AbCdEf123',
  userId: '3f2a9d4e-1111-4c2b-9c1d-0123456789ab',
  password: 'P2$Sword!x',
  salt: '9f1c2b3a4d5e6f708192a3b4c5d6e7f8',
  b: '2ba8c445a8ffa6c4f024af5300867d7ea7d5c99b6e564fd8335aab70a36b9af8',
  verifierSha256: '41fc52f1244f5b3e956d2aa7c28749a93ac9bf7735742cbfc5dbaffe1be71d29',
  A: '8082ce6da9dbfd140538cc429e4789a9f2c13ca7b7393f46c5797e88c1a762bf890e5c2ef4663ad83c1bfe24c3d341ac316760a86288f2defde62af9b2f39effb8d945e3184623aa22edacd937fea17a34d691f6da9e52a3c907f3fb390a2c09dd57be86cba6383aa5ce9cfbb168c232dcd59d2d9f58d3009eafc4a18d004966f3cf341dda2bee53a835e3a810774729584fa12b00c0eef7c24c23958eb7c580293d9ad35ce50bce1d88e1065d39047f503410d51d820153cc2d136141289591d76541b7be8d6bca713178ace702af9635b8e284dd29665e5ecf53ae3df7c185af37b99ba13d9bfa07254b6ee4af35b0caea84b2dc34ff17565e8cda234727990e3cd41699824451df30044e41c0a66be4c7af4f7f8051727ee0155260b1bdca2a41cba8bec5fc20e3c44d2e0a2899729297cebc747c87fb9eb4b10344798c15a7a4a3244eaf3451a461d6bd8ae888c3a6e4092f74ff7c29f1a4899f147167aa0912d271d092b1fa3a220467cf4a508d7431af3d85b0d881730762807f15a4ef',
  B: '2110b2c2b04f4d50e3f09b22523abbe0bd92062a2a487d4357ebb100006d162f2aa91be8f24f176dbd2ab4f8eef4f1a04f6294d67237be9e6807e77651467165594f21f2f1ad5be90bd5ad9cbeba3483f49775d35778fab0084d4f827d2ca5196a91755f53fcac1751ef72258d612d4d348355baf63053a770a7229db9022e1df75aa31b7b6e783716336083ffc55463b3bec36d69149b96f9f6fbeffa587034d45f499fceb0f0abff54c78187aa2f6f41bc9b8edd1a81524823bd9ce767befac4f525616218aa5e284872117bca8aa32d253b232601d3c5836511650c591f510396591d982aaeebc40204593ebe2d830c2feb5ec4ef6c592bf68d560a98f795b614bb7f0470dd472900ec509a02be455008258b1bae559e7a21414374cd21bc66e179be444c1a0562560d83e1e086bf85566fe71a489bf104c1475ad0db536626919576b9fa302441b97580eb8171aea3e8fe9af7189433f9cda7c67caf4fa903ef291f3ef74f6851409123d1712557cd579f4fb7ec09dde190829f813980d2',
  key: '0188e44b20c43040e235881c584b3fe2',
  secretBlock: 'c2VjcmV0LWJsb2NrLTAwMDE=',
  timestamp: 'Sat Nov 7 02:03:04 UTC 2026',
  signature: 'qw40sbP3zvLRV1Cxd3okAmnJTmOyc2fMCNDvK9eXP0I=',
};

const hex = (text: string): bigint => BigInt(`0x${text}`);
const exchange = (verifier: bigint) => ({ clientPublic: hex(vector.A), serverSecret: hex(vector.b), verifier });

describe('SRP', () => {
  const verifier = makeVerifier(vector, vector.password, hex(vector.salt));

  it('agrees with an exchange of another implementation in every value', () => {
    expect(createHash('sha256').update(verifier.toString(16)).digest('hex')).toBe(vector.verifierSha256);
    expect(serverPublic(verifier, hex(vector.b)).toString(16)).toBe(vector.B);
    const key = sessionKey(exchange(verifier));
    expect(key?.toString('hex')).toBe(vector.key);
    const secretBlock = Buffer.from(vector.secretBlock, 'base64');
    const claim = { ...vector, secretBlock };
    expect(claimSignature(key ?? Buffer.alloc(0), claim).toString('base64')).toBe(vector.signature);
  });

  it('gives another key for every other password, user, pool or salt', () => {
    const key = vector.key;
    const keyOf = (change: Partial<typeof vector>): string | undefined => {
      const changed = { ...vector, ...change };
      return sessionKey(exchange(makeVerifier(changed, changed.password, hex(changed.salt))))?.toString('hex');
    };
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (other) => {
        fc.pre(other !== vector.password);
        expect(keyOf({ password: other })).not.toBe(key);
      }),
      { numRuns: 25 },
    );
    expect(keyOf({ userId: 'another' })).not.toBe(key);
    expect(keyOf({ poolName: 'another' })).not.toBe(key);
    expect(keyOf({ salt: '01' })).not.toBe(key);
  });

  it.each([
    ['0', 0n],
    ['N', prime],
    ['2N', 2n * prime],
    ['a negative number', -1n],
  ])('refuses A = %s, with which a client needs no password', (_, clientPublic) => {
    expect(isSafePublic(clientPublic)).toBe(false);
    expect(sessionKey({ ...exchange(verifier), clientPublic })).toBeUndefined();
  });

  it('writes numbers as Java does, and reads them back', () => {
    expect(bytesOf(0n).toString('hex')).toBe('00');
    expect(bytesOf(0x7fn).toString('hex')).toBe('7f');
    expect(bytesOf(0x80n).toString('hex')).toBe('0080');
    expect(bytesOf(0x123n).toString('hex')).toBe('0123');
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 512n }), (value) => {
        const bytes = bytesOf(value);
        expect(toBigInt(bytes)).toBe(value);
        expect((bytes[0] ?? 0) & 0x80).toBe(0);
      }),
    );
  });
});
