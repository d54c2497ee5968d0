import { readPolicy } from '../policy-text';
import { valuesAt } from '../terraform-values';
import type { Arguments } from '../terraform-values';
import { rulesOf } from './judges';
import type { AwsRefusal } from './model';

/** A rule about a policy document, wherever it stands. */
export interface DocumentRule extends Pick<AwsRefusal, 'id' | 'rule' | 'whatToDo'> {
  /** The offending value as text. References are placeholders. */
  readonly find: (document: Arguments) => string | undefined;
}

/** Where documents of one kind stand. */
export type DocumentPlaces = readonly (readonly [resourceType: string, argument: string])[];

/** What a role, a user or a group may do. */
export const identityPolicies: DocumentPlaces = [
  ['aws_iam_role_policy', 'policy'],
  ['aws_iam_policy', 'policy'],
  ['aws_iam_role', 'inline_policy.policy'],
];

/** Who may become a role. */
export const trustPolicies: DocumentPlaces = [['aws_iam_role', 'assume_role_policy']];

/** Applies rules about documents to every place where such a document can stand. */
export function documentRefusals(places: DocumentPlaces, rules: readonly DocumentRule[]): readonly AwsRefusal[] {
  return places.flatMap(([resourceType, argument]) =>
    rulesOf(
      resourceType,
      rules.map(({ find, ...rest }) => ({
        ...rest,
        argument,
        judge: (args) =>
          valuesAt(args, argument)
            .map((text) => readPolicy(text))
            .flatMap((policy) => (policy.kind === 'read' ? [find(policy.document)] : []))
            .find((found) => found !== undefined),
      })),
    ),
  );
}
