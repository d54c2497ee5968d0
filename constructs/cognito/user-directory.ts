import {
  CognitoUserPool,
  type CognitoUserPoolConfig,
  type CognitoUserPoolSchema,
} from '@cdktf/provider-aws/lib/cognito-user-pool';
import { CognitoUserPoolClient } from '@cdktf/provider-aws/lib/cognito-user-pool-client';
import { CognitoUserPoolDomain } from '@cdktf/provider-aws/lib/cognito-user-pool-domain';
import { Construct } from 'constructs';
import { userPoolClientDefaults, userPoolDefaults } from './cognito-defaults';
import type { StandardAttribute } from './profile-attributes';
import { allowTriggers, triggerArguments, type UserPoolTriggers } from './user-pool-triggers';

/** Props of {@link UserPool}. */
export interface UserPoolProps {
  readonly name: string;
  /** Whether people may register themselves, or administrators alone create users. */
  readonly selfSignUp: boolean;
  /**
   * How people name themselves. It cannot be changed later without a new pool.
   *
   * @default 'email': the mail address is the user name
   */
  readonly signIn?: 'email' | 'username-or-email';
  /**
   * Attributes of which the pool demands something. AWS takes further ones later, and changes none.
   *
   * @default every standard attribute is optional and mutable
   */
  readonly attributes?: readonly UserAttribute[];
  /**
   * Whether users have {@link providerGroupsAttribute}. AWS never takes an attribute back: once there, it stays.
   *
   * @default false
   */
  readonly providerGroups?: boolean;
  /**
   * Whether people may or must show a one-time code of an app besides their password. Who signs in at an identity
   * provider of the company is asked there, never here.
   *
   * @default 'off'
   */
  readonly mfa?: MultiFactor;
  /**
   * @default 8 characters of all four kinds; a temporary password lives 7 days
   */
  readonly passwordPolicy?: Partial<PasswordPolicy>;
  /**
   * Functions that the pool asks.
   *
   * @default none
   */
  readonly triggers?: UserPoolTriggers;
  /** Whether deletion is refused, by Cognito and by Terraform. */
  readonly protect: boolean;
}

/** Whether people need a second factor. `required` asks everybody at the next sign-in to set one up. */
export type MultiFactor = 'off' | 'optional' | 'required';

/** What may be chosen of a password's rules; all four kinds of characters are always asked for. */
export interface PasswordPolicy {
  /** Characters, 6 to 99. */
  readonly minimumLength: number;
  /** How long a password that an administrator gave may be exchanged, 1 to 365 days. */
  readonly temporaryPasswordValidityDays: number;
}

/**
 * Where an identity provider's groups stand in a user's profile, as the provider sent them. Rights depend on it, so no
 * client may write it but one through which nobody can: see {@link BrowserClient}.
 */
export const providerGroupsAttribute = 'custom:idp_groups';

/** A standard attribute that holds text. */
export interface UserAttribute {
  /** `name` is a person's full name. */
  readonly name: 'email' | 'name';
  /** Whether a user must have it. */
  readonly required: boolean;
  /** Whether it may change after sign-up. */
  readonly mutable: boolean;
}

/** People who sign in with a mail address, which Cognito verifies. */
export class UserPool extends Construct {
  readonly id: string;
  readonly arn: string;
  /** `cognito-idp.<region>.amazonaws.com/<id>`: the provider's name at an identity pool. */
  readonly endpoint: string;

  constructor(scope: Construct, id: string, props: UserPoolProps) {
    super(scope, id);
    const resource = new CognitoUserPool(this, 'Resource', {
      ...userPoolDefaults,
      name: props.name,
      ...(props.signIn === 'username-or-email' ? { aliasAttributes: ['email'] } : { usernameAttributes: ['email'] }),
      ...attributeArguments(props),
      ...mfaArguments(props.mfa ?? 'off'),
      ...(props.passwordPolicy === undefined
        ? {}
        : { passwordPolicy: { ...userPoolDefaults.passwordPolicy, ...props.passwordPolicy } }),
      ...triggerArguments(props.triggers),
      autoVerifiedAttributes: ['email'],
      adminCreateUserConfig: { allowAdminCreateUserOnly: !props.selfSignUp },
      deletionProtection: props.protect ? 'ACTIVE' : 'INACTIVE',
      ...(props.protect ? { lifecycle: { preventDestroy: true } } : {}),
    });
    this.id = resource.id;
    this.arn = resource.arn;
    this.endpoint = resource.endpoint;
    allowTriggers(this, props.triggers);
  }
}

