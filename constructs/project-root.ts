import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRootNotFound } from './errors';

/**
 * The folder of `cdktf.json`, at the working directory or above it.
 *
 * @throws BundleError when there is none
 */
export function projectRoot(): string {
  const start = process.cwd();
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'cdktf.json'))) {
      return folder;
    }
    if (folder === dirname(folder)) {
      throw projectRootNotFound(start);
    }
  }
}
