import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3Object } from '@cdktf/provider-aws/lib/s3-object';
import { declareOutsider } from '../../constructs/checks/declared-outsiders';
import { describeFault } from '../../constructs/checks/fault';
import { readPolicy } from '../../constructs/checks/policy-text';
import { resolveStack } from '../../constructs/checks/resolved-stack';
import { limits } from '../../constructs/checks/resource-policies';
import type { Arguments } from '../../constructs/checks/terraform-values';
import { findWidePolicies } from '../../constructs/checks/wide-policies';
import { removeTestStacks, testStack } from '../constructs/test-stack';
import { stackOf } from './resolved';

afterAll(removeTestStacks);

const idsOf = (type: string, args: Arguments) => findWidePolicies(stackOf([type, args])).map(({ id }) => id);
const open = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"*"}]}';

describe('a policy is read as AWS reads it, or not at all', () => {
  it.each([
    '{"Statement":[],"Statement":[]}',
    '{"Statement":[{"Effect":"Allow","Effect":"Deny"}]}',
    '{"Statement":[{"Effect":"Deny","\\u0045ffect":"Allow"}]}',
    '{"Statement":{"Condition":{"Bool":{"a":"true"},"Bool":{"b":"true"}}}}',
  ])('a member twice makes it unreadable: %s', (text) => {
    expect(readPolicy(text)).toEqual({ kind: 'unreadable' });
    expect(idsOf('aws_sqs_queue_policy', { policy: text })).toEqual(['policy-not-judged']);
  });

  it.each(['{}', '{"a:b":":\\":","c":[{"d":{}},{"d":[":"]}],"__proto__":{"e":1},"\\\\":2}', '{"a":"${x.y.z[":"]}"}'])(
    'each member once does not: %s',
    (text) => {
      expect(readPolicy(text).kind).toBe('read');
    },
  );

  it.each([
    '{"statement":[{"effect":"Allow","principal":"*","action":"*"}]}',
    '{"Statement":[{"Effect":"Allow","principal":"*","Action":"sqs:SendMessage"}]}',
    '{"Statement":[{"Effect":"Allow","Principal ":"*","Action":"sqs:SendMessage"}]}',
  ])('members that no check reads are refused: %s', (policy) => {
    expect(idsOf('aws_sqs_queue_policy', { policy })).toEqual(['policy-unread-member']);
  });

  it('an empty policy is none', () => {
    expect(idsOf('aws_secretsmanager_secret', { policy: '{}' })).toEqual([]);
  });
});

describe('a type that nobody listed', () => {
  const wide = '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::notes"}]}';

  it.each<readonly [Arguments, readonly string[]]>([
    [{ permissions: open }, ['resource-policy-everybody']],
    [{ nested: [{ deep: { text: open } }] }, ['resource-policy-everybody']],
    [{ grants: wide }, ['policy-wide-action']],
    [{ text: '{"Statement":[${var.more}]}' }, ['policy-not-judged']],
    [{ text: '{"Rules":[]}', name: 'Statement' }, []],
    [{ text: open.replace('Allow', 'Deny') }, []],
  ])('is judged by its texts: %j', (args, ids) => {
    expect(idsOf('aws_new_thing', args)).toEqual(ids);
  });

  it('is told where the text stands', () => {
    const [fault] = findWidePolicies(stackOf(['aws_new_thing', { nested: [{ deep: { text: open } }] }]));
    expect(fault?.argument).toBe('nested.deep.text');
  });

  it.each([...limits, 'kubernetes_thing'])('lets nobody in where it is a limit, or not of AWS: %s', (type) => {
    expect(idsOf(type, { policy: open, content: open })).toEqual([]);
  });
});

