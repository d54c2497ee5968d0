import type { SignatureResult } from '../credentials/caller';
import { firstLine } from '../credentials/signature-refusals';
import { missingAuthenticationToken, refuse, type TypedRefusal } from './refusal';

type Refused = SignatureResult & { readonly kind: 'refused' };

/**
 * What API Gateway answers to a signature that does not count. For an unknown key AWS's article on 403 answers names
 * `AccessDeniedException`, its other services answer `UnrecognizedClientException`: the latter is taken.
 */
export function signatureAnswer({ code, message }: Refused): TypedRefusal {
  const reason = `${code}: ${firstLine(message)}`;
  switch (code) {
    case 'missing-authentication-token':
      return missingAuthenticationToken('The route asks for a Signature Version 4, and the request has none.');
    case 'incomplete-signature':
      return refuse({ type: 'DEFAULT_4XX', errorType: 'IncompleteSignatureException', message, reason });
    case 'invalid-key-id':
    case 'invalid-session-token':
      return refuse({ type: 'DEFAULT_4XX', errorType: 'UnrecognizedClientException', message, reason });
    case 'expired-session-token':
      return refuse({ type: 'EXPIRED_TOKEN', errorType: 'ExpiredTokenException', message, reason });
    case 'signature-expired':
    case 'signature-not-yet-current':
    case 'wrong-region':
    case 'wrong-service':
    case 'signature-mismatch':
      return refuse({ type: 'INVALID_SIGNATURE', errorType: 'InvalidSignatureException', message, reason });
  }
}
