import type { IdentityProvider } from '../../../blueprint/model/user-pools';
import type { PoolRuntime } from '../pool-runtime';

/** As `ListIdentityProviders` lists it. Times in seconds since 1970. */
export function summarizeProvider({ name, kind }: IdentityProvider, { startedAt }: PoolRuntime) {
  return {
    ProviderName: name,
    ProviderType: kind,
    CreationDate: startedAt / 1000,
    LastModifiedDate: startedAt / 1000,
  };
}

/** As `DescribeIdentityProvider` has it, with the client's secret. */
export function describeProvider(provider: IdentityProvider, runtime: PoolRuntime) {
  return {
    UserPoolId: runtime.pool.id,
    ...summarizeProvider(provider, runtime),
    ProviderDetails: detailsOf(provider),
    AttributeMapping: provider.attributeMapping,
    IdpIdentifiers: provider.identifiers,
  };
}

function detailsOf(provider: IdentityProvider): Readonly<Record<string, string | undefined>> {
  if (provider.kind === 'SAML') {
    const { metadata, idpInitiated, signsRequests } = provider;
    return {
      ...(metadata.kind === 'file' ? { MetadataFile: metadata.xml } : { MetadataURL: metadata.url }),
      IDPInit: String(idpInitiated),
      // The blueprint refuses providers that would be told.
      IDPSignout: 'false',
      RequestSigningAlgorithm: signsRequests ? 'rsa-sha256' : undefined,
    };
  }
  const { endpoints } = provider;
  return {
    client_id: provider.clientId,
    client_secret: provider.clientSecret,
    authorize_scopes: provider.scopes.join(' '),
    oidc_issuer: provider.issuer,
    attributes_request_method: provider.attributesRequestMethod,
    authorize_url: endpoints?.authorizeUrl,
    token_url: endpoints?.tokenUrl,
    attributes_url: endpoints?.attributesUrl,
    jwks_uri: endpoints?.jwksUri,
  };
}
