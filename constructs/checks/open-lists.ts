import { isDeclaredOutsider } from './declared-outsiders';
import { show } from './fault';
import type { PolicyFinding } from './policy-finding';
import type { ResolvedResource } from './resolved-stack';
import { markReferences, unclearMark, valuesAt } from './terraform-values';

/** Where access control lists of S3 stand, by name and grant by grant. */
const lists: Readonly<Record<string, readonly string[]>> = {
  aws_s3_bucket: ['acl', 'grant.uri'],
  aws_s3_bucket_acl: ['acl', 'access_control_policy.grant.grantee.uri'],
  aws_s3_bucket_object: ['acl'],
  aws_s3_object: ['acl'],
  aws_s3_object_copy: ['acl', 'grant.uri'],
};

/** Everybody, or everybody who has an account anywhere: Amazon S3 user guide, access control lists. */
const open = /^(?:public-read|public-read-write|authenticated-read)$|\/(?:AllUsers|AuthenticatedUsers)$/;

/** Lists that let everybody at a bucket or an object. */
export function findOpenLists({ type, args, construct }: ResolvedResource): readonly PolicyFinding[] {
  return (lists[type] ?? []).flatMap((argument) =>
    valuesAt(args, argument)
      .flat()
      .map((value) => markReferences(String(value)))
      .filter((value) => (open.test(value) || value.includes(unclearMark)) && !isDeclaredOutsider(construct, '*'))
      .map((value) => ({
        id: 'list-everybody',
        argument,
        value: show(value),
        rule: 'A bucket is open to nobody by its lists; what only Terraform will know may be a public one.',
        whatToDo: 'Remove it and name who is let in, in a policy, or call declareOutsider(construct, "*", reason).',
      })),
  );
}
