import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Bundle } from '../../constructs/lambda/bundle';
import { runFolder } from './run-folder';

const root = resolve(__dirname, '../..');

/** By absolute path of the entry. */
type Bundles = Readonly<Record<string, Bundle>>;

/** Bundles every function of the project, for all tests of the run. */
export function bundleAllOnce(folder: string, bundle: (entry: string) => Bundle): void {
  const entries = readdirSync(join(root, 'functions'))
    .filter((name) => name !== 'shared')
    .map((name) => `functions/${name}/index.ts`);
  const bundles: Bundles = Object.fromEntries(entries.map((entry) => [join(root, entry), bundle(entry)]));
  writeFileSync(fileIn(folder), JSON.stringify(bundles));
}

/** What was bundled before all tests, or nothing where a test runs without that. */
export function readBundles(): Bundles {
  const folder = runFolder();
  return folder === undefined ? {} : (JSON.parse(readFileSync(fileIn(folder), 'utf8')) as Bundles);
}

function fileIn(folder: string): string {
  return join(folder, 'bundles.json');
}
