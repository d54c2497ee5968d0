import type { Arguments } from '../../constructs/checks/terraform-values';
import type { RefusalCases } from './refusal-case';

const role = '${aws_iam_role.it.arn}';
const trust = (Service: string): string =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service } }] });

export const gatewayAccountCases: RefusalCases = {
  'apigw-account-role-arn': {
    refused: [{ cloudwatch_role_arn: 'api-gateway-logs' }, { cloudwatch_role_arn: 'arn:aws:iam::1:role/x' }],
    accepted: [
      { cloudwatch_role_arn: 'arn:aws:iam::123456789012:role/x' },
      { cloudwatch_role_arn: role },
      { cloudwatch_role_arn: '' },
    ],
  },
  'apigw-account-role-trust': {
    around: [
      ['aws_iam_role', { assume_role_policy: trust('lambda.amazonaws.com') }],
      ['aws_iam_role', { assume_role_policy: trust('apigateway.amazonaws.com') }],
      ['aws_iam_role', { assume_role_policy: '${var.trust}' }],
    ],
    refused: [{ cloudwatch_role_arn: role }],
    accepted: [
      { cloudwatch_role_arn: '${aws_iam_role.it2.arn}' },
      { cloudwatch_role_arn: '${aws_iam_role.it3.arn}' },
      { cloudwatch_role_arn: '${var.role}' },
    ],
  },
};

const names = (...all: readonly string[]): readonly Arguments[] => all.map((bucket) => ({ bucket }));
const good = names('acme-state', 'terraform-state-${data.aws_caller_identity.current.account_id}-us-east-1', 'a.b-c');

export const bucketCases: RefusalCases = {
  's3-bucket-name': {
    refused: names('ab', 'Acme', 'acme_state', 'Acme-${var.a}', '${var.a}-', '-acme', 'acme-', 'a'.repeat(64)),
    accepted: good,
  },
  's3-bucket-name-dots': { refused: names('acme..state', '192.168.5.4'), accepted: good },
  's3-bucket-name-reserved-start': {
    refused: names('xn--a', 'sthree-a', 'amzn-s3-demo-a', 'sthree-${var.a}'),
    accepted: good,
  },
  's3-bucket-name-reserved-end': {
    refused: names('a-s3alias', 'a--ol-s3', 'a.mrap', 'a--x-s3', 'a--table-s3', '${var.a}-s3alias'),
    accepted: good,
  },
};

const bucket = '${aws_s3_bucket.it.bucket}';
const blocked = { bucket, block_public_acls: true, block_public_policy: true };

export const bucketAclCases: RefusalCases = {
  's3-acl-public': {
    around: [
      ['aws_s3_bucket_public_access_block', blocked],
      ['aws_s3_bucket_public_access_block', { bucket: 'open', block_public_acls: false }],
    ],
    refused: [
      { bucket, acl: 'public-read' },
      { bucket: 'by-default', acl: 'public-read-write' },
    ],
    accepted: [
      { bucket, acl: 'private' },
      { bucket: 'open', acl: 'public-read' },
    ],
  },
};

