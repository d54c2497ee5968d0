import { createHash } from 'node:crypto';
import { sameSecret } from '../../user-pools/secret-hash';

/** RFC 7636, section 4.1. */
const verifierPattern = /^[A-Za-z0-9._~-]{43,128}$/;

/**
 * Why whoever brings a code is not shown to be who asked for it; `undefined` where they are. A verifier where nothing was
 * challenged is a fault too: somebody took the challenge out of the request (RFC 9700, section 4.8.2).
 */
export function pkceFault(challenge: string | undefined, verifier: string | undefined): string | undefined {
  if (challenge === undefined) {
    return verifier === undefined
      ? undefined
      : 'There is a code_verifier, but the authorization had no code_challenge.';
  }
  if (verifier === undefined) return 'The authorization had a code_challenge, and there is no code_verifier.';
  if (!verifierPattern.test(verifier)) return 'The code_verifier is not 43 to 128 unreserved characters.';
  const made = createHash('sha256').update(verifier).digest('base64url');
  return sameSecret(made, challenge) ? undefined : 'The code_verifier is not that of the code_challenge.';
}
