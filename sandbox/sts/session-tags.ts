import { notAuthorized } from './errors';

/** As an attribute of an assertion, and as a claim of a token (IAM user guide, "Pass session tags in AWS STS"). */
const tags = /^https:\/\/aws\.amazon\.com\/(?:SAML\/Attributes\/(?:PrincipalTag:.*|TransitiveTagKeys)|tags(?:\/.*)?)$/i;
const sourceIdentity = /^https:\/\/aws\.amazon\.com\/(?:SAML\/Attributes\/SourceIdentity|source_identity)$/i;

/**
 * Refuses a session with tags or a source identity, which the sandbox has not: AWS asks the role's trust policy for a right
 * of its own then, and other policies could go by them.
 *
 * @param names Of the attributes of an assertion, or of the claims of a token
 */
export function refuseSessionTags(names: Iterable<string>): void {
  for (const name of names) {
    if (tags.test(name)) throw notAuthorized('TagSession', reason('session tags'));
    if (sourceIdentity.test(name)) throw notAuthorized('SetSourceIdentity', reason('a source identity'));
  }
}

const reason = (what: string): string =>
  `The provider gives the session ${what}, which sessions of the sandbox do not have: let the provider leave that out.`;
