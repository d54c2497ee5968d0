import type { LambdaAuthorizer } from './lambda-authorizer';
import type { UserPoolAuthorizer } from './user-pool-authorizer';

/** Who may call a route. There is no default: a route that says nothing does not compile. */
export type RouteAuthorization =
  IamAuthorization | UserPoolAuthorization | IdTokenAuthorization | LambdaAuthorization | PublicAuthorization;

/** Requests signed with AWS credentials whose policies allow this route. */
export interface IamAuthorization {
  readonly kind: 'iam';
}

/** Access tokens of a user pool that carry one of the scopes. An id token is refused. */
export interface UserPoolAuthorization {
  readonly kind: 'user-pool';
  readonly authorizer: UserPoolAuthorizer;
  /** `<resource server>/<scope>`; one of them is enough. */
  readonly scopes: readonly [string, ...string[]];
}

/**
 * Id tokens of a user pool: everybody who can sign in, through any of its clients. An access token is refused, and so is
 * every machine.
 */
export interface IdTokenAuthorization {
  readonly kind: 'user-pool-id-token';
  readonly authorizer: UserPoolAuthorizer;
  /** Why no scope is asked for; a reviewer reads it. */
  readonly reason: string;
}

/** Tokens for which a function returns a policy that allows the route. */
export interface LambdaAuthorization {
  readonly kind: 'lambda';
  readonly authorizer: LambdaAuthorizer;
}

/** Everybody. */
export interface PublicAuthorization {
  readonly kind: 'public';
  /** Why; a reviewer reads it. */
  readonly reason: string;
}

/** What the method of a route is given. */
export interface MethodAuthorization {
  readonly authorization: 'AWS_IAM' | 'COGNITO_USER_POOLS' | 'CUSTOM' | 'NONE';
  readonly authorizerId?: string;
  readonly authorizationScopes?: string[];
}

/** The arguments of the method. */
export function methodAuthorization(authorization: RouteAuthorization): MethodAuthorization {
  switch (authorization.kind) {
    case 'public':
      return { authorization: 'NONE' };
    case 'iam':
      return { authorization: 'AWS_IAM' };
    case 'user-pool':
      return {
        authorization: 'COGNITO_USER_POOLS',
        authorizerId: authorization.authorizer.id,
        authorizationScopes: [...authorization.scopes],
      };
    case 'lambda':
      return { authorization: 'CUSTOM', authorizerId: authorization.authorizer.id };
    case 'user-pool-id-token':
      return { authorization: 'COGNITO_USER_POOLS', authorizerId: authorization.authorizer.id };
  }
}
