import type { IdentityPool } from '../../blueprint/model';
import type { SamlAssertion } from '../saml/assertion';
import type { ReadSamlProvider } from '../saml/saml-providers';
import { isForSignIn, namedRoles, refusalMessages, verifyResponseForAws } from '../saml/verify-response-for-aws';
import { invalidLogin, samlProviderNotThere, shown } from './errors';
import type { GivenLogin, PoolLogin } from './pool-login';
import type { LoginServices } from './verify-logins';

/** Whether an identity pool takes responses of a SAML provider, which logins name by its ARN. */
export const isSamlProvider = ({ samlProviderArns }: Pick<IdentityPool, 'samlProviderArns'>, providerName: string) =>
  samlProviderArns.includes(providerName);

/**
 * Checks a SAML response that is a login (Amazon Cognito developer guide, "Setting up a SAML provider as an identity pool
 * IdP"): as STS does, for the same audience and recipient. The claims of rules are its attributes, by their names. Raises
 * AWS's `NotAuthorizedException`.
 */
export async function verifySamlLogin(
  services: Pick<LoginServices, 'samlProviders' | 'clock'>,
  { providerName, token }: GivenLogin,
): Promise<PoolLogin> {
  const provider = await services.samlProviders.find(providerName);
  if (provider === undefined) throw samlProviderNotThere(providerName);
  const assertion = await verified(services, provider, token);
  const { subject, subjectType, sessionNotOnOrAfter } = assertion;
  return {
    providerName,
    // The same name of another format can be somebody else.
    subject: JSON.stringify([subjectType, subject]),
    references: [providerName, `${providerName}:SAML:${subject}`],
    mappingKey: providerName,
    claims: Object.fromEntries(assertion.attributes),
    assertion: { roles: namedRoles(assertion, providerName), sessionEnds: sessionNotOnOrAfter },
  };
}

async function verified(
  { clock }: Pick<LoginServices, 'clock'>,
  provider: ReadSamlProvider,
  token: string,
): Promise<SamlAssertion> {
  const result = await verifyResponseForAws({ clock }, provider, token);
  if (result.kind === 'expired') throw expired(clock.now(), result.ended, result.detail);
  // AWS documents no words of identity pools for these; they are those of STS.
  if (result.kind === 'refused')
    throw invalidLogin(refusalMessages[result.code], `${result.code}: ${shown(result.detail)}`);
  const { assertion } = result;
  if (!isForSignIn(assertion)) {
    throw invalidLogin(
      'Response does not contain the required recipient.',
      `The recipient is ${shown(assertion.recipient)}; allowed: https://signin.aws.amazon.com/saml.`,
    );
  }
  const { sessionNotOnOrAfter: ends } = assertion;
  if (ends !== undefined && clock.now() >= ends) {
    throw expired(clock.now(), ends, "The provider's own session has ended.");
  }
  return assertion;
}

/** AWS tells both times in milliseconds where the login is a SAML response, the present one first. */
const expired = (now: number, ended: number, reason: string): Error =>
  invalidLogin(`Token expired: ${now} >= ${ended}`, `expired: ${reason}`);
