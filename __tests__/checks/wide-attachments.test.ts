import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { declareWildcard } from '../../constructs/checks/declared-wildcards';
import { describeFault } from '../../constructs/checks/fault';
import { resolveStack } from '../../constructs/checks/resolved-stack';
import type { ResolvedStack } from '../../constructs/checks/resolved-stack';
import type { Arguments } from '../../constructs/checks/terraform-values';
import { findWidePolicies } from '../../constructs/checks/wide-policies';
import { removeTestStacks, testStack } from '../constructs/test-stack';
import { stackOf } from './resolved';

afterAll(removeTestStacks);

const ofAws = (name: string, partition = 'aws') => `arn:${partition}:iam::aws:policy/${name}`;
const looksUp = (args: Arguments): ResolvedStack['dataSources'] => [
  { type: 'aws_iam_policy', address: 'data.aws_iam_policy.p', args, construct: undefined },
];
const faultsOf = (policy_arn: unknown, data: Arguments = {}) =>
  findWidePolicies({ ...stackOf(['aws_iam_role_policy_attachment', { policy_arn }]), dataSources: looksUp(data) });
const idsOf = (policy_arn: unknown, data?: Arguments) => faultsOf(policy_arn, data).map(({ id }) => id);

const everywhere = ['policy-wide-managed'];
const managed = ['policy-managed'];
const unread = ['policy-not-judged'];
const looked = '${data.aws_iam_policy.p.arn}';

it.each<readonly [arn: unknown, ids: readonly string[], data: Arguments]>([
  ...[
    'AdministratorAccess',
    'AdministratorAccess-Amplify',
    'PowerUserAccess',
    'IAMFullAccess',
    'AWSLambda_FullAccess',
  ].map((name): readonly [unknown, readonly string[], Arguments] => [ofAws(name), everywhere, {}]),
  ...['AmazonDynamoDBFullAccess_v2', 'AmazonCognitoPowerUser', 'AmazonAPIGatewayAdministrator'].map(
    (name): readonly [unknown, readonly string[], Arguments] => [ofAws(name), everywhere, {}],
  ),
  [ofAws('job-function/SystemAdministrator'), everywhere, {}],
  [ofAws('AdministratorAccess', 'aws-us-gov'), everywhere, {}],
  [ofAws('AdministratorAccess', '${data.aws_partition.current.partition}'), everywhere, {}],
  [ofAws('ReadOnlyAccess'), managed, {}],
  [ofAws('SecretsManagerReadWrite'), managed, {}],
  [ofAws('service-role/AWSLambdaRole'), managed, {}],
  [ofAws('${var.name}'), unread, {}],
  ['${var.policy}', unread, {}],
  ['arn:aws:iam::123456789012:policy/elsewhere', unread, {}],
  [[{}], unread, {}],
  [looked, everywhere, { name: 'AdministratorAccess' }],
  [looked, everywhere, { arn: ofAws('AdministratorAccess') }],
  [looked, managed, { name: 'ReadOnlyAccess' }],
  [looked, unread, { arn: 'arn:aws:iam::123456789012:policy/elsewhere' }],
  [looked, unread, { name: '${var.name}' }],
  [looked, [], { name: 'AWSXRayDaemonWriteAccess' }],
  [ofAws('service-role/AWSLambdaBasicExecutionRole'), [], {}],
  [ofAws('service-role/AWSLambdaVPCAccessExecutionRole', '${data.aws_partition.current.partition}'), [], {}],
  ...['${data.aws_ssm_parameter.p.value}', '${terraform_data.p.output}', '${aws_iam_policy.p.arn}x'].map(
    (arn): readonly [unknown, readonly string[], Arguments] => [arn, unread, {}],
  ),
  ['${aws_iam_policy.p.arn}', [], {}],
  ['${aws_iam_policy.p[each.key].arn}', [], {}],
  ['${data.terraform_remote_state.policies.outputs.arn}', [], {}],
])('the attached policy %j gives %j (%j)', (arn, ids, data) => {
  expect(idsOf(arn, data)).toEqual(ids);
});

it.each([
  ['aws_iam_group_policy_attachment', 'policy_arn'],
  ['aws_iam_group_policy_attachments_exclusive', 'policy_arns'],
  ['aws_iam_policy_attachment', 'policy_arn'],
  ['aws_iam_role', 'managed_policy_arns'],
  ['aws_iam_role_policy_attachments_exclusive', 'policy_arns'],
  ['aws_iam_user_policy_attachment', 'policy_arn'],
  ['aws_iam_user_policy_attachments_exclusive', 'policy_arns'],
  ['aws_ssoadmin_managed_policy_attachment', 'managed_policy_arn'],
])('%s is judged by its %s', (type, argument) => {
  const ids = (value: unknown) => findWidePolicies(stackOf([type, { [argument]: value }])).map(({ id }) => id);
  const value = (arn: string) => (argument.endsWith('s') ? ['${aws_iam_policy.p.arn}', arn] : arn);
  expect(ids(value(ofAws('AdministratorAccess')))).toEqual(everywhere);
  expect(ids(value('${aws_iam_policy.other.arn}'))).toEqual([]);
});

it('lets a declared policy pass, unless it allows all of a service', () => {
  const build = (policyArn: string) => {
    const stack = testStack();
    declareWildcard(new IamRolePolicyAttachment(stack, 'p', { role: 'r', policyArn }), 'The auditors wrote it.');
    return findWidePolicies(resolveStack(stack)).map(({ id }) => id);
  };
  expect(build(ofAws('ReadOnlyAccess'))).toEqual([]);
  expect(build('arn:aws:iam::123456789012:policy/elsewhere')).toEqual([]);
  expect(build(ofAws('AdministratorAccess'))).toEqual(everywhere);
});

it('says where, what and what to do', () => {
  const start = 'stack: aws_iam_role_policy_attachment.it: policy_arn = ';
  const first = (arn: string) => faultsOf(arn).map(describeFault)[0];
  expect(first(ofAws('AdministratorAccess'))).toBe(
    `${start}"arn:aws:iam::aws:policy/AdministratorAccess". A role is allowed actions that are named, on resources that are named; policies of AWS name no resource. Write a policy with the actions that are needed. [policy-wide-managed]`,
  );
  expect(first('${var.policy}')).toBe(
    `${start}"\${var.policy}". The policy is made elsewhere, so nobody can say what it allows. Refer to an aws_iam_policy of this app, or call declareWildcard(attachment, reason). [policy-not-judged]`,
  );
});
