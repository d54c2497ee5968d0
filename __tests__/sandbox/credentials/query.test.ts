import fc from 'fast-check';
import { decodeQuery, encodeBytes, fromBytes, toBytes } from '../../../sandbox/credentials/query';

it.each<[string, [string, string][]]>([
  ['', []],
  ['&&', []],
  [
    'a=1&b=2',
    [
      ['a', '1'],
      ['b', '2'],
    ],
  ],
  [
    'b=2&a=1&a=0',
    [
      ['b', '2'],
      ['a', '1'],
      ['a', '0'],
    ],
  ],
  ['a', [['a', '']]],
  ['a=', [['a', '']]],
  ['=a', [['', 'a']]],
  ['a=b=c', [['a', 'b=c']]],
  ['a+b=c+d', [['a b', 'c d']]],
  ['a%20b=%2B%26%3D', [['a b', '+&=']]],
  ['a=%e2%98%83', [['a', 'â\x98\x83']]],
  [
    'a=%&b=%2&c=%zz',
    [
      ['a', '%'],
      ['b', '%2'],
      ['c', '%zz'],
    ],
  ],
  ['a=%2541', [['a', '%41']]],
  [
    '__proto__=x&constructor=y',
    [
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ],
  ],
])('%j has the parameters %j', (query, expected) => {
  expect(decodeQuery(query).map(({ name, value }) => [name, value])).toEqual(expected);
});

it('a value that is UTF-8 is read back as text', () => {
  expect(decodeQuery('a=%E2%98%83%C3%A9').map(({ value }) => fromBytes(value))).toEqual(['☃é']);
});

it('leaves unreserved characters, and writes others in upper case', () => {
  const unreserved = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~';
  expect(encodeBytes(unreserved)).toBe(unreserved);
  expect(encodeBytes(" +/=&%*'()!é")).toBe('%20%2B%2F%3D%26%25%2A%27%28%29%21%E9');
});

it('what is encoded is decoded to the same bytes', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }))), (pairs) => {
      const bytes = pairs.map(([name, value]) => ({ name: toBytes(name), value: toBytes(value) }));
      const query = bytes.map(({ name, value }) => `${encodeBytes(name)}=${encodeBytes(value)}`).join('&');
      expect(decodeQuery(query)).toEqual(bytes);
    }),
    { seed: 10 },
  );
});

it('reads the queries that browsers write as browsers read them', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }))), (pairs) => {
      const query = new URLSearchParams(pairs).toString();
      const read = decodeQuery(query).map(({ name, value }) => [fromBytes(name), fromBytes(value)]);
      expect(read).toEqual([...new URLSearchParams(query)]);
    }),
    { seed: 11 },
  );
});

it('text that is beyond a byte a character becomes UTF-8, other text stays as it came over the wire', () => {
  expect(toBytes('☃')).toBe('â\x98\x83');
  expect(toBytes('\xe2\x98\x83')).toBe('\xe2\x98\x83');
});
