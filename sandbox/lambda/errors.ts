/** A function that AWS would not create, or could not start: the sandbox does not start with it. */
export class FunctionSetupError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FunctionSetupError';
  }
}

export const roleNotFound = (address: string, roleArn: string): FunctionSetupError =>
  new FunctionSetupError(
    `${address}: the role ${roleArn} is not among the synthesized roles. Give the function a role of one of the stacks.`,
  );

export const roleNotAssumable = (address: string, role: string, why: string): FunctionSetupError =>
  new FunctionSetupError(
    `${address}: The role defined for the function cannot be assumed by Lambda. The trust policy of ${role} must allow ` +
      `sts:AssumeRole to the service lambda.amazonaws.com (${why}).`,
  );

export const malformedTrust = (role: string, why: string): FunctionSetupError =>
  new FunctionSetupError(`${role}: AWS refuses its trust policy. ${why}`);

export const unsupportedRuntime = (address: string, runtime: string): FunctionSetupError =>
  new FunctionSetupError(
    `${address}: the runtime ${JSON.stringify(runtime)} is not supported. The sandbox runs nodejs18.x, nodejs20.x, ` +
      'nodejs22.x and nodejs24.x.',
  );

/** An archive that must not be unpacked. */
export class ArchiveError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ArchiveError';
  }
}

export const unsafeEntry = (archive: string, entry: string): ArchiveError =>
  new ArchiveError(
    `${archive} has the entry ${JSON.stringify(entry)}, which would be written outside of the function's folder. ` +
      'Entries must be relative, without "..", backslashes or colons. Build the archive again.',
  );

export const archiveTooLarge = (archive: string, limit: number): ArchiveError =>
  new ArchiveError(`${archive} is larger than ${limit} bytes when unpacked, which Lambda refuses. Bundle less.`);
