import type { LogFields } from './logger';

/** What may be said of an error that the caller did not cause. */
export interface Failure {
  readonly throttled: boolean;
  readonly fields: LogFields;
}

const throttling: ReadonlySet<string> = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TooManyRequestsException',
]);

/** Their messages name ARNs and tables. Other messages may repeat what the caller sent, so they stay out of the log. */
const aboutTheDeployment: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'ResourceNotFoundException',
  'CredentialsProviderError',
  'TimeoutError',
]);

/** Reads the name, the attempts and the request id of an error of the AWS SDK; any other value is described by its name. */
export function describeFailure(error: unknown): Failure {
  const errorName = error instanceof Error ? error.name : typeof error;
  const { requestId: awsRequestId, attempts } = metadataOf(error);
  return {
    throttled: throttling.has(errorName),
    fields: {
      errorName,
      ...(error instanceof Error && aboutTheDeployment.has(errorName) ? { errorMessage: error.message } : {}),
      ...(awsRequestId === undefined ? {} : { awsRequestId }),
      ...(attempts === undefined ? {} : { attempts }),
    },
  };
}

interface SdkMetadata {
  readonly requestId?: string;
  readonly attempts?: number;
}

function metadataOf(error: unknown): SdkMetadata {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) {
    return {};
  }
  const metadata: unknown = error.$metadata;
  return typeof metadata === 'object' && metadata !== null ? metadata : {};
}
