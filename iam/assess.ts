import type { NearMiss, StatementRef } from './decision';
import type { PrincipalMatch } from './match-principal';
import type { MatchFailure, Question } from './match-statement';
import { matchStatement } from './match-statement';
import type { NamedPolicy, PolicySourceKind } from './policy';

/** What the policies of one kind say to a request. */
export interface Assessment {
  readonly denies: readonly StatementRef[];
  readonly allows: readonly AllowingStatement[];
  /** Nearest first. */
  readonly nearest: readonly NearMiss[];
}

/** A statement that allows, and how it names the caller. */
export interface AllowingStatement {
  readonly ref: StatementRef;
  readonly principal: PrincipalMatch;
}

/** Holds a request against every statement of some policies. */
export function assess(policies: readonly NamedPolicy[], kind: PolicySourceKind, question: Question): Assessment {
  const denies: StatementRef[] = [];
  const allows: AllowingStatement[] = [];
  const misses: NearMiss[] = [];
  for (const { name, document } of policies) {
    document.statements.forEach((statement, index) => {
      const ref: StatementRef = { policy: { name, kind }, index, statement };
      const { failures, principal } = matchStatement(statement, { kind, version: document.version }, question);
      const [failure, ...further] = failures;
      if (failure === undefined) {
        if (statement.effect === 'Allow') allows.push({ ref, principal });
        else denies.push(ref);
      } else if (statement.effect === 'Allow' && further.length === 0) {
        misses.push(nearMiss(ref, failure));
      }
    });
  }
  return { denies, allows, nearest: sortByNearness(misses, question) };
}

function nearMiss(ref: StatementRef, { failed, condition }: MatchFailure): NearMiss {
  return condition === undefined ? { ...ref, failed } : { ...ref, failed, condition };
}

const order: Readonly<Record<NearMiss['failed'], number>> = { condition: 0, resource: 1, action: 2, principal: 3 };

/** By the part that failed; among those that failed in the resource or action, by how much of it fits from the start. */
export function sortByNearness(
  misses: readonly NearMiss[],
  question: Pick<Question, 'action' | 'resource'>,
): readonly NearMiss[] {
  return misses
    .map((miss) => ({ miss, fits: fittingLength(miss, question) }))
    .sort((one, other) => order[one.miss.failed] - order[other.miss.failed] || other.fits - one.fits)
    .map(({ miss }) => miss);
}

function fittingLength(
  { failed, statement }: NearMiss,
  { action, resource }: Pick<Question, 'action' | 'resource'>,
): number {
  if (failed === 'resource') return longestCommonStart(statement.resources?.patterns ?? [], resource ?? '');
  return failed === 'action' ? longestCommonStart(statement.actions.patterns, action) : 0;
}

function longestCommonStart(patterns: readonly string[], text: string): number {
  return Math.max(0, ...patterns.map((pattern) => commonStart(pattern, text)));
}

function commonStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}
