import { App } from 'cdktf';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings } from '../../settings';
import { AccountSettingsStack } from '../../stacks/account-settings';
import { GithubRolesStack } from '../../stacks/github-roles';
import { TerraformStateStack } from '../../stacks/terraform-state';
import { withAccount } from '../deployment-roles/everything';
import { lockedAccountAddresses } from './locked-account-addresses';
import { argumentsAt, stacksIn, statementsOf, synthesizedStacks, type SynthesizedStack } from './synthesized-stacks';

type Environment = Readonly<Record<string, string>>;

const outputs: Readonly<Record<string, readonly string[]>> = {
  'account-settings': ['api_gateway_logs_role_arn', 'region'],
  'github-roles': ['deploy_role_arn', 'permissions_boundary_arn', 'plan_role_arn', 'region'],
  'terraform-state': ['region', 'state_bucket'],
};
const all = synthesizedStacks(withAccount());
const bucket = named(all, 'terraform-state');
const roles = named(all, 'github-roles');

function named(stacks: readonly SynthesizedStack[], name: string): SynthesizedStack {
  const found = stacks.find((stack) => stack.name === name);
  if (found === undefined) throw new Error(`no stack ${name}`);
  return found;
}

/** The stacks of the account without any other, which is quick. */
function account(environment: Environment): readonly SynthesizedStack[] {
  const folder = mkdtempSync(join(tmpdir(), 'account-'));
  const settings = loadSettings({ ACCOUNT_STACKS: 'on', ...environment });
  const app = new App({ outdir: folder, stackTraces: false });
  new TerraformStateStack(app, 'terraform-state', settings);
  new AccountSettingsStack(app, 'account-settings', settings);
  const { stateBucket, account: { deployment } = { deployment: undefined } } = settings;
  if (stateBucket !== undefined && deployment !== undefined) {
    new GithubRolesStack(app, 'github-roles', { ...settings, stateBucket, deployment });
  }
  app.synth();
  try {
    return stacksIn(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const addresses = (stacks: readonly SynthesizedStack[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(stacks.map(({ name, resources }) => [name, resources.map(({ address }) => address).sort()]));

const backendOf = ({ json }: SynthesizedStack): unknown => (json['terraform'] as { backend: unknown }).backend;

test('they are there when they are asked for, with their addresses and outputs', () => {
  const found = all.filter(({ name }) => name in lockedAccountAddresses);
  expect(addresses(found)).toEqual(lockedAccountAddresses);
  expect(Object.fromEntries(found.map((stack) => [stack.name, stack.outputs]))).toEqual(outputs);
  const shared = ['account-settings', 'terraform-state'];
  expect(account({}).map(({ name }) => name)).toEqual(shared);
  expect(synthesizedStacks().filter(({ name }) => name in lockedAccountAddresses)).toEqual([]);
});

test.each<Environment>([{}, { STATE_BUCKET: 'acme-state' }])(
  'all stages of an account share them: the same state, and nothing that differs (%j)',
  (common) => {
    const [dev, prod] = ['dev', 'prod'].map((STAGE) => account({ ...common, STAGE }).map(({ json }) => json));
    expect(dev).toHaveLength(2);
    expect(dev).toEqual(prod);
  },
);

test('the bucket is named after the account, or as STATE_BUCKET says, and so its name stays when its state moves', () => {
  const nameIn = (environment: Environment): unknown =>
    argumentsAt(named(account(environment), 'terraform-state'), 'aws_s3_bucket.state')['bucket'];
  expect(nameIn({ NAME_PREFIX: 'acme', AWS_REGION: 'eu-west-1' })).toBe(
    'acme-terraform-state-${data.aws_caller_identity.current.account_id}-eu-west-1',
  );
  expect(nameIn({ STATE_BUCKET: 'acme-terraform-state-123456789012-eu-west-1' })).toBe(
    'acme-terraform-state-123456789012-eu-west-1',
  );
});

test('the bucket of the states is closed, encrypted, versioned, and survives mistakes', () => {
  const of = (type: string) => argumentsAt(bucket, `aws_s3_bucket_${type}.state`);
  expect(argumentsAt(bucket, 'aws_s3_bucket.state')).toEqual({
    bucket: 'acme-state',
    lifecycle: { prevent_destroy: true },
  });
  expect(of('public_access_block')).toMatchObject({
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
  expect(of('ownership_controls')['rule']).toEqual({ object_ownership: 'BucketOwnerEnforced' });
  expect(of('versioning')['versioning_configuration']).toEqual({ status: 'Enabled' });
  expect(of('server_side_encryption_configuration')['rule']).toEqual([
    { apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } },
  ]);
  expect(of('lifecycle_configuration')['rule']).toMatchObject([
    { status: 'Enabled', noncurrent_version_expiration: [{ noncurrent_days: 90, newer_noncurrent_versions: 50 }] },
  ]);
  for (const [address, { args }] of bucket.resources.map((one) => [one.address, one] as const)) {
    if (address !== 'aws_s3_bucket.state')
      expect([address, args['bucket']]).toEqual([address, '${aws_s3_bucket.state.id}']);
  }
});

test('the bucket is reached by TLS 1.2 or later alone, and its policy allows nobody', () => {
  const statements = statementsOf(argumentsAt(bucket, 'aws_s3_bucket_policy.state')['policy']);
  const denied = { Effect: 'Deny', Principal: '*', Action: ['s3:*'] };
  expect(statements).toMatchObject([
    { ...denied, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    { ...denied, Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } },
  ]);
  for (const { Resource } of statements) {
    expect(Resource).toEqual(['${aws_s3_bucket.state.arn}', '${aws_s3_bucket.state.arn}/*']);
  }
});

test('API Gateway gets a role that it alone may assume, after the role may write logs', () => {
  const settings = named(all, 'account-settings');
  expect(argumentsAt(settings, 'aws_api_gateway_account.api-gateway')).toMatchObject({
    cloudwatch_role_arn: '${aws_iam_role.api-gateway-role.arn}',
    depends_on: ['aws_iam_role_policy.api-gateway-role'],
  });
  const role = argumentsAt(settings, 'aws_iam_role.api-gateway-role');
  expect(statementsOf(role['assume_role_policy'])).toEqual([
    { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'apigateway.amazonaws.com' } },
  ]);
  const policy = argumentsAt(settings, 'aws_iam_role_policy.api-gateway-role')['policy'];
  expect(statementsOf(policy).flatMap(({ Action }) => Action)).not.toContain('logs:DeleteLogGroup');
});

describe('GitHub Actions', () => {
  const subjectsOf = (stack: SynthesizedStack, role: string): unknown => {
    const [statement, ...others] = statementsOf(argumentsAt(stack, `aws_iam_role.${role}`)['assume_role_policy']);
    expect(others).toEqual([]);
    expect(statement?.Action).toBe('sts:AssumeRoleWithWebIdentity');
    const { StringEquals, ...otherOperators } = statement?.Condition ?? {};
    expect(otherOperators).toEqual({});
    expect(Object.keys(StringEquals ?? {})).toEqual([
      'token.actions.githubusercontent.com:aud',
      'token.actions.githubusercontent.com:sub',
    ]);
    expect(StringEquals?.['token.actions.githubusercontent.com:aud']).toBe('sts.amazonaws.com');
    return StringEquals?.['token.actions.githubusercontent.com:sub'];
  };

  test('deploys from one environment, and plans from pull requests and one branch', () => {
    expect(subjectsOf(roles, 'deploy')).toEqual(['repo:acme/api:environment:production']);
    expect(subjectsOf(roles, 'plan')).toEqual(['repo:acme/api:pull_request', 'repo:acme/api:ref:refs/heads/main']);
  });

  test('is trusted as the settings say', () => {
    const other = named(
      account({
        ...withAccount(),
        DEPLOY_REPOSITORY: 'acme@1/api@2',
        DEPLOY_ENVIRONMENT: 'live',
        DEPLOY_BRANCH: 'release',
      }),
      'github-roles',
    );
    expect(subjectsOf(other, 'deploy')).toEqual(['repo:acme@1/api@2:environment:live']);
    expect(subjectsOf(other, 'plan')).toEqual([
      'repo:acme@1/api@2:pull_request',
      'repo:acme@1/api@2:ref:refs/heads/release',
    ]);
  });

  test('is made known to the account once', () => {
    expect(argumentsAt(roles, 'aws_iam_openid_connect_provider.github')).toEqual({
      url: 'https://token.actions.githubusercontent.com',
      client_id_list: ['sts.amazonaws.com'],
    });
    const second = named(account({ ...withAccount(), DEPLOY_PROVIDER: 'existing' }), 'github-roles');
    expect(second.resources.filter(({ type }) => type === 'aws_iam_openid_connect_provider')).toEqual([]);
    for (const role of ['plan', 'deploy']) {
      const [statement] = statementsOf(argumentsAt(second, `aws_iam_role.${role}`)['assume_role_policy']);
      expect(statement?.Principal).toEqual({
        Federated:
          'arn:aws:iam::${data.aws_caller_identity.current.account_id}:oidc-provider/token.actions.githubusercontent.com',
      });
    }
  });
});

test('with a bucket, every stack has its state there, and reads the states of others where these have them', () => {
  const references = all.flatMap(({ json }) =>
    Object.values(
      (json['data'] as Record<string, Record<string, object>> | undefined)?.['terraform_remote_state'] ?? {},
    ),
  );
  expect(references.length).toBeGreaterThan(0);
  const kept = all.map(backendOf);
  expect(kept).toEqual(
    kept.map(() => ({ s3: expect.objectContaining({ bucket: 'acme-state', use_lockfile: true }) as unknown })),
  );
  const keys = new Set(kept.map((backend) => (backend as { s3: { key: string } }).s3.key));
  expect(keys.size).toBe(all.length);
  for (const reference of references as readonly { backend: string; config: { bucket: string; key: string } }[]) {
    expect(reference.backend).toBe('s3');
    expect(reference.config.bucket).toBe('acme-state');
    expect(keys).toContain(reference.config.key);
  }
});
