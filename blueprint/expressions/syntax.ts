/** A parsed Terraform expression. `text` is the source, for errors. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'template'; readonly parts: readonly Expression[]; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly ObjectEntry[] }
  | { readonly kind: 'call'; readonly name: string; readonly operands: readonly Expression[]; readonly text: string }
  | { readonly kind: 'access'; readonly of: Expression; readonly steps: readonly Step[]; readonly text: string }
  | Traversal;

/** One member of an object; keys may be computed. */
export interface ObjectEntry {
  readonly key: Expression;
  readonly value: Expression;
}

/** A reference: `aws_iam_role.main.arn`, `local.names[0]`. */
export interface Traversal {
  readonly kind: 'traversal';
  readonly root: string;
  readonly steps: readonly Step[];
  readonly text: string;
}

/** One step into a value: `.name` or `[key]`. */
export type Step =
  { readonly kind: 'attribute'; readonly name: string } | { readonly kind: 'index'; readonly key: Expression };
