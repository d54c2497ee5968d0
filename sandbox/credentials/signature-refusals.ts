import type { SignatureRefusal, SignatureResult } from './caller';

/** A signature that does not count. */
export type Refusal = SignatureResult & { readonly kind: 'refused' };

/** A refusal with AWS's text. */
export const refused = (code: SignatureRefusal, message: string): Refusal => ({ kind: 'refused', code, message });

const mismatch =
  'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

/** API Gateway shows the client what it should have signed. */
export const signatureMismatch = (canonicalRequest: string, stringToSign: string): Refusal =>
  refused(
    'signature-mismatch',
    `${mismatch}\n\nThe Canonical String for this request should have been\n'${canonicalRequest}'\n\n` +
      `The String-to-Sign should have been\n'${stringToSign}'\n`,
  );

export const invalidToken = (code: 'invalid-key-id' | 'invalid-session-token'): Refusal =>
  refused(code, 'The security token included in the request is invalid.');

export const expiredToken = (): Refusal =>
  refused('expired-session-token', 'The security token included in the request is expired');

/** The first line of a refusal's text: what a log or a header may show, without the canonical request and its tokens. */
export const firstLine = (message: string): string => message.split('\n', 1)[0]?.trim() ?? '';
