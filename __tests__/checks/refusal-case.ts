import type { Arguments } from '../../constructs/checks/terraform-values';

/** Arguments that a rule refuses and ones that it lets pass; `around` is what else is in the stack. */
export interface RefusalCase {
  readonly refused: readonly Arguments[];
  readonly accepted: readonly Arguments[];
  readonly around?: readonly (readonly [type: string, args: Arguments])[];
}

/** Cases of one resource type by the id of the rule. */
export type RefusalCases = Readonly<Record<string, RefusalCase>>;
