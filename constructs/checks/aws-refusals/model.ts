import type { ResolvedResource, ResolvedStack } from '../resolved-stack';
import type { Arguments } from '../terraform-values';

/** Something that AWS refuses to create, judged on literal values alone: what only Terraform will know passes. */
export interface AwsRefusal {
  /** Stable code. */
  readonly id: string;
  readonly resourceType: string;
  /** Dotted path of the argument to correct. */
  readonly argument: string;
  /** What AWS accepts, as a sentence. */
  readonly rule: string;
  readonly whatToDo: string;
  /** The offending value as text, or `undefined` where AWS would accept. */
  readonly check: (args: Arguments, around: Around) => string | undefined;
}

/** What else is in the same stack. */
export interface Around {
  readonly self: ResolvedResource;
  readonly stack: ResolvedStack;
}
