import { comparisonsOf } from './conditions';
import { excludesOthers } from './narrowing';
import { allTexts, readPolicy, statementsOf } from './policy-text';
import { principalsOf } from './principals';
import { referencePlaceholder, replaceReferences } from './terraform-values';
import type { Arguments } from './terraform-values';
import { fits } from './wildcards';

/**
 * Is everybody but those who are named denied what the statement at this place allows? It is AWS's own pattern for
 * addresses and networks: API Gateway developer guide, resource policy examples.
 *
 * @param policy JSON text of the policy
 * @param at place of the statement among all of them
 */
export function othersAreDenied(policy: unknown, at: number): boolean {
  const named = statementsIn(nameReferences(policy));
  const allowed = named[at];
  return (
    allowed !== undefined &&
    statementsIn(policy).some((statement, place) => deniesOthers(statement) && covers(named[place] ?? {}, allowed))
  );
}

function deniesOthers(statement: Arguments): boolean {
  const comparisons = comparisonsOf(statement);
  return (
    statement['Effect'] === 'Deny' &&
    principalsOf(statement).some(({ kind }) => kind === 'everybody') &&
    // All comparisons must hold for a denial: a second one would let through.
    comparisons.length === 1 &&
    comparisons.every(excludesOthers)
  );
}

function covers(denial: Arguments, allowed: Arguments): boolean {
  const lower = (texts: readonly string[]): readonly string[] => texts.map((text) => text.toLowerCase());
  return (
    coversTexts(lower(allTexts(denial['Action'])), lower(allTexts(allowed['Action']))) &&
    coversTexts(allTexts(denial['Resource']), allTexts(allowed['Resource']))
  );
}

function coversTexts(patterns: readonly string[], texts: readonly string[]): boolean {
  return texts.length > 0 && texts.every((text) => patterns.some((pattern) => fits(pattern, text)));
}

/** Each reference told from the others, and harmless within JSON. */
function nameReferences(policy: unknown): unknown {
  return typeof policy === 'string'
    ? replaceReferences(policy, (expression) => referencePlaceholder + Buffer.from(expression).toString('hex'))
    : policy;
}

function statementsIn(policy: unknown): readonly Arguments[] {
  const read = readPolicy(policy);
  return read.kind === 'read' ? statementsOf(read.document) : [];
}
