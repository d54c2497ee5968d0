import type { ChainStep } from './chain';
import type { Demand, When } from './model';
import { withoutSamples } from './policies/reach';
import { verdictOf } from './verdict';

/**
 * What the chains that are not refused ask for, in one order whatever theirs was.
 *
 * @param readable Takes generated ids out of a text.
 */
export function whenOf(chains: readonly (readonly ChainStep[])[], readable: (text: string) => string): When {
  const demands = chains
    .filter((steps) => verdictOf(steps) === 'conditional')
    .map((steps) =>
      steps.flatMap(({ outcome, demand = [], limit }) =>
        outcome === 'decides' ? [demand, ...(limit === undefined ? [] : [limit])] : [],
      ),
    );
  const texts = JSON.stringify(demands);
  return distinct((JSON.parse(withoutSamples(readable(texts))) as When).map((all) => distinct(all.map(inOrder))));
}

function inOrder(demand: Demand): Demand {
  return distinct(
    demand.map(({ conditions, ...clause }) => ({
      ...clause,
      conditions: distinct(conditions.map(({ values, ...one }) => ({ ...one, values: distinct(values) }))),
    })),
  );
}

/** Each once, sorted. */
function distinct<Item>(items: readonly Item[]): readonly Item[] {
  const byText = new Map(items.map((item) => [JSON.stringify(item), item]));
  return [...byText].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, item]) => item);
}
