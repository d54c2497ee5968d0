import { PolicyError } from '../../iam/errors';
import { parsePolicy } from '../../iam/parse-policy';
import type { PolicySourceKind } from '../../iam/policy';
import { jsonFiles } from './support';

interface MalformedCase {
  readonly name: string;
  readonly kind: PolicySourceKind;
  readonly document: unknown;
  readonly code: string;
  readonly place: string;
  /** AWS's own text. */
  readonly aws: string;
}

const files = jsonFiles('malformed') as { readonly file: string; readonly json: readonly MalformedCase[] }[];

function faultOf(document: unknown, kind: PolicySourceKind): PolicyError {
  try {
    parsePolicy(document, kind);
  } catch (error) {
    if (error instanceof PolicyError) return error;
    throw error;
  }
  throw new TypeError(`Accepted: ${JSON.stringify(document)}`);
}

describe.each(files)('$file', ({ json }) => {
  test.each(json)('$name', ({ kind, document, code, place, aws }) => {
    const fault = faultOf(document, kind);

    expect({ code: fault.code, place: fault.place, aws: fault.awsMessage }).toEqual({ code, place, aws });
    expect(fault.message).toMatch(/ is .+\. Allowed: .+\. AWS answers: /s);
    expect(fault.message.startsWith(place)).toBe(true);
    expect(fault.message.endsWith(aws)).toBe(true);
  });
});

test('the whole text names place, value, what is allowed, and what AWS answers', () => {
  const fault = faultOf({ Statement: { Effect: 'allow', Action: 's3:*', Resource: '*' } }, 'identity');

  expect(fault.name).toBe('PolicyError');
  expect(fault.message).toBe(
    'Statement[0].Effect is "allow". Allowed: "Allow" or "Deny", in this case. AWS answers: The policy failed legacy parsing',
  );
});

test('a long value is cut, and a deep one is not walked', () => {
  const long = faultOf({ Statement: { Effect: 'x'.repeat(10_000), Action: '*', Resource: '*' } }, 'identity');
  expect(long.message.length).toBeLessThan(400);

  const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
  expect(faultOf({ Statement: { Effect: deep, Action: '*', Resource: '*' } }, 'identity').message).toContain(
    'is a list of 1.',
  );
  expect(faultOf(deep, 'trust').code).toBe('document-type');
});

test('a member named __proto__ is unknown, not a prototype', () => {
  const document: unknown = JSON.parse('{"__proto__":{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}}');
  expect(faultOf(document, 'identity').code).toBe('unknown-member');
});
