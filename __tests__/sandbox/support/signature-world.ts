import { createCredentialStore } from '../../../sandbox/credentials/credential-store';
import { createSignatureVerifier } from '../../../sandbox/credentials/signature-v4';
import type { SignatureResult } from '../../../sandbox/credentials/caller';
import { caller, clockAt, countingIds, request, sign, type SigningOptions, type Wire } from './signed-requests';

const scope = { service: 'execute-api', region: 'eu-central-1' };

/** A store with the keys of a role session and of an IAM user, and a verifier over it. */
export function signatureWorld() {
  const clock = clockAt();
  const credentials = createCredentialStore({ clock, ids: countingIds() });
  const keys = credentials.issueTemporary(caller(), 3600);
  const user = credentials.issueLongTerm(caller({ arn: 'arn:aws:iam::111122223333:user/developer' }));
  const verify = createSignatureVerifier({ credentials, clock });
  return {
    clock,
    credentials,
    keys,
    user,
    check: (wire: Wire): SignatureResult => verify(request(wire), scope),
    signed: (wire: Wire, options: Partial<SigningOptions> = {}) => sign(wire, { keys, ...options }),
  };
}

/** A request that every part of a signature covers. */
export const note: Wire = {
  method: 'POST',
  url: '/dev/createnote?b=2&a=1',
  headers: { 'content-type': 'application/json' },
  body: '{"content":"hello"}',
};
