import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const scratch = mkdtempSync(join(tmpdir(), 'reproducible-'));

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Another computer: other folder, other output folder, other time zone, other home, nothing built before. */
function elsewhere(name: string): string {
  const folder = join(scratch, name, 'some where');
  const settings = ['settings.ts', 'settings-identity.ts', 'settings-values.ts'];
  for (const part of ['main.ts', ...settings, 'cdktf.json', 'package.json', 'constructs', 'stacks', 'functions']) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

function synthesize(
  folder: string,
  outdir: string,
  environment: Record<string, string> = {},
): ReadonlyMap<string, string> {
  const result = spawnSync(process.execPath, ['--import', 'tsx', 'main.ts'], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: scratch, CDKTF_OUTDIR: outdir, ...environment },
  });
  expect(result.stderr).toBe('');
  expect(result.status).toBe(0);
  const files = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((file) => [relative(outdir, file), createHash('sha256').update(readFileSync(file)).digest('hex')] as const)
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}

test('the same sources give the same bytes wherever, whenever and however they are synthesized', () => {
  const here = synthesize(root, join(scratch, 'out-here'), { TZ: 'UTC' });
  const copy = elsewhere('copy');
  const there = synthesize(copy, join(copy, 'cdktf.out'), {
    TZ: 'Pacific/Kiritimati',
    LANG: 'tr_TR.UTF-8',
    NODE_ENV: 'production',
  });
  expect([...here.keys()].map((file) => file.replace(/[0-9a-f]{32}/, '<hash>'))).toEqual([
    'manifest.json',
    'stacks/api-authentication/assets/echo-code/<hash>/function.zip',
    'stacks/api-authentication/cdk.tf.json',
    'stacks/api-authorization/assets/echo-code/<hash>/function.zip',
    'stacks/api-authorization/assets/teamfiles-authorizer-code/<hash>/function.zip',
    'stacks/api-authorization/cdk.tf.json',
    'stacks/cognito-identity-provider/cdk.tf.json',
    'stacks/content-consumers/assets/content-consumer-code/<hash>/function.zip',
    'stacks/content-consumers/cdk.tf.json',
    'stacks/notes/assets/create-note-code/<hash>/function.zip',
    'stacks/notes/assets/list-notes-code/<hash>/function.zip',
    'stacks/notes/cdk.tf.json',
    'stacks/pet-store/assets/account-code/<hash>/function.zip',
    'stacks/pet-store/assets/create-pet-code/<hash>/function.zip',
    'stacks/pet-store/assets/create-store-user-code/<hash>/function.zip',
    'stacks/pet-store/assets/get-pet-code/<hash>/function.zip',
    'stacks/pet-store/assets/list-pets-code/<hash>/function.zip',
    'stacks/pet-store/assets/login-code/<hash>/function.zip',
    'stacks/pet-store/cdk.tf.json',
    'stacks/premium-content-provider/assets/premium-content-code/<hash>/function.zip',
    'stacks/premium-content-provider/cdk.tf.json',
  ]);
  expect(there).toEqual(here);
});
