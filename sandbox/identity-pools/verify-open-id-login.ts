import type { Blueprint, IdentityPool } from '../../blueprint/model';
import { type OpenIdRefusal, verifyOpenIdToken } from '../open-id/verify-open-id-token';
import { externalServiceFailed, invalidLogin, unsupportedProvider } from './errors';
import type { GivenLogin, PoolLogin } from './pool-login';
import type { LoginServices } from './verify-logins';

/** A provider of OpenID Connect tokens that an identity pool believes. */
export interface PoolOpenIdProvider {
  readonly issuers: readonly string[];
  readonly clientIds: readonly string[];
  readonly mappingKey: string;
}

/**
 * Issuers of social providers (Amazon Cognito developer guide). Facebook and Login with Amazon give access tokens that
 * only they can read; here they are taken as OpenID Connect tokens of a provider that stands for them.
 */
const socialIssuers: Readonly<Record<string, readonly string[]>> = {
  'accounts.google.com': ['https://accounts.google.com'],
  'appleid.apple.com': ['https://appleid.apple.com'],
  'graph.facebook.com': ['https://www.facebook.com'],
  'www.amazon.com': ['https://www.amazon.com'],
};

const skewSeconds = 300;

/** The provider of a login's key; `undefined` where the pool has none of that name. */
export function openIdProvider(
  { openIdConnectProviders }: Pick<Blueprint, 'openIdConnectProviders'>,
  pool: IdentityPool,
  providerName: string,
): PoolOpenIdProvider | undefined {
  const clientId = Object.hasOwn(pool.loginProviders, providerName) ? pool.loginProviders[providerName] : undefined;
  if (clientId !== undefined) {
    return { issuers: socialIssuers[providerName] ?? [], clientIds: [clientId], mappingKey: providerName };
  }
  const provider = openIdConnectProviders.find(
    ({ arn, issuer }) => pool.openIdConnectProviderArns.includes(arn) && issuer === `https://${providerName}`,
  );
  return provider === undefined
    ? undefined
    : { issuers: [provider.issuer], clientIds: provider.clientIds, mappingKey: provider.arn };
}

/** Checks a token of a social provider or of one that IAM knows. Raises AWS's `NotAuthorizedException`. */
export async function verifyOpenIdLogin(
  services: LoginServices,
  provider: PoolOpenIdProvider,
  { providerName, token }: GivenLogin,
): Promise<PoolLogin> {
  const result = await verifyOpenIdToken(
    { keys: services.openId, clock: services.clock },
    { token, issuers: provider.issuers, audiences: provider.clientIds, skewSeconds },
  );
  if (result.kind === 'refused') throw refusals[result.code](`${result.code}: ${result.detail}`);
  const { subject, claims } = result.token;
  return {
    providerName,
    subject,
    references: [providerName, `${providerName}:OIDC:${subject}`],
    mappingKey: provider.mappingKey,
    claims,
  };
}

const refusals: Readonly<Record<OpenIdRefusal, (reason: string) => Error>> = {
  malformed: (reason) => invalidLogin('Not a valid OpenId Connect identity token.', reason),
  'wrong-issuer': (reason) => invalidLogin("Issuer doesn't match providerName", reason),
  'wrong-audience': (reason) => unsupportedProvider(reason),
  expired: (reason) => invalidLogin('Token is expired.', reason),
  'not-yet-valid': (reason) => invalidLogin('Token is not yet valid.', reason),
  'unreachable-issuer': (reason) => externalServiceFailed(reason),
  'bad-signature': (reason) => invalidLogin("Couldn't verify signed token.", reason),
};
