/** Closed: what is wrong with a document of SAML. */
export type SamlFaultCode = 'unreadable-assertion' | 'bad-signature' | 'unusable-metadata';

/** A SAML document that cannot be used; whoever reads it says so in its own words. */
export class SamlFault extends Error {
  constructor(
    readonly code: SamlFaultCode,
    message: string,
  ) {
    super(message);
    this.name = 'SamlFault';
  }
}

export const unreadableAssertion = (where: string): SamlFault =>
  new SamlFault('unreadable-assertion', `Missing, there twice, or of another form: ${where}.`);
export const badSignature = (why: string): SamlFault => new SamlFault('bad-signature', why);
export const unusableMetadata = (why: string): SamlFault => new SamlFault('unusable-metadata', why);
export const documentTypeRefused = (): SamlFault =>
  new SamlFault('bad-signature', 'It has a document type, which no document of SAML needs.');
