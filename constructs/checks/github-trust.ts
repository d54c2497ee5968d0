import { comparisonsOf } from './conditions';
import { show } from './fault';
import type { PolicyFinding } from './policy-finding';
import { allTexts } from './policy-text';
import { isObject } from './terraform-values';
import type { Arguments } from './terraform-values';

const host = 'token.actions.githubusercontent.com';
/** An enterprise may have an issuer of its own, with its name behind the host. */
const ofGithub = /^token\.actions\.githubusercontent\.com(?:\/[^:]*)?:/;

/**
 * Every repository of GitHub gets tokens of one issuer, for any audience that its workflow asks for: only `sub` tells ours,
 * and a pattern in it lets in whoever may choose a name that fits. The provider is often a reference, so that keys of the
 * condition say as well whom a statement is for.
 */
export function findLooseGithubTrust(statement: Arguments): readonly Omit<PolicyFinding, 'argument'>[] {
  const principal = isObject(statement['Principal']) ? statement['Principal'] : {};
  const compared = comparisonsOf(statement);
  const isGithub =
    allTexts(principal['Federated']).some((name) => name.toLowerCase().includes(host)) ||
    compared.some(({ key }) => ofGithub.test(key));
  const exact = compared.filter(({ operator, key }) => isSubject(key) && isExact(operator));
  // A variable of IAM would be the caller's own subject.
  const isPinned = exact.some(({ values }) => values.length > 0 && values.every((value) => !/[*?]|\$\{/.test(value)));
  return isGithub && !isPinned
    ? [
        {
          id: 'trust-github-sub',
          value: show(statement['Condition']),
          rule: 'Without the whole subject, workflows of repositories and branches that nobody named may assume the role.',
          whatToDo: `Add "StringEquals": { "${host}:sub": "repo:<owner>/<name>:environment:<name>" }, without wildcards.`,
        },
      ]
    : [];
}

const isSubject = (key: string): boolean => ofGithub.test(key) && key.endsWith(':sub');

/** `ForAllValues` and `IfExists` also let through who has no such value. */
function isExact(operator: string): boolean {
  return /^(?:foranyvalue:)?stringequals$/.test(operator);
}
