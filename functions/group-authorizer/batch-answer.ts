import type { ExchangeAnswer } from '../shared/exchange';
import { DependencyError } from './errors';
import type { GroupRule } from './group-rule';
import { parseGroupPolicy } from './group-rule';
import { isJsonObject } from './json-object';
import type { JsonObject } from './json-object';

/** What one attempt brought. */
export type BatchOutcome =
  | { readonly kind: 'read'; readonly rules: readonly GroupRule[]; readonly unprocessed: readonly string[] }
  | { readonly kind: 'try-again'; readonly error: DependencyError };

const throttling: ReadonlySet<string> = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
]);

/**
 * Reads DynamoDB's answer to `BatchGetItem`.
 *
 * @throws DependencyError where another attempt would bring the same: a refusal, or a policy that is not understood
 */
export function readBatchAnswer({ status, body }: ExchangeAnswer, table: string): BatchOutcome {
  const answer = readJson(body);
  if (status === 200) {
    return readItems(answer, table);
  }
  const errorName = nameOf(answer);
  const fields = { upstreamStatus: status, ...(errorName === undefined ? {} : { errorName }) };
  if (errorName !== undefined && throttling.has(errorName)) {
    return { kind: 'try-again', error: new DependencyError('policies', 'throttled', fields) };
  }
  const error = new DependencyError('policies', status >= 500 ? 'failed' : 'refused', fields);
  if (status >= 500) {
    return { kind: 'try-again', error };
  }
  throw error;
}

function readItems(answer: JsonObject, table: string): BatchOutcome {
  const { Responses: responses, UnprocessedKeys: left = {} } = answer;
  const items = isJsonObject(responses) ? (responses[table] ?? []) : undefined;
  const keys = isJsonObject(left) ? keysOf(left[table]) : undefined;
  if (!Array.isArray(items) || keys === undefined) {
    throw new DependencyError('policies', 'not-understood');
  }
  return { kind: 'read', rules: items.flatMap(rulesOf), unprocessed: keys };
}

function rulesOf(item: unknown): readonly GroupRule[] {
  const policy = textOf(item, 'policy');
  const rules = policy === undefined ? undefined : parseGroupPolicy(policy);
  if (rules === undefined) {
    throw new DependencyError('policies', 'not-understood');
  }
  return rules;
}

function keysOf(left: unknown): readonly string[] | undefined {
  if (left === undefined) {
    return [];
  }
  const keys = isJsonObject(left) ? left['Keys'] : undefined;
  const groups = Array.isArray(keys) ? keys.map((key) => textOf(key, 'group')) : [undefined];
  const known = groups.filter((group) => group !== undefined);
  return known.length === groups.length ? known : undefined;
}

function textOf(item: unknown, attribute: string): string | undefined {
  const value = isJsonObject(item) ? item[attribute] : undefined;
  const text = isJsonObject(value) ? value['S'] : undefined;
  return typeof text === 'string' ? text : undefined;
}

function readJson(body: string): JsonObject {
  try {
    const value: unknown = JSON.parse(body);
    return isJsonObject(value) ? value : {};
  } catch {
    // Answered as one that is not understood, or by its status.
    return {};
  }
}

/** `com.amazonaws.dynamodb.v20120810#ThrottlingException`. */
function nameOf({ __type: type }: JsonObject): string | undefined {
  return typeof type === 'string' ? type.slice(type.lastIndexOf('#') + 1) : undefined;
}
