import type { Located } from './located';

/** A user pool with its clients, groups and domain. */
export interface UserPool extends Located {
  /** `<region>_<9 letters and digits>` */
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  /** `cognito-idp.<region>.amazonaws.com/<id>`; the issuer is this behind `https://`. */
  readonly endpoint: string;
  readonly usernameAttributes: readonly string[];
  readonly aliasAttributes: readonly string[];
  readonly autoVerifiedAttributes: readonly string[];
  readonly caseSensitiveUsernames: boolean;
  readonly allowAdminCreateUserOnly: boolean;
  readonly passwordPolicy: PasswordPolicy;
  /** The attributes that the stack declares; the standard ones exist besides. */
  readonly schema: readonly SchemaAttribute[];
  readonly clients: readonly UserPoolClient[];
  readonly groups: readonly UserGroup[];
  readonly resourceServers: readonly ResourceServer[];
  readonly domain: UserPoolDomain | undefined;
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
}

/** What a client may ask of the pool's domain. */
export interface ClientOauth {
  readonly flows: ReadonlySet<OauthFlow>;
  /** Scopes of OpenID Connect, and `<resource server>/<scope>`. */
  readonly scopes: readonly string[];
}

/** A way to get tokens at the domain. Closed: the others are refused when read. */
export type OauthFlow = 'client_credentials';

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
