import { accountRemedy } from './declared-outsiders';
import { comparisonsOf } from './conditions';
import { show } from './fault';
import { narrows } from './narrowing';
import type { PolicyFinding } from './policy-finding';
import { allTexts } from './policy-text';
import { accountsNamed, mayName, principalsOf } from './principals';
import type { ResolvedResource, ResolvedStack } from './resolved-stack';
import { findLooseSharedTrust, issuersIn } from './shared-issuers';
import { isObject } from './terraform-values';
import type { Arguments } from './terraform-values';
import { fits, hasWildcard } from './wildcards';

type Finding = Omit<PolicyFinding, 'argument'>;

const cognito = 'cognito-identity.amazonaws.com';

/** Whom a statement of a trust policy lets in beyond those it means. */
export function findLooseTrust(statement: Arguments, role: ResolvedResource, stack: ResolvedStack): readonly Finding[] {
  if (statement['Effect'] === 'Deny') {
    return [];
  }
  const principal = isObject(statement['Principal']) ? statement['Principal'] : {};
  const federated = allTexts(principal['Federated']).map((name) => name.toLowerCase());
  return [
    ...(letsEverybodyIn(statement) ? [everybody(statement)] : []),
    ...(statement['NotAction'] === undefined ? [] : [everyActionBut(statement)]),
    ...principalsOf(statement)
      .flatMap((one) => (one.kind === 'account' ? [one.account] : []))
      .concat(comparisonsOf(statement).filter(narrows).flatMap(accountsNamed))
      .flatMap((account) => findOutsider(account, role)),
    ...(federated.length > 0 ? findLooseFederation(statement) : []),
    ...(isIdentityPool(federated, statement)
      ? findLooseIdentityPool(statement)
      : findLooseAudience(statement, federated)),
    ...findLooseSharedTrust(statement, issuersIn(role.args['assume_role_policy'], stack)),
  ];
}

/** Of a provider that comes by reference the conditions tell; of everybody else the names. */
function letsEverybodyIn(statement: Arguments): boolean {
  if (statement['NotPrincipal'] !== undefined) {
    return true;
  }
  const principal = isObject(statement['Principal'])
    ? Object.fromEntries(Object.entries(statement['Principal']).filter(([type]) => type !== 'Federated'))
    : statement['Principal'];
  const providers = isObject(statement['Principal']) ? allTexts(statement['Principal']['Federated']) : [];
  return (
    providers.some(hasWildcard) ||
    (principalsOf({ Principal: principal }).some(({ kind }) => kind === 'everybody') &&
      !comparisonsOf(statement).some(narrows))
  );
}

function findOutsider(account: string, role: ResolvedResource): readonly Finding[] {
  return mayName(role, account)
    ? []
    : [
        {
          id: 'trust-outsider',
          value: show(account),
          rule: 'A role trusts principals of its own account; others only for a declared reason.',
          whatToDo: accountRemedy,
        },
      ];
}

/** A provider that comes by reference shows by its keys that it is Cognito. */
function isIdentityPool(federated: readonly string[], statement: Arguments): boolean {
  return (
    federated.includes(cognito) ||
    (federated.length > 0 && comparisonsOf(statement).some(({ key }) => key.startsWith(`${cognito}:`)))
  );
}

function everybody(statement: Arguments): Finding {
  return {
    id: 'trust-everybody',
    value: show(statement['Principal'] ?? { NotPrincipal: statement['NotPrincipal'] }),
    rule: 'A role trusts principals that are named.',
    whatToDo: 'Name the account, the role, the service or the identity provider.',
  };
}

/** What may be done is read from Action: no other check would see these. */
function everyActionBut(statement: Arguments): Finding {
  return {
    id: 'trust-not-action',
    value: show(statement['NotAction']),
    rule: 'A role says by which actions it is assumed; NotAction allows all that is not thought of.',
    whatToDo: 'Name the one that is needed in Action.',
  };
}

