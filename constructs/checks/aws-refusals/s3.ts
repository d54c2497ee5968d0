import { allTexts, knownTexts, listOf, readPolicy, statementsOf } from '../policy-text';
import { blocksAt, isObject, isSet, isUnknown, literalsAt, textsAt, valuesAt } from '../terraform-values';
import type { Arguments } from '../terraform-values';
import { first, knownParts, oneOf, rulesOf, texts } from './judges';
import type { Judge } from './judges';
import type { Around, AwsRefusal } from './model';

const address = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const objectAction = /^s3:(?:(?:Get|Put|Delete|Restore)Object|AbortMultipartUpload|ListMultipartUploadParts)/i;
const bucketAction = /^s3:(?:Get|Put|Delete|List)Bucket/i;

/** Buckets, who may reach them, and what is kept in them, as the Amazon S3 API reference and its refusals have them. */
export const bucketRefusals: readonly AwsRefusal[] = [
  ...rulesOf('aws_s3_bucket', [
    {
      id: 's3-bucket-name',
      argument: 'bucket',
      rule: 'a name is 3 to 63 of a-z 0-9 . -, with a letter or digit at both ends.',
      whatToDo: 'Rename the bucket.',
      judge: (args, argument, around) =>
        texts((name) => name.length >= 3)(args, argument, around) ??
        knownParts((name) => /^(?=.{0,63}$)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(name))(args, argument, around),
    },
    {
      id: 's3-bucket-name-dots',
      argument: 'bucket',
      rule: 'a name has no two dots together and is no IP address.',
      whatToDo: 'Use hyphens.',
      judge: texts((name) => !name.includes('..') && !address.test(name)),
    },
    {
      id: 's3-bucket-name-reserved-start',
      argument: 'bucket',
      rule: 'a name does not start with xn--, sthree- or amzn-s3-demo-.',
      whatToDo: 'Rename the bucket.',
      judge: knownParts((name) => !/^(?:xn--|sthree-|amzn-s3-demo-)/.test(name)),
    },
    {
      id: 's3-bucket-name-reserved-end',
      argument: 'bucket',
      rule: 'a name does not end with -s3alias, --ol-s3, .mrap, --x-s3 or --table-s3.',
      whatToDo: 'Rename the bucket.',
      judge: knownParts((name) => !/(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name)),
    },
  ]),
  ...rulesOf('aws_s3_bucket_acl', [
    {
      id: 's3-acl-public',
      argument: 'acl',
      rule: 'a public list is accepted only where block_public_acls of the bucket is false; by default it is true.',
      whatToDo: 'Keep the bucket private.',
      judge: (args, argument, around) =>
        companions(args, 'aws_s3_bucket_public_access_block', around).some((one) => one['block_public_acls'] !== true)
          ? undefined
          : first(textsAt(args, argument).filter((acl) => /^public-read(?:-write)?$/.test(acl))),
    },
  ]),
  ...rulesOf('aws_s3_bucket_policy', [
    {
      id: 's3-policy-json',
      argument: 'policy',
      rule: 'a policy is a JSON object.',
      whatToDo: 'Write the policy as JSON text.',
      judge: (args, argument) =>
        first(valuesAt(args, argument).filter((text) => readPolicy(text).kind === 'unreadable')),
    },
    {
      id: 's3-policy-version',
      argument: 'policy',
      rule: 'a version is 2012-10-17 or 2008-10-17.',
      whatToDo: 'Write "Version": "2012-10-17".',
      judge: inDocument((document) =>
        knownTexts(document['Version']).filter((version) => !['2012-10-17', '2008-10-17'].includes(version)),
      ),
    },
    {
      id: 's3-policy-principal',
      argument: 'policy',
      rule: 'each statement says for whom it is.',
      whatToDo: 'Add Principal.',
      judge: inDocument((document) =>
        statementsOf(document).filter((one) => one['Principal'] === undefined && one['NotPrincipal'] === undefined),
      ),
    },
    {
      id: 's3-policy-action-resource',
      argument: 'policy',
      rule: 'actions on objects need the ARN of objects, <bucket>/*, and those on the bucket the ARN of the bucket.',
      whatToDo: 'Name both ARNs, or make two statements.',
      judge: inDocument((document) => statementsOf(document).filter(missesItsResources)),
    },
    {
      id: 's3-policy-public',
      argument: 'policy',
      rule: 'a policy for everybody is refused where block_public_policy of the bucket is true.',
      whatToDo: 'Name the principals.',
      judge: (args, argument, around) =>
        companions(args, 'aws_s3_bucket_public_access_block', around).some((one) => one['block_public_policy'] === true)
          ? inDocument((document) => statementsOf(document).filter(isForEverybody))(args, argument, around)
          : undefined,
    },
  ]),
  ...rulesOf('aws_s3_bucket_ownership_controls', [
    {
      id: 's3-ownership',
      argument: 'rule.object_ownership',
      rule: 'it is BucketOwnerEnforced, BucketOwnerPreferred or ObjectWriter.',
      whatToDo: 'Correct it; BucketOwnerEnforced switches access control lists off.',
      judge: oneOf('BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'),
    },
  ]),
  ...rulesOf('aws_s3_bucket_server_side_encryption_configuration', [
    {
      id: 's3-encryption-algorithm',
      argument: 'rule.apply_server_side_encryption_by_default.sse_algorithm',
      rule: 'an algorithm is AES256, aws:kms or aws:kms:dsse.',
      whatToDo: 'Correct it.',
      judge: oneOf('AES256', 'aws:kms', 'aws:kms:dsse'),
    },
    {
      id: 's3-encryption-key',
      argument: 'rule.apply_server_side_encryption_by_default',
      rule: 'a key of KMS goes with the algorithms aws:kms and aws:kms:dsse only.',
      whatToDo: 'Set the algorithm aws:kms, or remove kms_master_key_id.',
      judge: (args, argument) =>
        first(
          blocksAt(args, argument).filter(
            (one) =>
              isSet(one, 'kms_master_key_id') &&
              !isUnknown(one, 'sse_algorithm') &&
              !textsAt(one, 'sse_algorithm').some((algorithm) => algorithm.startsWith('aws:kms')),
          ),
        ),
    },
  ]),
  ...rulesOf('aws_s3_bucket_versioning', [
    {
      id: 's3-versioning-status',
      argument: 'versioning_configuration.status',
      rule: 'a status is Enabled, Suspended or (in Terraform: never enabled) Disabled.',
      whatToDo: 'Correct it.',
      judge: oneOf('Enabled', 'Suspended', 'Disabled'),
    },
    {
      id: 's3-versioning-object-lock',
      argument: 'versioning_configuration.status',
      rule: 'versions of a bucket with an object lock stay Enabled.',
      whatToDo: 'Set Enabled.',
      judge: (args, argument, around) =>
        companions(args, 'aws_s3_bucket_object_lock_configuration', around).length === 0
          ? undefined
          : first(literalsAt(args, argument).filter((status) => status !== 'Enabled')),
    },
  ]),
];

