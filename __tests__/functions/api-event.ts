import type { ApiEvent } from '../../functions/shared/event';

/** An identity of an identity pool. */
export const alice = 'eu-west-1:11111111-2222-4333-8444-555555555555';
export const bob = 'eu-west-1:99999999-2222-4333-8444-555555555555';

/** What varies between events. */
export interface EventChange {
  readonly identityId?: string | null;
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
  readonly headers?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly httpMethod?: string;
  /** Path of the route. */
  readonly resource?: string;
  readonly pathParameters?: Record<string, string>;
  /** Through whom the signer signed in. */
  readonly authenticationProvider?: string;
  /** What a user pool's authorizer found in the token. */
  readonly claims?: Readonly<Record<string, string>>;
}

/** The part of API Gateway's event that the functions read. */
export function apiEvent({
  identityId = alice,
  body = null,
  isBase64Encoded = false,
  headers = {},
  query,
  httpMethod = 'POST',
  resource = '/',
  pathParameters,
  authenticationProvider,
  claims,
}: EventChange): ApiEvent {
  return {
    body,
    isBase64Encoded,
    headers,
    httpMethod,
    resource,
    queryStringParameters: query ?? null,
    ...(pathParameters === undefined ? {} : { pathParameters }),
    requestContext: {
      requestId: 'request-1',
      identity: {
        cognitoIdentityId: identityId,
        ...(authenticationProvider === undefined ? {} : { cognitoAuthenticationProvider: authenticationProvider }),
      },
      ...(claims === undefined ? {} : { authorizer: { claims } }),
    },
  };
}
