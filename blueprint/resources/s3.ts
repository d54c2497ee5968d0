import { type ArgumentRules, type BlockType, harmless, inertAt, modelled, notModelled, tagged } from './block-type';

const noRequest = harmless('no stack here serves from a bucket, and no function here reads one');
const companion: ArgumentRules = {
  bucket: modelled,
  expected_bucket_owner: harmless('guards against a foreign bucket'),
};

/** A bucket for what is no part of an API, such as the Terraform state. A call of S3 is refused. */
export const bucket: BlockType = {
  arguments: {
    ...tagged,
    bucket: modelled,
    bucket_prefix: notModelled,
    force_destroy: harmless('rules deletion'),
    object_lock_enabled: harmless('guards against deletion'),
    acl: notModelled,
    policy: notModelled,
    timeouts: harmless('patience of Terraform'),
  },
  attributes: {
    id: ({ arguments: given }) => given.string('bucket'),
    bucket: ({ arguments: given }) => given.string('bucket'),
    arn: ({ arguments: given }) => `arn:aws:s3:::${given.string('bucket')}`,
  },
};

const bucketName: BlockType['attributes'] = { id: ({ arguments: given }) => given.string('bucket') };

export const bucketPolicy: BlockType = {
  arguments: { ...companion, policy: noRequest },
  attributes: bucketName,
};

export const bucketPublicAccessBlock: BlockType = {
  arguments: {
    ...companion,
    block_public_acls: inertAt(true),
    block_public_policy: inertAt(true),
    ignore_public_acls: inertAt(true),
    restrict_public_buckets: inertAt(true),
    skip_destroy: harmless('rules deletion'),
  },
  attributes: bucketName,
};

export const bucketOwnershipControls: BlockType = {
  arguments: { ...companion, rule: noRequest },
  attributes: bucketName,
};

export const bucketVersioning: BlockType = {
  arguments: {
    ...companion,
    versioning_configuration: harmless('keeps old versions'),
    mfa: harmless('rules deletion'),
  },
  attributes: bucketName,
};

export const bucketEncryption: BlockType = {
  arguments: { ...companion, rule: harmless('encryption at rest') },
  attributes: bucketName,
};

export const bucketLifecycle: BlockType = {
  arguments: {
    ...companion,
    rule: harmless('removes old versions'),
    transition_default_minimum_object_size: harmless('price'),
    timeouts: harmless('patience of Terraform'),
  },
  attributes: bucketName,
};
