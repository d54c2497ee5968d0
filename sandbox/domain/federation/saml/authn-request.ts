import { sign } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { SamlSigner } from '../../../user-pools/federation/saml-signing-key';

/** What a SAML provider is asked for. */
export interface AuthnRequest {
  readonly id: string;
  readonly poolId: string;
  /** Where the provider takes requests. */
  readonly destination: string;
  /** Where the answer goes. */
  readonly assertionConsumerUrl: string;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
}

/** By which SAML providers know a user pool, and for whom their assertions must be (AWS developer guide, SAML). */
export const entityIdOf = (poolId: string): string => `urn:amazon:cognito:sp:${poolId}`;

const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';

/**
 * The URL that takes a request to the provider: HTTP redirect binding (SAML 2.0 bindings, section 3.4).
 *
 * @param signer Where the request is to be signed.
 */
export function authnRequestUrl(request: AuthnRequest, relayState: string, signer: SamlSigner | undefined): string {
  const encoded = deflateRawSync(requestXml(request)).toString('base64');
  const query = [
    ['SAMLRequest', encoded],
    ['RelayState', relayState],
    ...(signer === undefined ? [] : [['SigAlg', rsaSha256]]),
  ]
    .map(([name = '', value = '']) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  const glue = request.destination.includes('?') ? '&' : '?';
  const url = `${request.destination}${glue}${query}`;
  if (signer === undefined) return url;
  // Signed is the query as it is sent, in this order (section 3.4.4.1).
  const signature = sign('sha256', Buffer.from(query), signer.privateKey).toString('base64');
  return `${url}&Signature=${encodeURIComponent(signature)}`;
}

function requestXml({ id, poolId, destination, assertionConsumerUrl, issuedAt }: AuthnRequest): string {
  const attributes = {
    'xmlns:saml2p': 'urn:oasis:names:tc:SAML:2.0:protocol',
    AssertionConsumerServiceURL: assertionConsumerUrl,
    Destination: destination,
    ID: id,
    IssueInstant: new Date(issuedAt).toISOString(),
    ProtocolBinding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
    Version: '2.0',
  };
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${escaped(value)}"`);
  const issuer = `<saml2:Issuer xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">${escaped(entityIdOf(poolId))}</saml2:Issuer>`;
  return `<?xml version="1.0" encoding="UTF-8"?><saml2p:AuthnRequest ${written.join(' ')}>${issuer}</saml2p:AuthnRequest>`;
}

const escaped = (text: string): string => text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);
