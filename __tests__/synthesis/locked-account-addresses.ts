/** As {@link lockedAddresses}, of the stacks that are there only when they are asked for. */
export const lockedAccountAddresses: Readonly<Record<string, readonly string[]>> = {
  'account-settings': [
    'aws_api_gateway_account.api-gateway',
    'aws_iam_role.api-gateway-role',
    'aws_iam_role_policy.api-gateway-role',
  ],
  'github-roles': [
    'aws_iam_openid_connect_provider.github',
    'aws_iam_policy.boundary',
    'aws_iam_role.deploy',
    'aws_iam_role.plan',
    'aws_iam_role_policy.deploy',
    'aws_iam_role_policy.plan',
  ],
  'terraform-state': [
    'aws_s3_bucket.state',
    'aws_s3_bucket_lifecycle_configuration.state',
    'aws_s3_bucket_ownership_controls.state',
    'aws_s3_bucket_policy.state',
    'aws_s3_bucket_public_access_block.state',
    'aws_s3_bucket_server_side_encryption_configuration.state',
    'aws_s3_bucket_versioning.state',
  ],
};
