import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { readAccess } from '../../access/read-access';
import { readBlueprint } from '../../blueprint/read-blueprint';
import { loadSettings } from '../../settings';
import { synthesizedOutput, type TerraformJson } from '../support/synthesized-output';

const root = resolve(__dirname, '../..');
const folder = join(root, '.github/workflows');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly if?: string;
  readonly steps: readonly Step[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly 'timeout-minutes'?: number;
}
interface Workflow {
  readonly on: Readonly<Record<string, { readonly branches?: readonly string[] } | null>>;
  readonly env?: Readonly<Record<string, string>>;
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
  for (const { file, workflow } of workflows) {
    expect([
      file,
      Object.keys(workflow.on).filter((event) => /pull_request_target|workflow_run|issue_comment/.test(event)),
    ]).toEqual([file, []]);
  }
});

test('the one secret that is not of AWS is given to Terraform alone: to the steps that plan and apply', () => {
  const secret = { TF_VAR_company_oidc_client_secret: '${{ secrets.COMPANY_OIDC_CLIENT_SECRET }}' };
  const planning = steps.filter(({ step }) => / review -- (plan|apply|drift)\b/.test(step.run ?? ''));
  expect(planning.map(({ name }) => name).sort()).toEqual([
    'deploy.yml apply',
    'deploy.yml plan',
    'drift.yml drift',
    'plan.yml plan',
  ]);
  for (const { name, step } of planning) expect([name, step.env]).toEqual([name, expect.objectContaining(secret)]);
  const named = workflows.flatMap(({ text }) => text.match(/\bsecrets\b.*/g) ?? []);
  expect(named).toEqual(planning.map(() => 'secrets.COMPANY_OIDC_CLIENT_SECRET }}'));
  expect(variablesOf({ COMPANY_OIDC_ISSUER: 'https://login.example.com', COMPANY_OIDC_CLIENT_ID: 'api' })).toEqual(
    Object.keys(secret).map((name) => name.slice('TF_VAR_'.length)),
  );
});

/** The Terraform variables of all stacks. */
function variablesOf(environment: Readonly<Record<string, string>>): readonly string[] {
  const output = synthesizedOutput(environment);
  const found = readdirSync(join(output.folder, 'stacks')).flatMap((stack) => {
    const text = readFileSync(join(output.folder, 'stacks', stack, 'cdk.tf.json'), 'utf8');
    return Object.keys((JSON.parse(text) as { readonly variable?: object }).variable ?? {});
  });
  output.remove();
  return found;
}

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

/** What GitHub writes into `sub` of the tokens of a job, after `repo:`. A schedule runs on the branch that is deployed. */
function subjectsOf(workflow: Workflow, job: Job): readonly string[] {
  if (job.environment !== undefined) return [`acme/api:environment:${job.environment}`];
  return Object.entries(workflow.on).flatMap(([event, filter]) => {
    if (event === 'pull_request') return ['acme/api:pull_request'];
    return (event === 'push' ? (filter?.branches ?? ['*']) : ['main']).map((name) => `acme/api:ref:refs/heads/${name}`);
  });
}

interface Trust {
  readonly Statement: readonly { readonly Condition: Readonly<Record<string, Readonly<Record<string, unknown>>>> }[];
}

test('each role trusts exactly the jobs that ask for it', () => {
  const account = { ACCOUNT_STACKS: 'on', STATE_BUCKET: 'states', DEPLOY_REPOSITORY: 'acme/api' };
  const output = synthesizedOutput(account);
  const path = join(output.folder, 'stacks/github-roles/cdk.tf.json');
  const { resource } = JSON.parse(readFileSync(path, 'utf8')) as TerraformJson;
  output.remove();
  for (const role of ['plan', 'deploy']) {
    const variable = `\${{ vars.${role.toUpperCase()}_ROLE_ARN }}`;
    const asked = workflows.flatMap(({ workflow }) =>
      Object.values(workflow.jobs)
        .filter((job) => job.steps.some((step) => step.with?.['role-to-assume'] === variable))
        .flatMap((job) => subjectsOf(workflow, job)),
    );
    const trust = JSON.parse(String(resource['aws_iam_role']?.[role]?.['assume_role_policy'])) as Trust;
    const trusted = trust.Statement.map(({ Condition }) => Condition);
    const host = 'token.actions.githubusercontent.com';
    expect(trusted).toEqual([
      { StringEquals: { [`${host}:aud`]: 'sts.amazonaws.com', [`${host}:sub`]: expect.anything() } },
    ]);
    const subjects = [trusted[0]?.['StringEquals']?.[`${host}:sub`]].flat();
    expect([role, new Set(subjects)]).toEqual([role, new Set(asked.map((subject) => `repo:${subject}`))]);
  }
});

