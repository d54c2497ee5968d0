import type { LambdaFunction, Role } from '../../../blueprint/model';
import type { FunctionRuntime, InvocationResult } from '../../../sandbox/lambda/function-runtime';
import { createFunctionRuntime, type FunctionRuntimeServices } from '../../../sandbox/lambda/worker-runtime';
import {
  atEnd,
  callerFor,
  emptyBlueprint,
  functionNamed,
  ids,
  recordingCredentials,
  recordingLogger,
  roleNamed,
  standingClock,
  temporaryFolder,
  trustLambda,
  writeZip,
  type LogLine,
} from './runtime-fixture';

/** What a test changes about a runtime. */
export interface RuntimeChange {
  readonly fn?: Partial<LambdaFunction>;
  readonly roles?: readonly Role[];
  readonly services?: Partial<FunctionRuntimeServices>;
  readonly files?: Readonly<Record<string, string>>;
}

export interface RunningFunction {
  readonly runtime: FunctionRuntime;
  readonly fn: LambdaFunction;
  readonly lines: readonly LogLine[];
  readonly clock: ReturnType<typeof standingClock>;
  readonly credentials: ReturnType<typeof recordingCredentials>;
  invoke(event?: unknown): Promise<InvocationResult>;
}

let folder: string | undefined;

/** A runtime with one function whose `index.js` is the given source. It stops after the tests of the file. */
export function runFunction(source: string, change: RuntimeChange = {}): RunningFunction {
  folder ??= temporaryFolder();
  const clock = standingClock();
  const credentials = recordingCredentials(clock);
  const logger = recordingLogger();
  const fn = functionNamed('notes', writeZip(folder, change.files ?? { 'index.js': source }), change.fn);
  const runtime = createFunctionRuntime({
    blueprint: { ...emptyBlueprint, functions: [fn], roles: change.roles ?? [roleNamed('function', trustLambda)] },
    credentials,
    sessionFor: callerFor,
    carryTo: () => ({ port: 9 }),
    clock,
    ids,
    logger,
    ...change.services,
  });
  atEnd(() => runtime.stop());
  return {
    runtime,
    fn,
    lines: logger.lines,
    clock,
    credentials,
    invoke: (event = {}) => runtime.invoke(fn.arn, event),
  };
}

/** The source of a CommonJS bundle with this handler. */
export const handler = (body: string): string => `exports.handler = ${body};`;
