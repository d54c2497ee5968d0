import { isDeclaredOutsider } from './declared-outsiders';
import { show } from './fault';
import type { PolicyFinding } from './policy-finding';
import { mayName } from './principals';
import type { ResolvedResource } from './resolved-stack';
import { markReferences, textsAt, unclearMark, valuesAt } from './terraform-values';

/** Where access control lists of S3 stand, by name and grant by grant. */
const lists: Readonly<Record<string, readonly string[]>> = {
  aws_s3_bucket: ['acl', 'grant.uri'],
  aws_s3_bucket_acl: ['acl', 'access_control_policy.grant.grantee.uri'],
  aws_s3_bucket_object: ['acl'],
  aws_s3_object: ['acl'],
  aws_s3_object_copy: ['acl', 'grant.uri'],
};

/** Where they name somebody of an account, and the owner whose list it is. */
const grantees: Readonly<Record<string, readonly string[]>> = {
  aws_s3_bucket: ['grant.id'],
  aws_s3_bucket_acl: ['access_control_policy.grant.grantee.id', 'access_control_policy.grant.grantee.email_address'],
  aws_s3_object_copy: ['grant.id', 'grant.email'],
};
const owner = 'access_control_policy.owner.id';

/** Everybody, or everybody who has an account anywhere: Amazon S3 user guide, access control lists. */
const open = /^(?:public-read|public-read-write|authenticated-read)$|\/(?:AllUsers|AuthenticatedUsers)$/;

/** Lists that let everybody, or somebody of another account, at a bucket or an object. */
export function findOpenLists(resource: ResolvedResource): readonly PolicyFinding[] {
  return [...findEverybody(resource), ...findOutsiders(resource)];
}

function findOutsiders(resource: ResolvedResource): readonly PolicyFinding[] {
  const { type, args } = resource;
  const own = textsAt(args, owner);
  return (grantees[type] ?? []).flatMap((argument) =>
    textsAt(args, argument)
      .filter((name) => name !== '' && !own.includes(name) && !mayName(resource, name))
      .map((name) => ({
        id: 'list-outsider',
        argument,
        value: show(name),
        rule: 'A list lets in nobody of another account, unless for a declared reason.',
        whatToDo:
          'Refer to id of aws_canonical_user_id, name who is let in, in a policy, or call declareOutsider(construct, <id>, reason).',
      })),
  );
}

function findEverybody({ type, args, construct }: ResolvedResource): readonly PolicyFinding[] {
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
