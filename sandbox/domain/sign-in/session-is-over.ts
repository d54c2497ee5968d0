import { AwsJsonError } from '../../protocol/aws-json';
import type { ClientOfPool } from '../../user-pools/pool-directory';
import { openStep, type StepReference } from '../../user-pools/sign-in/open-step';

/** Whether a step cannot be answered again, and the user must begin anew. */
export function sessionIsOver(at: ClientOfPool, step: StepReference): boolean {
  try {
    openStep(at, step);
    return false;
  } catch (error) {
    if (error instanceof AwsJsonError) return true;
    throw error;
  }
}
