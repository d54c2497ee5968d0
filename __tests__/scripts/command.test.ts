import { buildSync } from 'esbuild';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run, type CommandResult } from '../deployment/support/run';
import { startFakeGithub, type FakeGithub } from './fake-github';
import { fakeTerraform, type FakeTerraform } from './fake-terraform';

/** The command, translated once: it is started often. */
const bundled = mkdtempSync(join(tmpdir(), 'review-command-'));

beforeAll(() => {
  const main = resolve(__dirname, '../../scripts/review/main.ts');
  buildSync({ entryPoints: [main], bundle: true, platform: 'node', outfile: join(bundled, 'main.js') });
});

afterAll(() => rmSync(bundled, { recursive: true, force: true }));

let terraform: FakeTerraform;
let fake: FakeGithub;

beforeEach(async () => {
  terraform = fakeTerraform({ api: ['issuer'], issuer: [], other: [] });
  for (const stack of ['api', 'issuer', 'other']) terraform.plan(stack, update(stack));
  fake = await startFakeGithub();
});

afterEach(async () => {
  await fake.stop();
  terraform.remove();
});

/** A plan that changes a policy, with a secret in an output. */
function update(stack: string, policy = 'new'): { json: object; text: string } {
  const change = { actions: ['update'], before: { policy: 'old' }, after: { policy } };
  const output = { actions: ['update'], after: 'the-secret-value', after_sensitive: true };
  return {
    json: {
      format_version: '1.2',
      resource_changes: [
        { address: `aws_iam_role_policy.${stack}`, mode: 'managed', type: 'aws_iam_role_policy', change },
      ],
      output_changes: { a: output },
    },
    text: `policy of ${stack}: the-secret-value of 123456789012\n`,
  };
}

const nothing = { json: { format_version: '1.2' }, text: 'nothing' };

function review(args: string, more: Readonly<Record<string, string | undefined>> = {}): Promise<CommandResult> {
  const { apiUrl, repository, token } = fake.github;
  const environment = {
    ...terraform.environment,
    GITHUB_API_URL: apiUrl,
    GITHUB_REPOSITORY: repository,
    GITHUB_TOKEN: token,
    GITHUB_STEP_SUMMARY: join(terraform.folder, 'summary.md'),
    PULL_REQUEST: '7',
    RUN_URL: 'https://github.com/acme/api/actions/runs/1',
    ...more,
  };
  return run(process.execPath, [join(bundled, 'main.js'), ...args.split(' ')], { cwd: terraform.folder, environment });
}

async function must(args: string): Promise<string> {
  const { status, stdout, stderr } = await review(args);
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
}

const read = (file: string): string => readFileSync(join(terraform.folder, file), 'utf8');
const stacks = ['issuer', 'api', 'other'];

test('stacks are planned after those that they read; no saved plan and no secret stays', async () => {
  const shown = await must('plan --out review');
  expect(terraform.calls()).toEqual(
    stacks.flatMap((stack) => [
      `${stack} init -input=false -no-color`,
      `${stack} plan -input=false -no-color -lock-timeout=10m -out=review.plan`,
      `${stack} show -json review.plan`,
      `${stack} show -no-color review.plan`,
    ]),
  );
  expect(stacks.filter((stack) => terraform.holdsPlan(stack))).toEqual([]);
  for (const text of [shown, read('summary.md')]) {
    expect(text).toContain('policy of api: (hidden) of (account)');
    expect(text).not.toContain('secret');
  }
  expect(read('review/plans.json')).not.toMatch(/secret|123456789012/);
});

test.each(['init', 'plan', 'show'])(
  'a stack of which %s fails is told, without what it printed; the others are planned',
  async (verb) => {
    const { status, stdout } = await review('plan --out review', { FAKE_FAULT: `issuer ${verb}` });
    expect(status).toBe(1);
    expect(stdout).toContain(`terraform ${verb} ended with 1.\nno ${verb} of (account)`);
    expect(stdout).toContain('policy of other');
    expect(stdout).not.toContain('secret');
    expect(stacks.filter((stack) => terraform.holdsPlan(stack))).toEqual([]);
    const kinds = (JSON.parse(read('review/plans.json')) as { kind: string }[]).map(({ kind }) => kind);
    expect(kinds).toEqual(['failed', 'planned', 'planned']);
  },
);

test('what was reviewed is applied, each stack after a plan of its own, and where nothing changes nothing is', async () => {
  terraform.plan('other', nothing);
  await must('plan --out review');
  terraform.calls();
  expect(await must('apply --reviewed review')).toMatch(
    /^- issuer: applied \([0-9a-f]{64}\)\n- api: applied \([0-9a-f]{64}\)\n- other: no changes \([0-9a-f]{64}\)\n$/,
  );
  const verbs = terraform.calls().filter((call) => /^\w+ (plan|apply)/.test(call));
  expect(verbs).toEqual([
    ...['issuer', 'api'].flatMap((stack) => [
      `${stack} plan -input=false -no-color -lock-timeout=10m -out=review.plan`,
      `${stack} apply -input=false -no-color -lock-timeout=10m review.plan`,
    ]),
    'other plan -input=false -no-color -lock-timeout=10m -out=review.plan',
  ]);
  expect(stacks.filter((stack) => terraform.holdsPlan(stack))).toEqual([]);
});

