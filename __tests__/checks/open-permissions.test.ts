import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { declareOutsider } from '../../constructs/checks/declared-outsiders';
import { describeFault } from '../../constructs/checks/fault';
import { resolveStack } from '../../constructs/checks/resolved-stack';
import type { Arguments } from '../../constructs/checks/terraform-values';
import { findWidePolicies } from '../../constructs/checks/wide-policies';
import { removeTestStacks, testStack } from '../constructs/test-stack';
import { stackOf } from './resolved';

afterAll(removeTestStacks);

const faultsOf = (args: Arguments, type = 'aws_lambda_permission') => findWidePolicies(stackOf([type, args]));
const idsOf = (args: Arguments, type?: string) => faultsOf(args, type).map(({ id }) => id);

const gateway = { principal: 'apigateway.amazonaws.com' };
const everybody = ['permission-everybody'];
const outsider = ['permission-outsider'];
const anySource = ['permission-any-source'];
const account = '${data.aws_caller_identity.current.account_id}';

it.each<readonly [args: Arguments, ids: readonly string[]]>([
  [{ principal: '*' }, everybody],
  [{ principal: '${var.principal}' }, everybody],
  [{ principal: 'arn:aws:iam::*:role/deploy' }, everybody],
  [{ principal: '*', principal_org_id: '*' }, everybody],
  [{ principal: '*', function_url_auth_type: 'AWS_IAM' }, everybody],
  [{ principal: '*', principal_org_id: 'o-a1b2c3d4e5' }, []],
  [{ principal: '123456789012' }, outsider],
  [{ principal: 'arn:aws:iam::123456789012:role/partner' }, outsider],
  [{ principal: account }, []],
  [{ principal: '${aws_iam_role.r.arn}' }, []],
  [gateway, anySource],
  [{ principal: 'apigateway.amazonaws.com.cn' }, anySource],
  [{ principal: 'alexa-appkit.amazon.com' }, anySource],
  ...['events.${data.aws_partition.p.dns_suffix}', '${data.aws_service_principal.events.name}'].flatMap((principal) => [
    [{ principal }, anySource] as const,
    [{ principal, source_arn: '${aws_cloudwatch_event_rule.r.arn}' }, []] as const,
  ]),
  [{ principal: 'arn:${data.aws_partition.p.partition}:iam::${data.a.b.c}:role/a.b' }, []],
  [{ principal: 'alexa-appkit.amazon.com', event_source_token: 'amzn1.ask.skill.x' }, []],
  ...[
    ...['*', 'arn:aws:execute-api:*', 'arn:aws:execute-api:us-east-1:*:abc/dev/GET/notes', 'arn:aws:s3:::'],
    ...['arn:aws:s3:::*', 'arn:aws:s3:::*-uploads', '${var.source}', 'arn:aws:events:us-east-1:${var.account}:rule/x'],
    ...[
      'a*',
      'arn:aws:apigateway:us-east-1::/restapis/*',
      'arn:aws:events:us-east-1::rule/*',
      '${each.value}/dev/GET/notes',
    ],
  ].map((source_arn): readonly [Arguments, readonly string[]] => [{ ...gateway, source_arn }, anySource]),
  ...[
    ...['arn:aws:s3:::bucket', `arn:aws:events:us-east-1:${account}:rule/x`, '${a.b.execution_arn}/dev/GET/notes'],
    ...['arn:aws:s3:::uploads-*', '${data.terraform_remote_state.x.outputs.arn}'],
  ].map((source_arn): readonly [Arguments, readonly string[]] => [{ ...gateway, source_arn }, []]),
  [{ ...gateway, source_arn: 'arn:aws:execute-api:us-east-1:*:*', source_account: account }, []],
  [{ ...gateway, source_account: '${var.account}' }, anySource],
  [{ ...gateway, source_account: '123456789012' }, outsider],
  [{ ...gateway, source_arn: 'arn:aws:execute-api:us-east-1:123456789012:abc/dev/GET/notes' }, outsider],
])('a permission %j gives %j', (args, ids) => {
  expect(idsOf(args)).toEqual(ids);
});

it.each<readonly [type: string, argument: string, narrow: Arguments]>([
  ['aws_lambda_layer_version_permission', 'principal', { organization_id: 'o-a1b2c3d4e5' }],
  ['aws_cloudwatch_event_permission', 'principal', { condition: { key: 'aws:PrincipalOrgID', value: 'o-a1b2c3d4e5' } }],
  ['aws_kms_grant', 'grantee_principal', { [`grantee_principal`]: '${aws_iam_role.r.arn}' }],
])('%s is judged by its %s', (type, argument, narrow) => {
  expect(idsOf({ [argument]: '*' }, type)).toEqual(everybody);
  expect(idsOf({ [argument]: '123456789012' }, type)).toEqual(outsider);
  expect(idsOf({ [argument]: '*', ...narrow }, type)).toEqual([]);
});

it.each([
  ['*', { principal: '*' }],
  ['123456789012', { principal: '123456789012' }],
  ['123456789012', { ...gateway, sourceAccount: '123456789012' }],
  ['alexa-appkit.amazon.com', { principal: 'alexa-appkit.amazon.com' }],
])('lets a declared outsider pass, and no other one: %s %j', (name, props) => {
  const stack = testStack();
  const permission = new LambdaPermission(stack, 'p', { action: 'lambda:InvokeFunction', functionName: 'f', ...props });
  declareOutsider(permission, 'somebody else', 'Another matter.');
  expect(findWidePolicies(resolveStack(stack))).toHaveLength(1);
  declareOutsider(permission, name, 'They are our partner.');
  expect(findWidePolicies(resolveStack(stack))).toEqual([]);
});

it('says where, what and what to do', () => {
  const start = 'stack: aws_lambda_permission.it: ';
  const first = (args: Arguments) => faultsOf(args).map(describeFault)[0];
  expect(first(gateway)).toBe(
    `${start}source_arn = (not set). A permission is for the one that is named: without a source, anybody who uses the same service has it. Set source_arn to what calls: the rule, the topic or the bucket; with "apigateway.amazonaws.com" <execution_arn>/<stage>/<METHOD>/<path>. Or call declareOutsider(construct, <service>, reason) where there is no source. [permission-any-source]`,
  );
  expect(first({ principal: '*' })).toBe(
    `${start}principal = "*". A permission is for the one that is named: without a source, anybody who uses the same service has it. Name the principal or its organization, or call declareOutsider(construct, "*", reason). [permission-everybody]`,
  );
  expect(first({ principal: '123456789012' })).toBe(
    `${start}principal = "123456789012". A permission is for principals and sources of its own account; others only for a declared reason. Refer to account_id of aws_caller_identity, list the account in allowed_account_ids of the provider, or call declareOutsider(construct, account, reason). [permission-outsider]`,
  );
});
