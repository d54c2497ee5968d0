import type { SamlProvider } from '../../blueprint/model/federation';
import { providerNotCreated, SamlFault } from './errors';
import { readSamlMetadata, type SamlMetadata } from './metadata';

/** A SAML provider of IAM's whose metadata was read. */
export interface ReadSamlProvider extends SamlMetadata {
  readonly provider: SamlProvider;
}

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
  try {
    return { provider, ...(await readSamlMetadata(provider.metadata)) };
  } catch (error) {
    if (error instanceof SamlFault) throw providerNotCreated(`${provider.stack}:${provider.address}`, error.message);
    throw error;
  }
}
