import type { Blueprint } from '../blueprint/model';
import type { StackSource } from '../blueprint/terraform/stack-source';
import { allCallers } from './callers/all-callers';
import type { Caller } from './callers/caller';
import type { ChainStep, Judgement } from './chain';
import { type DataThing, dataThings } from './data/data-things';
import { type ItemSteps, itemStepsOf } from './data/function-items';
import { judgeData } from './data/judge-data';
import { type AccessMatrix, type Cell, matrixVersion, type Step, type Target } from './model';
import { withoutSamples } from './policies/reach';
import { judgeRoute, type JudgedRoute, prepareRoute } from './routes/judge-route';
import { verdictOf } from './verdict';
import { whenOf } from './when';
import { type AccessWorld, accessWorld } from './world';

/**
 * Who can call what.
 *
 * @param sources The stacks that the blueprint was read from, for the paths of the constructs.
 * @throws AccessError where a policy is not understood: nothing is assumed about it
 */
export function accessMatrix(blueprint: Blueprint, sources: readonly StackSource[]): AccessMatrix {
  const world = accessWorld(blueprint, sources);
  const callers = allCallers(world);
  const things = dataThings(world, callers);
  const judged = [...routes(world, itemStepsOf(world, things)), ...data(world, things)].toSorted((one, other) =>
    compare(one.target.key, other.target.key),
  );
  const readable = readableStep(world);
  return {
    version: matrixVersion,
    principals: callers.map(({ principal }) => principal),
    targets: judged.map(({ target }) => target),
    cells: callers.flatMap((caller) =>
      judged.map(({ target, arn, judge }): Cell => {
        const { steps, chains } = judge(caller);
        const verdict = verdictOf(steps);
        const cell = { principal: caller.principal.key, target: target.key, verdict, steps: steps.map(readable) };
        if (verdict !== 'conditional') return cell;
        return { ...cell, when: whenOf(chains, (text) => world.names.readable(text.replaceAll(arn, ''))) };
      }),
    ),
  };
}

interface Judged {
  readonly target: Target;
  /** Of the API, the table or the secret, which the target says already. */
  readonly arn: string;
  readonly judge: (caller: Caller) => Judgement;
}

function routes(world: AccessWorld, itemsOf: ItemSteps): readonly Judged[] {
  return world.blueprint.restApis.flatMap((api) =>
    api.routes.map((route) => {
      const prepared = prepareRoute(world, { api, route }, itemsOf);
      const judge = (caller: Caller) => judgeRoute(world, prepared, caller);
      return { target: routeTarget(world, prepared), arn: api.executionArn, judge };
    }),
  );
}

function routeTarget({ names, origins }: AccessWorld, { api, route }: JudgedRoute): Target {
  const { method, path } = route;
  const name = names.short(api);
  return {
    kind: 'route',
    key: `${method} ${name}${path}`,
    api: name,
    method,
    path,
    authorization: route.authorization.kind,
    at: origins.of(route),
  };
}

function data(world: AccessWorld, things: readonly DataThing[]): readonly Judged[] {
  return things.flatMap((thing) =>
    thing.actions.map((action) => ({
      target: dataTarget(world, thing, action),
      arn: thing.arn,
      judge: (caller: Caller) => judgeData(world, { thing, action }, caller),
    })),
  );
}

function dataTarget({ names, origins }: AccessWorld, thing: DataThing, action: string): Target {
  const name = names.full(thing);
  return { kind: thing.kind, key: `${action} ${name}`, name, action, at: origins.of(thing) };
}

/** The same few texts come again and again, so each is made readable once. */
function readableStep({ names }: AccessWorld): (step: ChainStep) => Step {
  const known = new Map<string, string>();
  return (step) => {
    const text = known.get(step.text) ?? withoutSamples(names.readable(step.text));
    known.set(step.text, text);
    const { check, outcome, at } = step;
    return { check, outcome, text, ...(at === undefined ? {} : { at }) };
  };
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
