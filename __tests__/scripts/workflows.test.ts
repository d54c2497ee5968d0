import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const root = resolve(__dirname, '../..');
const folder = join(root, '.github/workflows');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly if?: string;
  readonly steps: readonly Step[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly 'timeout-minutes'?: number;
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const files = readdirSync(folder);
const workflows = files.map((file) => {
  const text = readFileSync(join(folder, file), 'utf8');
  return { file, text, workflow: parse(text) as Workflow };
});
const jobs = workflows.flatMap(({ file, workflow }) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({
    job,
    name: `${file} ${name}`,
    permissions: job.permissions ?? workflow.permissions,
  })),
);
const steps = jobs.flatMap(({ name, job }) => job.steps.map((step) => ({ name, step })));

test('there are the four workflows', () => {
  expect(files).toEqual(['check.yml', 'deploy.yml', 'drift.yml', 'plan.yml']);
});

test.each(workflows)('$file: each action is pinned by a digest, with its version beside it', ({ text }) => {
  const uses = text.split('\n').filter((line) => line.includes('uses:'));
  const loose = uses.filter((line) => !/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line));
  expect(uses.length + Number(!text.includes('uses'))).toBeGreaterThan(0);
  expect(loose).toEqual([]);
});

test('an action has one digest in all workflows', () => {
  const digests = new Map<string, Set<string>>();
  for (const { text } of workflows) {
    for (const [, action = '', pinned = ''] of text.matchAll(/uses: ([\w/-]+)@(.*)/g)) {
      digests.set(action, (digests.get(action) ?? new Set()).add(pinned));
    }
  }
  expect([...digests].filter(([, found]) => found.size !== 1)).toEqual([]);
});

test('no workflow runs with the rights of the base on code of a fork', () => {
  for (const { file, text, workflow } of workflows) {
    expect([
      file,
      Object.keys(workflow.on).filter((event) => /pull_request_target|workflow_run|issue_comment/.test(event)),
    ]).toEqual([file, []]);
    expect([file, text.includes('secrets.')]).toEqual([file, false]);
  }
});

test('nothing is put into a command by substitution', () => {
  expect(steps.filter(({ step }) => step.run?.includes('${{')).map(({ name, step }) => [name, step.run])).toEqual([]);
});

test('each job has exactly the rights that it needs', () => {
  expect(Object.fromEntries(jobs.map(({ name, permissions }) => [name, permissions]))).toEqual({
    'check.yml check': { contents: 'read' },
    'deploy.yml apply': { contents: 'read', 'id-token': 'write' },
    'deploy.yml plan': { contents: 'read', 'id-token': 'write' },
    'drift.yml drift': { contents: 'read', 'id-token': 'write', issues: 'write' },
    'plan.yml access': { contents: 'read' },
    'plan.yml comment': { contents: 'read', 'pull-requests': 'write' },
    'plan.yml fork': {},
    'plan.yml plan': { contents: 'read', 'id-token': 'write' },
  });
});

test('each job that takes a role may ask for a token, and the other way round; only approved jobs take the role that changes things', () => {
  const roleOf = (job: Job) =>
    job.steps.flatMap((step) =>
      step.with?.['role-to-assume'] === undefined ? [] : [String(step.with['role-to-assume'])],
    );
  for (const { name, job, permissions } of jobs) {
    expect([name, roleOf(job).length]).toEqual([name, permissions?.['id-token'] === 'write' ? 1 : 0]);
    const deploys = roleOf(job).includes('${{ vars.DEPLOY_ROLE_ARN }}');
    expect([name, job.environment]).toEqual([name, deploys ? 'production' : undefined]);
  }
});

test('the jobs of pull requests that have rights are not for forks', () => {
  const own = 'github.event.pull_request.head.repo.full_name == github.repository';
  const plan = workflows.find(({ file }) => file === 'plan.yml')?.workflow;
  for (const name of ['plan', 'comment']) expect(plan?.jobs[name]?.if).toContain(own);
});

test('the job that comments runs the code of the base', () => {
  const comment = jobs.find(({ name }) => name === 'plan.yml comment');
  const checkout = comment?.job.steps.find(({ uses }) => uses?.startsWith('actions/checkout'));
  expect(checkout?.with?.['ref']).toBe('${{ github.event.pull_request.base.sha }}');
});

test('no checkout leaves its token behind, no job runs for ever, no two deployments meet', () => {
  const checkouts = steps.filter(({ step }) => step.uses?.startsWith('actions/checkout'));
  expect(checkouts.filter(({ step }) => step.with?.['persist-credentials'] !== false)).toEqual([]);
  expect(jobs.filter(({ job }) => job['timeout-minutes'] === undefined).map(({ name }) => name)).toEqual([]);
  const deploy = workflows.find(({ file }) => file === 'deploy.yml')?.workflow;
  expect(deploy?.concurrency).toEqual({ group: 'deploy', 'cancel-in-progress': false });
});

test('saved plans, which hold secrets, are never uploaded', () => {
  const uploads = steps.filter(({ step }) => step.uses?.startsWith('actions/upload-artifact'));
  expect(uploads.map(({ step }) => step.with?.['path'])).toEqual([
    'review/plans.json',
    'review/access.md',
    'review/plans.json',
  ]);
});

test('each npm script that a workflow calls exists', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const called = steps.flatMap(({ step }) =>
    [...(step.run ?? '').matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, script = '']) => script),
  );
  expect(called.length).toBeGreaterThan(5);
  expect(called.filter((script) => !(script in scripts))).toEqual([]);
});
