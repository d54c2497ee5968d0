import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { unreadableOutput, unsupportedBlock } from '../errors';
import type { JsonObject } from '../model';

/** One synthesized stack as it lies on disk, sorted by kind of block but not evaluated. */
export interface StackSource {
  readonly name: string;
  /** Absolute; relative paths in the stack start here. */
  readonly folder: string;
  readonly blocks: readonly SourceBlock[];
  readonly locals: JsonObject;
  readonly variables: JsonObject;
  readonly outputs: Readonly<Record<string, JsonObject>>;
  /** The `provider "aws"` blocks. */
  readonly providers: readonly JsonObject[];
  /** `{ local: {…} }` or `{ s3: {…} }` */
  readonly backend: JsonObject;
  /** The `moved` blocks: `{ from, to }`, both Terraform addresses. */
  readonly moved: readonly JsonObject[];
}

/** One `resource` or `data` block as it is written. */
export interface SourceBlock {
  readonly kind: 'resource' | 'data';
  readonly type: string;
  readonly name: string;
  readonly body: JsonObject;
}

const topLevel = ['terraform', 'provider', 'variable', 'locals', 'data', 'resource', 'output', 'moved'];

/** Reads every stack that a folder's `manifest.json` names, in its order. */
export function readStackSources(outputFolder: string): readonly StackSource[] {
  const folder = resolve(outputFolder);
  const file = resolve(folder, 'manifest.json');
  const { stacks } = readJson(file);
  if (!isObject(stacks) || Object.keys(stacks).length === 0) throw unreadableOutput(file, 'names no stacks');
  return Object.entries(stacks).map(([name, entry]) => {
    const path = isObject(entry) ? entry['synthesizedStackPath'] : undefined;
    if (typeof path !== 'string') throw unreadableOutput(file, `gives no synthesizedStackPath for the stack "${name}"`);
    return readStack(name, resolve(folder, path));
  });
}

function readStack(name: string, file: string): StackSource {
  const json = readJson(file);
  for (const kind of Object.keys(json)) {
    if (kind !== '//' && !topLevel.includes(kind)) throw unsupportedBlock({ stack: name, address: kind }, topLevel);
  }
  const section = (key: string): Readonly<Record<string, JsonObject>> => objects(json[key] ?? {}, `${file}: "${key}"`);
  return {
    name,
    folder: dirname(file),
    blocks: [...blocks('data', section('data'), file), ...blocks('resource', section('resource'), file)],
    locals: { ...asObject(json['locals'] ?? {}, `${file}: "locals"`) },
    variables: section('variable'),
    outputs: section('output'),
    providers: list(asObject(json['provider'] ?? {}, `${file}: "provider"`)['aws']),
    backend: asObject(asObject(json['terraform'] ?? {}, `${file}: "terraform"`)['backend'] ?? {}, `${file}: "backend"`),
    moved: list(json['moved']),
  };
}

function blocks(
  kind: SourceBlock['kind'],
  types: Readonly<Record<string, JsonObject>>,
  file: string,
): readonly SourceBlock[] {
  return Object.entries(types).flatMap(([type, named]) =>
    Object.entries(objects(named, `${file}: "${type}"`)).map(([name, body]) => ({ kind, type, name, body })),
  );
}

function list(value: unknown): readonly JsonObject[] {
  return (Array.isArray(value) ? value : [value]).filter(isObject);
}

function objects(value: unknown, where: string): Readonly<Record<string, JsonObject>> {
  const members = Object.entries(asObject(value, where)).filter(([name]) => name !== '//');
  return Object.fromEntries(members.map(([name, member]) => [name, asObject(member, `${where}: "${name}"`)]));
}

function asObject(value: unknown, where: string): JsonObject {
  if (!isObject(value)) throw unreadableOutput(where, 'is not a JSON object');
  return value;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readJson(file: string): JsonObject {
  return asObject(parsed(contentOf(file), file), file);
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';
    throw unreadableOutput(file, `cannot be read (${code})`);
  }
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadableOutput(file, 'is not JSON');
  }
}
