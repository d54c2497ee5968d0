import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { archiveTooLarge, unsafeEntry } from './errors';

/** Lambda's quota for an unpacked function, in bytes. */
const unpackedLimit = 262_144_000;

/**
 * Unpacks a zip into a folder.
 * @throws {ArchiveError} An entry would land outside of the folder, or all are too large together. Nothing is written then.
 */
export async function extractArchive(archivePath: string, folder: string): Promise<void> {
  let size = 0;
  const entries = unzipSync(await readFile(archivePath), {
    filter: ({ name, originalSize }) => {
      if (!isInside(name)) throw unsafeEntry(archivePath, name);
      size += originalSize;
      if (size > unpackedLimit) throw archiveTooLarge(archivePath, unpackedLimit);
      return !name.endsWith('/');
    },
  });
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(entries)) {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

/** Colons and backslashes are plain characters on Linux, but drives and separators elsewhere. */
function isInside(name: string): boolean {
  return name !== '' && !name.startsWith('/') && !/[\\:\0]/.test(name) && !name.split('/').includes('..');
}
