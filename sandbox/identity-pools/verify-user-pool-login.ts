import { decodeJwt } from 'jose';
import type { IdentityPool } from '../../blueprint/model';
import type { IdTokenRefusal } from '../user-pools/login-verifier';
import { invalidLogin, shown, unsupportedProvider } from './errors';
import type { IdentityPoolServices } from './identity-pool-services';
import type { GivenLogin, PoolLogin } from './pool-login';

type Services = Pick<IdentityPoolServices, 'logins' | 'clock'>;
type Claims = Readonly<Record<string, unknown>>;

/**
 * Checks the ID token of a user pool: of one of the clients that the identity pool names.
 * Raises AWS's `NotAuthorizedException`; the reason never holds the token.
 */
export async function verifyUserPoolLogin(
  services: Services,
  pool: IdentityPool,
  given: GivenLogin,
): Promise<PoolLogin> {
  const { providerName, token } = given;
  const providers = pool.cognitoProviders.filter((provider) => provider.providerName === providerName);
  const result = await services.logins.verifyIdToken(token);
  if (result.kind === 'refused') throw refusal(result, given, services.clock.now());
  const { login } = result;
  if (login.providerName !== providerName) throw issuerMismatch(`https://${login.providerName}`, providerName);
  const provider = providers.find(({ clientId }) => clientId === login.clientId);
  if (provider === undefined) {
    throw unsupportedProvider(`${pool.id} does not take tokens of the app client ${shown(login.clientId)}.`);
  }
  if (provider.serverSideTokenCheck && !services.logins.isStillSignedIn(login)) {
    throw invalidLogin(
      'Token has been revoked.',
      'The server-side token check found the user signed out, disabled or deleted.',
    );
  }
  return {
    providerName,
    subject: login.subject,
    references: [providerName, `${providerName}:CognitoSignIn:${login.subject}`],
    mappingKey: `${providerName}:${login.clientId}`,
    claims: login.claims,
  };
}

interface Refused {
  readonly code: IdTokenRefusal;
  readonly detail: string;
}

/** Puts a refusal into AWS's words. Only here are claims read that nobody vouches for. */
function refusal({ code, detail }: Refused, { providerName, token }: GivenLogin, now: number): Error {
  const claims = unverifiedClaims(token);
  const { iss } = claims;
  if (typeof iss !== 'string' || !iss.startsWith('https://cognito-idp.')) {
    return invalidLogin('Not a Cognito token.', `The claim iss is ${shown(iss)}.`);
  }
  if (iss !== `https://${providerName}`) return issuerMismatch(iss, providerName);
  const reason = `${code}: ${detail}`;
  switch (code) {
    case 'expired':
      return invalidLogin(`Token expired: ${Math.floor(now / 1000)} >= ${shown(claims['exp'])}`, reason);
    case 'missing-audience':
      return claims['aud'] === undefined
        ? invalidLogin('Missing a required claim: aud', reason)
        : unsupportedProvider(reason);
    case 'bad-signature':
      return invalidLogin("Couldn't verify signed token.", reason);
    default:
      return invalidLogin('Not a Cognito token.', reason);
  }
}

function unverifiedClaims(token: string): Claims {
  try {
    return decodeJwt(token);
  } catch {
    return {};
  }
}

const issuerMismatch = (issuer: string, providerName: string): Error =>
  invalidLogin(
    "Issuer doesn't match providerName",
    `The token is of ${shown(issuer)}, given as ${shown(providerName)}.`,
  );
