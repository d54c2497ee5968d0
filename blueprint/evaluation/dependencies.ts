import { type Place, referenceCycle, unresolvableReference } from '../errors';
import { referencesIn } from '../expressions/json';
import type { Expression, Traversal } from '../expressions/syntax';
import type { StackSource } from '../terraform/stack-source';
import { remoteStateType } from './remote-state';
import { attributeNames, type World } from './world';

/** What each resource, data source, local and output refers to, of all stacks. Keys are `<stack>:<address>`. */
export type Dependencies = ReadonlyMap<string, ReadonlySet<string>>;

/** Collects every reference, the explicit ones of `depends_on` included. */
export function dependenciesOf(world: World): Dependencies {
  const graph = new Map<string, ReadonlySet<string>>();
  for (const stack of world.stacks) {
    for (const name of Object.keys(stack.locals)) {
      add(graph, { world, stack, address: `local.${name}` }, [world.local(stack, name)]);
    }
    for (const name of Object.keys(stack.outputs)) {
      add(graph, { world, stack, address: `output.${name}` }, [world.outputExpression(stack, name)]);
    }
  }
  for (const block of world.blocks) {
    const stack = world.stacks.find(({ name }) => name === block.stack);
    if (stack === undefined) continue;
    const node = { world, stack, address: block.address };
    add(
      graph,
      node,
      block.argumentNames().map((name) => block.expression(name)),
    );
    const explicit = explicitDependencies(node, block.source.body['depends_on']);
    graph.set(
      `${block.stack}:${block.address}`,
      new Set([...(graph.get(`${block.stack}:${block.address}`) ?? []), ...explicit]),
    );
  }
  return graph;
}

/** Terraform refuses cycles, and evaluation would never end. */
export function refuseCycles(graph: Dependencies): void {
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]): void => {
    if (done.has(node)) return;
    const start = path.indexOf(node);
    if (start >= 0) throw referenceCycle([...path.slice(start), node]);
    for (const next of graph.get(node) ?? []) visit(next, [...path, node]);
    done.add(node);
  };
  for (const node of graph.keys()) visit(node, []);
}

/** Everything that a node needs first, however far away. */
export function everythingBefore(graph: Dependencies, node: string): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const dependency of graph.get(next) ?? []) {
      if (!found.has(dependency)) open.push(dependency);
      found.add(dependency);
    }
  }
  return found;
}

interface Node {
  readonly world: World;
  readonly stack: StackSource;
  readonly address: string;
}

function add(
  graph: Map<string, ReadonlySet<string>>,
  node: Node,
  expressions: readonly (Expression | undefined)[],
): void {
  const references = expressions.flatMap((expression) => (expression === undefined ? [] : referencesIn(expression)));
  graph.set(
    `${node.stack.name}:${node.address}`,
    new Set(references.flatMap((reference) => targetOf(node, reference))),
  );
}

function targetOf({ world, stack, address }: Node, { root, steps }: Traversal): readonly string[] {
  const names = attributeNames(steps);
  if (root === 'var' || root === 'terraform') return [];
  if (root === 'local') return [`${stack.name}:local.${names[0]}`];
  if (root !== 'data') return [`${stack.name}:${root}.${names[0]}`];
  if (names[0] !== remoteStateType) return [`${stack.name}:data.${names[0]}.${names[1]}`];
  const remote = world.remoteStack(stack, names[1] ?? '', { stack: stack.name, address });
  return [`${remote.name}:output.${names[3]}`];
}

function explicitDependencies({ world, stack, address }: Node, value: unknown): readonly string[] {
  const place: Place = { stack: stack.name, address, argument: 'depends_on' };
  return (Array.isArray(value) ? value : []).map((target: unknown) => {
    const text = String(target);
    if (world.find(stack.name, text) === undefined) {
      throw unresolvableReference(place, text, 'the stack has no such resource or data source');
    }
    return `${stack.name}:${text}`;
  });
}
