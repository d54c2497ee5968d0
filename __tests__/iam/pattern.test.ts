import fc from 'fast-check';

import { literalPattern, matchesPattern, wildcardPattern } from '../../iam/pattern';

/** The same examples in every run; a failure names its path. */
fc.configureGlobal({ seed: 2026 });

/** A small alphabet makes patterns and texts meet; it holds all that a regular expression would misread. */
const alphabet = ['a', 'b', '.', '/', ':', '+', '(', '[', '\\', '^', '$', '\n', '😀'];
const texts = fc.array(fc.constantFrom(...alphabet), { maxLength: 12 }).map((parts) => parts.join(''));
const patterns = fc.array(fc.constantFrom('*', '?', ...alphabet), { maxLength: 8 }).map((parts) => parts.join(''));

function reference(pattern: string): RegExp {
  const source = Array.from(pattern, (character) => {
    if (character === '*') return '.*';
    return character === '?' ? '.' : character.replace(/[.+()[\]\\^$/{}|]/, '\\$&');
  });
  return new RegExp(`^${source.join('')}$`, 'su');
}

test('matches as an anchored and escaped regular expression does', () => {
  fc.assert(
    fc.property(patterns, texts, (pattern, text) => {
      expect(matchesPattern(wildcardPattern(pattern), text)).toBe(reference(pattern).test(text));
    }),
    { numRuns: 5000 },
  );
});

test('texts made from a pattern match it', () => {
  const fillings = fc.array(texts, { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(patterns, fillings, (pattern, filling) => {
      let next = 0;
      const text = pattern.replace(/\*/g, () => filling[next++] ?? '').replace(/\?/g, 'a');
      expect(matchesPattern(wildcardPattern(pattern), text)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('a literal pattern matches its own text and no other', () => {
  fc.assert(
    fc.property(patterns, patterns, (one, other) => {
      expect(matchesPattern(literalPattern(one), one)).toBe(true);
      expect(matchesPattern(literalPattern(one), other)).toBe(one === other);
    }),
  );
});

/** Counts the comparisons, so that the test says how much work is done and not how fast this computer is. */
function workFor(pattern: string, text: string): number {
  let reads = 0;
  const counting = new Proxy([...wildcardPattern(pattern)], {
    get(target, property, receiver): unknown {
      if (typeof property === 'string' && /^\d+$/.test(property)) reads++;
      return Reflect.get(target, property, receiver);
    },
  });
  matchesPattern(counting, text);
  return reads;
}

const adversarial = [
  { name: 'many wildcards and no end', pattern: `${'*a'.repeat(50)}b`, text: 'a'.repeat(1000) },
  { name: 'only wildcards', pattern: '*'.repeat(200), text: 'a'.repeat(1000) },
  { name: 'a long tail that nearly fits', pattern: `*${'a'.repeat(100)}b`, text: 'a'.repeat(1000) },
  { name: 'wildcards of both kinds', pattern: `${'*?'.repeat(80)}b`, text: 'a'.repeat(1000) },
];
test.each(adversarial)('the work is at most the product of the lengths: $name', ({ pattern, text }) => {
  expect(workFor(pattern, text)).toBeLessThanOrEqual(2 * (pattern.length + 1) * (text.length + 1));
});
