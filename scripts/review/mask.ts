import { isObject, type PlanJson, type ValueChange } from './plan-json';

const hidden = '(hidden)';

/** A mask of shorter texts would eat the text around; they are hidden only where they stand in quotes. */
const shortest = 6;

/**
 * All texts and numbers of a plan that Terraform marks sensitive, longest first: values of resources, before and after,
 * and of outputs; also each line of those with several, as Terraform indents them, and what is inside of JSON, which
 * Terraform takes apart.
 */
export function secretsOf(plan: PlanJson): readonly string[] {
  const changes: readonly ValueChange[] = [
    ...plan.resource_changes.map(({ change }) => change),
    ...Object.values(plan.output_changes),
  ];
  const found = changes.flatMap((change) => [
    ...marked(change.before, change.before_sensitive),
    ...marked(change.after, change.after_sensitive),
  ]);
  return [...new Set(found.flatMap(waysToShow))].filter((secret) => secret !== '').sort((a, b) => b.length - a.length);
}

/** A text without the given secrets, as they are, as JSON and as Markdown would write them, and without account ids. */
export function masked(text: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap((secret): readonly (readonly [string, string])[] => {
    const quoted = JSON.stringify(secret);
    if (secret.length < shortest) return [[quoted, `"${hidden}"`]];
    return [secret, quoted.slice(1, -1)].map((form) => [form, hidden] as const);
  });
  const without = [...new Map(forms)]
    .sort(([a], [b]) => b.length - a.length)
    .reduce((rest, [form, instead]) => rest.replaceAll(form, instead), text);
  return without.replaceAll(/(?<!\d)\d{12}(?!\d)/g, '(account)');
}

/** What stands in a value where its mark is `true`. A mark of an object or list goes into it. */
export function marked(value: unknown, mark: unknown): readonly string[] {
  if (mark === true) return leaves(value);
  if (Array.isArray(mark) && Array.isArray(value)) return value.flatMap((part, at) => marked(part, mark[at]));
  if (isObject(mark) && isObject(value)) {
    return Object.entries(mark).flatMap(([name, inner]) => marked(value[name], inner));
  }
  return [];
}

/** A value with the sensitive parts replaced, so that what is made of it says nothing of them. */
export function withoutSensitive(value: unknown, mark: unknown): unknown {
  if (mark === true) return hidden;
  if (Array.isArray(value)) {
    return value.map((part: unknown, at) => withoutSensitive(part, Array.isArray(mark) ? mark[at] : undefined));
  }
  if (!isObject(value)) return value;
  const marks = isObject(mark) ? mark : {};
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, withoutSensitive(part, marks[name])] as const),
  );
}

function waysToShow(secret: string): readonly string[] {
  const lines = secret.split('\n').map((line) => line.trim());
  return [secret, ...(lines.length === 1 ? [] : lines), ...(/^\s*[[{]/.test(secret) ? insideJson(secret) : [])];
}

function insideJson(text: string): readonly string[] {
  try {
    return leaves(JSON.parse(text));
  } catch {
    // It only looked like JSON; then nobody takes it apart.
    return [];
  }
}

function leaves(value: unknown): readonly string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.flatMap(leaves);
  return isObject(value) ? Object.values(value).flatMap(leaves) : [];
}