describe('somebody in a list of S3', () => {
  const id = '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be';
  const list = (grantee: object, owner?: object): Arguments => ({
    access_control_policy: [{ grant: [{ grantee: [grantee] }], owner: [owner] }],
  });

  it.each<readonly [type: string, args: Arguments]>([
    ['aws_s3_bucket', { grant: [{ id }] }],
    ['aws_s3_bucket_acl', list({ id }, { id: '${data.aws_canonical_user_id.me.id}' })],
    ['aws_s3_bucket_acl', list({ email_address: 'somebody@example.com' })],
    ['aws_s3_object_copy', { grant: [{ id }] }],
    ['aws_s3_object_copy', { grant: [{ email: 'somebody@example.com' }] }],
  ])('who is of another account is refused: %s %j', (type, args) => {
    expect(idsOf(type, args)).toEqual(['list-outsider']);
  });

  it.each<readonly [type: string, args: Arguments]>([
    ['aws_s3_bucket', { grant: [{ id: '${data.aws_canonical_user_id.me.id}' }] }],
    ['aws_s3_bucket_acl', list({ id }, { id })],
    ['aws_s3_object_copy', { grant: [{ id: null }] }],
  ])('who owns it is not: %s %j', (type, args) => {
    expect(idsOf(type, args)).toEqual([]);
  });

  it('passes when declared, and the refusal says how', () => {
    const stack = testStack();
    stack.addOverride('resource.aws_s3_bucket_acl.l', list({ id }));
    const bucket = new S3Bucket(stack, 'b', {});
    bucket.addOverride('grant', [{ id }]);
    expect(findWidePolicies(resolveStack(stack)).map(describeFault)).toEqual([
      `test: aws_s3_bucket.b: grant.id = "${id}". A list lets in nobody of another account, unless for a declared reason. Refer to id of aws_canonical_user_id, name who is let in, in a policy, or call declareOutsider(construct, <id>, reason). [list-outsider]`,
      expect.stringContaining('aws_s3_bucket_acl.l'),
    ]);
    declareOutsider(bucket, id, 'The partner reads what we deliver.');
    expect(findWidePolicies(resolveStack(stack)).map(({ address }) => address)).toEqual(['aws_s3_bucket_acl.l']);
  });
});

describe('lists of S3', () => {
  const uri = (group: string) => ({ uri: `http://acs.amazonaws.com/groups/global/${group}` });

  it.each<readonly [type: string, args: Arguments]>([
    ...['public-read', 'public-read-write', 'authenticated-read', '${var.acl}'].map(
      (acl): readonly [string, Arguments] => ['aws_s3_bucket_acl', { acl }],
    ),
    ['aws_s3_bucket', { acl: 'public-read' }],
    ['aws_s3_bucket', { grant: [uri('AllUsers')] }],
    ['aws_s3_object', { acl: 'public-read' }],
    ['aws_s3_bucket_object', { acl: 'public-read' }],
    ['aws_s3_object_copy', { grant: [uri('AuthenticatedUsers')] }],
    ['aws_s3_bucket_acl', { access_control_policy: [{ grant: [{ grantee: [uri('AllUsers')] }] }] }],
  ])('that let everybody in are refused: %s %j', (type, args) => {
    expect(idsOf(type, args)).toEqual(['list-everybody']);
  });

  it.each<readonly [type: string, args: Arguments]>([
    ['aws_s3_bucket_acl', { acl: 'private' }],
    ['aws_s3_bucket_acl', { access_control_policy: [{ grant: [{ grantee: [{ uri: 'http://x/s3/LogDelivery' }] }] }] }],
    ['aws_s3_object', { acl: 'bucket-owner-full-control' }],
  ])('of those who are named pass: %s %j', (type, args) => {
    expect(idsOf(type, args)).toEqual([]);
  });

  it('pass where it is declared', () => {
    const stack = testStack();
    const object = new S3Object(stack, 'o', { bucket: 'b', key: 'k', acl: 'public-read' });
    expect(findWidePolicies(resolveStack(stack)).map(describeFault)).toEqual([
      'test: aws_s3_object.o: acl = "public-read". A bucket is open to nobody by its lists; what only Terraform will know may be a public one. Remove it and name who is let in, in a policy, or call declareOutsider(construct, "*", reason). [list-everybody]',
    ]);
    declareOutsider(object, '*', 'It is the page of the product.');
    expect(findWidePolicies(resolveStack(stack))).toEqual([]);
  });
});

it('says which member is not read, and what to do', () => {
  const policy = '{"Statement":[{"Effect":"Allow","principal":"*"}]}';
  expect(findWidePolicies(stackOf(['aws_sqs_queue_policy', { policy }])).map(describeFault)).toEqual([
    'stack: aws_sqs_queue_policy.it: policy = "principal". A policy has Version, Id and Statement, and a statement only what the IAM reference names: nobody can say what another member allows. Remove it, or correct it; case counts. [policy-unread-member]',
  ]);
});
