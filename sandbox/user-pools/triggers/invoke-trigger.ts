import { z } from 'zod';
import type { LambdaFunction } from '../../../blueprint/model';
import type { TriggerKind, UserPool, UserPoolTrigger } from '../../../blueprint/model/user-pools';
import type { FunctionRuntime, InvocationResult } from '../../lambda/function-runtime';
import { notPermitted } from '../../lambda/invocation-permission';
import { withinTime } from '../../lambda/within-time';
import type { Logger } from '../../system/services';
import { triggerAnswerMalformed, triggerNotInvoked, triggerRefused, triggerTimedOut } from '../errors';

/** Cognito waits this long for an answer, and asks this often (Cognito developer guide, Lambda triggers). */
const patienceMilliseconds = 5_000;
const attempts = 3;

/** What stands in an event for the app client, where an administrator acts without one. */
const noClient = 'CLIENT_ID_NOT_APPLICABLE';

/** What functions run on. */
export interface TriggerServices {
  readonly region: string;
  readonly accountId: string;
  readonly functions: readonly LambdaFunction[];
  readonly runtime: FunctionRuntime;
  readonly logger: Logger;
}

/** One question to a function. */
export interface TriggerQuestion<T> {
  readonly source: string;
  readonly userName: string;
  /** `undefined` where an administrator acts without an app client. */
  readonly clientId: string | undefined;
  readonly request: Readonly<Record<string, unknown>>;
  /** What the function is given to fill in. */
  readonly response: Readonly<Record<string, unknown>>;
  /** What a good `response` looks like. */
  readonly answer: z.ZodType<T>;
}

/**
 * Asks the function of a trigger, and resolves to its `response`; `undefined` where the pool has no such trigger.
 * Throws `UserLambdaValidationException` where the function refuses, `UnexpectedLambdaException` where it cannot be
 * asked, and `InvalidLambdaResponseException` for an answer that cannot be read.
 */
export type AskTrigger = <T>(kind: TriggerKind, question: TriggerQuestion<T>) => Promise<T | undefined>;

/** The functions that one pool asks. */
export function createTriggerInvoker(pool: UserPool, services: TriggerServices): AskTrigger {
  return async (kind, question) => {
    const trigger = pool.triggers.find((candidate) => candidate.kind === kind);
    if (trigger === undefined) return undefined;
    const hindrance = notPermitted(services.functions, {
      functionArn: trigger.functionArn,
      by: 'cognito-idp.amazonaws.com',
      sourceArn: pool.arn,
      sourceAccount: services.accountId,
    });
    if (hindrance !== undefined) throw triggerNotInvoked(kind, 'AccessDeniedException', hindrance);
    const result = await invoke(services, trigger, eventOf(pool, services.region, { ...question, trigger }));
    return readAnswer(kind, result, question.answer);
  };
}

function eventOf(
  pool: UserPool,
  region: string,
  question: TriggerQuestion<unknown> & { readonly trigger: UserPoolTrigger },
): unknown {
  return {
    version: question.trigger.version === 'V2_0' ? '2' : '1',
    triggerSource: question.source,
    region,
    userPoolId: pool.id,
    userName: question.userName,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: question.clientId ?? noClient },
    request: question.request,
    response: question.response,
  };
}

async function invoke(
  { runtime, logger }: TriggerServices,
  { kind, functionArn }: UserPoolTrigger,
  event: unknown,
): Promise<InvocationResult> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const result = await withinTime(runtime.invoke(functionArn, event), patienceMilliseconds);
    if (result !== 'timed-out') return result;
    logger.warn('trigger timed out', { trigger: kind, functionArn, attempt, milliseconds: patienceMilliseconds });
  }
  throw triggerTimedOut(kind, `${attempts} attempts of ${patienceMilliseconds} ms each.`);
}

function readAnswer<T>(kind: TriggerKind, result: InvocationResult, answer: z.ZodType<T>): T {
  if (result.kind === 'failed') {
    if (result.errorMessage !== undefined) throw triggerRefused(kind, result.errorMessage);
    throw triggerNotInvoked(kind, result.code, result.detail);
  }
  const read = z.object({ response: answer }).safeParse(result.payload);
  if (read.success) return read.data.response;
  const faults = read.error.issues.map(({ path, message }) => `${path.join('.') || 'the answer'}: ${message}`);
  throw triggerAnswerMalformed(faults.join('; '));
}
