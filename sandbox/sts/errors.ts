/** A refusal of STS, as its clients see it. */
export class StsError extends Error {
  /**
   * @param code AWS's code, such as `AccessDenied`.
   * @param message AWS's text; it is sent.
   * @param details What only the log and `x-sandbox-reason` tell, and the status where it is not 400.
   */
  constructor(
    readonly code: string,
    message: string,
    readonly details: { readonly reason?: string; readonly status?: number } = {},
  ) {
    super(message);
    this.name = 'StsError';
  }
}

/** Printable and short: what a client sent may go into a header. */
export function shown(value: unknown): string {
  return String(value)
    .slice(0, 256)
    .replace(/[^\x20-\x7e]/g, '?');
}

// The protocol

export const invalidAction = (action: string, supported: readonly string[]): StsError =>
  new StsError('InvalidAction', `Could not find operation ${shown(action)} for version 2011-06-15`, {
    reason: `The sandbox has: ${supported.join(', ')}.`,
  });
export const internalFailure = (): StsError =>
  new StsError('InternalFailure', 'An internal error occurred.', {
    reason: 'A defect of the sandbox; see the log.',
    status: 500,
  });
export const validationError = (message: string): StsError => new StsError('ValidationError', message);
export const validationErrors = (faults: readonly string[]): StsError =>
  validationError(`${faults.length} validation error${faults.length === 1 ? '' : 's'} detected: ${faults.join('; ')}`);
export const malformedPolicy = (reason: string): StsError =>
  new StsError('MalformedPolicyDocument', 'The policy is not in the valid JSON format.', { reason: shown(reason) });
export const durationTooLong = (): StsError =>
  validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');

// Whoever asks

export const notAuthorized = (action: string, reason: string): StsError =>
  new StsError('AccessDenied', `Not authorized to perform sts:${action}`, { status: 403, reason });

// Tokens and assertions

export const invalidIdentityToken = (message: string, reason = message): StsError =>
  new StsError('InvalidIdentityToken', message, { reason: shown(reason) });
export const expiredToken = (message: string, reason = message): StsError =>
  new StsError('ExpiredTokenException', message, { reason: shown(reason) });
export const issuerUnreachable = (reason: string): StsError =>
  new StsError(
    'InvalidIdentityToken',
    "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
    { reason: shown(reason) },
  );