const applied = (): readonly string[] => terraform.calls().filter((call) => call.includes(' apply '));

test('a plan that is another one now is not applied, nor is what comes after it', async () => {
  await must('plan --out review');
  terraform.plan('api', update('api', 'changed meanwhile'));
  const { status, stderr, stdout } = await review('apply --reviewed review');
  expect([status, stdout]).toEqual([1, expect.stringMatching(/^- issuer: applied \([0-9a-f]{64}\)\n$/)]);
  expect(stderr).toMatch(/^The plan of api is no longer the one that was approved: [0-9a-f]{64} was, [0-9a-f]{64} is/);
  expect(applied().map((call) => call.split(' ')[0])).toEqual(['issuer']);
  expect(stacks.filter((stack) => terraform.holdsPlan(stack))).toEqual([]);
});

test('what nobody reviewed is not applied, also where nothing would change', async () => {
  await review('plan --out review', { FAKE_FAULT: 'issuer plan' });
  terraform.plan('issuer', nothing);
  const failed = await review('apply --reviewed review');
  expect([failed.status, failed.stderr]).toEqual([
    1,
    'The approved plans do not hold issuer. Run the workflow again and approve a plan of all stacks.\n',
  ]);
  writeFileSync(join(terraform.folder, 'review/plans.json'), '[]');
  expect((await review('apply --reviewed review')).status).toBe(1);
  expect((await review('apply --reviewed nowhere')).stderr).toContain('cannot be read, or is not JSON');
  expect(applied()).toEqual([]);
});

test('an apply that fails stops the others', async () => {
  await must('plan --out review');
  const { status, stderr } = await review('apply --reviewed review', { FAKE_FAULT: 'issuer apply' });
  expect([status, stderr]).toEqual([1, 'terraform apply ended with 1.\nno apply of (account)\n\n']);
  expect(applied()).toHaveLength(1);
  expect(terraform.holdsPlan('issuer')).toBe(false);
});

test('the comment says which of its parts are missing, hides account ids, and names the files that tell of it', async () => {
  fake.files.push({ filename: 'access/a.ts' });
  expect(await must('comment --from review')).toBe('Comment created.\n');
  const bare = fake.comments[0]?.body ?? '';
  expect(bare).toContain('**There are no plans.** The job "plan" says why.');
  expect(bare).toContain('**The change of access could not be told.** The job "access" says why.');
  expect(bare).toContain('Read these files first:** `access/a.ts`');
  await must('plan --out review');
  writeFileSync(join(terraform.folder, 'review/access.md'), 'of 123456789012');
  expect(await must('comment --from review')).toBe('Comment updated.\n');
  expect(fake.comments[0]?.body).toContain('### Access\n\nof (account)\n\n### Plan of issuer');
});

test('drift is one issue; a stack without a plan keeps it open, and fails the job', async () => {
  expect(await must('drift')).toContain('Issue: created.\n');
  for (const stack of stacks) terraform.plan(stack, nothing);
  const failed = await review('drift', { FAKE_FAULT: 'other plan' });
  expect([failed.status, failed.stdout]).toEqual([1, expect.stringContaining('Issue: updated.\n')]);
  expect(fake.issues.map(({ title, state }) => [title, state])).toEqual([['Drift: other', 'open']]);
  expect(await must('drift')).toContain('Issue: closed.\n');
});

const usage = 'is no command of the review. Allowed: plan --out <folder>, comment --from <folder>';

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['plan', {}, usage],
  ['plan now --out review', {}, usage],
  ['comment', {}, usage],
  ['apply', {}, usage],
  ['apply all --reviewed review', {}, usage],
  ['destroy', {}, usage],
  ['plan --help', {}, `"plan --help" ${usage}`],
  ['drift --out', {}, `"drift --out" ${usage}`],
  [
    'comment --from review',
    { PULL_REQUEST: '../7' },
    'The environment variable PULL_REQUEST is "../7"; allowed: a whole number.',
  ],
  ['comment --from review', { PULL_REQUEST: ' ' }, 'The environment variable PULL_REQUEST is absent or empty'],
  [
    'comment --from review',
    { GITHUB_REPOSITORY: 'acme/api/..' },
    'GITHUB_REPOSITORY is "acme/api/.."; allowed: owner/name.',
  ],
  [
    'comment --from review',
    { GITHUB_TOKEN: '' },
    'GITHUB_TOKEN is absent or empty; it must hold the token of the job.',
  ],
  ['comment --from review', { RUN_URL: '' }, 'RUN_URL is absent or empty; it must hold the URL of the workflow run.'],
])('%s with %j is refused', async (args, environment, message) => {
  const { status, stderr } = await review(args, environment);
  expect(status).toBe(1);
  expect(stderr).toContain(message);
  expect(fake.comments).toEqual([]);
});