test('pull requests are planned for the branch that is deployed, and no other is deployed', () => {
  const on = Object.fromEntries(workflows.map(({ file, workflow }) => [file, workflow.on]));
  expect(on['plan.yml']).toEqual({ pull_request: { branches: ['main'] } });
  expect(on['deploy.yml']).toEqual({ push: { branches: ['main'] } });
  expect(Object.keys(on['drift.yml'] ?? {})).toEqual(['schedule', 'workflow_dispatch']);
});

test('what is planned, deployed and compared has all settings of a stage, and none of an account', () => {
  const asked: string[] = [];
  const environment = new Proxy<NodeJS.ProcessEnv>(
    {},
    {
      get: (_, name) => {
        asked.push(String(name));
        return undefined;
      },
    },
  );
  loadSettings(environment);
  const ofStage = [...new Set(asked)].filter((name) => !/^(ACCOUNT_STACKS|DEPLOY_\w+)$/.test(name));
  expect(ofStage.length).toBeGreaterThan(30);
  const expected = {
    ...Object.fromEntries(ofStage.map((name) => [name, `\${{ vars.${name} }}`])),
    PERMISSIONS_BOUNDARY: "${{ vars.PERMISSIONS_BOUNDARY || 'on' }}",
  };
  for (const { file, workflow } of workflows.filter(({ file: name }) => name !== 'check.yml')) {
    expect([file, workflow.env]).toEqual([file, expected]);
  }
});

test('the stacks of an account are read where access is compared, and neither planned nor deployed', () => {
  const withOwn = jobs.filter(({ job }) => job.env !== undefined);
  expect(withOwn.map(({ name, job, permissions }) => [name, job.env, permissions])).toEqual([
    [
      'plan.yml access',
      {
        ACCOUNT_STACKS: 'on',
        DEPLOY_REPOSITORY: '${{ github.repository }}',
        STATE_BUCKET: "${{ vars.STATE_BUCKET || 'terraform-state' }}",
      },
      { contents: 'read' },
    ],
  ]);
});

test('what the job that compares access is given can be read, with the permissions boundary and without variables', () => {
  const { workflow } = workflows.find(({ file }) => file === 'plan.yml') ?? {};
  const given = Object.entries({ ...workflow?.env, ...workflow?.jobs['access']?.env }).map(([name, value]) => {
    const fallback = /\|\| '(.*)' \}\}$/.exec(value)?.[1];
    const text = value.includes('${{') ? (fallback ?? (value.includes('github.repository') ? 'acme/api' : '')) : value;
    return [name, text] as const;
  });
  expect(Object.fromEntries(given)).toMatchObject({
    PERMISSIONS_BOUNDARY: 'on',
    STAGE: '',
    DEPLOY_REPOSITORY: 'acme/api',
  });
  const output = synthesizedOutput(Object.fromEntries(given));
  try {
    const { roles } = readBlueprint({ outputFolder: output.folder });
    const bounded = roles.filter(({ permissionsBoundary }) => permissionsBoundary?.stack === 'github-roles');
    expect(bounded.length).toBeGreaterThan(15);
    const { principals } = readAccess({ outputFolder: output.folder });
    expect(principals.map(({ key }) => key)).toContain('federated github-roles/deploy');
  } finally {
    output.remove();
  }
});

test('a job that may ask for a token or write runs no script of a package while it installs', () => {
  const installing = jobs.filter(({ job }) => job.steps.some(({ run }) => /npm (ci|install|i)\b/.test(run ?? '')));
  expect(installing.length).toBeGreaterThan(4);
  for (const { name, job, permissions } of installing) {
    const loose = job.steps.filter(({ run }) => /npm (ci|install|i)\b(?!.*--ignore-scripts)/.test(run ?? ''));
    const powerful = Object.values(permissions ?? {}).includes('write');
    expect([name, powerful && loose.length > 0]).toEqual([name, false]);
  }
});

test('nothing that a pull request left in a cache is used where there are rights', () => {
  for (const { name, job, permissions } of jobs) {
    const caches = job.steps.some(
      (step) => step.with?.['cache'] !== undefined || step.uses?.startsWith('actions/cache'),
    );
    expect([name, caches && Object.values(permissions ?? {}).includes('write')]).toEqual([name, false]);
  }
});

test('the change of access is told where no role can be had, with the packages of each side', () => {
  const telling = jobs.filter(({ job }) => job.steps.some(({ run }) => run?.includes('access -- diff')));
  expect(telling.map(({ name, permissions }) => [name, permissions])).toEqual([
    ['plan.yml access', { contents: 'read' }],
  ]);
  const [step] = telling[0]?.job.steps.filter(({ run }) => run?.includes('access -- diff')) ?? [];
  expect(step?.run).toContain('access -- diff "$BASE" --install --markdown');
});
