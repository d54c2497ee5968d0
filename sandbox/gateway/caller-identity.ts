import type { SandboxRequest } from '../http/message';
import type { SignedIdentity } from './exchange';

/** `requestContext.identity`: who called, as API Gateway knows them. Without a signature only the last two are known. */
export function callerIdentity(
  request: Pick<SandboxRequest, 'header' | 'sourceIp'>,
  identity: SignedIdentity | undefined,
): Readonly<Record<string, string | null>> {
  const caller = identity?.caller;
  const cognito = caller?.cognito;
  return {
    cognitoIdentityPoolId: cognito?.identityPoolId ?? null,
    accountId: caller?.accountId ?? null,
    cognitoIdentityId: cognito?.identityId ?? null,
    caller: caller?.userId ?? null,
    sourceIp: request.sourceIp,
    principalOrgId: null,
    accessKey: identity?.accessKeyId ?? null,
    cognitoAuthenticationType: cognito?.authenticationType ?? null,
    cognitoAuthenticationProvider: cognito?.authenticationProvider ?? null,
    userArn: caller?.arn ?? null,
    userAgent: request.header('user-agent') ?? null,
    user: caller?.userId ?? null,
  };
}
