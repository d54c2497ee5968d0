import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StackReport } from './comment';
import { badReport } from './errors';
import { isObject } from './plan-json';

const name = 'plans.json';

/** Writes what was planned. It holds names and digests, no values, so it may be uploaded. */
export function writeReports(folder: string, reports: readonly StackReport[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `${JSON.stringify(reports, null, 2)}\n`);
}

/**
 * Reads it back. What a pull request's job wrote is text of a stranger, so its form is checked.
 *
 * @throws ReviewError
 */
export function readReports(folder: string): readonly StackReport[] {
  const path = join(folder, name);
  const value = parsed(path);
  if (!Array.isArray(value) || !value.every(isReport)) throw badReport(path, 'is no list of plans');
  return value;
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw badReport(path, 'cannot be read, or is not JSON');
  }
}

function isReport(value: unknown): value is StackReport {
  if (!isObject(value)) return false;
  if (value['kind'] === 'failed') return texts([value['stack'], value['reason']]);
  const summary = value['summary'];
  return (
    value['kind'] === 'planned' &&
    isObject(summary) &&
    texts([summary['stack'], summary['digest']]) &&
    texts(summary['outputs']) &&
    Array.isArray(summary['resources']) &&
    summary['resources'].every(
      (one) =>
        isObject(one) &&
        texts([one['address'], one['action'], ...(one['loses'] === undefined ? [] : [one['loses']])]) &&
        texts(one['because']),
    )
  );
}

function texts(values: unknown): boolean {
  return Array.isArray(values) && values.every((value) => typeof value === 'string');
}
