import { contextLookup } from '../../iam/context';
import type { ConditionContext, Principal } from '../../iam/decision';
import { matchesPattern } from '../../iam/pattern';
import type { NamedPolicy, PolicySourceKind, Statement } from '../../iam/policy';
import { resolvePattern, variableKeys } from '../../iam/variables';
import { intersect, type Reach } from './reach';

/** What is asked of IAM about all requests of one kind at once. */
export interface PolicyQuestion {
  readonly principal: Principal;
  readonly action: string;
  readonly reach: Reach;
  /** What is known of every such request; a key that is absent may have any value. */
  readonly context: ConditionContext;
  readonly identityPolicies: readonly NamedPolicy[];
  readonly resourcePolicies: readonly NamedPolicy[];
  readonly sessionPolicies: readonly NamedPolicy[];
  readonly permissionsBoundary: NamedPolicy | undefined;
}

/** Of the language; variables are of the later one alone. */
export type PolicyVersion = NamedPolicy['document']['version'];

/** A statement, and where it stands. */
export interface PlacedStatement {
  readonly policy: string;
  readonly index: number;
  readonly kind: PolicySourceKind;
  readonly version: PolicyVersion;
  readonly statement: Statement;
}

/** All that the policies say which can decide within a permissions boundary. */
export function statementsOf({
  identityPolicies,
  resourcePolicies,
}: Pick<PolicyQuestion, 'identityPolicies' | 'resourcePolicies'>): readonly PlacedStatement[] {
  return [...placed(identityPolicies, 'identity'), ...placed(resourcePolicies, 'resource')];
}

/** The statements of policies of one kind. */
export const placed = (policies: readonly NamedPolicy[], kind: PolicySourceKind): readonly PlacedStatement[] =>
  policies.flatMap(({ name, document: { version, statements } }) =>
    statements.map((statement, index) => ({ policy: name, index, kind, version, statement })),
  );

/**
 * Whether a pattern has a variable whose value is not known. It may have any, so the default that is written beside it says
 * nothing.
 */
export const isOpen = (text: string, context: ConditionContext, version: PolicyVersion): boolean =>
  version === '2012-10-17' && variableKeys(text).some((key) => contextLookup(context)(key) === undefined);

/** Whether one of the patterns fits some of the requests, and not all. A variable without a value may have any. */
export function isAboutSome(
  { reach, context }: Pick<PolicyQuestion, 'reach' | 'context'>,
  patterns: readonly string[],
  version: PolicyVersion,
): boolean {
  const variables = version === '2012-10-17' ? contextLookup(context) : undefined;
  const isOne = reach.pattern === reach.sample;
  return patterns.some((text) => {
    if (isOne && !text.includes('${')) return false;
    const whole = isOpen(text, context, version) ? undefined : resolvePattern(text, variables);
    if (whole !== undefined && (isOne || matchesPattern(whole, reach.sample))) return false;
    return intersect(loose(text), reach.pattern);
  });
}

/** A variable may stand for anything that the path has in its place. */
const loose = (text: string): string => text.replace(/\$\{[^}]*\}/g, '*');
