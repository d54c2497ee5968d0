import type { Located } from '../blueprint/model/located';
import type { StackSource } from '../blueprint/terraform/stack-source';
import type { Origin } from './model';

/** Finds where a thing comes from. */
export interface Origins {
  of(place: Located): Origin;
  /** By `<stack>:<Terraform address>`, as policies are named; `undefined` for what no stack makes. */
  named(name: string): Origin | undefined;
}

/** Reads the paths of the constructs, which the synthesized JSON keeps beside each element. */
export function originsOf(sources: readonly StackSource[]): Origins {
  const known = new Map<string, Origin>();
  for (const { name: stack, blocks } of sources) {
    for (const { kind, type, name, body } of blocks) {
      const address = kind === 'data' ? `data.${type}.${name}` : `${type}.${name}`;
      known.set(`${stack}:${address}`, { stack, address, construct: constructPath(body) });
    }
  }
  return {
    of: ({ stack, address }) => known.get(`${stack}:${address}`) ?? { stack, address, construct: '' },
    named: (name) => known.get(name),
  };
}

function constructPath(body: Readonly<Record<string, unknown>>): string {
  const path = member(member(body['//'], 'metadata'), 'path');
  return typeof path === 'string' ? path : '';
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
