import type { Blueprint } from '../blueprint/model';
import type { StackSource } from '../blueprint/terraform/stack-source';
import { allCallers } from './callers/all-callers';
import type { Caller } from './callers/caller';
import { type DataThing, dataThings } from './data/data-things';
import { judgeData } from './data/judge-data';
import { type AccessMatrix, type Cell, matrixVersion, type Step, type Target } from './model';
import { withoutSamples } from './policies/reach';
import { judgeRoute, type JudgedRoute, prepareRoute } from './routes/judge-route';
import { verdictOf } from './verdict';
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
  const judged = [...routes(world), ...data(world, callers)].toSorted((one, other) =>
    compare(one.target.key, other.target.key),
  );
  const readable = readableStep(world);
  return {
    version: matrixVersion,
    principals: callers.map(({ principal }) => principal),
    targets: judged.map(({ target }) => target),
    cells: callers.flatMap((caller) =>
      judged.map(({ target, judge }): Cell => {
        const steps = judge(caller);
        return {
          principal: caller.principal.key,
          target: target.key,
          verdict: verdictOf(steps),
          steps: steps.map(readable),
        };
      }),
    ),
  };
}

interface Judged {
  readonly target: Target;
  readonly judge: (caller: Caller) => readonly Step[];
}

function routes(world: AccessWorld): readonly Judged[] {
  return world.blueprint.restApis.flatMap((api) =>
    api.routes.map((route) => {
      const prepared = prepareRoute(world, api, route);
      return { target: routeTarget(world, prepared), judge: (caller) => judgeRoute(world, prepared, caller) };
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

function data(world: AccessWorld, callers: readonly Caller[]): readonly Judged[] {
  return dataThings(world, callers).flatMap((thing) =>
    thing.actions.map((action) => ({
      target: dataTarget(world, thing, action),
      judge: (caller: Caller) => judgeData(world, { thing, action }, caller),
    })),
  );
}

function dataTarget({ names, origins }: AccessWorld, thing: DataThing, action: string): Target {
  const name = names.full(thing);
  return { kind: thing.kind, key: `${action} ${name}`, name, action, at: origins.of(thing) };
}

/** The same few texts come again and again, so each is made readable once. */
function readableStep({ names }: AccessWorld): (step: Step) => Step {
  const known = new Map<string, string>();
  return (step) => {
    const text = known.get(step.text) ?? withoutSamples(names.readable(step.text));
    known.set(step.text, text);
    return { ...step, text };
  };
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
