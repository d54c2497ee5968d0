import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import type { AccountConfiguration } from './environment';
import type { Caller, TrustedIssuer } from './identity-token';

/** Finds an issuer's keys. */
export type KeysAt = (url: string) => JWTVerifyGetKey;

const cognitoIdentity = 'https://cognito-identity.amazonaws.com';

/**
 * The two ways to be somebody with an account: id tokens of the user pool, and the OpenID tokens that the login backend
 * gets from Cognito for users of its own.
 */
export function trustedIssuers(
  configuration: Pick<AccountConfiguration, 'userPoolIssuer' | 'clientId' | 'identityPoolId' | 'developerProviderName'>,
  keysAt: KeysAt,
): readonly TrustedIssuer[] {
  const { userPoolIssuer, clientId, identityPoolId, developerProviderName } = configuration;
  const userPool: TrustedIssuer = {
    issuer: userPoolIssuer,
    audience: clientId,
    algorithms: ['RS256'],
    keys: keysAt(`${userPoolIssuer}/.well-known/jwks.json`),
    belongsTo: (claims, caller) => signedInAtUserPool(claims, caller, userPoolIssuer),
  };
  if (developerProviderName === '') {
    return [userPool];
  }
  const loginBackend: TrustedIssuer = {
    issuer: cognitoIdentity,
    audience: identityPoolId,
    algorithms: ['RS512', 'RS256'],
    keys: keysAt(`${cognitoIdentity}/.well-known/jwks_uri`),
    belongsTo: (claims, caller) => isIdentity(claims, caller, developerProviderName),
  };
  return [userPool, loginBackend];
}

/** An id token, and no access token, of the `sub` with which the caller got the credentials. */
function signedInAtUserPool(claims: JWTPayload, caller: Caller, userPoolIssuer: string): boolean {
  const provider = userPoolIssuer.replace('https://', '');
  return (
    claims['token_use'] === 'id' &&
    caller.authenticationProvider.split(',').includes(`${provider}:CognitoSignIn:${claims.sub}`)
  );
}

/** `sub` of such a token is the identity id itself. */
function isIdentity(claims: JWTPayload, { identityId }: Caller, developerProviderName: string): boolean {
  const methods: unknown = claims['amr'];
  return (
    claims.sub === identityId &&
    Array.isArray(methods) &&
    methods.includes('authenticated') &&
    methods.includes(developerProviderName)
  );
}
