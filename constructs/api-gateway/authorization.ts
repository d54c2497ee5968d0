/** Who may call a route. There is no default: a route that says nothing does not compile. */
export type RouteAuthorization = IamAuthorization | PublicAuthorization;

/** Requests signed with AWS credentials whose policies allow this route. */
export interface IamAuthorization {
  readonly kind: 'iam';
}

/** Everybody. */
export interface PublicAuthorization {
  readonly kind: 'public';
  /** Why; a reviewer reads it. */
  readonly reason: string;
}

/** What the method of a route is given. */
export function authorizationType(authorization: RouteAuthorization): 'AWS_IAM' | 'NONE' {
  switch (authorization.kind) {
    case 'public':
      return 'NONE';
    case 'iam':
      return 'AWS_IAM';
  }
}
