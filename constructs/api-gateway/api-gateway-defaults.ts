/** What a browser may send: the headers of Signature Version 4, tokens, and the type of the body. */
export const corsAllowedHeaders = [
  'Content-Type',
  'X-Amz-Date',
  'Authorization',
  'X-Api-Key',
  'X-Amz-Security-Token',
  'X-Amz-User-Agent',
  'X-Amzn-Trace-Id',
];

/** What a page may read of an answer: which request it was, and which error. */
export const corsExposedHeaders = ['x-amzn-RequestId', 'x-amzn-ErrorType'];

/**
 * The line that the stage writes a request. Who called, what the authorizer said, and why a request failed; never a
 * token, a signature or a body.
 */
export const accessLogFormat = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTime',
  sourceIp: '$context.identity.sourceIp',
  method: '$context.httpMethod',
  path: '$context.path',
  resourcePath: '$context.resourcePath',
  status: '$context.status',
  responseLength: '$context.responseLength',
  latency: '$context.responseLatency',
  caller: '$context.identity.userArn',
  accountId: '$context.identity.accountId',
  identityId: '$context.identity.cognitoIdentityId',
  identityPoolId: '$context.identity.cognitoIdentityPoolId',
  authenticationType: '$context.identity.cognitoAuthenticationType',
  authorizeStatus: '$context.authorize.status',
  authorizeError: '$context.authorize.error',
  authenticateStatus: '$context.authenticate.status',
  authenticateError: '$context.authenticate.error',
  authorizerStatus: '$context.authorizer.status',
  authorizerError: '$context.authorizer.error',
  integrationStatus: '$context.integration.status',
  integrationError: '$context.integrationErrorMessage',
  error: '$context.error.message',
  errorType: '$context.error.responseType',
});

/**
 * The body that AWS gives a gateway response which names none. Said here, because AWS reports it back: left out, every
 * plan would want to remove it.
 */
export const gatewayResponseTemplates = { 'application/json': '{"message":$context.error.messageString}' };

/**
 * What every Lambda authorizer has: a policy is kept for a minute. The time is how long a change of rights may go
 * unnoticed; API Gateway's own default, five minutes, saves little more.
 */
export const lambdaAuthorizerDefaults = { resultCacheSeconds: 60 };

/** A bearer token with the three parts of a signed JWT. Anything else costs no invocation. */
export const bearerTokenPattern = '^[Bb]earer +[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]+$';
