import type { PolicyFault } from '../errors';
import { PolicyError } from '../errors';
import { isOfCaller, type PolicySourceKind, type PrincipalClause, type Statement } from '../policy';
import type { JsonMembers } from './json';
import { membersOf, oneOf, textList } from './json';

const accountId = /^\d{12}$/;
const identityArn = /^arn:aws[a-z-]*:iam::\d{12}:(?:root|(?:user|role)\/[\w+=,.@/-]+)$/;
const sessionArn =
  /^arn:aws[a-z-]*:sts::\d{12}:(?:assumed-role\/[\w+=,.@-]+\/[\w+=,.@-]+|federated-user\/[\w+=,.@-]+)$/;
const servicePrincipal = /^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/;
const federatedPrincipal = /^[\w:./@+=,-]+$/;

const everyone: PrincipalClause = { negated: false, everyone: true, aws: [], federated: [], service: [] };

/** The parts of a statement that decide which principals it may name. */
export interface PrincipalSetting {
  readonly place: string;
  readonly kind: PolicySourceKind;
  readonly effect: Statement['effect'];
}

/** `Principal` or `NotPrincipal`: needed in resource and trust policies, forbidden in all others. */
export function parsePrincipals(members: JsonMembers, setting: PrincipalSetting): PrincipalClause | undefined {
  const { place, kind, effect } = setting;
  const found = oneOf(members, ['Principal', 'NotPrincipal'], place);
  if (isOfCaller(kind)) {
    if (found === undefined) return undefined;
    throw new PolicyError('principal-forbidden', {
      place: `${place}.${found.name}`,
      found: found.value,
      allowed: 'no principal; the policy speaks of whom it is attached to',
    });
  }
  const at = `${place}.${found?.name ?? 'Principal'}`;
  if (found === undefined) {
    throw new PolicyError('principal-required', {
      place: at,
      found,
      allowed: 'an object with AWS, Federated or Service',
    });
  }
  if (found.negated && (kind === 'trust' || effect === 'Allow')) {
    throw new PolicyError('not-principal', {
      place: at,
      found: found.value,
      allowed:
        'Principal; NotPrincipal only with Deny in a resource policy, where aws:PrincipalArn says the same better',
    });
  }
  return { ...parseNames(found.value, at, kind), negated: found.negated };
}

function parseNames(value: unknown, place: string, kind: PolicySourceKind): PrincipalClause {
  if (value === '*') {
    if (kind === 'resource') return everyone;
    throw new PolicyError('trust-principal-star', {
      place,
      found: value,
      allowed: '{"AWS": "*"}, and then with a Condition',
    });
  }
  const members = membersOf(value, place, ['AWS', 'Federated', 'Service']);
  const names = (name: string): readonly string[] =>
    members[name] === undefined ? [] : textList(members[name], `${place}.${name}`, 'principal-required');
  const clause = { aws: names('AWS'), federated: names('Federated'), service: names('Service') };
  if (clause.aws.length + clause.federated.length + clause.service.length === 0) {
    throw new PolicyError('principal-required', {
      place,
      found: value,
      allowed: 'an object with AWS, Federated or Service',
    });
  }
  checkNames(clause.aws, `${place}.AWS`, awsRule(kind));
  checkNames(clause.federated, `${place}.Federated`, federatedRule);
  checkNames(clause.service, `${place}.Service`, serviceRule);
  // In a resource policy `{"AWS": "*"}` and `"*"` mean the same (IAM User Guide); a role trusts accounts with it.
  return { ...clause, negated: false, everyone: kind === 'resource' && clause.aws.includes('*') };
}

interface NameRule {
  readonly accepts: (name: string) => boolean;
  readonly allowed: string;
}

function awsRule(kind: PolicySourceKind): NameRule {
  const sessions = kind === 'resource';
  return {
    accepts: (name) =>
      name === '*' || accountId.test(name) || identityArn.test(name) || (sessions && sessionArn.test(name)),
    allowed: `*, an account id of 12 digits, or the ARN of an account's root, a user${sessions ? ', a role or a session' : ' or a role'}, without wildcards`,
  };
}

const federatedRule: NameRule = {
  accepts: (name) => federatedPrincipal.test(name),
  allowed: 'a provider such as cognito-identity.amazonaws.com or the ARN of an identity provider, without wildcards',
};

const serviceRule: NameRule = {
  accepts: (name) => servicePrincipal.test(name),
  allowed: 'the name of a service such as lambda.amazonaws.com, without wildcards',
};

function checkNames(names: readonly string[], place: string, rule: NameRule): void {
  const fault: PolicyFault = 'principal-format';
  const wrong = names.find((name) => !rule.accepts(name));
  if (wrong !== undefined) throw new PolicyError(fault, { place, found: wrong, allowed: rule.allowed });
}
