import type { Arguments } from '../../constructs/checks/terraform-values';
import { findWidePolicies } from '../../constructs/checks/wide-policies';
import { stackOf } from './resolved';

const host = 'token.actions.githubusercontent.com';
const aud = { [`${host}:aud`]: 'sts.amazonaws.com' };
const sub = (...values: readonly string[]) => ({ [`${host}:sub`]: values });
const ours = 'repo:acme/api:environment:production';
const byReference = '${aws_iam_openid_connect_provider.github.arn}';
const byName = `arn:aws:iam::123456789012:oidc-provider/${host}`;

function findings(Condition: object, Federated = byReference): readonly string[] {
  return findWidePolicies(stackOf(['aws_iam_role', trust(Condition, Federated)])).map(({ id }) => id);
}

function trust(Condition: object, Federated: string): Arguments {
  const statement = { Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated }, Condition };
  return { assume_role_policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) };
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
  [
    'a pattern that a variable may become',
    { StringEquals: aud, StringLike: sub('repo:acme/${var.repository}:pull_request') },
  ],
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
  expect(findings({ StringEquals: aud, StringLike: sub(ours) })).toEqual([]);
});

describe('a provider that the policy refers to', () => {
  const key = (name: string) => `\${aws_iam_openid_connect_provider.github.url}:${name}`;
  const referring = (Condition: object, provider: Arguments, kind: 'resources' | 'dataSources' = 'resources') => {
    const [role] = stackOf(['aws_iam_role', trust(Condition, byReference)]).resources;
    const address = `${kind === 'resources' ? '' : 'data.'}aws_iam_openid_connect_provider.github`;
    const found = { type: 'aws_iam_openid_connect_provider', address, args: provider, construct: undefined };
    const stack = { name: 'stack', resources: role === undefined ? [] : [role], dataSources: [] };
    return findWidePolicies({ ...stack, [kind]: [...stack[kind], found] }).map(({ id }) => id);
  };
  const gitHub = { url: `https://${host}` };
  const subject = { [key('aud')]: 'sts.amazonaws.com', [key('sub')]: ours };

  test('is GitHub by its url, whatever the keys are called', () => {
    expect(referring({ StringEquals: { [key('aud')]: 'sts.amazonaws.com' } }, gitHub)).toEqual(['trust-github-sub']);
    expect(referring({ StringEquals: subject, StringLike: { [key('sub')]: 'repo:acme/*' } }, gitHub)).toEqual([]);
    expect(
      referring({ StringEquals: { [key('aud')]: 'x' }, StringLike: { [key('sub')]: 'repo:acme/*' } }, gitHub),
    ).toEqual(['trust-github-sub']);
    expect(referring({ StringEquals: subject }, gitHub)).toEqual([]);
  });

  test('is none of the shared ones by another url, or where the keys name another issuer', () => {
    const audience = { StringEquals: { [key('aud')]: 'sts.amazonaws.com' } };
    expect(referring(audience, { url: 'https://oidc.eks.eu-west-1.amazonaws.com/id/A' })).toEqual([]);
    expect(referring({ StringEquals: { 'login.example:aud': 'x' } }, gitHub)).toEqual([]);
  });
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
