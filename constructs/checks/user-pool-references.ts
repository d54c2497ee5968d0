import { refersTo } from './resolved-stack';
import type { ResolvedResource, ResolvedStack } from './resolved-stack';
import { isObject, markReferences, unclearMark } from './terraform-values';

/** A resource and where it is. */
export interface Placed {
  readonly resource: ResolvedResource;
  readonly stack: ResolvedStack;
}

/** The user pools that a value leads to; `undefined` where it may be any. */
export function poolsAt(
  value: unknown,
  stack: ResolvedStack,
  app: readonly ResolvedStack[],
): readonly Placed[] | undefined {
  return follow({ value, stack }, app, mostSteps);
}

/** All resources of a type. */
export function placed(type: string, app: readonly ResolvedStack[]): readonly Placed[] {
  return app.flatMap((stack) =>
    stack.resources.filter((resource) => resource.type === type).map((resource) => ({ resource, stack })),
  );
}

interface Value {
  readonly value: unknown;
  readonly stack: ResolvedStack;
}

/** A value that leads to itself ends, too. */
const mostSteps = 20;

function follow({ value, stack }: Value, app: readonly ResolvedStack[], steps: number): readonly Placed[] | undefined {
  if (typeof value !== 'string' || steps === 0) {
    return undefined;
  }
  const next = nextOf(value, stack, app);
  if (next.length > 0) {
    const ends = next.map((one) => follow(one, app, steps - 1));
    return ends.some((pools) => pools === undefined) ? undefined : ends.flatMap((pools) => pools ?? []);
  }
  const pools = placed('aws_cognito_user_pool', [stack]).filter(({ resource }) => refersTo(value, resource));
  return /^\$\{aws_cognito_user_pool\./.test(value) && !markReferences(value).includes(unclearMark) ? pools : undefined;
}

/** What a local value or an output of another stack stands for. Outputs of one name are all followed. */
function nextOf(value: string, stack: ResolvedStack, app: readonly ResolvedStack[]): readonly Value[] {
  const local = /^\$\{local\.([\w-]+)\}$/.exec(value)?.[1];
  const output = /^\$\{data\.terraform_remote_state\.[\w-]+\.outputs(?:\.([\w-]+)|\["([^"]+)"\])\}$/.exec(value);
  const name = output?.[1] ?? output?.[2];
  return [
    ...(local === undefined ? [] : [{ value: stack.locals?.[local], stack }]),
    ...(name === undefined
      ? []
      : app.flatMap((other) => {
          const found = other.outputs?.[name];
          return isObject(found) ? [{ value: found['value'], stack: other }] : [];
        })),
  ];
}
