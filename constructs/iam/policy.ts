/** An IAM action with its service. A bare asterisk is no action that a role of ours may be given. */
export type Action = `${Lowercase<string>}:${string}`;

/** One statement of an identity policy. */
export type PolicyStatement = AllowStatement | AllowEverywhereStatement | DenyStatement;

/** Allows actions on resources that are named. */
export interface AllowStatement {
  readonly effect: 'Allow';
  readonly actions: readonly [Action, ...Action[]];
  /** ARNs, by reference. */
  readonly resources: readonly [string, ...string[]];
  /** Under which circumstances; always where absent. */
  readonly condition?: Condition;
}

/** Operator to condition key to value. A policy variable is written `$${…}`: Terraform would read `${…}` itself. */
export type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Allows actions for which AWS offers no narrower resource than the asterisk. */
export interface AllowEverywhereStatement {
  readonly effect: 'Allow';
  readonly actions: readonly [Action, ...Action[]];
  readonly resources: '*';
  /** Why nothing narrower is possible; a reviewer reads it. */
  readonly wildcardReason: string;
  /** Under which circumstances; always where absent. */
  readonly condition?: Condition;
}

/** Denies; a denial wins over every permission. */
export interface DenyStatement {
  readonly effect: 'Deny';
  readonly actions: readonly ['*'] | readonly [Action, ...Action[]];
  readonly resources: readonly [string, ...string[]] | '*';
  /** Under which circumstances; always where absent. */
  readonly condition?: Condition;
}

/** Who may assume a role, and under which conditions. */
export interface TrustStatement {
  readonly principal: { readonly Service: string } | { readonly Federated: string };
  readonly action: Action;
  readonly condition?: Condition;
}

/**
 * The document as JSON text. References inside stay references, so that `terraform plan` shows the policy in full.
 */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  return document(
    statements.map((statement) => ({
      Effect: statement.effect,
      Action: statement.actions,
      Resource: statement.resources === '*' ? ['*'] : statement.resources,
      ...('condition' in statement ? { Condition: statement.condition } : {}),
    })),
  );
}

/** The trust policy of a role as JSON text. */
export function trustDocument(trust: TrustStatement): string {
  const { principal, action, condition } = trust;
  return document([
    {
      Effect: 'Allow',
      Principal: principal,
      Action: action,
      ...(condition === undefined ? {} : { Condition: condition }),
    },
  ]);
}

/**
 * The policy of a resource that denies everybody, in any of some circumstances, as JSON text. It allows nobody: policies
 * of identities do.
 */
export function denyEverybody(
  actions: readonly Action[],
  resources: readonly string[],
  circumstances: readonly Condition[],
): string {
  return document(
    circumstances.map((condition) => ({
      Effect: 'Deny',
      Principal: '*',
      Action: actions,
      Resource: resources,
      Condition: condition,
    })),
  );
}

function document(statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
