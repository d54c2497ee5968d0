/** Of the length that AWS asks for; the emulator looks no further. */
export const identityProviderMetadata = `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><!--${'x'.repeat(1_000)}--></md:IDPSSODescriptor></md:EntityDescriptor>`;
