import { z } from 'zod';
import { clientId, isIssuer, isSamlMetadata, readMetadata } from './settings-values';

/** Who may sign in to the framework's APIs, and where. */
export interface IdentitySettings {
  readonly mfa: 'off' | 'optional' | 'required';
  /** Whether people may register themselves. */
  readonly selfSignUp: boolean;
  /** Where people sign in with a browser; `undefined` where no page is known to send them back to. */
  readonly webApp: WebAppSettings | undefined;
}

/** A web application, by the addresses that a browser may be sent to. */
export interface WebAppSettings {
  readonly callbackUrls: readonly [string, ...string[]];
  readonly logoutUrls: readonly string[];
  readonly federation: FederationSettings | undefined;
}

/** The company's own identity providers; at least one. */
export interface FederationSettings {
  readonly saml: { readonly metadata: { readonly url: string } | { readonly xml: string } } | undefined;
  readonly oidc: { readonly issuer: string; readonly clientId: string } | undefined;
  /** The company's groups, and the group that each is here. */
  readonly groups: Readonly<Record<string, string>>;
  readonly claims: {
    readonly email?: string;
    readonly emailVerified?: string;
    readonly groups?: string;
  };
  /** Whether an identity is linked to the user of the same verified mail address. */
  readonly linkUsers: boolean;
}

const claim = z.string().regex(/^[\w:/.-]{1,256}$/);

const addresses = z
  .string()
  .transform((list) => [...new Set(list.split(',').map((address) => address.trim()))])
  .refine((list) => list.length <= 100 && list.every(isRedirectAddress));

/** The variables of this part; see {@link identityAllowed}. */
export const identityVariables = {
  MFA: z.enum(['off', 'optional', 'required']).default('optional'),
  SELF_SIGN_UP: z.enum(['on', 'off']).default('off'),
  CALLBACK_URLS: addresses.optional(),
  LOGOUT_URLS: addresses.optional(),
  COMPANY_SAML_METADATA_URL: z.string().refine(isHttpsUrl).optional(),
  COMPANY_SAML_METADATA_FILE: z.string().transform(readMetadata).refine(isSamlMetadata).optional(),
  COMPANY_OIDC_ISSUER: z.string().refine(isIssuer).optional(),
  COMPANY_OIDC_CLIENT_ID: clientId.optional(),
  COMPANY_GROUPS: z
    .string()
    .transform(readGroups)
    .pipe(z.record(z.string().min(1), z.string().min(1)))
    .optional(),
  COMPANY_GROUPS_CLAIM: claim.optional(),
  COMPANY_EMAIL_CLAIM: claim.optional(),
  COMPANY_EMAIL_VERIFIED_CLAIM: claim.optional(),
  LINK_FEDERATED_USERS: z.enum(['on', 'off']).default('off'),
};

const redirectAllowed =
  'up to 100 addresses separated by commas, https or for localhost and 127.0.0.1 http, without a fragment';
const claimAllowed =
  'the name of a claim or a SAML attribute: up to 256 letters, digits and _ : / . -; with a COMPANY_ provider';

/** What each variable may be. */
export const identityAllowed: Readonly<Record<keyof typeof identityVariables, string>> = {
  MFA: 'off, optional or required',
  SELF_SIGN_UP: 'on or off',
  CALLBACK_URLS: `${redirectAllowed}; in stage prod needed with a COMPANY_ provider or LOGOUT_URLS`,
  LOGOUT_URLS: redirectAllowed,
  COMPANY_SAML_METADATA_URL: 'an https URL; without COMPANY_SAML_METADATA_FILE',
  COMPANY_SAML_METADATA_FILE:
    'a readable file with the SAML 2.0 metadata of one identity provider: 1000 to 10000000 characters with EntityDescriptor and IDPSSODescriptor',
  COMPANY_OIDC_ISSUER:
    'an https URL without port, query and fragment, as the tokens have it in iss; with COMPANY_OIDC_CLIENT_ID',
  COMPANY_OIDC_CLIENT_ID: 'up to 255 letters, digits and . _ : / -; with COMPANY_OIDC_ISSUER',
  COMPANY_GROUPS:
    'their-group=our-group, separated by commas, or the same as a JSON object, each of theirs once; with a COMPANY_ provider',
  COMPANY_GROUPS_CLAIM: claimAllowed,
  COMPANY_EMAIL_CLAIM: claimAllowed,
  COMPANY_EMAIL_VERIFIED_CLAIM: claimAllowed,
  LINK_FEDERATED_USERS:
    'on or off; on needs a COMPANY_ provider, and for SAML alone COMPANY_EMAIL_VERIFIED_CLAIM, because nothing else says that an address is verified',
};

type IdentityVariable = keyof typeof identityVariables;
type Given = Readonly<Record<string, string | undefined>>;
type IdentityValues = z.output<z.ZodObject<typeof identityVariables>>;

