import { bestWay } from '../best-way';
import { type Caller, passes, stops, type Way } from '../callers/caller';
import { type ChainStep, decidedBy, type Judgement } from '../chain';
import { exactly, reachOf } from '../policies/reach';
import { askForSession, statementStep } from '../routes/statement';
import { verdictOf } from '../verdict';
import type { AccessWorld } from '../world';
import type { DataThing } from './data-things';

/** The chain of a caller to an action on a table or a secret. */
export const judgeData = (
  world: AccessWorld,
  asked: { readonly thing: DataThing; readonly action: string },
  { ways }: Caller,
): Judgement => bestWay(ways, (way) => chainOf(world, asked, way));

function chainOf(
  world: AccessWorld,
  { thing, action }: { readonly thing: DataThing; readonly action: string },
  { steps, credential }: Way,
): readonly ChainStep[] {
  if (verdictOf(steps) === 'denied') return steps;
  if (credential.kind !== 'session') {
    return [...steps, stops('role', 'has no AWS credentials, which each call of AWS wants', world.origins.of(thing))];
  }
  const { resourcePolicies } = thing;
  const asked = { action, resourcePolicies };
  const whole = askForSession(world, credential.session, { ...asked, reach: exactly(thing.arn) });
  if (whole.verdict === 'allowed' && thing.kind === 'table') {
    const all = passes('item', 'no condition on keys: any item of the table', world.origins.of(thing));
    return [...steps, statementStep(world, whole), all];
  }
  if (whole.denial !== 'implicit' || thing.kind !== 'table') return [...steps, statementStep(world, whole)];
  const byIndex = askForSession(world, credential.session, { ...asked, reach: reachOf(`${thing.arn}/index/{index}`) });
  if (byIndex.verdict === 'denied') return [...steps, statementStep(world, whole)];
  return [
    ...steps,
    passes('item', 'through an index of the table alone', world.origins.of(thing)),
    { demand: decidedBy('an index of the table'), ...statementStep(world, byIndex), outcome: 'decides' },
  ];
}
