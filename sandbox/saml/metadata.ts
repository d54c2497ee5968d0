import { X509Certificate } from 'node:crypto';
import { parseXml2JsFromString } from '@node-saml/node-saml/lib/xml';
import { z } from 'zod';
import { refuseDocumentType } from './document-type';
import { unusableMetadata } from './errors';
import type { Certificates } from './signed-assertion';

/** What an identity provider's metadata says. */
export interface SamlMetadata {
  /** Who issues its assertions. */
  readonly entityId: string;
  /** Those with which it signs. */
  readonly certificates: Certificates;
  /** Where requests go by redirect; `undefined` where it takes none. */
  readonly signOnUrl: string | undefined;
}

const redirectBinding = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';

const text = z.looseObject({ _: z.string() });
const keyDescriptor = z.looseObject({
  $: z.looseObject({ use: z.string().optional() }).optional(),
  KeyInfo: z.array(z.looseObject({ X509Data: z.array(z.looseObject({ X509Certificate: z.array(text) })) })),
});
const service = z.looseObject({ $: z.looseObject({ Binding: z.string(), Location: z.string() }) });
const metadata = z.looseObject({
  EntityDescriptor: z.looseObject({
    $: z.looseObject({ entityID: z.string().min(1) }),
    IDPSSODescriptor: z.array(
      z.looseObject({ KeyDescriptor: z.array(keyDescriptor), SingleSignOnService: z.array(service).optional() }),
    ),
  }),
});

/** Reads the metadata of one identity provider. Raises a `SamlFault` with what is wrong with it. */
export async function readSamlMetadata(xml: string): Promise<SamlMetadata> {
  refuseDocumentType(xml);
  const parsed = metadata.safeParse(await parse(xml));
  if (!parsed.success) throw unusableMetadata('it has no entityID, or no IDPSSODescriptor with keys');
  const { $, IDPSSODescriptor: descriptors } = parsed.data.EntityDescriptor;
  const [first, ...others] = descriptors
    .flatMap(({ KeyDescriptor }) => KeyDescriptor)
    // A key without a use is for both signing and encryption (SAML 2.0 metadata, section 2.4.1.1).
    .filter((key) => (key.$?.use ?? 'signing') === 'signing')
    .flatMap(({ KeyInfo }) => KeyInfo.flatMap(({ X509Data }) => X509Data))
    .flatMap(({ X509Certificate: certificates }) => certificates.map(({ _: encoded }) => encoded.replace(/\s+/g, '')));
  if (first === undefined) throw unusableMetadata('it has no certificate for signing');
  for (const certificate of [first, ...others]) checkCertificate(certificate);
  const services = descriptors.flatMap(({ SingleSignOnService = [] }) => SingleSignOnService);
  return {
    entityId: $.entityID,
    certificates: [first, ...others],
    signOnUrl: services.find(({ $: { Binding } }) => Binding === redirectBinding)?.$.Location,
  };
}

async function parse(xml: string): Promise<unknown> {
  try {
    return await parseXml2JsFromString(xml);
  } catch {
    throw unusableMetadata('it is not XML');
  }
}

function checkCertificate(encoded: string): void {
  try {
    new X509Certificate(Buffer.from(encoded, 'base64'));
  } catch {
    throw unusableMetadata('a certificate in it is none');
  }
}
