import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { Construct } from 'constructs';
import { denyEverybody } from '../iam/policy';
import { bucketDefaults } from './s3-defaults';

/** Props of {@link PrivateBucket}. */
export interface PrivateBucketProps {
  /** Unique in the world. */
  readonly name: string;
}

/**
 * A bucket that only principals of its account reach, by TLS, and that keeps what is overwritten or deleted. Terraform
 * never destroys it.
 */
export class PrivateBucket extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const { id: bucket, arn } = new S3Bucket(this, 'Resource', {
      bucket: props.name,
      lifecycle: { preventDestroy: true },
    });
    this.name = bucket;
    this.arn = arn;
    const isClosed = new S3BucketPublicAccessBlock(this, 'Resource-access', { bucket, ...bucketDefaults.publicAccess });
    new S3BucketOwnershipControls(this, 'Resource-ownership', { bucket, rule: bucketDefaults.ownership });
    new S3BucketServerSideEncryptionConfigurationA(this, 'Resource-encryption', {
      bucket,
      rule: [...bucketDefaults.encryption],
    });
    const versioning = new S3BucketVersioningA(this, 'Resource-versioning', {
      bucket,
      versioningConfiguration: bucketDefaults.versioning,
    });
    new S3BucketLifecycleConfiguration(this, 'Resource-lifecycle', {
      bucket,
      rule: [...bucketDefaults.lifecycle],
      // Rules for old versions are refused on a bucket that has none.
      dependsOn: [versioning],
    });
    new S3BucketPolicy(this, 'Resource-policy', {
      bucket,
      policy: transportPolicy(arn),
      // A policy and a block that are set at the same time conflict.
      dependsOn: [isClosed],
    });
  }
}

/** Source: Amazon S3 user guide, bucket policy examples: require TLS, and a version of it. */
function transportPolicy(arn: string): string {
  return denyEverybody(
    ['s3:*'],
    [arn, `${arn}/*`],
    [{ Bool: { 'aws:SecureTransport': 'false' } }, { NumericLessThan: { 's3:TlsVersion': '1.2' } }],
  );
}
