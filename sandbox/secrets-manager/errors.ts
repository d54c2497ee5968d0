import { AwsJsonError } from '../protocol/aws-json';

/** Printable and short: what a client sent may go into a header. */
export const shown = (value: unknown): string =>
  String(value)
    .slice(0, 256)
    .replace(/[^\x20-\x7e]/g, '?');

export const unknownOperation = (name: string, supported: readonly string[]): AwsJsonError =>
  new AwsJsonError(
    'UnknownOperationException',
    `The sandbox does not know the Secrets Manager operation ${shown(name)}.`,
    { reason: `Unknown operation ${shown(name)}. Supported: ${supported.join(', ')}.` },
  );
export const internalError = (): AwsJsonError =>
  new AwsJsonError('InternalServiceError', 'An error occurred on the server side.', {
    reason: 'A defect of the sandbox; see the log.',
    status: 500,
  });
export const secretNotFound = (id: string): AwsJsonError =>
  new AwsJsonError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.", {
    reason: `There is no secret with the name or ARN ${shown(id)}.`,
  });
export const valueNotFound = (by: 'staging label' | 'VersionId', id: string): AwsJsonError =>
  new AwsJsonError(
    'ResourceNotFoundException',
    `Secrets Manager can't find the specified secret value for ${by}: ${shown(id)}`,
  );
export const stageOfAnotherVersion = (): AwsJsonError =>
  new AwsJsonError(
    'InvalidRequestException',
    'You provided a VersionStage that is not associated to the provided VersionId.',
  );
export const versionExists = (id: string): AwsJsonError =>
  new AwsJsonError('ResourceExistsException', 'A resource with the ID you requested already exists.', {
    reason: `The version ${shown(id)} is there already, with another value.`,
  });
