import type { SamlIdentityProvider } from '../../../../blueprint/model/user-pools';
import { readSamlMetadata, type SamlMetadata } from '../../../saml/metadata';
import type { Clock } from '../../../system/services';
import { samlMetadataUnusable } from '../errors';

/** Cognito reads metadata again every six hours (AWS developer guide, SAML identity providers). */
const keptMilliseconds = 6 * 3_600_000;
const patienceMilliseconds = 5_000;

/** The metadata of SAML providers, given or fetched. */
export class SamlProviderMetadata {
  readonly #kept = new Map<string, { readonly metadata: SamlMetadata; readonly until: number }>();

  constructor(
    private readonly clock: Clock,
    private readonly stands: ReadonlyMap<string, string>,
  ) {}

  /** Rejects with a `FederationRefusal` where there is none, or none that can be used. */
  async of({ name, metadata }: SamlIdentityProvider): Promise<SamlMetadata> {
    const source = metadata.kind === 'file' ? metadata.xml : metadata.url;
    const now = this.clock.now();
    const kept = this.#kept.get(source);
    if (kept !== undefined && now < kept.until) return kept.metadata;
    try {
      const xml = metadata.kind === 'file' ? metadata.xml : await this.#fetch(metadata.url);
      const read = await readSamlMetadata(xml);
      this.#kept.set(source, { metadata: read, until: now + keptMilliseconds });
      return read;
    } catch (error) {
      const why = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
      throw samlMetadataUnusable(`The metadata of ${name}: ${why}.`);
    }
  }

  async #fetch(url: string): Promise<string> {
    const answer = await fetch(this.stands.get(url) ?? url, {
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMilliseconds),
    });
    // What is no metadata is told by whoever reads it.
    return answer.ok ? answer.text() : `HTTP ${answer.status}`;
  }
}
