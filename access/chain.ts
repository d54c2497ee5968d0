import type { Demand, Step } from './model';

/** A step as it is judged. */
export interface ChainStep extends Step {
  /** Of one that decides: what it asks for. */
  readonly demand?: Demand;
  /** What it asks for besides. */
  readonly limit?: Demand;
}

/** What a caller gets at a target. */
export interface Judgement {
  /** The chain that gets furthest. */
  readonly steps: readonly ChainStep[];
  /** Those of all ways. */
  readonly chains: readonly (readonly ChainStep[])[];
}

/** What only one thing decides, of which nothing but its name is known: `the code of shop:aws_lambda_function.door`. */
export const decidedBy = (what: string): Demand => [
  { effect: 'Allow', resource: '*', conditions: [{ operator: 'DecidedBy', key: what, values: [] }] },
];

/** Something of which one of several values is enough. */
export const oneOf = (what: string, values: readonly string[]): Demand => [
  { effect: 'Allow', resource: '*', conditions: [{ operator: 'StringEquals', key: what, values: values.toSorted() }] },
];
