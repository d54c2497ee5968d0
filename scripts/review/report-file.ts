import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { statefulTypes } from '../../access/diff/stateful-types';
import type { StackReport } from './comment';
import { badReport } from './errors';
import { isObject } from './plan-json';
import { actions } from './summarize-plan';

const name = 'plans.json';

/** Writes what was planned. It holds names and digests, no values, so it may be uploaded. */
export function writeReports(folder: string, reports: readonly StackReport[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `${JSON.stringify(reports, null, 2)}\n`);
}

/**
 * Reads it back. What a pull request's job wrote is text of a stranger: what is not shown as code must be one of the
 * words that are known.
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
  if (value['kind'] === 'failed') return isStack(value['stack']) && texts([value['reason']]);
  const summary = value['summary'];
  return (
    value['kind'] === 'planned' &&
    isObject(summary) &&
    isStack(summary['stack']) &&
    /^[0-9a-f]{64}$/.test(String(summary['digest'])) &&
    texts(summary['outputs']) &&
    Array.isArray(summary['resources']) &&
    summary['resources'].every(
      (one) =>
        isObject(one) &&
        texts([one['address']]) &&
        actions.some((known) => known === one['action']) &&
        (one['loses'] === undefined || keeps.has(one['loses'])) &&
        texts(one['because']),
    )
  );
}

/** What may be lost. */
const keeps = new Set<unknown>([...statefulTypes.values()].map(({ kept }) => kept));

function isStack(value: unknown): boolean {
  return typeof value === 'string' && /^[a-z0-9][a-z0-9-]{0,99}$/.test(value);
}

function texts(values: unknown): boolean {
  return Array.isArray(values) && values.every((value) => typeof value === 'string');
}