/** Nothing at all where it is off: AWS refuses a factor beside `OFF`, and has that as its default. */
function mfaArguments(mfa: MultiFactor): Partial<CognitoUserPoolConfig> {
  return mfa === 'off'
    ? {}
    : {
        mfaConfiguration: mfa === 'required' ? 'ON' : 'OPTIONAL',
        softwareTokenMfaConfiguration: { enabled: true },
      };
}

/** An address that never changes has no change to verify. */
function attributeArguments({
  attributes = [],
  providerGroups = false,
}: UserPoolProps): Partial<CognitoUserPoolConfig> {
  const keepsEmail = attributes.some(({ name, mutable }) => name === 'email' && !mutable);
  const schema = [...attributes.map(attributeSchema), ...(providerGroups ? [providerGroupsSchema] : [])];
  return {
    ...(schema.length === 0 ? {} : { schema }),
    ...(keepsEmail ? { userAttributeUpdateSettings: undefined } : {}),
  };
}

/** Mutable, because the provider fills it anew at each sign-in; AWS refuses a longer one. */
const providerGroupsSchema: CognitoUserPoolSchema = {
  name: providerGroupsAttribute.replace('custom:', ''),
  attributeDataType: 'String',
  developerOnlyAttribute: false,
  mutable: true,
  required: false,
  stringAttributeConstraints: { minLength: '0', maxLength: '2048' },
};

/** With the lengths that AWS gives a standard attribute: left out, every plan would want to replace the schema. */
function attributeSchema({ name, required, mutable }: UserAttribute): CognitoUserPoolSchema {
  return {
    name,
    attributeDataType: 'String',
    developerOnlyAttribute: false,
    mutable,
    required,
    stringAttributeConstraints: { minLength: '0', maxLength: '2048' },
  };
}

/** Ways to sign in that an app client may be given. */
export type SignInFlow = 'ALLOW_USER_SRP_AUTH' | 'ALLOW_REFRESH_TOKEN_AUTH';

/** Props of {@link UserPoolClient}. */
export interface UserPoolClientProps {
  readonly name: string;
  readonly userPool: UserPool;
  readonly signInFlows: readonly [SignInFlow, ...SignInFlow[]];
  /** How long a sign-in lasts, 1 to 3650. */
  readonly refreshTokenDays: number;
  /**
   * What its users may write in their own profile, by SignUp and UpdateUserAttributes.
   *
   * @default every standard attribute, and no other
   */
  readonly writeAttributes?: readonly StandardAttribute[];
}

/** An app in which people sign in. It has no secret: what runs at the user's keeps none. */
export class UserPoolClient extends Construct {
  readonly kind = 'password' as const;
  readonly id: string;
  readonly userPool: UserPool;

  constructor(scope: Construct, id: string, props: UserPoolClientProps) {
    super(scope, id);
    const resource = new CognitoUserPoolClient(this, 'Resource', {
      ...userPoolClientDefaults,
      name: props.name,
      userPoolId: props.userPool.id,
      generateSecret: false,
      refreshTokenValidity: props.refreshTokenDays,
      explicitAuthFlows: [...props.signInFlows],
      ...(props.writeAttributes === undefined ? {} : { writeAttributes: [...props.writeAttributes] }),
    });
    this.id = resource.id;
    this.userPool = props.userPool;
  }
}

/** Props of {@link UserPoolDomain}. */
export interface UserPoolDomainProps {
  /** Unique in the region over all accounts: lower-case letters, digits, inner hyphens, at most 63. */
  readonly prefix: string;
  readonly userPool: UserPool;
  readonly region: string;
}

/** `<prefix>.auth.<region>.amazoncognito.com` */
export class UserPoolDomain extends Construct {
  readonly prefix: string;
  /** `https://<prefix>.auth.<region>.amazoncognito.com` */
  readonly url: string;
  /** `https://<prefix>.auth.<region>.amazoncognito.com/oauth2/token` */
  readonly tokenEndpoint: string;

  constructor(scope: Construct, id: string, props: UserPoolDomainProps) {
    super(scope, id);
    const resource = new CognitoUserPoolDomain(this, 'Resource', {
      domain: props.prefix,
      userPoolId: props.userPool.id,
    });
    this.prefix = resource.domain;
    this.url = `https://${this.prefix}.auth.${props.region}.amazoncognito.com`;
    this.tokenEndpoint = `${this.url}/oauth2/token`;
  }
}
