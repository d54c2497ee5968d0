import type { AwsJsonError } from '../../protocol/aws-json';
import type { CodeCheck } from '../confirmation-codes';
import { attemptLimitExceeded, codeExpired, codeMismatch } from '../errors';

/** What is said about a code that does not do. Also a right one may not, for a reason that must not be told. */
export function codeRefusal(check: CodeCheck): AwsJsonError {
  switch (check) {
    case 'too-many-attempts':
      return attemptLimitExceeded();
    case 'expired':
      return codeExpired('The code is too old.');
    case 'never-requested':
      return codeExpired('No code was requested, or it was used.');
    default:
      return codeMismatch();
  }
}
