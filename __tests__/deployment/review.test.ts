import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { driftMarker } from '../../scripts/review/drift';
import { planMarker } from '../../scripts/review/comment';
import { startFakeGithub, type FakeGithub } from '../scripts/fake-github';
import { lockedAddresses } from '../synthesis/locked-addresses';
import { startEmulator, type Emulator } from './support/emulator';
import { copyProject, type ProjectCopy } from './support/project-copy';
import { mustRun, run, type CommandResult, type RunOptions } from './support/run';
import { stateAddresses } from './support/terraform';
import { ensureTools } from './support/tools';

const stack = 'cognito-identity-provider';
const client = 'aws_cognito_user_pool_client.premium-app-users';

let emulator: Emulator;
let project: ProjectCopy;
let fake: FakeGithub;
let options: RunOptions;

beforeAll(async () => {
  emulator = await startEmulator((await ensureTools()).emulator);
  project = copyProject(['access', 'blueprint', 'iam', 'scripts']);
  fake = await startFakeGithub();
  const { apiUrl, repository, token } = fake.github;
  options = {
    cwd: project.folder,
    environment: {
      ...emulator.environment,
      GITHUB_API_URL: apiUrl,
      GITHUB_REPOSITORY: repository,
      GITHUB_TOKEN: token,
      GITHUB_STEP_SUMMARY: join(project.folder, 'summary.md'),
      PULL_REQUEST: '7',
      RUN_URL: 'https://github.com/acme/api/actions/runs/1',
    },
  };
  await mustRun('npm', ['run', '--silent', 'synth'], options);
  keepOnly(stack);
});

afterAll(async () => {
  await fake.stop();
  await emulator.stop();
  project.remove();
});

/** Leaves one stack to be reviewed: the commands treat all stacks alike. */
function keepOnly(name: string): void {
  const path = join(project.folder, 'cdktf.out/manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as { stacks: Record<string, unknown> };
  writeFileSync(path, JSON.stringify({ ...manifest, stacks: { [name]: manifest.stacks[name] } }));
}

const review = (...args: readonly string[]): Promise<CommandResult> =>
  run('npm', ['run', '--silent', 'review', '--', ...args], options);

async function mustReview(...args: readonly string[]): Promise<string> {
  return mustRun('npm', ['run', '--silent', 'review', '--', ...args], options);
}

/** What `plan` wrote for the job that comments. */
const reports = (): string => readFileSync(join(project.folder, 'review/plans.json'), 'utf8');

/** A person in the console: tokens of the machine client live for another time. */
async function changeByHand(hours: number): Promise<void> {
  const cognito = new CognitoIdentityProviderClient({
    endpoint: String(emulator.environment['AWS_ENDPOINT_URL']),
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { UserPools = [] } = await cognito.send(new ListUserPoolsCommand({ MaxResults: 10 }));
  const UserPoolId = UserPools[0]?.Id;
  const { UserPoolClients = [] } = await cognito.send(new ListUserPoolClientsCommand({ UserPoolId }));
  const ClientId = UserPoolClients[0]?.ClientId;
  const { UserPoolClient } = await cognito.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
  const change = { ...UserPoolClient, UserPoolId, ClientId, AccessTokenValidity: hours };
  await cognito.send(new UpdateUserPoolClientCommand(change));
  cognito.destroy();
}

test('the first plan makes everything, and one comment tells it', async () => {
  await mustReview('plan', '--out', 'review');
  const rows = (lockedAddresses[stack] ?? []).map((address) => ({ address, action: 'create', because: [] }));
  expect(JSON.parse(reports())).toMatchObject([{ kind: 'planned', summary: { stack, resources: rows } }]);
  expect(existsSync(join(project.folder, 'cdktf.out/stacks', stack, 'review.plan'))).toBe(false);
  writeFileSync(join(project.folder, 'review/access.md'), 'Nothing changes who may do what.\n');
  expect(await mustReview('comment', '--from', 'review')).toBe('Comment created.\n');
  expect(await mustReview('comment', '--from', 'review')).toBe('Comment updated.\n');
  expect(fake.comments).toHaveLength(1);
  const body = fake.comments[0]?.body ?? '';
  expect(body.startsWith(planMarker)).toBe(true);
  expect(body).toContain(`| \`${stack}\` | 6 |  |  |  |  |`);
  expect(body).toContain('Nothing changes who may do what.');
});

test('the reviewed plan is applied', async () => {
  expect(await mustReview('apply', '--reviewed', 'review')).toMatch(`- ${stack}: applied (`);
  expect(stateAddresses(project.folder, stack)).toEqual(lockedAddresses[stack]);
});

test('then nothing differs; a change by hand opens an issue, which is then kept', async () => {
  await mustReview('plan', '--out', 'review');
  expect(JSON.parse(reports())).toMatchObject([{ kind: 'planned', summary: { resources: [], outputs: [] } }]);
  await changeByHand(5);
  expect(await mustReview('drift')).toContain('Issue: created.\n');
  expect(await mustReview('drift')).toContain('Issue: updated.\n');
  expect(fake.issues.map(({ state, title }) => [state, title])).toEqual([['open', `Drift: ${stack}`]]);
  expect(fake.issues[0]?.body.startsWith(driftMarker)).toBe(true);
  expect(fake.issues[0]?.body).toContain(`| update | \`${client}\` | \`access_token_validity\` |`);
});

test('what changed since the approval is not applied; what is approved anew is, and closes the issue', async () => {
  const refused = await review('apply', '--reviewed', 'review');
  expect([refused.status, refused.stdout]).toEqual([1, '']);
  expect(refused.stderr).toContain(`The plan of ${stack} is no longer the one that was approved`);
  expect(await mustReview('plan', '--out', 'review')).toContain('access_token_validity');
  expect(await mustReview('apply', '--reviewed', 'review')).toContain(`- ${stack}: applied (`);
  expect(await mustReview('drift')).toContain('Issue: closed.\n');
  expect(fake.issues.map(({ state }) => state)).toEqual(['closed']);
});

test('no secret of the state is in what is uploaded, shown or written to GitHub', () => {
  const file = readFileSync(join(project.folder, `terraform.dev.us-east-1.${stack}.tfstate`), 'utf8');
  const secret = /"client_secret": "([^"]+)"/.exec(file)?.[1] ?? '';
  expect(secret.length).toBeGreaterThan(20);
  const told = [
    reports(),
    readFileSync(join(project.folder, 'summary.md'), 'utf8'),
    JSON.stringify(fake.comments),
    JSON.stringify(fake.issues),
  ];
  for (const text of told) {
    expect(text.length).toBeGreaterThan(100);
    expect(text).not.toContain(secret);
    expect(text).not.toContain('123456789012');
  }
});
