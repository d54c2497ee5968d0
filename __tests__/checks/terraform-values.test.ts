import fc from 'fast-check';
import { readPolicy } from '../../constructs/checks/policy-text';
import { hasReference, referencePlaceholder as x, replaceReferences } from '../../constructs/checks/terraform-values';

it.each([
  ['plain', 'plain', false],
  ['${a.b.c}', x, true],
  ['a-${a.b}-${c.d}', `a-${x}-${x}`, true],
  ['${lookup({ "a}" = "\\"}" }, "k")}!', `${x}!`, true],
  ['${"${a.b}"}.', `${x}.`, true],
  ['$${cognito-identity.amazonaws.com:sub}', '${cognito-identity.amazonaws.com:sub}', false],
  ['${unended', x, true],
  ['$5 {x}', '$5 {x}', false],
])('reads %s', (text, read, reference) => {
  expect(replaceReferences(text)).toBe(read);
  expect(hasReference(text)).toBe(reference);
});

it('reads any policy with references inside its texts', () => {
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 3 }),
      fc.string({ unit: fc.constantFrom('a', ' ', '"', '\\', '}', '.') }),
      (json, inner) => {
        const quotedText = JSON.stringify(inner);
        const policy = `{"Statement":[{"Resource":"\${f(${quotedText})}/*"}],"Rest":${json.replaceAll('${', () => '$${')}}`;
        expect(readPolicy(policy)).toEqual({
          kind: 'read',
          document: { Statement: [{ Resource: `${x}/*` }], Rest: JSON.parse(json) as unknown },
        });
      },
    ),
  );
});
