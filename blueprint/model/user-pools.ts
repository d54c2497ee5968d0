import type { Located } from './located';

/** A user pool with its clients, groups and domain. */
export interface UserPool extends Located {
  /** `<region>_<9 letters and digits>` */
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  /** `cognito-idp.<region>.amazonaws.com/<id>`; the issuer is this behind `https://`. */
  readonly endpoint: string;
  readonly usernameAttributes: readonly string[];
  readonly aliasAttributes: readonly string[];
  readonly autoVerifiedAttributes: readonly string[];
  readonly caseSensitiveUsernames: boolean;
  readonly allowAdminCreateUserOnly: boolean;
  readonly passwordPolicy: PasswordPolicy;
  readonly mfa: MultiFactor;
  /** By what a forgotten password is reset, the first choice first. Empty: AWS's default, by the verified ones. */
  readonly recovery: readonly RecoveryMechanism[];
  /** Attributes of which a new value counts only once its code was given. */
  readonly verifiedBeforeUpdate: readonly string[];
  readonly triggers: readonly UserPoolTrigger[];
  readonly identityProviders: readonly IdentityProvider[];
  /** The attributes that the stack declares; the standard ones exist besides. */
  readonly schema: readonly SchemaAttribute[];
  readonly clients: readonly UserPoolClient[];
  readonly groups: readonly UserGroup[];
  readonly resourceServers: readonly ResourceServer[];
  readonly domain: UserPoolDomain | undefined;
}

/** Whether people must, may or cannot show a second factor; of the factors, one-time codes of an app are understood. */
export interface MultiFactor {
  readonly mode: 'OFF' | 'OPTIONAL' | 'ON';
  readonly softwareToken: boolean;
}

/** How somebody who forgot their password may prove who they are. */
export type RecoveryMechanism = 'verified_email' | 'verified_phone_number' | 'admin_only';

/** When a pool asks a function. Closed: other triggers are refused when read. */
export type TriggerKind = 'PreSignUp' | 'PostConfirmation' | 'PostAuthentication' | 'PreTokenGeneration';

/** A function that a pool asks. */
export interface UserPoolTrigger {
  readonly kind: TriggerKind;
  readonly functionArn: string;
  /** The shape of its event; all but PreTokenGeneration have one alone. */
  readonly version: 'V1_0' | 'V2_0';
}

/** Another directory whose users may sign in to the pool. */
export type IdentityProvider = SamlIdentityProvider | OidcIdentityProvider;

interface NamedProvider extends Located {
  /** Begins the user names of its people: `<name>_<subject>`. */
  readonly name: string;
  /** Attribute of the pool to the claim or SAML attribute that fills it at each sign-in. */
  readonly attributeMapping: Readonly<Record<string, string>>;
  /** Other names by which `/oauth2/authorize` may be told of it. */
  readonly identifiers: readonly string[];
}

/** An identity provider that speaks SAML 2.0. */
export interface SamlIdentityProvider extends NamedProvider {
  readonly kind: 'SAML';
  readonly metadata: { readonly kind: 'file'; readonly xml: string } | { readonly kind: 'url'; readonly url: string };
  /** Whether requests are signed, with RSA and SHA-256. */
  readonly signsRequests: boolean;
  /** Whether the provider may begin a sign-in by itself. */
  readonly idpInitiated: boolean;
}

/** An identity provider that speaks OpenID Connect. */
export interface OidcIdentityProvider extends NamedProvider {
  readonly kind: 'OIDC';
  /** `iss` of its tokens, exactly. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly scopes: readonly string[];
  /** How its userInfo endpoint is asked. */
  readonly attributesRequestMethod: 'GET' | 'POST';
  /** Where they are given; else they are found by discovery. */
  readonly endpoints: OidcEndpoints | undefined;
}

/** The addresses of an OpenID provider. */
export interface OidcEndpoints {
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly attributesUrl: string;
  readonly jwksUri: string;
}

/** What a password must have. */
export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly requireUppercase: boolean;
  readonly requireLowercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  readonly temporaryPasswordValidityDays: number;
}

/** A declared attribute of users. */
export interface SchemaAttribute {
  /** With the prefix `custom:` where it is not a standard attribute. */
  readonly name: string;
  readonly dataType: 'String' | 'Number' | 'DateTime' | 'Boolean';
  readonly required: boolean;
  readonly mutable: boolean;
  /** Least and greatest length of a string, or least and greatest value of a number. */
  readonly minimum?: number;
  readonly maximum?: number;
}

/** An app client. */
export interface UserPoolClient extends Located {
  readonly id: string;
  readonly name: string;
  readonly secret: string | undefined;
  /** `ALLOW_*` names; legacy names are translated, AWS's default is filled in. */
  readonly authFlows: ReadonlySet<AuthFlow>;
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  readonly authSessionMinutes: number;
  readonly tokenRevocation: boolean;
  readonly hidesUserExistence: boolean;
  /** `undefined`: all of the pool's standard attributes. */
  readonly readAttributes: readonly string[] | undefined;
  readonly writeAttributes: readonly string[] | undefined;
  /** `undefined`: the client gets no tokens at the pool's domain. */
  readonly oauth: ClientOauth | undefined;
  /** `COGNITO` for the pool's own users, and names of identity providers. */
  readonly identityProviders: readonly string[];
  /** Set where a refresh token is good for one use. */
  readonly refreshRotation: { readonly graceSeconds: number } | undefined;
}

/** What a client may ask of the pool's domain. */
export interface ClientOauth {
  readonly flows: ReadonlySet<OauthFlow>;
  /** Scopes of OpenID Connect, and `<resource server>/<scope>`. */
  readonly scopes: readonly string[];
  /** Where a browser may be sent with a code, compared exactly. */
  readonly callbackUrls: readonly string[];
  /** Where a browser may be sent after signing out, compared exactly. */
  readonly logoutUrls: readonly string[];
  readonly defaultRedirectUri: string | undefined;
}

/** A way to get tokens at the domain. Closed: the others, such as the implicit flow, are refused when read. */
export type OauthFlow = 'client_credentials' | 'code';

/** A way to sign in that a client allows. */
export type AuthFlow =
  | 'ALLOW_USER_SRP_AUTH'
  | 'ALLOW_USER_PASSWORD_AUTH'
  | 'ALLOW_ADMIN_USER_PASSWORD_AUTH'
  | 'ALLOW_REFRESH_TOKEN_AUTH'
  | 'ALLOW_CUSTOM_AUTH';

/** An API as its scopes name it. */
export interface ResourceServer extends Located {
  readonly identifier: string;
  readonly name: string;
  /** `<identifier>/<scope>` */
  readonly scopes: readonly string[];
}

/** A group, and the role that its members may take at an identity pool. */
export interface UserGroup extends Located {
  readonly name: string;
  readonly roleArn: string | undefined;
  readonly precedence: number | undefined;
  readonly description: string | undefined;
}

/** A prefix domain of Cognito's. */
export interface UserPoolDomain extends Located {
  readonly prefix: string;
  /** `<prefix>.auth.<region>.amazoncognito.com` */
  readonly host: string;
}
