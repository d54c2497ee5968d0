import { isSet, textAt, textsAt } from '../terraform-values';
import { refersTo } from '../resolved-stack';
import { first, knownParts, rulesOf } from './judges';
import type { Judge } from './judges';
import type { AwsRefusal } from './model';

const reserved = ['aws', 'amazon', 'cognito'];

/** Domains of user pools: a prefix of amazoncognito.com, or a whole name with a certificate. */
export const userPoolDomainRefusals: readonly AwsRefusal[] = rulesOf('aws_cognito_user_pool_domain', [
  {
    id: 'cognito-domain-prefix',
    argument: 'domain',
    rule: 'a prefix is lower-case letters, digits and hyphens, with no hyphen at either end.',
    whatToDo: 'Correct the prefix; a name of your own needs certificate_arn.',
    judge: prefixes((prefix) => /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(prefix)),
  },
  {
    id: 'cognito-domain-length',
    argument: 'domain',
    rule: 'a prefix has at most 63 characters.',
    whatToDo: 'Shorten the prefix.',
    judge: prefixes((prefix) => prefix.length <= 63),
  },
  {
    id: 'cognito-domain-reserved-word',
    argument: 'domain',
    rule: 'no part between hyphens is aws, amazon or cognito.',
    whatToDo: 'Use other words.',
    judge: prefixes((prefix) => !prefix.split('-').some((part) => reserved.includes(part))),
  },
  {
    id: 'cognito-domain-custom-name',
    argument: 'domain',
    rule: 'with a certificate the domain is a whole name.',
    whatToDo: 'Write the whole name, or remove certificate_arn.',
    judge: (args, argument) =>
      isSet(args, 'certificate_arn') ? first(textsAt(args, argument).filter((name) => !name.includes('.'))) : undefined,
  },
  {
    id: 'cognito-domain-certificate-region',
    argument: 'certificate_arn',
    rule: 'the certificate is in us-east-1, wherever the pool is.',
    whatToDo: 'Request it there.',
    judge: (args, argument) => first(textsAt(args, argument).filter((arn) => arn.split(':')[3] !== 'us-east-1')),
  },
  {
    id: 'cognito-domain-twice',
    argument: 'user_pool_id',
    rule: 'a user pool has at most one domain with a prefix and one of its own name.',
    whatToDo: 'Keep one of each.',
    judge: (args, argument, { self, stack }) =>
      first(
        stack.resources
          .filter((other) => other.type === self.type && other.address < self.address)
          .filter((other) => other.args[argument] === args[argument] && args[argument] !== undefined)
          .filter((other) => isSet(other.args, 'certificate_arn') === isSet(args, 'certificate_arn'))
          .map((other) => other.args[argument]),
      ),
  },
  {
    id: 'cognito-domain-managed-login-tier',
    argument: 'managed_login_version',
    rule: 'managed login version 2 needs a tier above "LITE".',
    whatToDo: 'Set user_pool_tier of the pool to "ESSENTIALS".',
    judge: (args, argument, { stack }) =>
      Number(args[argument]) === 2 &&
      stack.resources.some(
        (one) =>
          one.type === 'aws_cognito_user_pool' &&
          refersTo(args['user_pool_id'], one) &&
          textAt(one.args, 'user_pool_tier') === 'LITE',
      )
        ? first([args[argument]])
        : undefined,
  },
]);

function prefixes(accepts: (prefix: string) => boolean): Judge {
  const judge = knownParts(accepts);
  return (args, argument, around) => (isSet(args, 'certificate_arn') ? undefined : judge(args, argument, around));
}
