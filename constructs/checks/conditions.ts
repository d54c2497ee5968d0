import { allTexts } from './policy-text';
import { isObject } from './terraform-values';
import type { Arguments } from './terraform-values';

/** One comparison of a statement's Condition. All of them must hold; of the values, one. */
export interface Comparison {
  /** In lower case, as IAM reads it. */
  readonly operator: string;
  /** In lower case, as IAM reads it. */
  readonly key: string;
  readonly values: readonly string[];
}

/** The comparisons of a statement. */
export function comparisonsOf(statement: Arguments): readonly Comparison[] {
  return Object.entries(isObject(statement['Condition']) ? statement['Condition'] : {}).flatMap(([operator, keys]) =>
    Object.entries(isObject(keys) ? keys : {}).map(([key, values]) => ({
      operator: operator.toLowerCase(),
      key: key.toLowerCase(),
      values: allTexts(values),
    })),
  );
}
