import { comparisonsOf } from './conditions';
import { show } from './fault';
import type { PolicyFinding } from './policy-finding';
import { allTexts } from './policy-text';
import { refersTo } from './resolved-stack';
import type { ResolvedStack } from './resolved-stack';
import { isObject, referencePlaceholder, textsAt } from './terraform-values';
import type { Arguments } from './terraform-values';
import { asPattern } from './wildcards';

/** An issuer of tokens that is the same for all its customers. */
interface SharedIssuer {
  readonly id: string;
  readonly host: string;
  /** How its subjects are written. */
  readonly subject: string;
}

const issuers: readonly SharedIssuer[] = [
  {
    id: 'trust-github-sub',
    host: 'token.actions.githubusercontent.com',
    subject: 'repo:<owner>/<name>:environment:<name>',
  },
  {
    id: 'trust-gitlab-sub',
    host: 'gitlab.com',
    subject: 'project_path:<group>/<project>:ref_type:branch:ref:<branch>',
  },
  {
    id: 'trust-terraform-cloud-sub',
    host: 'app.terraform.io',
    subject: 'organization:<name>:project:<name>:workspace:<name>:run_phase:apply',
  },
];

/**
 * Every repository of GitHub gets tokens of one issuer, for any audience that its workflow asks for: only `sub` tells ours,
 * and a pattern in it lets in whoever may choose a name that fits. GitLab and HCP Terraform do the same. The provider is
 * often a reference, so that keys of the condition say as well whom a statement is for.
 *
 * Source: IAM user guide, identity-provider controls for shared OIDC providers.
 *
 * @param referred issuers of the providers to which the policy refers
 */
export function findLooseSharedTrust(
  statement: Arguments,
  referred: readonly string[],
): readonly Omit<PolicyFinding, 'argument'>[] {
  return issuers
    .filter((issuer) => isFor(statement, issuer) || isReferred(statement, issuer, referred))
    .filter((issuer) => !isPinned(statement, issuer))
    .map(({ id, host, subject }) => ({
      id,
      value: show(statement['Condition']),
      rule: 'Without the whole subject, workflows of repositories and branches that nobody named may assume the role.',
      whatToDo: `Add "StringEquals": { "${host}:sub": "${subject}" }, without wildcards.`,
    }));
}

function isFor(statement: Arguments, { host }: SharedIssuer): boolean {
  const principal = isObject(statement['Principal']) ? statement['Principal'] : {};
  return (
    allTexts(principal['Federated']).some((name) =>
      isOf(host, name.toLowerCase().replace(/^.*:oidc-provider\//, '')),
    ) || comparisonsOf(statement).some(({ key }) => isOf(host, key.replace(/:[^:]*$/, '')))
  );
}

/** A provider by reference, with keys that no other issuer's name begins. */
function isReferred(statement: Arguments, { host }: SharedIssuer, referred: readonly string[]): boolean {
  const principal = isObject(statement['Principal']) ? statement['Principal'] : {};
  return (
    referred.some((issuer) => isOf(host, issuer)) &&
    allTexts(principal['Federated']).some((name) => name.includes(referencePlaceholder)) &&
    comparisonsOf(statement).every(({ key }) => key.includes(referencePlaceholder) || !/:(?:aud|sub)$/.test(key))
  );
}

/** Issuers of the OpenID Connect providers to which a value refers, as far as the stack tells. */
export function issuersIn(value: unknown, { resources, dataSources }: ResolvedStack): readonly string[] {
  return [...resources, ...dataSources]
    .filter((one) => one.type === 'aws_iam_openid_connect_provider' && refersTo(value, one))
    .flatMap(({ args }) => [...textsAt(args, 'url'), ...textsAt(args, 'arn')])
    .map((text) => text.toLowerCase().replace(/^(?:https:\/\/|.*:oidc-provider\/)/, ''));
}

/**
 * A variable of IAM would be the caller's own subject. A key by reference may be another issuer's, whose tokens alone then
 * get in.
 */
function isPinned(statement: Arguments, { host }: SharedIssuer): boolean {
  return comparisonsOf(statement)
    .filter(({ operator, key }) => isExact(operator) && key.endsWith(':sub'))
    .filter(({ key }) => key.includes(referencePlaceholder) || isOf(host, key.replace(/:sub$/, '')))
    .some(({ operator, values }) => values.length > 0 && values.every((value) => isWhole(value, operator)));
}

/** An enterprise may have an issuer of its own, with its name behind the host. */
function isOf(host: string, issuer: string): boolean {
  return issuer === host || issuer.startsWith(`${host}/`);
}

/** `ForAllValues` and `IfExists` also let through who has no such value. */
function isExact(operator: string): boolean {
  return /^(?:foranyvalue:)?string(?:equals|like)$/.test(operator);
}

/** What is compared as a pattern may become one. */
function isWhole(value: string, operator: string): boolean {
  return !/[*?]|\$\{/.test(operator.endsWith('like') ? asPattern(value) : value);
}
