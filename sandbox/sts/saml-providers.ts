import { X509Certificate } from 'node:crypto';
import { parseXml2JsFromString } from '@node-saml/node-saml/lib/xml';
import { z } from 'zod';
import type { SamlProvider } from '../../blueprint/model/federation';
import { placeOf } from '../identity-pools/identity-pool-services';
import { unusableMetadata } from './errors';

/** A SAML provider whose metadata was read. */
export interface ReadSamlProvider {
  readonly provider: SamlProvider;
  /** Who issues its assertions. */
  readonly entityId: string;
  /** Those with which it signs; Base64 of DER. */
  readonly certificates: readonly [string, ...string[]];
}

const text = z.looseObject({ _: z.string() });
const keyDescriptor = z.looseObject({
  $: z.looseObject({ use: z.string().optional() }).optional(),
  KeyInfo: z.array(z.looseObject({ X509Data: z.array(z.looseObject({ X509Certificate: z.array(text) })) })),
});
const metadata = z.looseObject({
  EntityDescriptor: z.looseObject({
    $: z.looseObject({ entityID: z.string().min(1) }),
    IDPSSODescriptor: z.array(z.looseObject({ KeyDescriptor: z.array(keyDescriptor) })),
  }),
});

/** The SAML providers of a blueprint. */
export class SamlProviders {
  #read: Promise<readonly ReadSamlProvider[]> | undefined;

  constructor(private readonly providers: readonly SamlProvider[]) {}

  /** Raises `SamlMetadataError`. */
  async ready(): Promise<void> {
    await this.#all();
  }

  async find(arn: string): Promise<ReadSamlProvider | undefined> {
    return (await this.#all()).find(({ provider }) => provider.arn === arn);
  }

  #all(): Promise<readonly ReadSamlProvider[]> {
    this.#read ??= Promise.all(this.providers.map(readProvider));
    return this.#read;
  }
}

async function readProvider(provider: SamlProvider): Promise<ReadSamlProvider> {
  const parsed = metadata.safeParse(await parse(provider));
  if (!parsed.success)
    throw unusableMetadata(placeOf(provider), 'it has no entityID, or no IDPSSODescriptor with keys');
  const { $, IDPSSODescriptor: descriptors } = parsed.data.EntityDescriptor;
  const [first, ...others] = descriptors
    .flatMap(({ KeyDescriptor }) => KeyDescriptor)
    // A key without a use is for both signing and encryption (SAML 2.0 metadata, section 2.4.1.1).
    .filter((key) => (key.$?.use ?? 'signing') === 'signing')
    .flatMap(({ KeyInfo }) => KeyInfo.flatMap(({ X509Data }) => X509Data))
    .flatMap(({ X509Certificate: certificates }) => certificates.map(({ _: encoded }) => encoded.replace(/\s+/g, '')));
  if (first === undefined) throw unusableMetadata(placeOf(provider), 'it has no certificate for signing');
  for (const certificate of [first, ...others]) checkCertificate(provider, certificate);
  return { provider, entityId: $.entityID, certificates: [first, ...others] };
}

async function parse(provider: SamlProvider): Promise<unknown> {
  try {
    return await parseXml2JsFromString(provider.metadata);
  } catch {
    throw unusableMetadata(placeOf(provider), 'it is not XML');
  }
}

function checkCertificate(provider: SamlProvider, encoded: string): void {
  try {
    new X509Certificate(Buffer.from(encoded, 'base64'));
  } catch {
    throw unusableMetadata(placeOf(provider), 'a certificate in it is none');
  }
}
