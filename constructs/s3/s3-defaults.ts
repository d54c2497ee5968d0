import type { S3BucketLifecycleConfigurationRule } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';

const oldVersions: S3BucketLifecycleConfigurationRule = {
  id: 'old-versions',
  status: 'Enabled',
  filter: [{}],
  expiration: [{ expiredObjectDeleteMarker: true }],
  noncurrentVersionExpiration: [{ noncurrentDays: 90, newerNoncurrentVersions: 50 }],
  abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
};

/**
 * What every bucket has:
 * - no public access, whatever a policy or an access control list will say;
 * - no access control lists at all: policies alone decide;
 * - encryption with keys of S3. Terraform's backend asks for just these when it writes a state, so that a default of
 *   another key would say something about the bucket that does not hold for what is in it;
 * - every version, of which those that are old and many are removed after 90 days, but never the latest 50. Each run of
 *   Terraform leaves a deleted lock file, so that markers of deletion go as soon as nothing is behind them.
 */
export const bucketDefaults = {
  publicAccess: { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
  ownership: { objectOwnership: 'BucketOwnerEnforced' },
  encryption: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
  versioning: { status: 'Enabled' },
  lifecycle: [oldVersions],
} as const;
