import { createRandomIds } from '../../../sandbox/system/random-ids';

describe('random bytes', () => {
  test('are as many as asked for, over all borders of what is drawn at once', () => {
    const ids = createRandomIds();
    for (const length of [0, 1, 11, 512, 513, 4_096, 5_000]) {
      for (let times = 0; times < 20; times += 1) expect(ids.bytes(length)).toHaveLength(length);
    }
  });

  test('are never given out twice, and never zeros', () => {
    const ids = createRandomIds();
    const drawn = Array.from({ length: 2_000 }, (_, index) => ids.bytes(index % 3 === 0 ? 16 : 12));
    const texts = drawn.map((bytes) => bytes.toString('hex'));
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.filter((text) => /^0+$/.test(text))).toEqual([]);
    // Neither is any part of one a part of another: eight bytes meet by chance once in 10^12 runs.
    const parts = drawn.map((bytes) => bytes.subarray(0, 8).toString('hex'));
    expect(new Set(parts).size).toBe(parts.length);
  });

  test('belong to whoever got them', () => {
    const ids = createRandomIds();
    const mine = ids.bytes(16);
    const before = mine.toString('hex');
    const other = ids.bytes(16);
    const otherBefore = other.toString('hex');
    mine.fill(7);
    expect(other.toString('hex')).toBe(otherBefore);
    expect(mine.buffer === other.buffer && mine.byteOffset === other.byteOffset).toBe(false);
    expect(before).not.toBe(otherBefore);
  });
});
