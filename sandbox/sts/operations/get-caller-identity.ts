import { StsError } from '../errors';
import { firstLine } from '../../credentials/signature-refusals';
import type { SignatureRefusal } from '../../credentials/caller';
import type { StsOperation, StsServices } from '../sts-services';

/** Who signed the request. No policy is asked: everybody may know who they are. */
export function getCallerIdentity({ verify, blueprint }: StsServices): StsOperation {
  return (_parameters, request) => {
    // The global endpoint is in us-east-1, whatever region the stacks are in.
    const region = /^sts\.amazonaws\.com(?::\d+)?$/i.test(request.host) ? 'us-east-1' : blueprint.region;
    const signature = verify(request, { service: 'sts', region });
    if (signature.kind === 'refused') throw refusal(signature.code, firstLine(signature.message));
    const { arn, userId, accountId } = signature.caller;
    return { Arn: arn, UserId: userId, Account: accountId };
  };
}

const refusal = (code: SignatureRefusal, message: string): StsError =>
  new StsError(codes[code], message, {
    reason: `${code}: ${message}`,
    status: code === 'incomplete-signature' ? 400 : 403,
  });

/** Source: AWS general reference, common errors of the query protocol. */
const codes: Readonly<Record<SignatureRefusal, string>> = {
  'missing-authentication-token': 'MissingAuthenticationToken',
  'incomplete-signature': 'IncompleteSignature',
  'invalid-key-id': 'InvalidClientTokenId',
  'invalid-session-token': 'InvalidClientTokenId',
  'expired-session-token': 'ExpiredToken',
  'signature-expired': 'SignatureDoesNotMatch',
  'signature-not-yet-current': 'SignatureDoesNotMatch',
  'wrong-region': 'SignatureDoesNotMatch',
  'wrong-service': 'SignatureDoesNotMatch',
  'signature-mismatch': 'SignatureDoesNotMatch',
};
