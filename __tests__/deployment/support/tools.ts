import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { mustRun, run } from './run';

const root = resolve(__dirname, '../../..');
const requirements = resolve(__dirname, '../requirements.txt');
const venv = join(root, '.venv');

/** Paths of what the deployment tests run. */
export interface Tools {
  readonly emulator: string;
  readonly awsCli: string;
}

/** Makes sure of Terraform and Python, and installs the emulator into `.venv` where it is not there yet. */
export async function ensureTools(): Promise<Tools> {
  await need(
    'terraform',
    ['version'],
    'Terraform 1.11 or later must be on PATH: https://developer.hashicorp.com/terraform/install',
  );
  await need(
    'python3',
    ['-m', 'venv', '--help'],
    'Python 3.10 or later with its venv module must be on PATH (Debian: apt-get install python3-venv).',
  );
  const bin = join(venv, 'bin');
  const wanted = readFileSync(requirements, 'utf8');
  const marker = join(venv, 'installed-requirements.txt');
  if (!existsSync(marker) || readFileSync(marker, 'utf8') !== wanted) {
    await mustRun('python3', ['-m', 'venv', venv], { cwd: root });
    await mustRun(join(bin, 'pip'), ['install', '--quiet', '--disable-pip-version-check', '-r', requirements], {
      cwd: root,
    });
    writeFileSync(marker, wanted);
  }
  return { emulator: join(bin, 'ministack'), awsCli: join(bin, 'aws') };
}

async function need(command: string, args: readonly string[], message: string): Promise<void> {
  const { status, stderr } = await run(command, args, { cwd: root });
  if (status !== 0) throw new Error(`${message}\n(${[command, ...args].join(' ')}: ${stderr.trim()})`);
}
