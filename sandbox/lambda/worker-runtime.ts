import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Blueprint, LambdaFunction } from '../../blueprint/model';
import type { Caller, CredentialStore } from '../credentials/caller';
import type { Clock, Ids, Logger } from '../system/services';
import { extractArchive } from './archive';
import { checkFunction } from './check-function';
import { ExecutionEnvironment, failure, payloadLimit } from './execution-environment';
import { functionEnvironment } from './function-environment';
import type { FunctionRuntime, InvocationResult } from './function-runtime';
import { WorkerPool } from './worker-pool';

/** Credentials of an environment last as long as Lambda's own; an environment is replaced before they end. */
const credentialSeconds = 12 * 3600;

/** What the runtime is given. */
export interface FunctionRuntimeServices {
  readonly blueprint: Blueprint;
  readonly credentials: CredentialStore;
  /** A session of a role, as Lambda would take it. */
  readonly sessionFor: (roleArn: string, sessionName: string) => Caller;
  /** Where AWS's hosts are carried to; asked when an environment starts. */
  readonly carryTo: () => { readonly port: number };
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  /** Of each function. @default 4 */
  readonly maximumWorkers?: number;
  /** How many invocations of one function may wait for a worker; further ones are throttled. @default 1000 */
  readonly queueLimit?: number;
  /** The worker's script. @default bootstrap.cjs beside this file; a bundle of the sandbox names its own. */
  readonly bootstrapFile?: string;
}

/**
 * Runs the zips of a blueprint, each function in workers of its own: with the declared environment and nothing else,
 * with the credentials of its role, and with AWS's hosts carried to the sandbox.
 * @throws {FunctionSetupError} AWS would not create one of the functions.
 */
export function createFunctionRuntime(services: FunctionRuntimeServices): FunctionRuntime {
  for (const fn of services.blueprint.functions) checkFunction(fn, services.blueprint.roles);
  const functions = new Map(services.blueprint.functions.map((fn) => [fn.arn, fn]));
  const pools = new Map<string, Promise<WorkerPool>>();
  let root: Promise<string> | undefined;
  let stopped = false;

  const poolOf = (fn: LambdaFunction): Promise<WorkerPool> => {
    root ??= mkdtemp(join(tmpdir(), 'sandbox-functions-'));
    const pool = pools.get(fn.arn) ?? createPool(services, fn, root);
    pools.set(fn.arn, pool);
    return pool;
  };

  return {
    async invoke(functionArn, event) {
      const fn = functions.get(functionArn);
      if (fn === undefined) return failure('unknown-function', `Function not found: ${functionArn}`);
      if (stopped) return failure('crashed', 'The runtime has stopped.');
      const call = { fn, event, requestId: services.ids.uuid() };
      const result = await invokeIn(() => poolOf(fn), call);
      logFailure(services.logger, call, result);
      return result;
    },
    async stop() {
      stopped = true;
      const settled = await Promise.allSettled(pools.values());
      await Promise.all(settled.map((pool) => (pool.status === 'fulfilled' ? pool.value.stop() : undefined)));
      if (root !== undefined) await rm(await root, { recursive: true, force: true });
    },
  };
}

async function createPool(
  services: FunctionRuntimeServices,
  fn: LambdaFunction,
  root: Promise<string>,
): Promise<WorkerPool> {
  const taskRoot = join(await root, encodeURIComponent(fn.name));
  await extractArchive(fn.archivePath, taskRoot);
  return new WorkerPool({
    start: () => startEnvironment(services, fn, taskRoot),
    maximumWorkers: services.maximumWorkers ?? 4,
    queueLimit: services.queueLimit ?? 1000,
  });
}

function startEnvironment(
  services: FunctionRuntimeServices,
  fn: LambdaFunction,
  taskRoot: string,
): ExecutionEnvironment {
  const { blueprint, clock, ids, logger } = services;
  const credentials = services.credentials.issueTemporary(services.sessionFor(fn.roleArn, fn.name), credentialSeconds);
  const day = new Date(clock.now()).toISOString().slice(0, 10).replaceAll('-', '/');
  const logStreamName = `${day}/[$LATEST]${ids.text(32, '0123456789abcdef')}`;
  return new ExecutionEnvironment({
    fn,
    taskRoot,
    environment: functionEnvironment({ fn, region: blueprint.region, taskRoot, logStreamName, credentials }),
    credentialsEnd: credentials.expiration,
    port: services.carryTo().port,
    bootstrapFile: services.bootstrapFile ?? join(__dirname, 'bootstrap.cjs'),
    clock,
    logger,
  });
}

interface Call {
  readonly fn: LambdaFunction;
  readonly event: unknown;
  readonly requestId: string;
}

async function invokeIn(poolOf: () => Promise<WorkerPool>, { fn, event, requestId }: Call): Promise<InvocationResult> {
  const json = JSON.stringify(event ?? null);
  const size = Buffer.byteLength(json);
  if (size > payloadLimit) {
    const detail = `RequestTooLargeException: ${size} byte payload is too large for the RequestResponse invocation type (limit ${payloadLimit} bytes)`;
    return failure('unserializable', detail);
  }
  try {
    const pool = await poolOf();
    return await pool.invoke({ requestId, event: json, context: contextOf(fn) });
  } catch (error) {
    return failure('crashed', error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  }
}

function logFailure(logger: Logger, { fn, requestId }: Call, result: InvocationResult): void {
  // What the handler threw is logged with its stack where it is received.
  if (result.kind === 'returned' || result.code === 'threw') return;
  logger.error('function failed', { function: fn.name, requestId, code: result.code, detail: result.detail });
}

const contextOf = (fn: LambdaFunction): Readonly<Record<string, string>> => ({
  functionName: fn.name,
  functionVersion: '$LATEST',
  invokedFunctionArn: fn.arn,
  memoryLimitInMB: String(fn.memoryMegabytes),
  logGroupName: fn.logGroupName,
});
