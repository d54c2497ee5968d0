import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { checkovInput } from './checkov-input';
import { findings, ScanError, toolFailed } from './errors';
import { brokenChecks, exceptions } from './exceptions';
import { judge, readReport, type Scanned } from './judge-report';

const root = resolve(__dirname, '../..');
const venv = join(root, '.venv-scan');

/** What a real account gets: all stacks, all protections on. The environment of whoever scans plays no part. */
const production = {
  STAGE: 'prod',
  ACCESS_LOGS: 'on',
  LOG_RETENTION_DAYS: '365',
  ACCOUNT_STACKS: 'on',
  STATE_BUCKET: 'example-terraform-state',
  DEPLOY_REPOSITORY: 'example/api',
};

const listTypes = [
  'import json',
  'import checkov.terraform.checks.resource',
  'from checkov.terraform.checks.resource.registry import resource_registry',
  'print(json.dumps(sorted(resource_registry.checks)))',
].join('\n');

/** `npm run scan`: checkov on the synthesized Terraform JSON of all stacks. */
async function main(): Promise<void> {
  await install();
  const folder = mkdtempSync(join(tmpdir(), 'scan-'));
  try {
    await scan(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function scan(folder: string): Promise<void> {
  const out = join(folder, 'out');
  const input = join(folder, 'input');
  const environment = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...production, CDKTF_OUTDIR: out };
  await run(process.execPath, [join(root, '.build/main.js')], environment);
  const stacks = readdirSync(join(out, 'stacks')).map((stack) => {
    const synthesized = readFileSync(join(out, 'stacks', stack, 'cdk.tf.json'), 'utf8');
    const { text, ...rest } = checkovInput(stack, synthesized);
    mkdirSync(join(input, stack), { recursive: true });
    writeFileSync(join(input, stack, 'cdk.tf.json'), text);
    return { stack, ...rest };
  });
  const types = await run(join(venv, 'bin/python'), ['-c', listTypes], process.env);
  const scanned: Scanned = {
    typeOf: new Map(stacks.flatMap(({ typeOf }) => [...typeOf])),
    addressAt: new Map(stacks.map(({ stack, addressAt }) => [stack, addressAt])),
    knownTypes: new Set(JSON.parse(types.stdout) as string[]),
  };
  const { stdout, stderr } = await run(join(venv, 'bin/checkov'), argumentsFor(input), {
    ...process.env,
    LOG_LEVEL: 'WARNING',
  });
  const checked = readReport(stdout, stderr, scanned);
  const faults = judge(checked, scanned, exceptions);
  if (faults.length > 0) throw findings(faults);
  const resources = new Set(checked.map(({ address }) => address)).size;
  console.log(
    `${checked.length} checks of ${resources} resources in ${stacks.length} stacks; ` +
      `${scanned.typeOf.size - resources} resources are of types that checkov has no check for; ` +
      `${checked.filter(({ passed }) => !passed).length} findings are excused by ${exceptions.length} exceptions.`,
  );
}

function argumentsFor(folder: string): readonly string[] {
  const left = brokenChecks.flatMap(({ check }) => ['--skip-check', check]);
  return ['-d', folder, '--framework', 'terraform_json', ...left, '--skip-download', '--soft-fail', '-o', 'json'];
}

async function install(): Promise<void> {
  const requirements = join(__dirname, 'requirements.txt');
  const marker = join(venv, 'installed-requirements.txt');
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return;
  await run('python3', ['-m', 'venv', venv], process.env);
  await run(
    join(venv, 'bin/pip'),
    ['install', '--quiet', '--disable-pip-version-check', '-r', requirements],
    process.env,
  );
  writeFileSync(marker, wanted);
}

function run(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  return new Promise((done, reject) => {
    const child = spawn(command, args, { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    const faults: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => faults.push(chunk));
    child.on('error', ({ message }) => reject(toolFailed(command, 127, message)));
    child.on('close', (status) => {
      const [stdout, stderr] = [Buffer.concat(output).toString(), Buffer.concat(faults).toString()];
      if (status === 0) done({ stdout, stderr });
      else reject(toolFailed(command, status ?? 1, `${stdout.slice(-2000)}${stderr.slice(-2000)}`));
    });
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof ScanError ? error.message : error);
  process.exitCode = 1;
});
