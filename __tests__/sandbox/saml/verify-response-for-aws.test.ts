import { array, assert, constantFrom, property } from 'fast-check';
import type { SamlAssertion } from '../../../sandbox/saml/assertion';
import { isForSignIn, namedRoles } from '../../../sandbox/saml/verify-response-for-aws';

test.each([
  ['https://signin.aws.amazon.com/saml', true],
  ['https://us-east-1.signin.aws.amazon.com/saml', true],
  ['https://us-east-1.signin.aws.amazon.com/saml/acs/SAMLSP4A', true],
  ['http://signin.aws.amazon.com/saml', false],
  ['https://signin.aws.amazon.com', false],
  ['https://signin.aws.amazon.com/saml\n', false],
  ['https://signin.aws.amazon.com/saml?x', false],
  ['https://signin.aws.amazon.com/saml/acs/../x', false],
  ['https://signin.aws.amazon.com.evil.example/saml', false],
  ['https://evil.example/https://signin.aws.amazon.com/saml', false],
  ['https://user@signin.aws.amazon.com/saml', false],
  ['https://evil-signin.aws.amazon.com/saml', false],
  ['https://signinxaws.amazon.com/saml', false],
  ['', false],
])('a response for %s is for the sign-in of AWS: %s', (recipient, is) => {
  expect(isForSignIn({ recipient })).toBe(is);
});

const attribute = 'https://aws.amazon.com/SAML/Attributes/Role';
const assertionWith = (attributes: SamlAssertion['attributes']): SamlAssertion => ({
  id: '_1',
  issuer: 'https://idp.example.com',
  issuedAt: 0,
  subject: 'ann',
  subjectType: 'persistent',
  recipient: 'https://signin.aws.amazon.com/saml',
  inResponseTo: undefined,
  confirmationNotOnOrAfter: 1,
  notBefore: undefined,
  notOnOrAfter: undefined,
  audiences: ['urn:amazon:webservices'],
  sessionNotOnOrAfter: undefined,
  attributes,
});

test('a role is named where it stands with the provider, and nowhere else', () => {
  const parts = ['arn:role/a', 'arn:role/b', 'arn:provider/own', 'arn:provider/other', ''];
  const pair = array(constantFrom(...parts), { maxLength: 4 }).map((list) => list.join(','));
  assert(
    property(array(pair), (pairs) => {
      const named = namedRoles(assertionWith(new Map([[attribute, pairs]])), 'arn:provider/own') ?? [];
      expect(new Set(named).size).toBe(named.length);
      for (const part of parts) {
        const stands = [`${part},arn:provider/own`, `arn:provider/own,${part}`].some((one) => pairs.includes(one));
        expect(named.includes(part)).toBe(stands && part !== 'arn:provider/own');
      }
    }),
  );
});

test('an assertion without the attribute names no roles, which is not the same as none of them', () => {
  expect(namedRoles(assertionWith(new Map()), 'arn:provider/own')).toBeUndefined();
  expect(namedRoles(assertionWith(new Map([[attribute.toLowerCase(), ['a,b']]])), 'b')).toBeUndefined();
  expect(namedRoles(assertionWith(new Map([[attribute, []]])), 'arn:provider/own')).toEqual([]);
});
