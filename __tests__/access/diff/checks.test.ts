import type { JsonObject } from '../../../blueprint/model';
import { checksOf, policyOf, type Resources, trust } from './support/checks-of';

const api = 'aws_api_gateway_rest_api.api';
const bucket = { 'aws_s3_bucket.state': { bucket: 'state' } };
const blocked = {
  bucket: '${aws_s3_bucket.state.id}',
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};
const versioned = { bucket: '${aws_s3_bucket.state.id}', versioning_configuration: { status: 'Enabled' } };
const pool = { 'aws_cognito_user_pool.users': { name: 'users' } };
const ofPool = { user_pool_id: '${aws_cognito_user_pool.users.id}' };
const secret = { 'aws_secretsmanager_secret.key': { name: 'key' } };
const lambda = { 'aws_lambda_function.main': { function_name: 'main' } };
const permission = {
  action: 'lambda:InvokeFunction',
  function_name: '${aws_lambda_function.main.function_name}',
  principal: 'apigateway.amazonaws.com',
};
const reads = (principal: object | string) =>
  policyOf({ Effect: 'Allow', Principal: principal, Action: 'secretsmanager:GetSecretValue', Resource: '*' });
const role = (more: JsonObject) => ({
  'aws_iam_role.main': { name: 'main', assume_role_policy: trust({ Federated: 'x' }), ...more },
});
const limited = (named: string, ...more: readonly object[]) => ({
  ...role({ permissions_boundary: named }),
  'aws_iam_policy.limit': {
    name: 'limit',
    policy: policyOf({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }, ...more),
  },
});
const mapping = (...rules: readonly (readonly string[])[]) => ({
  'aws_cognito_identity_pool_roles_attachment.main': {
    identity_pool_id: 'x',
    role_mapping: {
      identity_provider: 'p',
      type: 'Rules',
      ambiguous_role_resolution: 'Deny',
      mapping_rule: rules.map(([claim, value]) => ({ claim, match_type: 'Equals', value, role_arn: 'admin' })),
    },
  },
});

interface Change {
  readonly name: string;
  readonly before: Resources;
  readonly after: Resources;
  readonly findings: readonly string[];
}

