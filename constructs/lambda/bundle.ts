import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { buildSync, type BuildFailure, type BuildOptions } from 'esbuild';
import { zipSync } from 'fflate';
import { bundleFailed } from '../errors';
import { projectRoot } from '../project-root';

/** A zip that Lambda runs. */
export interface Bundle {
  /** Absolute path. */
  readonly path: string;
  /** Base64 of the SHA-256 of the zip, as Terraform and Lambda compare it. */
  readonly sourceCodeHash: string;
  /** Hex; a short name for the content. */
  readonly contentHash: string;
}

/** The file name inside the zip; `.cjs` is CommonJS whatever package.json lies near. */
const fileInZip = 'index.cjs';

/** What `handler` of the function has to be. */
export const handlerOfBundle = 'index.handler';

/**
 * No source map and no comment: both would carry paths. `module` before `main` takes the ES modules of packages, which
 * tree shaking makes half as large. How TypeScript is read is said here: a change of the type check's own settings must
 * not change what is deployed.
 */
const buildOptions = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  mainFields: ['module', 'main'],
  legalComments: 'none',
  charset: 'utf8',
  write: false,
  logLevel: 'silent',
  tsconfigRaw: { compilerOptions: { target: 'es2022', strict: true } },
} satisfies BuildOptions;

const bundled = new Map<string, Bundle>();

/** By path of the entry, what was built in one go with another one, until it is asked for. */
const builtBeside = new Map<string, Uint8Array>();

/**
 * Bundles one entry file with everything that it imports. The zip has the same bytes on every computer: fixed dates and
 * modes, one file. A process bundles an entry once. The functions that lie beside it are built in the same go, because
 * most of what they import is the same; each gets the bytes that it would get alone.
 *
 * @param entry relative to the project's folder
 * @throws BundleError with esbuild's words
 */
export function bundle(entry: string): Bundle {
  const root = projectRoot();
  const key = join(root, entry);
  const known = bundled.get(key);
  if (known !== undefined && existsSync(known.path)) {
    return known;
  }
  const made = store(zip(build(root, entry)), root);
  bundled.set(key, made);
  return made;
}

function build(root: string, entry: string): Uint8Array {
  const path = join(root, entry);
  if (!builtBeside.has(path)) buildBeside(root, entry);
  const contents = builtBeside.get(path) ?? buildOne(root, entry);
  builtBeside.delete(path);
  return contents;
}

/** A function that does not build is a fault of that one alone, found where it is asked for: here all are left. */
function buildBeside(root: string, entry: string): void {
  try {
    const entries = entriesBeside(root, entry);
    for (const [name, contents] of buildAll(root, entries)) builtBeside.set(join(root, name), contents);
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
  }
}

/** The entry itself, and the same file of the folders beside its own. */
function entriesBeside(root: string, entry: string): readonly string[] {
  if (!existsSync(join(root, entry))) return [entry];
  const parent = dirname(dirname(entry));
  return readdirSync(join(root, parent), { withFileTypes: true })
    .filter((folder) => folder.isDirectory())
    .map(({ name }) => join(parent, name, basename(entry)))
    .filter((candidate) => existsSync(join(root, candidate)));
}

function buildOne(root: string, entry: string): Uint8Array {
  try {
    const contents = buildAll(root, [entry]).get(entry);
    if (contents === undefined) {
      throw bundleFailed(entry, 'esbuild wrote no file');
    }
    return contents;
  } catch (error) {
    throw isBuildFailure(error) ? bundleFailed(entry, error.errors.map(describe).join('; ')) : error;
  }
}

function buildAll(root: string, entries: readonly string[]): ReadonlyMap<string, Uint8Array> {
  const { outputFiles } = buildSync({
    ...buildOptions,
    absWorkingDir: root,
    entryPoints: entries.map((entry) => ({ in: entry, out: entry })),
    outdir: root,
  });
  const built = new Map(outputFiles.map(({ path, contents }) => [path, contents]));
  return new Map(
    entries.flatMap((entry) => {
      const contents = built.get(join(root, `${entry}.js`));
      return contents === undefined ? [] : [[entry, contents] as const];
    }),
  );
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return typeof error === 'object' && error !== null && 'errors' in error && Array.isArray(error.errors);
}

function describe({ text, location }: BuildFailure['errors'][number]): string {
  return location === null ? text : `${location.file}:${location.line}: ${text}`;
}

/** Dates in a zip have no zone, so the first one that the format knows is built from local parts. */
function zip(contents: Uint8Array): Uint8Array {
  const readableFile = (0o100644 << 16) >>> 0;
  return zipSync({ [fileInZip]: [contents, { level: 9, mtime: new Date(1980, 0, 1), os: 3, attrs: readableFile }] });
}

/** Named by content and moved into place whole: two processes that bundle at the same time do no harm. */
function store(archive: Uint8Array, root: string): Bundle {
  const digest = createHash('sha256').update(archive).digest();
  const contentHash = digest.toString('hex').slice(0, 32);
  const path = join(root, '.build', 'functions', contentHash, 'function.zip');
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    const partial = `${path}.${process.pid}`;
    writeFileSync(partial, archive);
    renameSync(partial, path);
  }
  return { path, sourceCodeHash: digest.toString('base64'), contentHash };
}
