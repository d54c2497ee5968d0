import type { Way } from './callers/caller';
import type { Step } from './model';
import { bestOf, verdictOf } from './verdict';

/**
 * The chain of the way that gets furthest. Where a claim decides which of several ways somebody has, and all of them are
 * let in, the claim decides nothing.
 */
export function bestWay(ways: readonly Way[], chainOf: (way: Way) => readonly Step[]): readonly Step[] {
  const chains = ways.map((way) => ({ way, steps: chainOf(way) }));
  return bestOf(chains.map((chain) => (isSettled(chain, chains) ? settled(chain) : chain.steps)));
}

interface Chain {
  readonly way: Way;
  readonly steps: readonly Step[];
}

function isSettled({ way: { choice } }: Chain, chains: readonly Chain[]): boolean {
  if (choice === undefined) return false;
  const all = chains.filter(({ way }) => way.choice?.among === choice.among);
  return all.length === choice.among.length && all.every((one) => verdictOf(settled(one)) === 'allowed');
}

const settled = ({ way, steps }: Chain): readonly Step[] =>
  steps.map((step) =>
    step === way.choice?.step && step.outcome === 'decides'
      ? { ...step, outcome: 'passes', text: `${step.text}; whichever it is, it may` }
      : step,
  );
