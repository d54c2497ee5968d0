import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { BundleError } from '../../constructs/errors';
import { bundle, handlerOfBundle, type Bundle } from '../../constructs/lambda/bundle';

const root = resolve(__dirname, '../..');
const before = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'bundle-'));

beforeAll(() => {
  writeFileSync(join(folder, 'cdktf.json'), '{}');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, 'fn'));
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, text: string): string {
  writeFileSync(join(folder, 'fn', name), text);
  return `fn/${name}`;
}

test('a zip holds one CommonJS file that any user may read, of 1980, and its hash is that of its bytes', () => {
  const { path, sourceCodeHash } = bundle(write('plain.ts', 'export const handler = (): string => "hello";'));
  const archive = readFileSync(path);
  expect(sourceCodeHash).toBe(createHash('sha256').update(archive).digest('base64'));
  expect(Object.keys(unzipSync(archive))).toEqual(['index.cjs']);
  expect(handlerOfBundle).toBe('index.handler');
  const directory = archive.subarray(archive.indexOf(Buffer.from([0x50, 0x4b, 1, 2])));
  expect((directory.readUInt32LE(38) >>> 16).toString(8)).toBe('100644');
  expect(directory.readUInt16LE(14) >>> 9).toBe(0);
});

test('the bundle runs', () => {
  const { path } = bundle(
    write('runs.ts', 'import { parse } from "node:path"; export const handler = () => parse("/a/b.c");'),
  );
  const code = Buffer.from(Object.values(unzipSync(readFileSync(path)))[0] ?? []).toString();
  const module = { exports: {} as { handler?: () => unknown } };
  new Function('module', 'exports', 'require', code)(module, module.exports, require);
  expect(module.exports.handler?.()).toMatchObject({ base: 'b.c' });
});

test('other code has another name and hash', () => {
  const one = bundle(write('one.ts', 'export const handler = () => 1;'));
  const two = bundle(write('two.ts', 'export const handler = () => 2;'));
  expect(one.contentHash).not.toBe(two.contentHash);
  expect(one.sourceCodeHash).not.toBe(two.sourceCodeHash);
  expect(one.path).not.toBe(two.path);
});

test('no path of this computer and no comment is in the bundle', () => {
  const entry = write('paths.ts', '/*! licence */ export const handler = () => "x"; // a note\n');
  const code = Buffer.from(Object.values(unzipSync(readFileSync(bundle(entry).path)))[0] ?? []).toString();
  expect(code).not.toContain(folder);
  expect(code).not.toMatch(/licence|a note|sourceMappingURL/);
});

/** A project of its own with some of the functions of this one. */
function projectOf(...functions: readonly string[]): string {
  const project = mkdtempSync(join(folder, 'project-'));
  writeFileSync(join(project, 'cdktf.json'), '{}');
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'));
  for (const name of ['shared', ...functions]) {
    cpSync(join(root, 'functions', name), join(project, 'functions', name), { recursive: true });
  }
  return project;
}

function bundleIn(project: string, name: string): Bundle {
  process.chdir(project);
  try {
    return bundle(`functions/${name}/index.ts`);
  } finally {
    process.chdir(folder);
  }
}

test('a function has the same bytes whichever others lie beside it', () => {
  const names = readdirSync(join(root, 'functions')).filter((name) => name !== 'shared');
  expect(names.length).toBeGreaterThan(10);
  const all = projectOf(...names);
  const hashOf = (project: string, name: string) => [name, bundleIn(project, name).sourceCodeHash];
  expect(names.map((name) => hashOf(all, name))).toEqual(names.map((name) => hashOf(projectOf(name), name)));
});

test('a function that does not parse leaves those beside it as they are', () => {
  const project = projectOf('echo-service');
  const echo = bundleIn(project, 'echo-service').sourceCodeHash;
  const other = projectOf('echo-service', 'get-pet');
  writeFileSync(join(other, 'functions/get-pet/index.ts'), 'export const handler = (;');
  expect(bundleIn(other, 'echo-service').sourceCodeHash).toBe(echo);
  expect(() => bundleIn(other, 'get-pet')).toThrow(
    new BundleError('functions/get-pet/index.ts cannot be bundled: functions/get-pet/index.ts:1: Unexpected ";"'),
  );
});

test('code that does not parse is an error with file and line', () => {
  const entry = write('broken.ts', '\nexport const handler = (;');
  expect(() => bundle(entry)).toThrow(
    new BundleError('fn/broken.ts cannot be bundled: fn/broken.ts:2: Unexpected ";"'),
  );
});

test('a missing entry is an error that names it', () => {
  expect(() => bundle('fn/missing.ts')).toThrow(
    new BundleError('fn/missing.ts cannot be bundled: Could not resolve "fn/missing.ts"'),
  );
});

test('outside of the project there is nothing to bundle', () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'));
  process.chdir(elsewhere);
  try {
    expect(() => bundle('fn/plain.ts')).toThrow(
      new BundleError(`No cdktf.json in "${process.cwd()}" or above it. Run from the folder of the project.`),
    );
  } finally {
    process.chdir(folder);
    rmSync(elsewhere, { recursive: true });
  }
});
