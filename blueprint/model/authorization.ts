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
    }
  | { readonly kind: 'CUSTOM'; readonly authorizer: LambdaAuthorizer };

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

/** Lets in whom the policy that a function returns lets in. */
export type LambdaAuthorizer = TokenAuthorizer | RequestAuthorizer;

interface FunctionAuthorizer extends Located {
  readonly id: string;
  readonly name: string;
  readonly functionArn: string;
  /** How long a returned policy is kept; 0 keeps none. */
  readonly resultTtlSeconds: number;
}

/** A function that sees one header and nothing else of a request. */
export interface TokenAuthorizer extends FunctionAuthorizer {
  readonly kind: 'TOKEN';
  /** As the identity source writes it. */
  readonly tokenHeader: string;
  /** A regular expression that the whole header must match before the function is called. */
  readonly validationExpression: string | undefined;
}

/** A function that sees all of a request but its body. */
export interface RequestAuthorizer extends FunctionAuthorizer {
  readonly kind: 'REQUEST';
  /** All must be there before the function is called, and together are what a result is kept under. */
  readonly identitySources: readonly IdentitySource[];
}

/** A part of a request by which its caller is told. */
export type IdentitySource =
  | { readonly place: 'header' | 'querystring' | 'stageVariables'; readonly name: string }
  | { readonly place: 'context'; readonly name: ContextVariable };

/** The variables of `$context` that say something about a request before anybody let it in. */
export const contextVariables = [
  'accountId',
  'apiId',
  'domainName',
  'domainPrefix',
  'httpMethod',
  'identity.sourceIp',
  'identity.userAgent',
  'path',
  'protocol',
  'requestId',
  'resourceId',
  'resourcePath',
  'stage',
] as const;

/** A name behind `context.` */
export type ContextVariable = (typeof contextVariables)[number];
