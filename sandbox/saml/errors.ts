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

/** A SAML provider that AWS would not create: the sandbox does not start with it. */
export class SamlMetadataError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SamlMetadataError';
  }
}

export const providerNotCreated = (place: string, why: string): SamlMetadataError =>
  new SamlMetadataError(
    `${place}, argument "saml_metadata_document": ${why}. It must be the SAML 2.0 metadata of one identity provider, ` +
      'with an entityID and an X.509 certificate for signing. Use the file that the provider publishes.',
  );