const changes: readonly Change[] = [
  {
    name: 'a bucket that takes public policies',
    before: { ...bucket, 'aws_s3_bucket_public_access_block.state': blocked },
    after: { ...bucket, 'aws_s3_bucket_public_access_block.state': { ...blocked, block_public_policy: false } },
    findings: ['public-access-allowed: aws_s3_bucket_public_access_block.state, block_public_policy (on -> off)'],
  },
  {
    name: 'a bucket without its block of public access, and without versions',
    before: {
      ...bucket,
      'aws_s3_bucket_public_access_block.state': blocked,
      'aws_s3_bucket_versioning.state': versioned,
    },
    after: bucket,
    findings: [
      'public-access-allowed: aws_s3_bucket_public_access_block.state, block_public_acls (on -> off)',
      'public-access-allowed: aws_s3_bucket_public_access_block.state, block_public_policy (on -> off)',
      'public-access-allowed: aws_s3_bucket_public_access_block.state, ignore_public_acls (on -> off)',
      'public-access-allowed: aws_s3_bucket_public_access_block.state, restrict_public_buckets (on -> off)',
      'recovery-lowered: aws_s3_bucket_versioning.state, versioning_configuration.status (on -> off)',
    ],
  },
  {
    name: 'versions suspended',
    before: { ...bucket, 'aws_s3_bucket_versioning.state': versioned },
    after: {
      ...bucket,
      'aws_s3_bucket_versioning.state': { ...versioned, versioning_configuration: { status: 'Suspended' } },
    },
    findings: ['recovery-lowered: aws_s3_bucket_versioning.state, versioning_configuration.status (on -> off)'],
  },
  {
    name: 'a policy of a bucket that refuses plain HTTP, removed',
    before: {
      ...bucket,
      'aws_s3_bucket_policy.state': {
        bucket: '${aws_s3_bucket.state.id}',
        policy: policyOf({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' }),
      },
    },
    after: bucket,
    findings: ['resource-policy-widened: aws_s3_bucket_policy.state, resource policy (deny *: s3:* -> nothing)'],
  },
  {
    name: 'a policy of a secret, beside it, that lets another account read it',
    before: secret,
    after: {
      ...secret,
      'aws_secretsmanager_secret_policy.key': {
        secret_arn: '${aws_secretsmanager_secret.key.arn}',
        policy: reads({ AWS: 'arn:aws:iam::999999999999:root' }),
      },
    },
    findings: [
      'resource-policy-widened: aws_secretsmanager_secret_policy.key, resource policy (nothing -> AWS:arn:aws:iam::999999999999:root: secretsmanager:GetSecretValue)',
    ],
  },
  {
    name: 'the policy of a secret, in it, that lets everybody read it',
    before: { 'aws_secretsmanager_secret.key': { policy: reads({ AWS: 'arn:aws:iam::999999999999:root' }) } },
    after: { 'aws_secretsmanager_secret.key': { policy: reads('*') } },
    findings: [
      'resource-policy-widened: aws_secretsmanager_secret.key, resource policy (nothing -> *: secretsmanager:GetSecretValue)',
    ],
  },
  {
    name: 'another company behind an identity provider, without its secret',
    before: {
      'aws_cognito_identity_provider.p': { provider_details: { oidc_issuer: 'https://a', client_secret: 'hidden-1' } },
    },
    after: {
      'aws_cognito_identity_provider.p': { provider_details: { client_secret: 'hidden-2', oidc_issuer: 'https://b' } },
    },
    findings: [
      'identity-provider-replaced: aws_cognito_identity_provider.p, provider_details ({"client_secret":"(secret)","oidc_issuer":"https://a"} -> {"client_secret":"(secret)","oidc_issuer":"https://b"})',
    ],
  },
  {
    name: 'what a provider says is taken over into another attribute',
    before: { 'aws_cognito_identity_provider.p': { attribute_mapping: { email: 'mail' } } },
    after: { 'aws_cognito_identity_provider.p': { attribute_mapping: { email: 'mail', 'custom:groups': 'g' } } },
    findings: [
      'identity-provider-replaced: aws_cognito_identity_provider.p, attribute_mapping ({"email":"mail"} -> {"custom:groups":"g","email":"mail"})',
    ],
  },
  {
    name: 'providers of IAM with another audience, another issuer and other metadata',
    before: {
      'aws_iam_openid_connect_provider.p': { url: 'https://a', client_id_list: ['one'] },
      'aws_iam_saml_provider.p': { saml_metadata_document: '<a/>' },
    },
    after: {
      'aws_iam_openid_connect_provider.p': { url: 'https://b', client_id_list: ['one', 'two'] },
      'aws_iam_saml_provider.p': { saml_metadata_document: `<b>${'x'.repeat(100)}</b>` },
    },
    findings: [
      'audience-accepted: aws_iam_openid_connect_provider.p, client_id_list (one -> one, two)',
      'identity-provider-replaced: aws_iam_openid_connect_provider.p, url (https://a -> https://b)',
      `identity-provider-replaced: aws_iam_saml_provider.p, saml_metadata_document (<a/> -> <b>${'x'.repeat(74)}...)`,
    ],
  },
  {
    name: 'a permissions boundary removed',
    before: role({ permissions_boundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }),
    after: role({}),
    findings: [
      'permissions-boundary-removed: aws_iam_role.main, permissions_boundary (arn:aws:iam::aws:policy/ReadOnlyAccess -> none)',
    ],
  },
  {
    name: 'a permissions boundary added',
    before: role({}),
    after: role({ permissions_boundary: '${aws_iam_policy.limit.arn}' }),
    findings: [
      'permissions-boundary-added: aws_iam_role.main, permissions_boundary (none -> ${aws_iam_policy.limit.arn})',
    ],
  },
  {
    name: 'another permissions boundary',
    before: role({ permissions_boundary: '${aws_iam_policy.limit.arn}' }),
    after: role({ permissions_boundary: '${aws_iam_policy.none.arn}' }),
    findings: [
      'permissions-boundary-changed: aws_iam_role.main, permissions_boundary (${aws_iam_policy.limit.arn} -> ${aws_iam_policy.none.arn})',
    ],
  },
  ...[
    { name: 'by reference', named: '${aws_iam_policy.limit.arn}' },
    { name: 'by its ARN', named: 'arn:aws:iam::123456789012:policy/limit' },
  ].map(({ name, named }): Change => ({
    name: `a permissions boundary, named ${name}, that allows more, and denies less`,
    before: limited(named, { Effect: 'Deny', Action: 'iam:*', Resource: '*' }),
    after: limited(named, { Effect: 'Allow', Action: 's3:PutObject', Resource: '*' }),
    findings: ['permissions-boundary-widened: aws_iam_policy.limit, policy (deny iam:* on * -> s3:PutObject on *)'],
  })),
  {
    name: 'a permissions boundary that allows less',
    before: limited('${aws_iam_policy.limit.arn}', { Effect: 'Allow', Action: 's3:PutObject', Resource: '*' }),
    after: limited('${aws_iam_policy.limit.arn}'),
    findings: ['permissions-boundary-narrowed: aws_iam_policy.limit, policy (s3:PutObject on * -> nothing)'],
  },
  {
    name: 'a policy that is nobody’s permissions boundary',
    before: limited('arn:aws:iam::123456789012:policy/another-limit'),
    after: limited('arn:aws:iam::123456789012:policy/another-limit', {
      Effect: 'Allow',
      Action: 's3:PutObject',
      Resource: '*',
    }),
    findings: [],
  },
  {
    name: 'a claim that people write themselves gives the role of administrators',
    before: mapping(['custom:staff', 'yes']),
    after: mapping(['nickname', 'yes']),
    findings: [
      'role-mapping-changed: aws_cognito_identity_pool_roles_attachment.main, role_mapping (p by Rules: custom:staff Equals yes admin -> p by Rules: nickname Equals yes admin)',
    ],
  },
  {
    name: 'another order of the rules for roles',
    before: mapping(['a', '1'], ['b', '2']),
    after: mapping(['b', '2'], ['a', '1']),
    findings: [
      'role-mapping-changed: aws_cognito_identity_pool_roles_attachment.main, role_mapping (p by Rules: a Equals 1 admin, then b Equals 2 admin -> p by Rules: b Equals 2 admin, then a Equals 1 admin)',
    ],
  },
  {
    name: 'functions that write what tokens say',
    before: pool,
    after: {
      'aws_cognito_user_pool.users': {
        lambda_config: {
          pre_sign_up: 'x',
          pre_token_generation_config: { lambda_arn: '${aws_lambda_function.main.arn}', lambda_version: 'V2_0' },
        },
      },
    },
    findings: [
      'pool-trigger-changed: aws_cognito_user_pool.users, lambda_config (none -> pre_sign_up x, pre_token_generation_config ${aws_lambda_function.main.arn})',
    ],
  },
  {
    name: 'another client of a known pool, which takes passwords and sends codes elsewhere',
    before: pool,
    after: {
      ...pool,
      'aws_cognito_user_pool_client.more': {
        ...ofPool,
        callback_urls: ['https://elsewhere.example'],
        explicit_auth_flows: ['ALLOW_USER_PASSWORD_AUTH'],
      },
    },
    findings: [
      'callback-url-added: aws_cognito_user_pool_client.more, callback_urls (none -> https://elsewhere.example)',
      'password-flow-allowed: aws_cognito_user_pool_client.more, explicit_auth_flows (none -> ALLOW_USER_PASSWORD_AUTH)',
    ],
  },
  {
    name: 'a new permission for any API of anybody',
    before: lambda,
    after: {
      ...lambda,
      'aws_lambda_permission.any': { ...permission, source_arn: 'arn:aws:execute-api:us-east-1:*:*/*/GET/x' },
    },
    findings: [
      'invoke-permission-widened: aws_lambda_permission.any, who may invoke the function (nothing -> apigateway.amazonaws.com: lambda:InvokeFunction on arn:aws:execute-api:us-east-1:*:*/*/GET/x)',
    ],
  },
  {
    name: 'a new permission for another account',
    before: lambda,
    after: {
      ...lambda,
      'aws_lambda_permission.any': { ...permission, principal: '999999999999', source_arn: `\${${api}.arn}/x` },
    },
    findings: [
      'invoke-permission-widened: aws_lambda_permission.any, who may invoke the function (nothing -> 999999999999: lambda:InvokeFunction on ${aws_api_gateway_rest_api.api.arn}/x)',
    ],
  },
  {
    name: 'a new permission for one method of an API, which is nothing',
    before: lambda,
    after: {
      ...lambda,
      'aws_lambda_permission.one': { ...permission, source_arn: `\${${api}.execution_arn}/*/GET/x` },
    },
    findings: [],
  },
];

test.each(changes)('$name', ({ before, after, findings }) => {
  expect(checksOf(before, after)).toEqual(findings);
});
