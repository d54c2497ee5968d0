import type { Choice, Way } from './callers/caller';
import type { ChainStep, Judgement } from './chain';
import { bestOf, verdictOf } from './verdict';

/**
 * The chain of the way that gets furthest, and those of all. Where a claim decides which of several ways somebody has, and all of them are
 * let in, the claim decides nothing.
 */
export function bestWay(ways: readonly Way[], chainOf: (way: Way) => readonly ChainStep[]): Judgement {
  const raw = ways.map((way) => ({ way, steps: chainOf(way) }));
  const steps = bestOf(raw.map((chain) => (isSettled(chain, raw) ? settled(chain) : chain.steps)));
  return { steps, chains: raw.map((chain) => (isIndifferent(chain, raw) ? settled(chain) : chain.steps)) };
}

interface Chain {
  readonly way: Way;
  readonly steps: readonly ChainStep[];
}

function isSettled({ way: { choice } }: Chain, chains: readonly Chain[]): boolean {
  return allOf(choice, chains).some((all) => all.every((one) => verdictOf(settled(one)) === 'allowed'));
}

/** Whether all that can be chosen ask for the same besides. */
function isIndifferent({ way: { choice } }: Chain, chains: readonly Chain[]): boolean {
  return allOf(choice, chains).some((all) => {
    const others = all.map((one) =>
      settled(one).map(({ outcome, demand = [], limit = [] }) => [outcome, demand, limit] as const),
    );
    const asked = others.map((steps) => JSON.stringify(steps.filter(([outcome]) => outcome !== 'passes')));
    return new Set(asked).size === 1;
  });
}

/** The chains of all that can be chosen; nothing where that is not all that there is. */
function allOf(choice: Choice | undefined, chains: readonly Chain[]): readonly (readonly Chain[])[] {
  const all = chains.filter(({ way }) => choice !== undefined && way.choice?.among === choice.among);
  return choice !== undefined && all.length === choice.among.length ? [all] : [];
}

const settled = ({ way, steps }: Chain): readonly ChainStep[] =>
  steps.map((step) =>
    step === way.choice?.step && step.outcome === 'decides'
      ? { ...step, outcome: 'passes', text: `${step.text}; whichever it is, it may` }
      : step,
  );
