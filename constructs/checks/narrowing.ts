import type { Comparison } from './conditions';
import { referencePlaceholder } from './terraform-values';
import { asPattern, hasWildcard, namesOwner } from './wildcards';

/**
 * Keys that tell who is calling, or for whom a service calls; nobody can claim them. Tags, names of users and addresses
 * within a private network are not among them: everybody may give those to themselves in an account of their own.
 *
 * Source: IAM user guide, global condition keys; Amazon S3 user guide, the meaning of "public".
 */
const kinds: ReadonlyMap<string, (pattern: string) => boolean> = new Map([
  ...each(isName, [
    ...['aws:principalaccount', 'aws:principalorgid', 'aws:sourceaccount', 'aws:sourceorgid', 'aws:sourceowner'],
    ...['aws:sourcevpc', 'aws:sourcevpce', 'aws:vpceaccount', 'aws:vpceorgid', 'kms:calleraccount'],
    ...['s3:dataaccesspointaccount', 'cognito-identity.amazonaws.com:aud', 'lambda:eventsourcetoken'],
  ]),
  ...each(isPath, ['aws:principalorgpaths', 'aws:sourceorgpaths', 'aws:vpceorgpaths']),
  ...each(namesOwner, ['aws:principalarn', 'aws:sourcearn', 's3:dataaccesspointarn']),
  ...each(isOwnProvider, ['aws:federatedprovider']),
  ...each((id) => /^[^:*?]+(?::|$)/.test(id), ['aws:userid']),
  ...each(isRange, ['aws:sourceip']),
]);

const texts = /^(?:foranyvalue:)?(?:stringequals(?:ignorecase)?|stringlike|arnequals|arnlike)$/;
const addresses = /^(?:foranyvalue:)?ipaddress$/;

/** Does a comparison that must hold leave only callers who are named, from wherever they call? */
export function narrows({ operator, key, values }: Comparison): boolean {
  const operators = key === 'aws:sourceip' ? addresses : texts;
  return operators.test(operator) && values.length > 0 && values.every((value) => isNarrow(key, value));
}

/**
 * As {@link narrows}, for a service: of KMS, the encryption context tells for what it calls. Anybody else writes into it
 * what the policy asks for.
 */
export function narrowsService(comparison: Comparison): boolean {
  const { operator, key, values } = comparison;
  return (
    narrows(comparison) ||
    (key.startsWith('kms:encryptioncontext:') &&
      texts.test(operator) &&
      values.length > 0 &&
      values.every((value) => isContext(asPattern(value))))
  );
}

const otherTexts = /^(?:string(?:notequals(?:ignorecase)?|notlike)|arnnotequals|arnnotlike)(?:ifexists)?$/;
const otherAddresses = /^notipaddress(?:ifexists)?$/;

/** As {@link narrows}, for a denial of everybody but those who are named. A caller without the key is denied, too. */
export function excludesOthers({ operator, key, values }: Comparison): boolean {
  const operators = key === 'aws:sourceip' ? otherAddresses : otherTexts;
  return operators.test(operator) && values.length > 0 && values.every((value) => isNarrow(key, value));
}

function isNarrow(key: string, value: string): boolean {
  // Of what IAM puts in, only the owner of the resource is no choice of the caller.
  if (/^\$\{aws:Resource(?:Account|OrgID|OrgPaths)\}$/i.test(value)) {
    return kinds.has(key);
  }
  const pattern = asPattern(value);
  const judge = kinds.get(key);
  return judge !== undefined && pattern !== '' && !pattern.includes('${') && judge(pattern);
}

function each(
  judge: (pattern: string) => boolean,
  keys: readonly string[],
): readonly (readonly [string, typeof judge])[] {
  return keys.map((key) => [key, judge]);
}

function isName(pattern: string): boolean {
  return !hasWildcard(pattern);
}

function isPath(pattern: string): boolean {
  return /^[^*?/]+\//.test(pattern);
}

function isContext(pattern: string): boolean {
  return (
    pattern !== '' &&
    !pattern.includes('${') &&
    (pattern.startsWith('arn:') ? namesOwner(pattern) : !hasWildcard(pattern))
  );
}

/** Cognito, Google and others vouch for people of every account; a provider with an ARN is of one. */
function isOwnProvider(pattern: string): boolean {
  return (pattern.startsWith('arn:') || pattern.startsWith(referencePlaceholder)) && namesOwner(pattern);
}

/** Ranges wider than /8, or /32 of IPv6, are the internet. */
function isRange(pattern: string): boolean {
  const [address = '', bits] = pattern.split('/');
  return !hasWildcard(pattern) && (bits === undefined || Number(bits) >= (address.includes(':') ? 32 : 8));
}
