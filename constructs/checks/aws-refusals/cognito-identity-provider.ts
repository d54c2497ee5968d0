import { blocksAt, isSet, isUnknown, textAt } from '../terraform-values';
import type { Arguments } from '../terraform-values';
import { atMostMembers, first, matches, oneOf, rulesOf, texts } from './judges';
import type { Judge } from './judges';
import type { AwsRefusal } from './model';

const social = ['Google', 'Facebook', 'LoginWithAmazon', 'SignInWithApple'];

/** What each kind of provider cannot be without. */
const required = [
  { id: 'social', types: social.slice(0, 3), keys: ['client_id', 'client_secret', 'authorize_scopes'] },
  {
    id: 'apple',
    types: ['SignInWithApple'],
    keys: ['client_id', 'team_id', 'key_id', 'private_key', 'authorize_scopes'],
  },
  {
    id: 'oidc',
    types: ['OIDC'],
    keys: ['client_id', 'authorize_scopes', 'oidc_issuer', 'attributes_request_method'],
  },
] as const;

const samlKeys = new Set([
  ...['MetadataURL', 'MetadataFile', 'IDPSignout', 'IDPInit', 'EncryptedResponses', 'RequestSigningAlgorithm'],
  ...['SSORedirectBindingURI', 'SLORedirectBindingURI', 'ActiveEncryptionCertificate'],
]);

/** Identity providers of user pools, as the Cognito API reference and its refusals at creation have it. */
export const identityProviderRefusals: readonly AwsRefusal[] = rulesOf('aws_cognito_identity_provider', [
  {
    id: 'cognito-idp-name',
    argument: 'provider_name',
    rule: 'a name is 3 to 32 characters without spaces, and with no underscore but as the second one.',
    whatToDo: 'Rename the provider; letters, digits and hyphens are safe.',
    judge: matches(/^(?=[^]{3,32}$)[^_\p{Z}\s][\p{L}\p{M}\p{S}\p{N}\p{P}][^_\p{Z}\s]+$/u),
  },
  {
    id: 'cognito-idp-type',
    argument: 'provider_type',
    rule: 'a type is SAML, OIDC, Google, Facebook, LoginWithAmazon or SignInWithApple.',
    whatToDo: 'Use one of these.',
    judge: oneOf('SAML', 'OIDC', ...social),
  },
  {
    id: 'cognito-idp-social-name',
    argument: 'provider_name',
    rule: 'a social provider is called as its type.',
    whatToDo: 'Use the type as the name; another type cannot have that name.',
    judge: socialName,
  },
  ...required.map(({ id, types, keys }) => ({
    id: `cognito-idp-${id}-keys`,
    argument: 'provider_details',
    rule: `${types.join(', ')} needs ${keys.join(', ')}.`,
    whatToDo: 'Add what is missing.',
    judge: hasKeys(types, keys),
  })),
  {
    id: 'cognito-idp-oidc-issuer',
    argument: 'provider_details.oidc_issuer',
    rule: 'an issuer starts with https://.',
    whatToDo: 'Write the issuer as its tokens have it in iss.',
    judge: texts((issuer) => issuer.startsWith('https://')),
  },
  {
    id: 'cognito-idp-oidc-method',
    argument: 'provider_details.attributes_request_method',
    rule: 'userInfo is asked with GET or POST.',
    whatToDo: 'Use one of these.',
    judge: oneOf('GET', 'POST'),
  },
  {
    id: 'cognito-idp-saml-metadata',
    argument: 'provider_details',
    rule: 'SAML needs one of MetadataURL and MetadataFile, and not both.',
    whatToDo: 'Give the URL or the XML.',
    judge: oneMetadata,
  },
  {
    id: 'cognito-idp-saml-key',
    argument: 'provider_details',
    rule: `SAML knows ${[...samlKeys].join(', ')}.`,
    whatToDo: 'Correct or remove the key.',
    judge: (args, argument) =>
      isOf(args, ['SAML']) ? first(keysAt(args, argument).filter((key) => !samlKeys.has(key))) : undefined,
  },
  {
    id: 'cognito-idp-identifiers',
    argument: 'idp_identifiers',
    rule: 'there are at most 50 identifiers.',
    whatToDo: 'Remove the others.',
    judge: atMostMembers(50),
  },
]);

const isOf = (args: Arguments, types: readonly string[]): boolean =>
  types.includes(textAt(args, 'provider_type') ?? '');

function keysAt(args: Arguments, argument: string): readonly string[] {
  return blocksAt(args, argument).flatMap((map) => Object.keys(map));
}

function socialName(args: Arguments, argument: string): string | undefined {
  const [name, type] = [textAt(args, argument), textAt(args, 'provider_type')];
  const differ = name !== undefined && type !== undefined && name !== type;
  return differ && (social.includes(name) || social.includes(type)) ? first([name]) : undefined;
}

function hasKeys(types: readonly string[], keys: readonly string[]): Judge {
  return (args, argument) =>
    isOf(args, types) && !isUnknown(args, argument)
      ? first(keys.filter((key) => !isSet(args, `${argument}.${key}`)).map((key) => `without ${key}`))
      : undefined;
}

function oneMetadata(args: Arguments, argument: string): string | undefined {
  if (!isOf(args, ['SAML']) || isUnknown(args, argument)) {
    return undefined;
  }
  const given = ['MetadataURL', 'MetadataFile'].filter((key) => isSet(args, `${argument}.${key}`));
  return given.length === 1 ? undefined : first([given]);
}