/** Variables that need others, or go with no others. */
export function incompleteIdentity(given: Given): readonly IdentityVariable[] {
  const has = (variable: IdentityVariable): boolean => given[variable] !== undefined;
  const saml = has('COMPANY_SAML_METADATA_URL') || has('COMPANY_SAML_METADATA_FILE');
  const oidc = has('COMPANY_OIDC_ISSUER') || has('COMPANY_OIDC_CLIENT_ID');
  const ofProviders = [
    'COMPANY_GROUPS',
    'COMPANY_GROUPS_CLAIM',
    'COMPANY_EMAIL_CLAIM',
    'COMPANY_EMAIL_VERIFIED_CLAIM',
  ] as const;
  const links = given['LINK_FEDERATED_USERS'] === 'on';
  const canLink = oidc || (saml && has('COMPANY_EMAIL_VERIFIED_CLAIM'));
  const pageUnknown = given['STAGE'] === 'prod' && !has('CALLBACK_URLS');
  return [
    ...(has('COMPANY_SAML_METADATA_URL') && has('COMPANY_SAML_METADATA_FILE')
      ? (['COMPANY_SAML_METADATA_URL'] as const)
      : []),
    ...(oidc ? (['COMPANY_OIDC_ISSUER', 'COMPANY_OIDC_CLIENT_ID'] as const).filter((variable) => !has(variable)) : []),
    ...(saml || oidc ? [] : ofProviders.filter(has)),
    ...(links && !canLink ? (['LINK_FEDERATED_USERS'] as const) : []),
    ...(pageUnknown && (saml || oidc || has('LOGOUT_URLS')) ? (['CALLBACK_URLS'] as const) : []),
  ];
}

/** A page on this computer is no page of production: there, none is assumed. */
export function toIdentity(values: IdentityValues, production: boolean): IdentitySettings {
  const [first, ...others] = values.CALLBACK_URLS ?? (production ? [] : ['http://localhost:3000/callback']);
  const logoutUrls = values.LOGOUT_URLS ?? (production ? [] : ['http://localhost:3000/']);
  return {
    mfa: values.MFA,
    selfSignUp: values.SELF_SIGN_UP === 'on',
    webApp:
      first === undefined
        ? undefined
        : { callbackUrls: [first, ...others], logoutUrls, federation: toFederation(values) },
  };
}

function toFederation(values: IdentityValues): FederationSettings | undefined {
  const { COMPANY_SAML_METADATA_URL: url, COMPANY_SAML_METADATA_FILE: xml } = values;
  const { COMPANY_OIDC_ISSUER: issuer, COMPANY_OIDC_CLIENT_ID: client } = values;
  const { COMPANY_EMAIL_CLAIM, COMPANY_EMAIL_VERIFIED_CLAIM, COMPANY_GROUPS_CLAIM } = values;
  const metadata = url !== undefined ? { url } : xml !== undefined ? { xml } : undefined;
  const oidc = issuer === undefined || client === undefined ? undefined : { issuer, clientId: client };
  if (metadata === undefined && oidc === undefined) {
    return undefined;
  }
  return {
    saml: metadata === undefined ? undefined : { metadata },
    oidc,
    groups: values.COMPANY_GROUPS ?? {},
    claims: {
      ...(COMPANY_EMAIL_CLAIM === undefined ? {} : { email: COMPANY_EMAIL_CLAIM }),
      ...(COMPANY_EMAIL_VERIFIED_CLAIM === undefined ? {} : { emailVerified: COMPANY_EMAIL_VERIFIED_CLAIM }),
      ...(COMPANY_GROUPS_CLAIM === undefined ? {} : { groups: COMPANY_GROUPS_CLAIM }),
    },
    linkUsers: values.LINK_FEDERATED_USERS === 'on',
  };
}

/** The JSON form is for names with commas or equals signs, such as those of a directory. */
function readGroups(text: string): unknown {
  if (text.startsWith('{')) {
    return readJson(text);
  }
  const pairs = text.split(',').map((pair) => pair.split('=').map((side) => side.trim()));
  const distinct = new Set(pairs.map(([theirs]) => theirs));
  return pairs.every((pair) => pair.length === 2) && distinct.size === pairs.length
    ? Object.fromEntries(pairs)
    : undefined;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The fault then names the variable and its value.
    return undefined;
  }
}

/** As app clients take it. Source: Cognito user pools API reference, CreateUserPoolClient, CallbackURLs. */
function isRedirectAddress(text: string): boolean {
  if (text.length > 1024 || !/^https?:\/\/[\x21-\x7e]+$/.test(text) || /[#${}]/.test(text) || !URL.canParse(text)) {
    return false;
  }
  const { protocol, hostname, username, password } = new URL(text);
  return (
    username === '' &&
    password === '' &&
    (protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
  );
}

function isHttpsUrl(text: string): boolean {
  return /^https:\/\/[\x21-\x7e]+$/.test(text) && !/[${}]/.test(text) && URL.canParse(text);
}
