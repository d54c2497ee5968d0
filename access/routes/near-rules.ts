import type { GroupRule } from './group-rules';

interface RuleIndex {
  /** By path, the numbers of rules about that path alone. */
  readonly exact: ReadonlyMap<string, readonly number[]>;
  /** The numbers of those with parameters. */
  readonly open: readonly number[];
}

const indexes = new WeakMap<readonly GroupRule[], RuleIndex>();

/** The rules that can be about a method of a route, in their order. A group may have a rule for each of very many routes. */
export function nearRules(
  rules: readonly GroupRule[],
  { method, path }: { readonly method: string; readonly path: string },
): readonly GroupRule[] {
  return candidates(rules, path).filter((rule) => [method, '*'].includes(rule.method) && canMeet(rule.path, path));
}

function candidates(rules: readonly GroupRule[], path: string): readonly GroupRule[] {
  if (path.includes('{')) return rules;
  const { exact, open } = indexes.get(rules) ?? indexOf(rules);
  const numbers = [...(exact.get(path) ?? []), ...open].toSorted((one, other) => one - other);
  return numbers.flatMap((number) => rules[number] ?? []);
}

function indexOf(rules: readonly GroupRule[]): RuleIndex {
  const exact = new Map<string, number[]>();
  const open: number[] = [];
  rules.forEach(({ path }, number) => {
    const same = path.includes('{') ? open : (exact.get(path) ?? []);
    same.push(number);
    if (same !== open) exact.set(path, same);
  });
  const index = { exact, open };
  indexes.set(rules, index);
  return index;
}

/** Whether what stands before the first parameters can be the start of one path. It is a quick test of very many rules. */
function canMeet(rule: string, route: string): boolean {
  if (!rule.includes('{') && !route.includes('{')) return rule === route;
  const [one = '', other = ''] = [rule.split('{', 1)[0], route.split('{', 1)[0]];
  return one.startsWith(other) || other.startsWith(one);
}
