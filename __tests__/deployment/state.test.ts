import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { lockedAccountAddresses } from '../synthesis/locked-account-addresses';
import { lockedAddresses } from '../synthesis/locked-addresses';
import { startEmulator, type Emulator } from './support/emulator';
import { unexplained } from './support/emulator-faults';
import { copyProject, type ProjectCopy } from './support/project-copy';
import { mustRun, run, type CommandResult, type RunOptions } from './support/run';
import { cdktfRun, plannedChanges } from './support/terraform';
import { ensureTools } from './support/tools';

const bucket = 'terraform-state-123456789012-us-east-1';
const stages = ['cognito-identity-provider', 'premium-content-provider', 'content-consumers'];
const locked = { ...lockedAddresses, ...lockedAccountAddresses };
const account = ['account-settings', 'github-roles'];

let emulator: Emulator;
let project: ProjectCopy;
let awsCli: string;
let local: RunOptions;
let shared: RunOptions;

beforeAll(async () => {
  const tools = await ensureTools();
  awsCli = tools.awsCli;
  emulator = await startEmulator(tools.emulator);
  project = copyProject();
  const environment = { ...emulator.environment, ACCOUNT_STACKS: 'on' };
  local = { cwd: project.folder, environment };
  shared = {
    cwd: project.folder,
    environment: { ...environment, STATE_BUCKET: bucket, DEPLOY_REPOSITORY: 'acme/api' },
  };
});

afterAll(async () => {
  await emulator.stop();
  project.remove();
});

const folderOf = (stack: string): string => join(project.folder, 'cdktf.out/stacks', stack);

/** Managed addresses in the state of a stack, wherever Terraform keeps it. */
async function addressesIn(stack: string): Promise<readonly string[]> {
  const listed = await mustRun('terraform', ['state', 'list'], { ...shared, cwd: folderOf(stack) });
  return listed
    .split('\n')
    .filter((address) => address !== '' && !address.startsWith('data.'))
    .sort();
}

/** Keys of all objects in the bucket. */
async function objects(): Promise<readonly string[]> {
  const args = ['s3api', 'list-objects-v2', '--bucket', bucket, '--query', 'Contents[].Key', '--output', 'json'];
  return (JSON.parse(await mustRun(awsCli, args, shared)) as string[]).sort();
}

