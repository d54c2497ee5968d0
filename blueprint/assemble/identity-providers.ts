import { unsupportedValue } from '../errors';
import type { IdentityProvider, OidcEndpoints, OidcIdentityProvider, SamlIdentityProvider } from '../model/user-pools';
import type { Arguments } from '../resources/arguments';
import type { Block } from '../resources/block-type';
import { located, refuseDuplicates } from './locate';

const details = 'provider_details';

/** Cognito writes these itself when it has read the metadata. */
const writtenBySaml = ['ActiveEncryptionCertificate', 'SLORedirectBindingURI', 'SSORedirectBindingURI'];
const samlKeys = [
  ...['MetadataURL', 'MetadataFile', 'IDPSignout', 'IDPInit', 'EncryptedResponses', 'RequestSigningAlgorithm'],
  ...writtenBySaml,
];

/** Given all together, discovery is left out. */
const endpointKeys = ['authorize_url', 'token_url', 'attributes_url', 'jwks_uri'];
const oidcKeys = [
  ...['client_id', 'client_secret', 'authorize_scopes', 'oidc_issuer', 'attributes_request_method'],
  ...['attributes_url_add_attributes', ...endpointKeys],
];

type Details = Readonly<Record<string, string>>;

/** The identity providers of one pool. Source: Cognito user pools API reference, CreateIdentityProvider. */
export function identityProviders(blocks: readonly Block[]): readonly IdentityProvider[] {
  refuseDuplicates(blocks, (block) => block.arguments.string('provider_name'));
  return blocks.map(identityProvider);
}

function identityProvider(block: Block): IdentityProvider {
  const given = block.arguments;
  const type = given.string('provider_type');
  const named = {
    ...located(block),
    name: providerName(given),
    attributeMapping: given.stringMap('attribute_mapping'),
    identifiers: given.strings('idp_identifiers'),
  };
  switch (type) {
    case 'SAML':
      return { ...named, ...saml(given) };
    case 'OIDC':
      return { ...named, ...oidc(given) };
    default:
      throw unsupportedValue(given.at('provider_type'), type, '"SAML", "OIDC"');
  }
}

function providerName(given: Arguments): string {
  const name = given.string('provider_name');
  if (/^[^_\s][^_]{0,30}[^_\s]$|^[^_\s]$/u.test(name) && name !== 'COGNITO') return name;
  throw given.invalid('provider_name', name, '1 to 32 characters without an underscore, and not COGNITO');
}

function saml(
  given: Arguments,
): Omit<SamlIdentityProvider, keyof ReturnType<typeof located> | 'name' | 'attributeMapping' | 'identifiers'> {
  const told = knownDetails(given, samlKeys);
  if (flag(given, told, 'EncryptedResponses')) {
    throw unsupportedValue(given.at(`${details}.EncryptedResponses`), 'true', '"false"');
  }
  if (flag(given, told, 'IDPSignout')) {
    throw unsupportedValue(given.at(`${details}.IDPSignout`), 'true', '"false"');
  }
  const algorithm = told['RequestSigningAlgorithm'];
  if (algorithm !== undefined && algorithm !== '' && algorithm !== 'rsa-sha256') {
    throw given.invalid(`${details}.RequestSigningAlgorithm`, algorithm, 'rsa-sha256');
  }
  return {
    kind: 'SAML',
    metadata: metadata(given, told),
    signsRequests: algorithm === 'rsa-sha256',
    idpInitiated: flag(given, told, 'IDPInit'),
  };
}

function metadata(given: Arguments, told: Details): SamlIdentityProvider['metadata'] {
  const { MetadataURL: url = '', MetadataFile: xml = '' } = told;
  if ((url === '') === (xml === '')) {
    throw given.invalid(details, Object.keys(told), 'MetadataURL or MetadataFile, and not both');
  }
  if (url === '') return { kind: 'file', xml };
  if (!isHttps(url)) throw given.invalid(`${details}.MetadataURL`, url, 'an https URL');
  return { kind: 'url', url };
}

function oidc(
  given: Arguments,
): Omit<OidcIdentityProvider, keyof ReturnType<typeof located> | 'name' | 'attributeMapping' | 'identifiers'> {
  const told = knownDetails(given, oidcKeys);
  const issuer = needed(given, told, 'oidc_issuer');
  if (!isHttps(issuer)) throw given.invalid(`${details}.oidc_issuer`, issuer, 'an https URL');
  const scopes = needed(given, told, 'authorize_scopes')
    .split(/\s+/)
    .filter((scope) => scope !== '');
  if (!scopes.includes('openid')) throw given.invalid(`${details}.authorize_scopes`, scopes, 'scopes with openid');
  const method = told['attributes_request_method'];
  if (method !== 'GET' && method !== 'POST') {
    throw given.invalid(`${details}.attributes_request_method`, method, 'GET or POST');
  }
  return {
    kind: 'OIDC',
    issuer,
    clientId: needed(given, told, 'client_id'),
    clientSecret: told['client_secret'] === '' ? undefined : told['client_secret'],
    scopes,
    attributesRequestMethod: method,
    endpoints: endpoints(given, told),
  };
}

function endpoints(given: Arguments, told: Details): OidcEndpoints | undefined {
  if (endpointKeys.every((key) => (told[key] ?? '') === '')) return undefined;
  const url = (key: string): string => {
    const value = needed(given, told, key);
    if (isHttps(value)) return value;
    throw given.invalid(`${details}.${key}`, value, 'an https URL');
  };
  return {
    authorizeUrl: url('authorize_url'),
    tokenUrl: url('token_url'),
    attributesUrl: url('attributes_url'),
    jwksUri: url('jwks_uri'),
  };
}

function knownDetails(given: Arguments, known: readonly string[]): Details {
  const told = given.stringMap(details);
  const unknown = Object.keys(told).find((key) => !known.includes(key));
  if (unknown === undefined) return told;
  throw unsupportedValue(given.at(details), unknown, known.join(', '));
}

function needed(given: Arguments, told: Details, key: string): string {
  const value = told[key] ?? '';
  if (value !== '') return value;
  throw given.invalid(`${details}.${key}`, value, 'a value');
}

function flag(given: Arguments, told: Details, key: string): boolean {
  const value = told[key] ?? 'false';
  if (value === 'true' || value === 'false') return value === 'true';
  throw given.invalid(`${details}.${key}`, value, 'true or false');
}

const isHttps = (text: string): boolean => URL.canParse(text) && new URL(text).protocol === 'https:';
