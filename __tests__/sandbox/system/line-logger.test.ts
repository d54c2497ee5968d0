import fc from 'fast-check';
import { createLineLogger } from '../../../sandbox/system/line-logger';

const written: string[] = [];
const { info, warn, error } = createLineLogger({ now: () => Date.UTC(2026, 0, 2, 3, 4, 5, 6) }, (line) => {
  written.push(line);
});

/** The one line that the action writes. */
function lineOf(act: () => void): string {
  written.length = 0;
  act();
  const [line = '', ...others] = written;
  expect(others).toEqual([]);
  return line;
}

it('a line has time, level, event and fields; values are quoted where they are more than a word', () => {
  expect(lineOf(() => info('started'))).toBe('2026-01-02T03:04:05.006Z info started');
  expect(lineOf(() => warn('refused', { path: '/a-b', status: 403, who: undefined, ok: false, none: null }))).toBe(
    '2026-01-02T03:04:05.006Z warn refused path=/a-b status=403 ok=false none=null',
  );
  expect(lineOf(() => error('failed', { why: 'a "b" c', forged: 'x\nlevel=info' }))).toBe(
    '2026-01-02T03:04:05.006Z error failed why="a \\"b\\" c" forged="x\\nlevel=info"',
  );
});

it.each([
  ['escape', '\u001b[2J', '\\u001b[2J'],
  ["the escape of terminals' eight-bit controls", '\u009b2J', '\\u009b2J'],
  ['delete', '\u007f', '\\u007f'],
  ['next line', '\u0085', '\\u0085'],
  ['line separator', '\u2028', '\\u2028'],
  ['right to left', '\u202egnorw', '\\u202egnorw'],
  ['half of a pair', '\ud800', '\\ud800'],
  ['a tag beyond the first plane', '\u{e0041}', '\\udb40\\udc41'],
])('%s is written out, in values and in events', (_, given, shown) => {
  expect(lineOf(() => info('seen', { given }))).toBe(`2026-01-02T03:04:05.006Z info seen given="${shown}"`);
  expect(lineOf(() => info(`code for ${given}`))).toBe(`2026-01-02T03:04:05.006Z info code for ${shown}`);
});

it('what is written can be read back, and holds nothing that a terminal obeys', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (given) => {
      const line = lineOf(() => info('seen', { given }));
      expect(line).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      const value = line.slice(line.indexOf('given=') + 'given='.length);
      expect(value.startsWith('"') ? JSON.parse(value) : value).toBe(given);
    }),
  );
});
