import { isJsonObject } from './json-object';

/** What every method of an API may be. */
export const methods = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'] as const;

/** One line of a group's policy. */
export interface GroupRule {
  readonly effect: 'Allow' | 'Deny';
  /** `*` for all of them. */
  readonly method: (typeof methods)[number] | '*';
  /** A route as API Gateway writes it: `/files/{id}`, `/files/{proxy+}`, `/`. */
  readonly path: string;
}

/** Only what is written into an ARN as it is: `*` and `?` are wildcards there, and must come from `{}` alone. */
const pathPattern = /^\/$|^(?:\/(?:[A-Za-z0-9._~:@!$&'()+,;=%-]+|\{[A-Za-z0-9._-]+\}))*(?:\/\{[A-Za-z0-9._-]+\+\})?$/;

const longestPath = 400;

/** @returns undefined where the text is no policy: a rule that is not understood could be a refusal */
export function parseGroupPolicy(text: string): readonly GroupRule[] | undefined {
  const rules = readJson(text);
  return Array.isArray(rules) && rules.every(isGroupRule) ? rules : undefined;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The caller reports a policy that is not understood.
    return undefined;
  }
}

function isGroupRule(value: unknown): value is GroupRule {
  if (!isJsonObject(value)) {
    return false;
  }
  const { effect, method, path, ...others } = value;
  return (
    Object.keys(others).length === 0 &&
    (effect === 'Allow' || effect === 'Deny') &&
    (method === '*' || methods.some((known) => known === method)) &&
    typeof path === 'string' &&
    path !== '' &&
    path.length <= longestPath &&
    pathPattern.test(path)
  );
}
