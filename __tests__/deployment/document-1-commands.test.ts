import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SandboxDescription } from '../../sandbox/control/describe';
import { copyProject, local, type ProjectCopy } from './support/project-copy';
import { mustRun, type RunOptions } from './support/run';
import { ensureTools } from './support/tools';

let project: ProjectCopy;
let sandbox: ChildProcess;
let options: RunOptions;
let description: SandboxDescription;

beforeAll(async () => {
  const { awsCli } = await ensureTools();
  project = copyProject(local);
  options = {
    cwd: project.folder,
    environment: { PATH: `${dirname(awsCli)}:${process.env['PATH'] ?? ''}`, PORT: '0' },
  };
  await mustRun('npm', ['run', '--silent', 'synth'], options);
  sandbox = spawn('npm', ['run', '--silent', 'sandbox'], {
    cwd: project.folder,
    env: { ...process.env, PORT: '0' },
    stdio: 'ignore',
    detached: true,
  });
  description = await running(join(project.folder, '.sandbox/running.json'));
});

afterAll(async () => {
  if (sandbox.pid !== undefined) process.kill(-sandbox.pid, 'SIGTERM');
  await new Promise((resolve) => sandbox.once('exit', resolve));
  project.remove();
});

async function running(note: string): Promise<SandboxDescription> {
  for (let attempt = 0; attempt < 120 && !existsSync(note); attempt += 1)
    await new Promise((resolve) => setTimeout(resolve, 250));
  const { url } = JSON.parse(readFileSync(note, 'utf8')) as { url: string };
  return (await (await fetch(`${url}/_sandbox`)).json()) as SandboxDescription;
}

/** `npm run with-sandbox -- <command>` */
const withSandbox = (...command: string[]): Promise<string> =>
  mustRun('npm', ['run', '--silent', 'with-sandbox', '--', ...command], options);

test("document 1's commands work as written, with real values in the placeholders", async () => {
  const notes = description.stacks['notes'];
  const [pool, identityPool, api] = [notes?.userPools[0], notes?.identityPools[0], notes?.apis[0]];
  const { region } = description;
  const signedUp = await withSandbox(
    'aws',
    'cognito-idp',
    'sign-up',
    '--region',
    region,
    '--client-id',
    pool?.clients[0]?.id ?? '',
    '--username',
    'johndoe@example.com',
    '--password',
    'Passw0rd!',
  );
  expect(JSON.parse(signedUp)).toMatchObject({ UserConfirmed: false });
  await withSandbox(
    'aws',
    'cognito-idp',
    'admin-confirm-sign-up',
    '--region',
    region,
    '--user-pool-id',
    pool?.id ?? '',
    '--username',
    'johndoe@example.com',
  );
  const tested = await withSandbox(
    'npx',
    '--yes',
    'aws-api-gateway-cli-test@1.3.2',
    '--username=johndoe@example.com',
    '--password=Passw0rd!',
    `--user-pool-id=${pool?.id ?? ''}`,
    `--app-client-id=${pool?.clients[0]?.id ?? ''}`,
    `--cognito-region=${region}`,
    `--identity-pool-id=${identityPool?.id ?? ''}`,
    `--invoke-url=${api?.invokeUrl ?? ''}`,
    `--api-gateway-region=${region}`,
    '--path-template=/createnote',
    '--method=POST',
    '--body={"content":"hello world"}',
  );
  expect(tested).toContain('Note created successfully!');
  const stored = await withSandbox(
    'aws',
    'dynamodb',
    'scan',
    '--region',
    region,
    '--table-name',
    String(notes?.tables[0]),
  );
  const { Items } = JSON.parse(stored) as { Items: readonly { userId: { S: string }; content: { S: string } }[] };
  expect(Items.map(({ userId, content }) => [userId.S.split(':')[0], JSON.parse(content.S)])).toEqual([
    [region, { content: 'hello world' }],
  ]);
});
