import { createHash } from 'node:crypto';
import type { SamlAssertion } from '../../saml/assertion';
import type { ReadSamlProvider } from '../../saml/saml-providers';
import { isForSignIn, namedRoles } from '../../saml/verify-response-for-aws';
import { assumeRole } from '../assume-role';
import { invalidIdentityToken, notAuthorized, shown } from '../errors';
import { readInput, samlInput } from '../input';
import { refuseSessionTags } from '../session-tags';
import type { StsOperation, StsServices } from '../sts-services';
import { verifySamlResponse } from '../verify-saml-response';

const action = 'AssumeRoleWithSAML';
const attributePrefix = 'https://aws.amazon.com/SAML/Attributes/';

/** Trades a SAML response for credentials of a role that it names and that trusts its provider. */
export function assumeRoleWithSaml(services: StsServices): StsOperation {
  return async (parameters, request) => {
    const input = readInput(samlInput, parameters);
    const found = await services.samlProviders.find(input.PrincipalArn);
    if (found === undefined) throw invalidIdentityToken("Specified provider doesn't exist", shown(input.PrincipalArn));
    const assertion = await verifySamlResponse(services, found, input.SAMLAssertion);
    const sessionName = roleSessionName(assertion);
    checkRecipient(assertion);
    checkRole(assertion, input.RoleArn, input.PrincipalArn);
    refuseSessionTags(assertion.attributes.keys());
    const nameQualifier = qualifierOf(found, assertion, services.blueprint.accountId);
    const wanted = {
      action,
      roleArn: input.RoleArn,
      sessionName,
      provider: found.provider.arn,
      context: {
        'SAML:aud': assertion.recipient,
        'SAML:iss': assertion.issuer,
        'SAML:sub': assertion.subject,
        'SAML:sub_type': assertion.subjectType,
        'SAML:namequalifier': nameQualifier,
        'SAML:doc': `${services.blueprint.accountId}/${found.provider.name}`,
      },
      durationSeconds: input.DurationSeconds,
      notAfter: assertion.sessionNotOnOrAfter,
      policy: input.Policy,
    } as const;
    const { Credentials, AssumedRoleUser } = assumeRole(services, wanted, request);
    return {
      Credentials,
      AssumedRoleUser,
      Subject: assertion.subject,
      SubjectType: assertion.subjectType,
      Issuer: assertion.issuer,
      Audience: assertion.recipient,
      NameQualifier: nameQualifier,
    };
  };
}

function roleSessionName({ attributes }: SamlAssertion): string {
  const [name, ...others] = attributes.get(`${attributePrefix}RoleSessionName`) ?? [];
  if (name === undefined || others.length > 0)
    throw invalidIdentityToken('RoleSessionName is required in AuthnResponse');
  if (/^[\w+=,.@-]{2,64}$/.test(name)) return name;
  throw invalidIdentityToken('RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}');
}

/** Whether or not a trust policy asks for it. */
function checkRecipient(assertion: SamlAssertion): void {
  if (isForSignIn(assertion)) return;
  const { recipient } = assertion;
  throw notAuthorized(action, `The recipient is ${shown(recipient)}; allowed: https://signin.aws.amazon.com/saml.`);
}

/** The provider must name this role together with itself. */
function checkRole(assertion: SamlAssertion, roleArn: string, providerArn: string): void {
  if (namedRoles(assertion, providerArn)?.includes(roleArn) === true) return;
  throw notAuthorized(action, `The assertion does not name ${shown(roleArn)} with ${shown(providerArn)}.`);
}

/** Source: AWS STS API reference, AssumeRoleWithSAML, NameQualifier. */
function qualifierOf({ provider }: ReadSamlProvider, { issuer }: SamlAssertion, accountId: string): string {
  return createHash('sha1').update(`${issuer}${accountId}/${provider.name}`).digest('base64');
}
