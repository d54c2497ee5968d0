import type { APIGatewayProxyEvent } from 'aws-lambda';
import { noCognitoIdentity } from './errors';

/** What the functions read of API Gateway's Lambda proxy event. */
export interface ApiEvent extends Pick<
  APIGatewayProxyEvent,
  'body' | 'isBase64Encoded' | 'headers' | 'httpMethod' | 'queryStringParameters' | 'resource'
> {
  /** Absent or `null` where the path of the route has none. */
  readonly pathParameters?: APIGatewayProxyEvent['pathParameters'];
  readonly requestContext: Pick<APIGatewayProxyEvent['requestContext'], 'requestId'> & {
    readonly identity: Pick<APIGatewayProxyEvent['requestContext']['identity'], 'cognitoIdentityId'> &
      Partial<Pick<APIGatewayProxyEvent['requestContext']['identity'], 'cognitoAuthenticationProvider'>>;
    /** What the authorizer of the route found out, each claim as text; absent where the route has none. */
    readonly authorizer?: { readonly claims?: Readonly<Record<string, string>> } | null;
  };
}

/**
 * Whose request this is. API Gateway fills it in from the verified signature, never from what the caller sends.
 *
 * @param what is the caller's own, for the refusal
 * @throws RefusedRequestError 403 where the signer is no identity of an identity pool
 */
export function identityOf(event: ApiEvent, what = 'Notes'): string {
  const identityId = event.requestContext.identity.cognitoIdentityId;
  if (identityId === null || identityId === '') {
    throw noCognitoIdentity(what);
  }
  return identityId;
}
