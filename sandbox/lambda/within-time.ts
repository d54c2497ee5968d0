import type { InvocationResult } from './function-runtime';

/** Waits for an invocation as long as the caller has patience, on the computer's own time. */
export async function withinTime(
  invocation: Promise<InvocationResult>,
  milliseconds: number,
): Promise<InvocationResult | 'timed-out'> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<'timed-out'>((resolve) => {
    timer = setTimeout(() => resolve('timed-out'), milliseconds);
  });
  try {
    return await Promise.race([invocation, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
