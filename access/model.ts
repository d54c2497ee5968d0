/** The version of the matrix as `--json` prints it. It changes when a reader of the old form would be misled. */
export const matrixVersion = 1;

/** Who can call what, read from synthesized stacks alone. The same stacks give the same matrix, in the same order. */
export interface AccessMatrix {
  readonly version: typeof matrixVersion;
  /** Sorted by `key`; each key once. */
  readonly principals: readonly Principal[];
  /** Sorted by `key`; each key once. */
  readonly targets: readonly Target[];
  /** One for each pair of principal and target, the principals in their order and the targets within. */
  readonly cells: readonly Cell[];
}

/** What kind of somebody asks. */
export type PrincipalKind = (typeof principalKinds)[number];

export const principalKinds = [
  'nobody',
  'guest',
  'signed-in-user',
  'group',
  'machine',
  'signed-in-identity',
  'federated-role',
  'trusted-role',
  'function',
] as const;

/** Somebody who asks, or a class of them that all are answered alike. */
export interface Principal {
  /** Stable and readable, such as `group teamfiles/readers`: it holds no generated id. */
  readonly key: string;
  readonly kind: PrincipalKind;
  /** The key without its kind. */
  readonly name: string;
  /** How somebody comes to be this principal, in a sentence. */
  readonly how: string;
  /** Absent for nobody, whom no stack makes. */
  readonly at?: Origin;
}

/** Where a thing comes from. */
export interface Origin {
  readonly stack: string;
  /** Of Terraform: `aws_iam_role.authenticated`. */
  readonly address: string;
  /** Path of the construct that made it: `notes/identity-pool/authenticated`; empty where the output does not say. */
  readonly construct: string;
}

/** What is asked for. */
export type Target = RouteTarget | DataTarget;

/** One method of one path of an API. */
export interface RouteTarget {
  readonly kind: 'route';
  /** `GET notes/notes`: the method, the API's short name, the path. */
  readonly key: string;
  /** Short name: that of the API's stack, followed by the API's own where a stack has several. */
  readonly api: string;
  readonly method: string;
  /** With a leading slash. */
  readonly path: string;
  readonly authorization: 'NONE' | 'AWS_IAM' | 'COGNITO_USER_POOLS' | 'CUSTOM';
  readonly at: Origin;
}

/** One action on a table or a secret. */
export interface DataTarget {
  readonly kind: 'table' | 'secret';
  /** `dynamodb:PutItem notes/notes`: the action, the stack, the thing. */
  readonly key: string;
  readonly name: string;
  /** `dynamodb:PutItem`, or the pattern of a policy. */
  readonly action: string;
  readonly at: Origin;
}

/** `conditional`: code, or the data of the request, decides; the deciding step says what. */
export type Verdict = 'allowed' | 'denied' | 'conditional';

/** One answer, with its reasons. */
export interface Cell {
  /** Key of the principal. */
  readonly principal: string;
  /** Key of the target. */
  readonly target: string;
  readonly verdict: Verdict;
  /**
   * In the order of the request, of the way that gets furthest where a principal has several. For `denied` the last one
   * stops; for `conditional` at least one decides.
   */
  readonly steps: readonly Step[];
  /** Of `conditional`: what decides, of all ways. */
  readonly when?: When;
}

/** Ways, of which one is enough. Each has all that it asks for; the same demands are the same value, in the same order. */
export type When = readonly (readonly Demand[])[];

/** What a check asks of a request: that a clause which allows fits it, and none that refuses. */
export type Demand = readonly Clause[];

/** What a statement says of the requests in question, beyond what is known of all of them. */
export interface Clause {
  readonly effect: 'Allow' | 'Deny';
  /** A pattern of the path behind the API or of the part of a table; `not ` and a list; `*` where it is about all. */
  readonly resource: string;
  readonly conditions: readonly StatementCondition[];
}

/** One key under one operator; the values are alternatives, sorted. */
export interface StatementCondition {
  /** As it is written: `ForAnyValue:StringLike`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A link of the chain from who asks to what answers. */
export type Check = (typeof checks)[number];

export const checks = [
  'client',
  'token',
  'authorizer',
  'scope',
  'role',
  'group-policy',
  'statement',
  'integration',
  'item',
] as const;

/** What one check says. */
export interface Step {
  readonly check: Check;
  readonly outcome: 'passes' | 'stops' | 'decides';
  /** One line for a person: it holds no generated id. */
  readonly text: string;
  readonly at?: Origin;
}