function findLooseFederation(statement: Arguments): readonly Finding[] {
  const actions = allTexts(statement['Action']);
  const others = actions.filter((action) => !/^sts:(?:AssumeRoleWith(?:WebIdentity|SAML)|TagSession)$/i.test(action));
  return [
    ...others.map((action) => ({
      id: 'trust-federated-action',
      value: show(action),
      rule: 'An identity provider vouches for people through sts:AssumeRoleWithWebIdentity or sts:AssumeRoleWithSAML.',
      whatToDo: 'Use the one that fits the provider.',
    })),
    ...(isObject(statement['Condition']) && Object.keys(statement['Condition']).length > 0
      ? []
      : [
          {
            id: 'trust-federated-anyone',
            value: show(statement['Principal']),
            rule: 'Without a Condition everybody whom the provider knows may assume the role.',
            whatToDo: 'Compare the audience (<provider>:aud).',
          },
        ]),
  ];
}

/** A provider vouches for people at all of its applications: only the audience tells ours. */
function findLooseAudience(statement: Arguments, federated: readonly string[]): readonly Finding[] {
  const actions = allTexts(statement['Action']).map((action) => action.toLowerCase());
  const condition = isObject(statement['Condition']) ? statement['Condition'] : {};
  if (federated.length === 0 || Object.keys(condition).length === 0) {
    return [];
  }
  const equals = /^(?:foranyvalue:)?stringequals$/;
  const saml = actions.includes('sts:assumerolewithsaml') && comparedWith(statement, 'saml:aud', equals).length === 0;
  const webIdentity =
    actions.includes('sts:assumerolewithwebidentity') &&
    comparedWith(statement, /:(?:aud|app_id)$/, equals).length === 0;
  return [
    ...(saml ? [looseAudience('trust-saml-aud', condition, '"SAML:aud": "https://signin.aws.amazon.com/saml"')] : []),
    ...(webIdentity ? [looseAudience('trust-web-identity-aud', condition, '"<issuer>:aud": <client id>')] : []),
  ];
}

function looseAudience(id: string, condition: Arguments, comparison: string): Finding {
  return {
    id,
    value: show(condition),
    rule: 'Without the audience, what the provider says to another application opens this role.',
    whatToDo: `Add "StringEquals": { ${comparison} }.`,
  };
}

/** Any identity pool of any account is the same provider: only `aud` tells ours, only `amr` tells guests. */
function findLooseIdentityPool(statement: Arguments): readonly Finding[] {
  const pools = comparedWith(statement, `${cognito}:aud`, /^(?:foranyvalue:)?stringequals$/);
  const people = comparedWith(statement, `${cognito}:amr`, /^(?:foranyvalue:)?string(?:equals|like)$/);
  const guests = people.filter((value) => fits(value, 'unauthenticated'));
  return [
    ...(pools.length > 0
      ? []
      : [
          {
            id: 'trust-identity-pool-aud',
            value: show(statement['Condition']),
            rule: 'Without aud every identity pool of every account may hand out this role.',
            whatToDo: `Add "StringEquals": { "${cognito}:aud": <id of the identity pool> }.`,
          },
        ]),
    ...(people.length > 0 &&
    !guests.some((value) => fits(value, 'authenticated')) &&
    (guests.length === 0 || guests.length === people.length)
      ? []
      : [
          {
            id: 'trust-identity-pool-amr',
            value: show(statement['Condition']),
            rule: 'Without one amr, guests and people who signed in get the same role.',
            whatToDo: `Add "ForAnyValue:StringLike": { "${cognito}:amr": "authenticated" } (or "unauthenticated").`,
          },
        ]),
  ];
}

/**
 * `ForAllValues` and `IfExists` also let through who has no such value, and a variable of IAM takes the caller's own value:
 * they compare nothing.
 */
function comparedWith(statement: Arguments, key: string | RegExp, operators: RegExp): readonly string[] {
  return comparisonsOf(statement)
    .filter(({ operator, values }) => operators.test(operator) && !values.some((value) => value.includes('${')))
    .filter((one) => (typeof key === 'string' ? one.key === key : key.test(one.key)))
    .flatMap(({ values }) => values);
}