/** Begins to destroy a stack, and runs `meanwhile` while Terraform asks whether it really should; then says no. */
async function whileAsked<Result>(stack: string, meanwhile: () => Promise<Result>): Promise<Result> {
  const child = spawn('terraform', ['destroy', '-no-color'], {
    cwd: folderOf(stack),
    env: { ...process.env, ...shared.environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let printed = '';
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const asked = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      printed += chunk.toString();
      if (printed.includes('Enter a value:')) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('close', () => reject(new Error(`terraform destroy ended before it asked.\n${printed}`)));
  });
  try {
    await asked;
    return await meanwhile();
  } finally {
    child.stdin.end('no\n');
    await ended;
  }
}

const apply = (stack: string): Promise<CommandResult> =>
  run('terraform', ['apply', '-auto-approve', '-input=false', '-no-color'], { ...shared, cwd: folderOf(stack) });

test('the bucket is made with a local state, which then moves into it', async () => {
  await cdktfRun('deploy', ['terraform-state'], local);
  expect(await plannedChanges('terraform-state', local)).toEqual([]);
  const cdktf = join('node_modules', '.bin', 'cdktf');
  const flags = ['--auto-approve', '--skip-provider-lock', '--migrate-state'];
  await mustRun(cdktf, ['deploy', 'terraform-state', ...flags], shared);
  expect(await objects()).toEqual(['account/us-east-1/terraform-state.tfstate']);
  expect(await addressesIn('terraform-state')).toEqual(locked['terraform-state']);
  expect(await plannedChanges('terraform-state', shared)).toEqual([]);
});

test('stacks, and what they refer to in each other, have their states in the bucket', async () => {
  await cdktfRun('deploy', [...stages, ...account], shared);
  for (const stack of [...stages, ...account]) {
    expect(await addressesIn(stack)).toEqual(locked[stack]);
    expect(unexplained(await plannedChanges(stack, shared))).toEqual([]);
  }
  expect(await objects()).toEqual([
    'account/us-east-1/account-settings.tfstate',
    'account/us-east-1/terraform-state.tfstate',
    ...['cognito-identity-provider', 'content-consumers', 'github-roles', 'premium-content-provider'].map(
      (stack) => `dev/us-east-1/${stack}.tfstate`,
    ),
  ]);
  expect(readdirSync(project.folder).filter((name) => name.endsWith('.tfstate'))).toEqual([
    'terraform.account.us-east-1.terraform-state.tfstate',
  ]);
});

/** Each role in the state of a stack, with what Terraform knows of its boundary. */
async function rolesIn(stack: string): Promise<readonly RoleInState[]> {
  const state = JSON.parse(await mustRun('terraform', ['state', 'pull'], { ...shared, cwd: folderOf(stack) })) as {
    readonly resources: readonly {
      readonly type: string;
      readonly instances: readonly { attributes: RoleInState }[];
    }[];
  };
  return state.resources
    .filter(({ type }) => type === 'aws_iam_role')
    .flatMap(({ instances }) => instances.map(({ attributes }) => attributes));
}

interface RoleInState {
  readonly name: string;
  /** Another one where the role was made anew. */
  readonly unique_id: string;
  readonly permissions_boundary: string;
}

test('a stage that is there comes under the permissions boundary, and no role is made anew', async () => {
  const rolesNow = async () => (await Promise.all(stages.map(rolesIn))).flat();
  const before = await rolesNow();
  expect(before.map((role) => role.permissions_boundary)).toEqual(before.map(() => ''));
  const bound = { ...shared, environment: { ...shared.environment, PERMISSIONS_BOUNDARY: 'on' } };
  await cdktfRun('deploy', stages, bound);
  const after = await rolesNow();
  expect(after.length).toBeGreaterThan(0);
  expect(after.map((role) => role.unique_id)).toEqual(before.map((role) => role.unique_id));
  for (const { name } of after) {
    const role = ['iam', 'get-role', '--region', 'us-east-1', '--role-name', name, '--output', 'text'];
    const query = ['--query', 'Role.PermissionsBoundary.PermissionsBoundaryArn'];
    expect((await mustRun(awsCli, [...role, ...query], shared)).trim()).toMatch(
      /^arn:aws:iam::\d{12}:policy\/dev-boundary$/,
    );
  }
  // Of other types the emulator has lost some by now: a second deployment meets the faults that plans are excused for.
  const left = (await Promise.all(stages.map((stack) => plannedChanges(stack, bound)))).flat();
  expect(left.filter(({ address }) => address.startsWith('aws_iam_'))).toEqual([]);
});

test('who applies while another one is at it is refused by the lock, and not afterwards', async () => {
  const [stack = ''] = stages;
  const before = await objects();
  const { meanwhile, held } = await whileAsked(stack, async () => ({
    held: await objects(),
    meanwhile: await apply(stack),
  }));
  expect(held.filter((key) => !before.includes(key))).toEqual([`dev/us-east-1/${stack}.tfstate.tflock`]);
  expect(meanwhile.status).toBe(1);
  expect(meanwhile.stderr).toContain('Error acquiring the state lock');
  expect(meanwhile.stderr).toContain('PreconditionFailed');
  expect(await objects()).toEqual(before);
  expect((await apply(stack)).status).toBe(0);
});

test('a stage is removed, and the bucket is not', async () => {
  await cdktfRun('destroy', [...stages, ...account], shared);
  for (const stack of [...stages, ...account]) expect(await addressesIn(stack)).toEqual([]);
  const refused = await run('terraform', ['destroy', '-auto-approve', '-no-color'], {
    ...shared,
    cwd: folderOf('terraform-state'),
  });
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain('Instance cannot be destroyed');
  expect(await addressesIn('terraform-state')).toEqual(locked['terraform-state']);
});
