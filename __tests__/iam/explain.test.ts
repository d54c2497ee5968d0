import type { Decision } from '../../iam/decision';
import { explain } from '../../iam/explain';
import type { Given } from './support';
import { decide } from './support';

const api = 'arn:aws:execute-api:us-east-1:123456789012:abc123';
const allow = { Sid: 'Invoke', Effect: 'Allow', Action: 'execute-api:Invoke', Resource: `${api}/dev/POST/createnote` };

const cases: readonly (Given & { readonly text: string })[] = [
  {
    identity: [allow],
    on: `${api}/dev/POST/createnote`,
    text: 'allowed by identity policy identity-0, statement 0 (Invoke)',
  },
  {
    identity: [allow, { Effect: 'Deny', Action: '*', Resource: '*' }],
    on: `${api}/dev/POST/createnote`,
    text: 'explicitly denied by identity policy identity-1, statement 0',
  },
  {
    identity: [allow],
    on: `${api}/prod/POST/createnote`,
    text: `no identity policy allows it; nearest is identity policy identity-0, statement 0 (Invoke), but its resource is ${api}/dev/POST/createnote`,
  },
  {
    identity: [allow],
    action: 'execute-api:InvalidateCache',
    on: `${api}/dev/POST/createnote`,
    text: 'no identity policy allows it; nearest is identity policy identity-0, statement 0 (Invoke), but its action is execute-api:Invoke',
  },
  {
    identity: [{ Effect: 'Allow', NotAction: ['execute-api:*', 'iam:*'], Resource: '*' }],
    text: 'no identity policy allows it; nearest is identity policy identity-0, statement 0, but its action is anything but execute-api:* or iam:*',
  },
  {
    identity: [{ ...allow, Condition: { StringEquals: { 'aws:PrincipalTag/team': ['notes', 'pets'] } } }],
    on: `${api}/dev/POST/createnote`,
    text: 'no identity policy allows it; nearest is identity policy identity-0, statement 0 (Invoke), but its condition StringEquals aws:PrincipalTag/team notes or pets fails: the request has no such key',
  },
  {
    identity: [{ ...allow, Condition: { 'ForAnyValue:StringLikeIfExists': { 'sts:ExternalId': 'x' } } }],
    on: `${api}/dev/POST/createnote`,
    context: { 'sts:ExternalId': 'a secret' },
    text: 'no identity policy allows it; nearest is identity policy identity-0, statement 0 (Invoke), but its condition ForAnyValue:StringLikeIfExists sts:ExternalId x fails: the request has another value',
  },
  {
    identity: [{ ...allow, Action: 's3:*' }],
    on: '*',
    text: 'no identity policy allows it; no statement comes near',
  },
  { identity: [], text: 'no identity policy allows it; no statement comes near' },
  {
    principal: 'anonymous',
    resource: [{ ...allow, Principal: { AWS: '123456789012', Service: 'lambda.amazonaws.com' } }],
    on: `${api}/dev/POST/createnote`,
    text: 'no resource policy allows it; nearest is resource policy resource-0, statement 0 (Invoke), but its principal is 123456789012 or lambda.amazonaws.com',
  },
  {
    identity: [allow],
    session: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
    on: `${api}/dev/POST/createnote`,
    text: 'no session policy allows it; nearest is session policy session-0, statement 0, but its action is s3:*',
  },
  {
    identity: [allow],
    boundary: { Effect: 'Allow', Action: 's3:*', Resource: '*' },
    on: `${api}/dev/POST/createnote`,
    text: 'no permissions boundary allows it; nearest is permissions boundary boundary-0, statement 0, but its action is s3:*',
  },
  {
    identity: [allow],
    boundary: { Sid: 'NoIam', Effect: 'Deny', Action: 'execute-api:*', Resource: '*' },
    on: `${api}/dev/POST/createnote`,
    text: 'explicitly denied by permissions boundary boundary-0, statement 0 (NoIam)',
  },
  {
    trust: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    principal: 'apigateway',
    action: 'sts:AssumeRole',
    text: 'no policy allows it; nearest is trust policy trust-0, statement 0, but its principal is lambda.amazonaws.com',
  },
];

test.each(cases)('$text', ({ text, ...given }) => {
  expect(explain(decide(given))).toBe(text);
});

function named(name: string): Decision {
  const statement = {
    sid: undefined,
    effect: 'Allow',
    principals: undefined,
    actions: { negated: false, patterns: ['*'] },
    resources: undefined,
    conditions: [],
  } as const;
  return { kind: 'allowed', by: [{ policy: { name, kind: 'identity' }, index: 0, statement }] };
}

test('a name cannot break the line or leave ASCII', () => {
  expect(explain(named('a\r\nx-injected: 1\u007fé😀'))).toBe(
    'allowed by identity policy a\\u000d\\u000ax-injected: 1\\u007f\\u00e9\\ud83d\\ude00, statement 0',
  );
});

test('a long sentence is cut', () => {
  const text = explain(named('n'.repeat(5000)));
  expect(text).toHaveLength(600);
  expect(text.endsWith('...')).toBe(true);
});
