/** The kinds of answer that API Gateway makes by itself, and their default status. The last two have none of their own. */
export const defaultStatus = {
  BAD_REQUEST_BODY: 400,
  BAD_REQUEST_PARAMETERS: 400,
  UNAUTHORIZED: 401,
  ACCESS_DENIED: 403,
  EXPIRED_TOKEN: 403,
  INVALID_API_KEY: 403,
  INVALID_SIGNATURE: 403,
  MISSING_AUTHENTICATION_TOKEN: 403,
  WAF_FILTERED: 403,
  RESOURCE_NOT_FOUND: 404,
  REQUEST_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  QUOTA_EXCEEDED: 429,
  THROTTLED: 429,
  API_CONFIGURATION_ERROR: 500,
  AUTHORIZER_CONFIGURATION_ERROR: 500,
  AUTHORIZER_FAILURE: 500,
  INTEGRATION_FAILURE: 504,
  INTEGRATION_TIMEOUT: 504,
  DEFAULT_4XX: undefined,
  DEFAULT_5XX: undefined,
} as const satisfies Readonly<Record<string, number | undefined>>;

/** A type of gateway response, as Terraform's `response_type` names it. */
export type GatewayResponseType = keyof typeof defaultStatus;

/** A request that ends here. */
export type GatewayRefusal = TypedRefusal | PlainRefusal;

/** A refusal that a gateway response of the API may reshape. */
export interface TypedRefusal {
  readonly kind: 'refused';
  readonly type: GatewayResponseType;
  /** Of this very refusal, where it is not that of its type. */
  readonly status: number;
  /** `x-amzn-ErrorType` */
  readonly errorType: string;
  /** `$context.error.message`; AWS sends null for some faults of authorizers. */
  readonly message: string | null;
  /** An integration was called: its errors are written with a space, and carry a trace id. */
  readonly afterIntegration: boolean;
  readonly reason: string;
}

/** A refusal that comes before an API may have a say. */
export interface PlainRefusal {
  readonly kind: 'refused-plainly';
  readonly status: number;
  readonly contentType: 'application/json' | 'text/plain';
  readonly errorType: string | undefined;
  readonly body: string;
  readonly reason: string;
}

interface Refusal {
  readonly type: GatewayResponseType;
  readonly errorType: string;
  readonly message: string | null;
  readonly reason: string;
  /** @default that of the type; 403 and 500 for the two that have none */
  readonly status?: number;
}

/** A refusal before any integration is called. */
export function refuse({ status, ...refusal }: Refusal): TypedRefusal {
  const fallback = refusal.type === 'DEFAULT_5XX' ? 500 : 403;
  return {
    kind: 'refused',
    ...refusal,
    status: status ?? defaultStatus[refusal.type] ?? fallback,
    afterIntegration: false,
  };
}

export const missingAuthenticationToken = (reason: string): TypedRefusal =>
  refuse({
    type: 'MISSING_AUTHENTICATION_TOKEN',
    errorType: 'MissingAuthenticationTokenException',
    message: 'Missing Authentication Token',
    reason,
  });

export const unauthorized = (reason: string): TypedRefusal =>
  refuse({ type: 'UNAUTHORIZED', errorType: 'UnauthorizedException', message: 'Unauthorized', reason });

export const tokenExpired = (reason: string): TypedRefusal =>
  refuse({
    type: 'UNAUTHORIZED',
    errorType: 'UnauthorizedException',
    message: 'The incoming token has expired',
    reason,
  });

export const accessDenied = (message: string, reason: string): TypedRefusal =>
  refuse({ type: 'ACCESS_DENIED', errorType: 'AccessDeniedException', message, reason });

/** The authorizer's function failed, or took too long. AWS has no message for it. */
export const authorizerFailed = (reason: string): TypedRefusal =>
  refuse({ type: 'AUTHORIZER_FAILURE', errorType: 'AuthorizerFailureException', message: null, reason });

/** The authorizer's function may not be called, or returned what is no policy. */
export const authorizerMisconfigured = (reason: string): TypedRefusal =>
  refuse({
    type: 'AUTHORIZER_CONFIGURATION_ERROR',
    errorType: 'AuthorizerConfigurationException',
    message: null,
    reason,
  });

export const missingParameters = (names: readonly string[]): TypedRefusal =>
  refuse({
    type: 'BAD_REQUEST_PARAMETERS',
    errorType: 'BadRequestException',
    message: `Missing required request parameters: [${names.join(', ')}]`,
    reason: `The request validator asks for ${names.join(', ')}, and a blank value counts as missing.`,
  });

export const throttled = (reason: string): TypedRefusal =>
  refuse({ type: 'THROTTLED', errorType: 'TooManyRequestsException', message: 'Too Many Requests', reason });

/** 502 where the function failed, 500 where API Gateway may not or cannot call it. */
export const integrationFailed = (status: 500 | 502, reason: string): TypedRefusal => ({
  ...refuse({
    type: status === 500 ? 'API_CONFIGURATION_ERROR' : 'DEFAULT_5XX',
    status,
    errorType: 'InternalServerErrorException',
    message: 'Internal server error',
    reason,
  }),
  afterIntegration: true,
});

export const integrationTimedOut = (milliseconds: number): TypedRefusal => ({
  ...refuse({
    type: 'INTEGRATION_TIMEOUT',
    errorType: 'InternalServerErrorException',
    message: 'Endpoint request timed out',
    reason: `The integration took longer than its ${milliseconds} ms.`,
  }),
  afterIntegration: true,
});

export const noSuchStage = (reason: string): PlainRefusal => ({
  kind: 'refused-plainly',
  status: 403,
  contentType: 'application/json',
  errorType: 'ForbiddenException',
  body: '{"message":"Forbidden"}',
  reason,
});

export const plainText = (status: 413 | 414 | 431, body: string, reason: string): PlainRefusal => ({
  kind: 'refused-plainly',
  status,
  contentType: 'text/plain',
  errorType: undefined,
  body,
  reason,
});
