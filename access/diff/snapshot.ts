import { addressOf, metaArguments } from '../../blueprint/evaluation/applied-block';
import type { Value, ValueMap } from '../../blueprint/expressions/values';
import { Arguments } from '../../blueprint/resources/arguments';
import type { SourceBlock, StackSource } from '../../blueprint/terraform/stack-source';
import type { Origin } from '../model';
import { originsOf, type Origins } from '../origins';
import { SymbolicStacks, type Rename } from './symbolic-stacks';

/** One resource as it is written, with every reference resolved as far as the stacks tell. */
export interface Resource {
  readonly stack: string;
  readonly type: string;
  /** Where it stands in its own output, under its own address. */
  readonly at: Origin;
  /** The address under which both outputs know it. */
  readonly address: string;
  readonly values: ValueMap;
  readonly arguments: Arguments;
  /** `lifecycle.prevent_destroy` */
  readonly preventDestroy: boolean;
}

/** All resources of a synthesized output. Keys are `<stack>:<address>`, and the same in both outputs. */
export interface Snapshot {
  readonly resources: ReadonlyMap<string, Resource>;
  all(type: string): readonly Resource[];
  /** The resource that a symbol such as `${aws_iam_role.main.arn}` names, seen from a stack. */
  named(stack: string, symbol: Value | undefined): Resource | undefined;
}

/** Reads resources; `rename` gives the addresses that moved since. */
export function snapshotOf(sources: readonly StackSource[], rename: Rename): Snapshot {
  const symbols = new SymbolicStacks(sources, rename);
  const origins = originsOf(sources);
  const resources = new Map<string, Resource>();
  for (const stack of sources) {
    for (const block of stack.blocks) {
      if (block.kind !== 'resource') continue;
      const resource = resourceOf(stack, block, { symbols, rename, origins });
      resources.set(`${stack.name}:${resource.address}`, resource);
    }
  }
  return {
    resources,
    all: (type) => [...resources.values()].filter((resource) => resource.type === type),
    named: (stack, symbol) => {
      const [, other, address] = /^\$\{(?:([\w-]+):)?(\w+\.[\w-]+)\b/.exec(String(symbol)) ?? [];
      return resources.get(`${other ?? stack}:${address}`);
    },
  };
}

interface Reading {
  readonly symbols: SymbolicStacks;
  readonly rename: Rename;
  readonly origins: Origins;
}

function resourceOf(stack: StackSource, block: SourceBlock, { symbols, rename, origins }: Reading): Resource {
  const values: Record<string, Value> = {};
  for (const name of Object.keys(block.body)) {
    const value = metaArguments.includes(name) ? null : symbols.value(stack, block, name);
    if (value !== null) values[name] = value;
  }
  const address = addressOf(block);
  const lifecycle = block.body['lifecycle'];
  return {
    stack: stack.name,
    type: block.type,
    at: origins.of({ stack: stack.name, address }),
    address: rename(stack.name, address),
    values,
    arguments: new Arguments({ stack: stack.name, address }, (name) => values[name]),
    preventDestroy:
      typeof lifecycle === 'object' && lifecycle !== null && 'prevent_destroy' in lifecycle
        ? lifecycle.prevent_destroy === true
        : false,
  };
}
