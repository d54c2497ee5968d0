import type { LambdaFunction } from '../../blueprint/model';
import { passes } from '../callers/caller';
import { functionCaller } from '../callers/role-callers';
import type { ChainStep } from '../chain';
import { verdictOf } from '../verdict';
import type { AccessWorld } from '../world';
import type { DataThing } from './data-things';
import { judgeData } from './judge-data';

/** Where a call ends: what a function that answers it reaches with its own role. */
export type ItemSteps = (lambda: LambdaFunction) => readonly ChainStep[];

/** Looks at each function once. */
export function itemStepsOf(world: AccessWorld, things: readonly DataThing[]): ItemSteps {
  const known = new Map<LambdaFunction, readonly ChainStep[]>();
  return (lambda) => {
    const steps = known.get(lambda) ?? stepsOf(world, things, lambda);
    known.set(lambda, steps);
    return steps;
  };
}

function stepsOf(world: AccessWorld, things: readonly DataThing[], lambda: LambdaFunction): readonly ChainStep[] {
  const steps = things.flatMap((thing) => reachOf(world, thing, lambda));
  if (steps.length > 0) return steps;
  return [passes('item', `${lambda.name} reaches no table and no secret of the stacks`, world.origins.of(lambda))];
}

function reachOf(world: AccessWorld, thing: DataThing, lambda: LambdaFunction): readonly ChainStep[] {
  const caller = functionCaller(world, lambda);
  const answers = thing.actions.map((action) => ({ action, ...judgeData(world, { thing, action }, caller) }));
  const sure = answers.filter(({ steps }) => verdictOf(steps) === 'allowed').map(({ action }) => action);
  const some = answers.filter(({ steps }) => verdictOf(steps) === 'conditional');
  const at = world.origins.of(thing);
  const name = world.names.full(thing);
  const whose = thing.kind === 'table' ? `any item of ${name}; its code decides which` : `the secret ${name}`;
  return [
    ...(sure.length === 0 ? [] : [passes('item', `${lambda.name} may ${sure.join(', ')}: ${whose}`, at)]),
    ...some.map(({ action, steps }) => {
      const deciding = steps.findLast(({ outcome }) => outcome === 'decides');
      return passes('item', `${lambda.name} may ${action}: items of ${name}, ${deciding?.text ?? ''}`, at);
    }),
  ];
}
