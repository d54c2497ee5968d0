import type { Kept } from './model';

/** A type of resource that keeps what cannot be made again by applying the stack. */
export interface StatefulType {
  readonly kept: Kept;
  /** Arguments, or paths in a block, whose change makes Terraform destroy the thing and make another. */
  readonly replacedBy: readonly string[];
  /** Blocks of which AWS takes no member back and changes none; their names tell them apart. */
  readonly keepsForever?: { readonly block: string; readonly name: string };
}

/**
 * What is lost with each type. Replacement is what Terraform plans with version 5.100.0 of the AWS provider, found by
 * planning each change; `aws_cognito_user_pool.schema` is planned as an update and refused when it is applied.
 */
export const statefulTypes: ReadonlyMap<string, StatefulType> = new Map(
  Object.entries({
    aws_cognito_user_pool: {
      kept: 'users',
      replacedBy: ['name', 'username_attributes', 'alias_attributes', 'username_configuration.case_sensitive'],
      keepsForever: { block: 'schema', name: 'name' },
    },
    aws_cognito_user_pool_client: { kept: 'client id', replacedBy: ['user_pool_id', 'generate_secret'] },
    aws_cognito_user_pool_domain: { kept: 'sign-in address', replacedBy: ['domain', 'user_pool_id'] },
    aws_cognito_user_group: { kept: 'memberships', replacedBy: ['name', 'user_pool_id'] },
    aws_cognito_identity_pool: {
      kept: 'identities',
      replacedBy: ['identity_pool_name', 'developer_provider_name'],
    },
    aws_dynamodb_table: {
      kept: 'data',
      replacedBy: ['name', 'hash_key', 'range_key', 'local_secondary_index'],
    },
    aws_secretsmanager_secret: { kept: 'data', replacedBy: ['name', 'name_prefix'] },
    aws_s3_bucket: { kept: 'data', replacedBy: ['bucket', 'bucket_prefix', 'object_lock_enabled'] },
  } satisfies Record<string, StatefulType>),
);
