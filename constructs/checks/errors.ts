import { describeFault } from './fault';
import type { Fault } from './fault';

/** A declaration about a construct that says nothing, or is made about the wrong construct. */
export class InvalidDeclarationError extends Error {
  override readonly name = 'InvalidDeclarationError';
}

/** What the stacks ask for is unsafe, or AWS would refuse it. All faults at once. */
export class SynthesisRefusedError extends Error {
  override readonly name = 'SynthesisRefusedError';

  constructor(readonly faults: readonly Fault[]) {
    const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
    super(`Synthesis refused for ${count}:\n  ${faults.map(describeFault).join('\n  ')}`);
  }
}

/** Protection that can be switched off by an option protects nothing. */
export class ProtectionSkippedError extends Error {
  override readonly name = 'ProtectionSkippedError';

  constructor() {
    super('The app is made with skipValidation: true, so no check would run. Make it without that option.');
  }
}

/** A reason is what a reviewer reads; an empty one is none. */
export function emptyReason(declaration: string, path: string): InvalidDeclarationError {
  return new InvalidDeclarationError(
    `${declaration}("${path}"): the reason is empty. Say in one sentence why this is right, for the reviewer.`,
  );
}

/** Only a method can be declared so. */
export function notAMethod(declaration: string, path: string): InvalidDeclarationError {
  return new InvalidDeclarationError(
    `${declaration}("${path}"): this is no aws_api_gateway_method. Pass the ApiGatewayMethod itself.`,
  );
}
