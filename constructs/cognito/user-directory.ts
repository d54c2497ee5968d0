import {
  CognitoUserPool,
  type CognitoUserPoolConfig,
  type CognitoUserPoolSchema,
} from '@cdktf/provider-aws/lib/cognito-user-pool';
import { CognitoUserPoolClient } from '@cdktf/provider-aws/lib/cognito-user-pool-client';
import { CognitoUserPoolDomain } from '@cdktf/provider-aws/lib/cognito-user-pool-domain';
import { Construct } from 'constructs';
import { userPoolClientDefaults, userPoolDefaults } from './cognito-defaults';

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
  /** Whether deletion is refused, by Cognito and by Terraform. */
  readonly protect: boolean;
}

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
      ...(props.attributes === undefined ? {} : attributeArguments(props.attributes)),
      autoVerifiedAttributes: ['email'],
      adminCreateUserConfig: { allowAdminCreateUserOnly: !props.selfSignUp },
      deletionProtection: props.protect ? 'ACTIVE' : 'INACTIVE',
      ...(props.protect ? { lifecycle: { preventDestroy: true } } : {}),
    });
    this.id = resource.id;
    this.arn = resource.arn;
    this.endpoint = resource.endpoint;
  }
}

/** An address that never changes has no change to verify. */
function attributeArguments(attributes: readonly UserAttribute[]): Partial<CognitoUserPoolConfig> {
  const keepsEmail = attributes.some(({ name, mutable }) => name === 'email' && !mutable);
  return {
    schema: attributes.map(attributeSchema),
    ...(keepsEmail ? { userAttributeUpdateSettings: undefined } : {}),
  };
}

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
}

/** An app in which people sign in. It has no secret: what runs at the user's keeps none. */
export class UserPoolClient extends Construct {
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
  /** `https://<prefix>.auth.<region>.amazoncognito.com/oauth2/token` */
  readonly tokenEndpoint: string;

  constructor(scope: Construct, id: string, props: UserPoolDomainProps) {
    super(scope, id);
    const resource = new CognitoUserPoolDomain(this, 'Resource', {
      domain: props.prefix,
      userPoolId: props.userPool.id,
    });
    this.prefix = resource.domain;
    this.tokenEndpoint = `https://${this.prefix}.auth.${props.region}.amazoncognito.com/oauth2/token`;
  }
}
