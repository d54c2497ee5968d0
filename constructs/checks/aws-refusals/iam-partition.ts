import { allTexts, readPolicy, statementsOf } from '../policy-text';
import { textsAt, valuesAt } from '../terraform-values';
import type { Arguments } from '../terraform-values';
import { identityPolicies } from './iam-documents';
import { first, rulesOf } from './judges';
import type { RuleSpec } from './judges';
import type { Around, AwsRefusal } from './model';
import { partitionOf, regionOf } from './region';

const shared: Pick<RuleSpec, 'rule' | 'whatToDo'> = {
  rule: 'an ARN is of the partition that is deployed to: aws, aws-cn or aws-us-gov.',
  whatToDo: 'Write the partition of the region, or refer to the arn.',
};

/** ARNs of another partition, as IAM refuses them in policies and attachments. */
export const partitionRefusals: readonly AwsRefusal[] = [
  ...identityPolicies.flatMap(([resourceType, argument]) =>
    rulesOf(resourceType, [
      {
        ...shared,
        id: 'iam-resource-partition',
        argument,
        judge: (args, at, around) => ofAnother(valuesAt(args, at).flatMap(resourcesOf), around),
      },
    ]),
  ),
  ...rulesOf('aws_iam_role_policy_attachment', [
    {
      ...shared,
      id: 'iam-attached-policy-partition',
      argument: 'policy_arn',
      judge: (args, at, around) => ofAnother(textsAt(args, at), around),
    },
  ]),
  ...rulesOf('aws_iam_role', [
    {
      ...shared,
      id: 'iam-permissions-boundary-partition',
      argument: 'permissions_boundary',
      judge: (args, at, around) => ofAnother(textsAt(args, at), around),
    },
  ]),
];

function resourcesOf(text: unknown): readonly string[] {
  const policy = readPolicy(text);
  const statements: readonly Arguments[] = policy.kind === 'read' ? statementsOf(policy.document) : [];
  return statements.flatMap((one) => [...allTexts(one['Resource']), ...allTexts(one['NotResource'])]);
}

/** The first of the ARNs whose partition is written out, and is not that of the region. */
function ofAnother(arns: readonly string[], { self }: Around): string | undefined {
  const written = arns.filter((arn) => /^arn:aws[a-z-]*:/.test(arn));
  const region = written.length === 0 ? undefined : regionOf(self);
  const own = region === undefined ? undefined : partitionOf(region);
  return own === undefined ? undefined : first(written.filter((arn) => arn.split(':')[1] !== own));
}