const statement = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::acme-state/*' };
const policies = (...changes: readonly object[]): readonly Arguments[] =>
  changes.map((change) => ({
    bucket,
    policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ ...statement, ...change }] }),
  }));

export const bucketPolicyCases: RefusalCases = {
  's3-policy-json': { refused: [{ policy: 'none' }, { policy: '[]' }], accepted: [...policies({}), { policy: role }] },
  's3-policy-version': {
    refused: [{ policy: JSON.stringify({ Version: '2020-01-01', Statement: [statement] }) }],
    accepted: [...policies({}), { policy: JSON.stringify({ Statement: [statement] }) }],
  },
  's3-policy-principal': {
    refused: policies({ Principal: undefined }),
    accepted: policies({}, { Principal: { AWS: role } }),
  },
  's3-policy-action-resource': {
    refused: policies(
      { Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme-state' },
      { Action: ['s3:ListBucket', 's3:GetObject'], Resource: ['arn:aws:s3:::acme-state/*'] },
    ),
    accepted: policies(
      {},
      { Action: ['s3:ListBucket', 's3:GetObject'], Resource: ['arn:aws:s3:::acme-state', 'arn:aws:s3:::acme-state/*'] },
      { Action: 's3:GetObject', Resource: bucket },
      { Action: 's3:GetObject', Resource: '*' },
      { Action: ['s3:ReplicateObject', 's3:BypassGovernanceRetention'], Resource: 'arn:aws:s3:::acme-state/*' },
    ),
  },
  's3-policy-public': {
    around: [
      ['aws_s3_bucket_public_access_block', blocked],
      ['aws_s3_bucket_public_access_block', { bucket: 'open', block_public_policy: false }],
    ],
    refused: policies({ Effect: 'Allow' }, { Effect: 'Allow', Principal: { AWS: ['*'] } }),
    accepted: [
      ...policies({}, { Effect: 'Allow', Principal: { AWS: role } }, { Effect: 'Allow', Condition: { Bool: {} } }),
      ...policies({ Effect: 'Allow' }).map((one) => ({ ...one, bucket: 'open' })),
    ],
  },
};

export const bucketOwnershipCases: RefusalCases = {
  's3-ownership': {
    refused: [{ rule: { object_ownership: 'Owner' } }],
    accepted: [{ rule: { object_ownership: 'BucketOwnerEnforced' } }],
  },
};

const encryption = (by: object): Arguments => ({ rule: [{ apply_server_side_encryption_by_default: by }] });

export const bucketEncryptionCases: RefusalCases = {
  's3-encryption-algorithm': {
    refused: [encryption({ sse_algorithm: 'aes256' })],
    accepted: [encryption({ sse_algorithm: 'AES256' }), encryption({ sse_algorithm: 'aws:kms' })],
  },
  's3-encryption-key': {
    refused: [
      encryption({ sse_algorithm: 'AES256', kms_master_key_id: role }),
      encryption({ kms_master_key_id: 'alias/x' }),
    ],
    accepted: [
      encryption({ sse_algorithm: 'aws:kms', kms_master_key_id: role }),
      encryption({ sse_algorithm: '${var.algorithm}', kms_master_key_id: role }),
      encryption({ sse_algorithm: 'AES256' }),
    ],
  },
};

const versions = (status: string, of = bucket): Arguments => ({ bucket: of, versioning_configuration: { status } });

export const bucketVersioningCases: RefusalCases = {
  's3-versioning-status': {
    refused: [versions('On')],
    accepted: [versions('Enabled'), versions('Suspended'), versions('Disabled')],
  },
  's3-versioning-object-lock': {
    around: [['aws_s3_bucket_object_lock_configuration', { bucket }]],
    refused: [versions('Suspended'), versions('Disabled')],
    accepted: [versions('Enabled'), versions('Suspended', 'other'), versions('${var.status}')],
  },
};

const rules = (...all: readonly object[]): readonly Arguments[] => all.map((one) => ({ rule: [{ id: 'x', ...one }] }));

export const bucketLifecycleCases: RefusalCases = {
  's3-lifecycle-action': {
    refused: rules({ status: 'Enabled' }, { filter: [{}], expiration: [] }),
    accepted: rules(
      { expiration: [{ days: 1 }] },
      { abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }] },
    ),
  },
  's3-lifecycle-days': {
    refused: rules({ expiration: [{ days: 0 }] }, { expiration: [{ days: -1 }] }),
    accepted: rules({ expiration: [{ days: 1 }] }, { expiration: [{ days: '${var.days}' }] }),
  },
  's3-lifecycle-noncurrent-days': {
    refused: rules({ noncurrent_version_expiration: [{ noncurrent_days: 0 }] }),
    accepted: rules({ noncurrent_version_expiration: [{ noncurrent_days: 90 }] }),
  },
  's3-lifecycle-noncurrent-versions': {
    refused: [0, 101].flatMap((count) =>
      rules({ noncurrent_version_expiration: [{ newer_noncurrent_versions: count }] }),
    ),
    accepted: rules({ noncurrent_version_expiration: [{ newer_noncurrent_versions: 100 }] }),
  },
  's3-lifecycle-delete-marker': {
    refused: rules({ expiration: [{ expired_object_delete_marker: true, days: 1 }] }),
    accepted: rules({ expiration: [{ expired_object_delete_marker: true }] }, { expiration: [{ days: 1 }] }),
  },
  's3-lifecycle-days-and-dates': {
    refused: rules({ expiration: [{ days: 9 }], transition: [{ date: '2030-01-01T00:00:00Z' }] }),
    accepted: rules({ expiration: [{ days: 9 }], transition: [{ days: 1 }] }),
  },
  's3-lifecycle-expiration-date': {
    refused: rules({ expiration: [{ date: '2030-01-01' }] }, { expiration: [{ date: '2030-01-01T12:00:00Z' }] }),
    accepted: rules({ expiration: [{ date: '2030-01-01T00:00:00Z' }] }),
  },
  's3-lifecycle-transition-date': {
    refused: rules({ transition: [{ date: '2030-01-01T00:00:00+02:00' }] }),
    accepted: rules({ transition: [{ date: '2030-01-01T00:00:00.000Z' }] }),
  },
  's3-lifecycle-status': {
    refused: rules({ status: 'On' }),
    accepted: rules({ status: 'Enabled' }, { status: 'Disabled' }),
  },
  's3-lifecycle-id': {
    refused: [{ rule: [{ id: 'x' }, { id: 'x' }] }],
    accepted: [{ rule: [{ id: 'x' }, { id: 'y' }] }],
  },
};
