import { findWidePolicies } from '../../constructs/checks/wide-policies';
import { stackOf } from './resolved';

const host = 'token.actions.githubusercontent.com';
const aud = { [`${host}:aud`]: 'sts.amazonaws.com' };
const sub = (...values: readonly string[]) => ({ [`${host}:sub`]: values });
const ours = 'repo:acme/api:environment:production';
const byReference = '${aws_iam_openid_connect_provider.github.arn}';
const byName = `arn:aws:iam::123456789012:oidc-provider/${host}`;

function findings(Condition: object, Federated = byReference): readonly string[] {
  const statement = { Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated }, Condition };
  const role = { assume_role_policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) };
  return findWidePolicies(stackOf(['aws_iam_role', role])).map(({ id }) => id);
}

test.each<[string, object]>([
  ['no subject', { StringEquals: aud }],
  ['a pattern of repositories', { StringEquals: aud, StringLike: sub('repo:acme/*') }],
  ['a pattern in a list', { StringEquals: { ...aud, ...sub(ours, 'repo:acme/api:*') } }],
  ['one character left open', { StringEquals: { ...aud, ...sub('repo:acme/ap?:pull_request') } }],
  ['a subject that need not be there', { StringEquals: aud, StringEqualsIfExists: sub(ours) }],
  ['an empty list, which all values of nobody match', { StringEquals: aud, 'ForAllValues:StringEquals': sub(ours) }],
  ['a subject that is excluded', { StringEquals: aud, StringNotEquals: sub(ours) }],
  ['the subject of the caller', { StringEquals: { ...aud, ...sub(`$\${${host}:sub}`) } }],
  ['a list without a subject', { StringEquals: { ...aud, ...sub() } }],
])('GitHub is not trusted with %s', (_name, condition) => {
  expect(findings(condition)).toEqual(['trust-github-sub']);
  expect(findings(condition, byName)).toEqual(['trust-github-sub']);
});

test('GitHub is not trusted by its ARN with a condition about something else', () => {
  expect(findings({ StringEquals: { 'aws:SourceIp': '10.0.0.1' } }, byName)).toContain('trust-github-sub');
});

test('GitHub is trusted with whole subjects', () => {
  expect(findings({ StringEquals: { ...aud, ...sub(ours) } })).toEqual([]);
  expect(findings({ StringEquals: { ...aud, ...sub(ours, 'repo:acme@1/api@2:pull_request') } }, byName)).toEqual([]);
});

test('the issuer of an enterprise is the same GitHub', () => {
  const key = (name: string) => `${host}/acme:${name}`;
  expect(findings({ StringEquals: { [key('aud')]: 'sts.amazonaws.com' } })).toEqual(['trust-github-sub']);
  expect(findings({ StringEquals: { [key('aud')]: 'sts.amazonaws.com', [key('sub')]: ours } })).toEqual([]);
});

test('other providers are none of its business', () => {
  expect(findings({ StringEquals: { 'login.example:aud': 'x' } })).toEqual([]);
});

test.each([
  ['gitlab.com', 'trust-gitlab-sub', 'project_path:acme/api:ref_type:branch:ref:main'],
  ['app.terraform.io', 'trust-terraform-cloud-sub', 'organization:acme:project:api:workspace:prod:run_phase:apply'],
])('%s is shared, too, and trusted with whole subjects', (issuer, id, subject) => {
  const audience = { [`${issuer}:aud`]: 'x' };
  expect(findings({ StringEquals: audience })).toEqual([id]);
  expect(findings({ StringEquals: audience, StringLike: { [`${issuer}:sub`]: '*' } })).toEqual([id]);
  expect(findings({ StringEquals: { [`not-${issuer}:aud`]: 'x' } }, `arn:aws:iam::1:oidc-provider/${issuer}`)).toEqual([
    id,
  ]);
  expect(findings({ StringEquals: { ...audience, [`${issuer}:sub`]: subject } })).toEqual([]);
  expect(findings({ StringEquals: { [`not-${issuer}:aud`]: 'x' } })).toEqual([]);
});
