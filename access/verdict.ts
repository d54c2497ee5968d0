import type { ChainStep } from './chain';
import type { Verdict } from './model';

/** What a chain comes to. A chain without a single step says nothing, and nothing is a refusal. */
export function verdictOf(steps: readonly ChainStep[]): Verdict {
  if (steps.length === 0 || steps.some(({ outcome }) => outcome === 'stops')) return 'denied';
  return steps.some(({ outcome }) => outcome === 'decides') ? 'conditional' : 'allowed';
}

const rank: Readonly<Record<Verdict, number>> = { allowed: 2, conditional: 1, denied: 0 };

/**
 * The chain that gets furthest: somebody who has several ways takes the one that works. Of those that are all refused it
 * is the one with most checks passed, since that says best what is missing; of equals the first.
 */
export function bestOf(chains: readonly (readonly ChainStep[])[]): readonly ChainStep[] {
  let best: readonly ChainStep[] = [];
  for (const chain of chains) {
    if (best.length === 0 || isBetter(chain, best)) best = chain;
  }
  return best;
}

function isBetter(chain: readonly ChainStep[], best: readonly ChainStep[]): boolean {
  const difference = rank[verdictOf(chain)] - rank[verdictOf(best)];
  if (difference !== 0) return difference > 0;
  return verdictOf(best) === 'denied' && chain.length > best.length;
}
