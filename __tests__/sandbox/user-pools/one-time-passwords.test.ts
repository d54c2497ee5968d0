import fc from 'fast-check';
import { newSecret, stepOf } from '../../../sandbox/user-pools/one-time-passwords';
import { oneTimeCode } from '../support/one-time-code';

/** RFC 6238, appendix B: the SHA-1 rows, of which six digits count. Seconds, code. */
const vectors = [
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
] as const;
const secret = newSecret(Buffer.from('12345678901234567890'));

describe('one-time codes', () => {
  it.each(vectors)('are those of RFC 6238 at %d s', (seconds, code) => {
    expect(stepOf(secret, code.slice(-6), seconds * 1000)).toBe(Math.floor(seconds / 30));
    expect(oneTimeCode(secret, seconds * 1000)).toBe(code.slice(-6));
  });

  it('are taken one step early or late, and no more', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.integer({ min: 0, max: 4e12 }),
        fc.integer({ min: -5, max: 5 }),
        (bytes, now, ahead) => {
          fc.pre(Math.floor(now / 30_000) + ahead >= 0);
          const own = newSecret(Buffer.from(bytes));
          const near = [-1, 0, 1].map((step) => oneTimeCode(own, now, Math.max(step, -Math.floor(now / 30_000))));
          const code = oneTimeCode(own, now, ahead);
          const step = stepOf(own, code, now);
          expect(step !== undefined).toBe(Math.abs(ahead) <= 1 || near.includes(code));
          if (Math.abs(ahead) <= 1 && new Set(near).size === 3) expect(step).toBe(Math.floor(now / 30_000) + ahead);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are six digits: nothing else is of any step', () => {
    fc.assert(
      fc.property(fc.string(), (code) => {
        fc.pre(!/^\d{6}$/.test(code));
        expect(stepOf(secret, code, 59_000)).toBeUndefined();
      }),
    );
    for (const near of ['28708', ' 287082', '0287082', '287082\n', '２８７０８２', '+28708', '2.8708']) {
      expect(stepOf(secret, near, 59_000)).toBeUndefined();
    }
  });
});
