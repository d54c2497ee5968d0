import type { Caller } from '../credentials/caller';
import type { SandboxRequest } from '../http/message';

/**
 * Lets an administrator through: verifies the Signature Version 4 of the request and that the caller's IAM policies
 * allow `action` on `resourceArn`. Throws an `AwsJsonError` when either refuses.
 */
export type AdministrationGate = (request: SandboxRequest, action: string, resourceArn: string) => Caller;