/** What other resources of the stack say of the same bucket. */
function companions(args: Arguments, type: string, { stack }: Around): readonly Arguments[] {
  return stack.resources
    .filter((one) => one.type === type && one.args['bucket'] === args['bucket'])
    .map((one) => one.args);
}

function inDocument(offending: (document: Arguments) => readonly unknown[]): Judge {
  return (args, argument) =>
    first(
      valuesAt(args, argument).flatMap((text) => {
        const policy = readPolicy(text);
        return policy.kind === 'read' ? offending(policy.document) : [];
      }),
    );
}

/** Judged only where all actions and resources are known. */
function missesItsResources(statement: Arguments): boolean {
  const actions = knownTexts(statement['Action']);
  const resources = knownTexts(statement['Resource']);
  const isKnown =
    resources.length > 0 && resources.length === listOf(statement['Resource']).length && !resources.includes('*');
  const named = actions.filter((action) => !/[*?]/.test(action));
  const hasObject = resources.some((resource) => resource.includes('/'));
  const hasBucket = resources.some((resource) => !resource.includes('/'));
  return (
    isKnown &&
    named.some((action) => (objectAction.test(action) && !hasObject) || (bucketAction.test(action) && !hasBucket))
  );
}

function isForEverybody(statement: Arguments): boolean {
  const principal = statement['Principal'];
  const names = isObject(principal) ? allTexts(principal['AWS']) : allTexts(principal);
  return statement['Effect'] === 'Allow' && statement['Condition'] === undefined && names.includes('*');
}
