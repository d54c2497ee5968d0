import { documentTypeRefused } from './errors';

/**
 * Raises a `SamlFault` for a document type. SAML needs none, and no signature covers one: it can define entities and
 * default attributes, and so what readers see of what was signed.
 */
export function refuseDocumentType(xml: string): void {
  if (xml.includes('<!DOCTYPE')) throw documentTypeRefused();
}
