import { CognitoIdentityProvider } from '@cdktf/provider-aws/lib/cognito-identity-provider';
import { TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import { providerGroupsAttribute, type UserPool } from './user-directory';

/** What every identity provider is told. */
interface IdentityProviderProps {
  /**
   * Begins the user names of its people, as `<name>_<subject>`, and names the provider to `/oauth2/authorize`: up to 32
   * letters, digits and hyphens. A change makes other users of all its people.
   */
  readonly name: string;
  readonly userPool: UserPool;
  /**
   * The claims, or SAML attributes, that fill the profile at each sign-in.
   *
   * @default `email`, `email_verified` of OpenID Connect alone, and `groups`
   */
  readonly claims?: Partial<ProviderClaims>;
}

/** Names of claims, or of SAML attributes. */
export interface ProviderClaims {
  readonly email: string;
  /** With the value `true` where the provider has verified the address. Linking needs it. */
  readonly emailVerified: string;
  /**
   * One value a group. Have ids sent where people may name groups themselves: a group called `[a, b]` cannot be told from
   * the two groups a and b.
   */
  readonly groups: string;
}

/** Props of {@link SamlProvider}. */
export interface SamlProviderProps extends IdentityProviderProps {
  /** Of the provider: an https URL, which Cognito reads again every 6 hours, or the XML itself. */
  readonly metadata: { readonly url: string } | { readonly xml: string };
}

/** Props of {@link OidcProvider}. */
export interface OidcProviderProps extends IdentityProviderProps {
  /** `iss` of its tokens, exactly; its discovery document is found from there. */
  readonly issuer: string;
  readonly clientId: string;
  /**
   * Name of the sensitive Terraform variable that holds the client's secret, given as `TF_VAR_<name>`. The secret is never
   * in what is synthesized; like all that Terraform knows of a provider, it is in the state.
   */
  readonly clientSecretVariable: string;
}

/** Where else than in the pool people may sign in. */
export type IdentityProvider = SamlProvider | OidcProvider;

/**
 * What AWS writes into the details when it has read metadata or discovery. Without this every plan would want to take it
 * out again.
 */
const writtenByAws = {
  SAML: ['ActiveEncryptionCertificate', 'SLORedirectBindingURI', 'SSORedirectBindingURI'],
  OIDC: ['attributes_url', 'attributes_url_add_attributes', 'authorize_url', 'jwks_uri', 'token_url'],
} as const;

/**
 * A SAML 2.0 identity provider. Requests are signed; a sign-in that the provider begins by itself is refused, because
 * nothing binds it to the browser that it comes from.
 */
export class SamlProvider extends Construct {
  readonly kind = 'SAML' as const;
  /** By reference: a client that names it is made after it. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: SamlProviderProps) {
    super(scope, id);
    const { metadata, claims } = props;
    this.name = provider(this, props, {
      type: 'SAML',
      details: {
        ...('url' in metadata ? { MetadataURL: metadata.url } : { MetadataFile: metadata.xml }),
        EncryptedResponses: 'false',
        IDPInit: 'false',
        IDPSignout: 'false',
        RequestSigningAlgorithm: 'rsa-sha256',
      },
      mapping: { ...claims },
    });
  }
}

/** An OpenID Connect provider, asked with the code flow by a client that has a secret. */
export class OidcProvider extends Construct {
  readonly kind = 'OIDC' as const;
  /** By reference: a client that names it is made after it. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: OidcProviderProps) {
    super(scope, id);
    const secret = new TerraformVariable(this, 'secret', {
      type: 'string',
      sensitive: true,
      nullable: false,
      description: `Secret of the client ${props.clientId} at ${props.issuer}`,
    });
    secret.overrideLogicalId(props.clientSecretVariable);
    this.name = provider(this, props, {
      type: 'OIDC',
      details: {
        client_id: props.clientId,
        client_secret: secret.stringValue,
        authorize_scopes: 'openid email profile',
        oidc_issuer: props.issuer,
        attributes_request_method: 'GET',
      },
      mapping: { emailVerified: 'email_verified', ...props.claims },
    });
  }
}

interface ProviderArguments {
  readonly type: 'SAML' | 'OIDC';
  readonly details: Readonly<Record<string, string>>;
  readonly mapping: Partial<ProviderClaims>;
}

/** With `username` where AWS adds it by itself: left out, every plan would take it away. */
function provider(
  scope: Construct,
  props: IdentityProviderProps,
  { type, details, mapping }: ProviderArguments,
): string {
  const { email = 'email', groups = 'groups', emailVerified } = mapping;
  return new CognitoIdentityProvider(scope, 'Resource', {
    userPoolId: props.userPool.id,
    providerName: props.name,
    providerType: type,
    providerDetails: { ...details },
    attributeMapping: {
      email,
      [providerGroupsAttribute]: groups,
      ...(emailVerified === undefined ? {} : { email_verified: emailVerified }),
      ...(type === 'OIDC' ? { username: 'sub' } : {}),
    },
    lifecycle: { ignoreChanges: writtenByAws[type].map((key) => `provider_details["${key}"]`) },
  }).providerName;
}
