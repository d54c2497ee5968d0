import type { Located } from './located';

/** What a method asks of its caller. Closed: a kind that is missing here is refused when read. */
export type RouteAuthorization =
  | { readonly kind: 'NONE' }
  | { readonly kind: 'AWS_IAM' }
  | {
      readonly kind: 'COGNITO_USER_POOLS';
      readonly authorizer: UserPoolAuthorizer;
      /** One of these must be in an access token. Empty: the method takes ID tokens. */
      readonly scopes: readonly string[];
    };

/** Lets in who brings a token of one of its user pools. */
export interface UserPoolAuthorizer extends Located {
  readonly id: string;
  readonly name: string;
  /** The header that has the token, as the identity source writes it. */
  readonly tokenHeader: string;
  readonly userPoolIds: readonly string[];
  /** A regular expression that the claim `aud` must match, so that access tokens, which have none, never pass. */
  readonly validationExpression: string | undefined;
  /** How long a result is kept; 0 keeps none. */
  readonly resultTtlSeconds: number;
}
