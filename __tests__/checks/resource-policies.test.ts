import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { declareOutsider } from '../../constructs/checks/declared-outsiders';
import { describeFault } from '../../constructs/checks/fault';
import { resolveStack } from '../../constructs/checks/resolved-stack';
import { otherIdentityPolicies, resourcePolicies } from '../../constructs/checks/resource-policies';
import { findWidePolicies } from '../../constructs/checks/wide-policies';
import { removeTestStacks, testStack } from '../constructs/test-stack';
import { stackOf } from './resolved';

afterAll(removeTestStacks);

const account = '${data.aws_caller_identity.current.account_id}';
const statement = { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: '${aws_sqs_queue.q.arn}' };
const policyOf = (...changes: readonly object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: changes.map((change) => ({ ...statement, ...change })) });
const faultsOf = (policy: string) => findWidePolicies(stackOf(['aws_sqs_queue_policy', { policy }]));
const idsOf = (...changes: readonly object[]) => faultsOf(policyOf(...changes)).map(({ id }) => id);

const everybody = ['resource-policy-everybody'];
const outsider = ['resource-policy-outsider'];
const anySource = ['resource-policy-any-source'];

describe('whom a policy names', () => {
  it.each<readonly [principal: unknown, ids: readonly string[]]>([
    ['*', everybody],
    [{ AWS: '*' }, everybody],
    [{ AWS: ['${aws_iam_role.r.arn}', '*'] }, everybody],
    [{ AWS: 'arn:aws:iam::*:role/deploy' }, everybody],
    [{ AWS: `arn:aws:iam::${account}:role/*` }, everybody],
    [{ AWS: '${var.principal}' }, everybody],
    [{ AWS: 'arn:aws:iam::${var.account}:root' }, everybody],
    [{ AWS: '${var.open ? var.all : aws_iam_role.r.arn}' }, everybody],
    [{ CanonicalUser: '*' }, everybody],
    [{ Service: '*' }, everybody],
    [{ Federated: '${aws_iam_saml_provider.p.arn}' }, everybody],
    [{ Unheard: 'of' }, everybody],
    [{ AWS: [{}] }, everybody],
    ['arn:aws:iam::123456789012:root', everybody],
    [{ AWS: '123456789012' }, outsider],
    [{ AWS: 'arn:aws:iam::123456789012:root' }, outsider],
    [{ AWS: ['${aws_iam_role.r.arn}', 'arn:aws:iam::123456789012:role/r'] }, outsider],
    [{ AWS: 'AIDAEXAMPLE' }, outsider],
    [{ CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' }, outsider],
    [{ AWS: '${aws_iam_role.r.arn}' }, []],
    [{ AWS: `arn:aws:iam::${account}:root` }, []],
    [{ AWS: account }, []],
    [{ AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1' }, []],
    [{ CanonicalUser: '${data.aws_canonical_user_id.current.id}' }, []],
    [{ Service: 'sns.amazonaws.com' }, anySource],
  ])('%j gives %j', (Principal, ids) => {
    expect(idsOf({ Principal })).toEqual(ids);
  });

  it('refuses NotPrincipal with Allow, and any Effect that is no denial', () => {
    const but = { Principal: undefined, NotPrincipal: { AWS: '${aws_iam_role.r.arn}' } };
    expect(idsOf(but)).toEqual(['resource-policy-not-principal']);
    expect(idsOf({ ...but, Effect: 'Deny' })).toEqual([]);
    expect(idsOf({ Effect: 'deny' })).toEqual(everybody);
  });

  it('lets a denial be for everybody', () => {
    expect(idsOf({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })).toEqual([]);
  });
});

describe('conditions', () => {
  const narrow: readonly object[] = [
    { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    { stringequals: { 'AWS:principalorgid': ['o-a1b2c3d4e5', '${data.aws_organizations_organization.o.id}'] } },
    { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/ou-1/*' } },
    { StringEquals: { 'aws:PrincipalAccount': account } },
    { StringEquals: { 'aws:PrincipalAccount': '$${aws:ResourceAccount}' } },
    { StringEquals: { 'aws:SourceAccount': account } },
    { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/*` } },
    { ArnEquals: { 'aws:SourceArn': '${aws_sns_topic.t.arn}' } },
    { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:*:*:uploads' } },
    { ArnLike: { 'aws:SourceArn': 'arn:aws:apigateway:eu-west-1::/restapis/abc' } },
    { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
    { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '2001:db8::/32', '192.0.2.1'] } },
    { StringLike: { 'aws:userid': 'AROAEXAMPLE:*' } },
    { StringEquals: { 'kms:CallerAccount': account }, Bool: { 'aws:SecureTransport': 'true' } },
    { ArnEquals: { 'aws:FederatedProvider': '${aws_iam_openid_connect_provider.p.arn}' } },
  ];
  const open: readonly object[] = [
    {},
    { Bool: { 'aws:SecureTransport': 'true' } },
    { StringLike: { 'aws:PrincipalOrgID': '*' } },
    { StringLike: { 'aws:PrincipalOrgID': 'o-*' } },
    { StringLike: { 'aws:PrincipalOrgID': '${var.organization}' } },
    { StringEquals: { 'aws:PrincipalOrgID': [] } },
    { StringEquals: { 'aws:PrincipalOrgID': ['o-a1b2c3d4e5', '*'] } },
    { StringEquals: { 'aws:PrincipalOrgID': '$${aws:PrincipalOrgID}' } },
    { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    { 'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    { Null: { 'aws:PrincipalOrgID': 'false' } },
    { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-*/r-ab12/*' } },
    { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/deploy' } },
    { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:topic' } },
    { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } },
    { ArnLike: { 'aws:SourceArn': 'arn:aws:apigateway:eu-west-1::/restapis/*' } },
    { ArnLike: { 'aws:SourceArn': '*' } },
    { StringLike: { 'aws:PrincipalArn': 'a*' } },
    { StringLike: { 'aws:SourceArn': 'arn?aws:sns:eu-west-1:*' } },
    { StringEquals: { 'aws:FederatedProvider': 'cognito-identity.amazonaws.com' } },
    { ArnLike: { 'aws:FederatedProvider': 'arn:aws:iam::*:oidc-provider/login.example' } },
    { StringEquals: { constructor: 'x' } },
    { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } },
    { IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1'] } },
    { IpAddress: { 'aws:SourceIp': '::/0' } },
    { IpAddress: { 'aws:SourceIp': '${var.range}' } },
    { IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' } },
    { StringEquals: { 'aws:PrincipalTag/team': 'ours' } },
    { StringEquals: { 'aws:username': 'alice' } },
    { StringLike: { 'aws:userid': '*:alice' } },
    { StringLike: { 'aws:Referer': 'https://example.com/*' } },
    { Bool: { 'aws:PrincipalIsAWSService': 'true' } },
    { StringEquals: { 'aws:PrincipalServiceName': 'cloudtrail.amazonaws.com' } },
    { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
  ];

  it.each(narrow)('%j narrows everybody, and a service', (Condition) => {
    expect(idsOf({ Condition })).toEqual([]);
    expect(idsOf({ Condition, Principal: { Service: 'sns.amazonaws.com' } })).toEqual([]);
  });

  it.each(open)('%j narrows nobody', (Condition) => {
    expect(idsOf({ Condition })).toEqual(everybody);
    expect(idsOf({ Condition, Principal: { Service: 'sns.amazonaws.com' } })).toEqual(anySource);
  });

  it.each([
    [`arn:aws:logs:eu-west-1:${account}:log-group:/app`, []],
    ['eu-west-1', []],
    ['arn:aws:logs:eu-west-1:*:log-group:/app', anySource],
    ['*', anySource],
    ['${var.group}', anySource],
    ['$${aws:PrincipalArn}', anySource],
  ])('an encryption context of %s narrows a service at most: everybody else writes it', (value, ids) => {
    const Condition = { StringLike: { 'kms:EncryptionContext:aws:logs:arn': value } };
    expect(idsOf({ Condition, Principal: { Service: 'logs.eu-west-1.amazonaws.com' } })).toEqual(ids);
    expect(idsOf({ Condition })).toEqual(everybody);
  });

  it.each([
    { StringEquals: { 'aws:SourceAccount': '123456789012' } },
    { ArnEquals: { 'aws:FederatedProvider': 'arn:aws:iam::123456789012:saml-provider/partner' } },
    { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:123456789012:topic' } },
    { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/deploy' } },
  ])('%j names an account that nobody declared', (Condition) => {
    expect(idsOf({ Condition })).toEqual(outsider);
  });
});

describe('a denial of all others', () => {
  const deny = (Condition: object, change: object = {}) => ({ Effect: 'Deny', Condition, ...change });
  const notOurs = { NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } };

  it.each<readonly [object, readonly string[]]>([
    [deny(notOurs), []],
    [deny(notOurs, { Principal: { AWS: '*' }, Action: 'SQS:*', Resource: '*' }), []],
    [deny({ StringNotEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' } }), []],
    [deny(notOurs, { Action: 'sqs:ReceiveMessage' }), everybody],
    [deny(notOurs, { Action: undefined, NotAction: 'sqs:ReceiveMessage' }), everybody],
    [deny(notOurs, { Resource: '${aws_sqs_queue.other.arn}' }), everybody],
    [deny(notOurs, { Resource: '${aws_sqs_queue.q.arn}*' }), []],
    [deny({ StringNotEquals: { 'kms:EncryptionContext:app': 'notes' } }), everybody],
    [deny(notOurs, { Principal: { AWS: '${aws_iam_role.r.arn}' } }), everybody],
    [deny({ ...notOurs, Bool: { 'aws:ViaAWSService': 'false' } }), everybody],
    [deny({ NotIpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }), everybody],
    [deny({ 'ForAnyValue:StringNotEquals': { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }), everybody],
    [deny({ IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }), everybody],
    [deny({}), everybody],
  ])('%j gives %j', (denial, ids) => {
    expect(idsOf({}, denial)).toEqual(ids);
  });

  it('covers a pattern by one that is as wide', () => {
    const allowed = { Resource: 'execute-api:/*' };
    expect(idsOf(allowed, deny(notOurs, { Resource: 'execute-api:/*' }))).toEqual([]);
    expect(idsOf(allowed, deny(notOurs, { Resource: 'execute-api:/?' }))).toEqual(everybody);
    expect(idsOf({ Resource: 'execute-api:/?' }, deny(notOurs, { Resource: 'execute-api:/?' }))).toEqual([]);
  });
});

describe('declarations', () => {
  const build = (Principal: unknown) => {
    const stack = testStack();
    return { stack, policy: new S3BucketPolicy(stack, 'p', { bucket: 'b', policy: policyOf({ Principal }) }) };
  };

  it.each<readonly [outsider: string, principal: unknown]>([
    ['*', '*'],
    ['123456789012', { AWS: 'arn:aws:iam::123456789012:role/partner' }],
    ['logdelivery.elasticloadbalancing.amazonaws.com', { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' }],
  ])('of %s lets it pass, and no other one', (name, principal) => {
    const { stack, policy } = build(principal);
    declareOutsider(policy, 'somebody else', 'Another matter.');
    expect(findWidePolicies(resolveStack(stack))).toHaveLength(1);
    declareOutsider(stack, name, 'Everybody may know.');
    expect(findWidePolicies(resolveStack(stack))).toEqual([]);
  });

  it('want a reason', () => {
    const { policy } = build('*');
    expect(() => declareOutsider(policy, '*', ' ')).toThrow(
      'declareOutsider("test/p"): the reason is empty. Say in one sentence why this is right, for the reviewer.',
    );
  });

  it('need none for the accounts that the provider may deploy to', () => {
    const { stack } = build({ AWS: '123456789012' });
    stack.addOverride('provider.aws.0.allowed_account_ids', ['123456789012']);
    expect(findWidePolicies(resolveStack(stack))).toEqual([]);
  });
});

describe('every type that holds a policy', () => {
  const rows = resourcePolicies.map(([type, argument]): [string, string] => [type, argument]);
  const at = (argument: string, value: unknown): Readonly<Record<string, unknown>> => {
    const [first = '', ...rest] = argument.split('.');
    return { [first]: rest.length === 0 ? value : [at(rest.join('.'), value)] };
  };

  it.each(rows)('%s %s is judged', (type, argument) => {
    const ids = (policy: string) => findWidePolicies(stackOf([type, at(argument, policy)])).map(({ id }) => id);
    expect(ids(policyOf({}))).toEqual(everybody);
    expect(ids(policyOf({ Principal: { AWS: `arn:aws:iam::${account}:root` } }))).toEqual([]);
    expect(ids('${data.aws_iam_policy_document.p.json}')).toEqual(['policy-not-judged']);
    expect(ids('no policy')).toEqual(['policy-not-judged']);
  });

  it.each([...rows, ...otherIdentityPolicies.map(([type, argument]): [string, string] => [type, argument])])(
    '%s has %s in the AWS provider',
    (type, argument) => {
      const folder = join('node_modules/@cdktf/provider-aws/lib', type.slice('aws_'.length).replaceAll('_', '-'));
      expect(existsSync(folder)).toBe(true);
      const camel = argument.replace(/^.*\./, '').replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());
      expect(readFileSync(join(folder, 'index.d.ts'), 'utf8')).toMatch(new RegExp(`readonly ${camel}\\??: string`));
    },
  );
});

it('says where, what and what to do', () => {
  const start = 'stack: aws_sqs_queue_policy.it: policy = ';
  const first = (Principal: unknown) => faultsOf(policyOf({ Principal })).map(describeFault)[0];
  expect(first('*')).toBe(
    `${start}"*" for "sqs:SendMessage". A policy names whom it lets in, or narrows everybody down to an account, an organization, a source or a network. Name the principals, add a Condition such as "StringEquals": { "aws:PrincipalOrgID": <id> }, or call declareOutsider(construct, "*", reason). [resource-policy-everybody]`,
  );
  expect(first({ AWS: '123456789012' })).toBe(
    `${start}"123456789012". A policy lets in principals of its own account; others only for a declared reason. Refer to account_id of aws_caller_identity, list the account in allowed_account_ids of the provider, or call declareOutsider(construct, account, reason). [resource-policy-outsider]`,
  );
  expect(first({ Service: 'sns.amazonaws.com' })).toBe(
    `${start}"sns.amazonaws.com". A service acts for all its customers: without a source, anybody who uses it is let in. Compare aws:SourceArn or aws:SourceAccount in the Condition, or call declareOutsider(construct, <service>, reason) where the service sends neither. [resource-policy-any-source]`,
  );
});
