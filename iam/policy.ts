/** A policy document, understood. Made by `parsePolicy`; nothing in it is left unread. */
export interface PolicyDocument {
  /** Policy variables are substituted in `2012-10-17` only. */
  readonly version: '2008-10-17' | '2012-10-17';
  readonly statements: readonly Statement[];
}

/** One statement: it applies where every clause matches and every condition holds. */
export interface Statement {
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  readonly principals: PrincipalClause | undefined;
  readonly actions: Clause;
  /** Absent in trust policies only. */
  readonly resources: Clause | undefined;
  readonly conditions: readonly Condition[];
}

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
export interface Clause {
  readonly negated: boolean;
  readonly patterns: readonly string[];
}

/** `Principal` or `NotPrincipal`. */
export interface PrincipalClause {
  readonly negated: boolean;
  readonly everyone: boolean;
  readonly aws: readonly string[];
  readonly federated: readonly string[];
  readonly service: readonly string[];
}

/** One key under one operator; the values are alternatives. */
export interface Condition {
  readonly operator: string;
  readonly ifExists: boolean;
  readonly quantifier: 'ForAnyValue' | 'ForAllValues' | undefined;
  readonly key: string;
  readonly values: readonly string[];
}

/** A policy as it is attached: the name is what a person is told. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

/**
 * What a policy is attached to: who asks, what is asked for, a role that is assumed, a session that is cut down, or whoever
 * asks as the most that other policies can give them (a permissions boundary).
 */
export type PolicySourceKind = 'identity' | 'resource' | 'trust' | 'session' | 'boundary';

/** Policies that speak of whom they are attached to, and so name no principal. */
export function isOfCaller(kind: PolicySourceKind): kind is 'identity' | 'session' | 'boundary' {
  return kind === 'identity' || kind === 'session' || kind === 'boundary';
}
