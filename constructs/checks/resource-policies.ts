import type { DocumentPlaces } from './aws-refusals/iam-documents';

/** Who may reach a resource. */
export const resourcePolicies: DocumentPlaces = [
  ...places('policy', [
    ...['acmpca_policy', 'api_gateway_domain_name', 'api_gateway_rest_api', 'api_gateway_rest_api_policy'],
    ...['backup_vault_policy', 'cloudwatch_event_bus_policy', 'codebuild_resource_policy', 'dynamodb_resource_policy'],
    ...['ecr_registry_policy', 'ecr_repository_policy', 'ecrpublic_repository_policy', 'efs_file_system_policy'],
    ...['glacier_vault_lock', 'glue_resource_policy', 'kinesis_resource_policy', 'kms_external_key', 'kms_key'],
    ...['kms_key_policy', 'kms_replica_external_key', 'kms_replica_key', 'media_store_container_policy'],
    ...['msk_cluster_policy', 'networkfirewall_resource_policy', 'oam_sink_policy', 'redshift_resource_policy'],
    ...['redshiftserverless_resource_policy', 's3_access_point', 's3_bucket', 's3_bucket_policy'],
    ...['s3control_access_grants_instance_resource_policy', 's3control_access_point_policy'],
    ...['s3control_bucket_policy', 's3control_object_lambda_access_point_policy', 's3vectors_vector_bucket_policy'],
    ...['schemas_registry_policy', 'secretsmanager_secret', 'secretsmanager_secret_policy', 'ses_identity_policy'],
    ...['sesv2_email_identity_policy', 'sns_topic', 'sns_topic_policy', 'sqs_queue', 'sqs_queue_policy'],
    ...['vpclattice_auth_policy', 'vpclattice_resource_policy'],
  ]),
  ...places('policy_document', [
    ...['cloudwatch_log_resource_policy', 'codeartifact_domain_permissions_policy', 'prometheus_resource_policy'],
    ...['codeartifact_repository_permissions_policy', 'xray_resource_policy'],
  ]),
  ...places('access_policy', [
    ...['cloudsearch_domain_service_access_policy', 'cloudwatch_log_destination_policy', 'glacier_vault'],
  ]),
  ...places('access_policies', [
    ...['elasticsearch_domain', 'elasticsearch_domain_policy', 'opensearch_domain', 'opensearch_domain_policy'],
  ]),
  ...places('resource_policy', [
    ...['s3tables_table_bucket_policy', 's3tables_table_policy', 'sagemaker_model_package_group_policy'],
  ]),
  ...places('delivery_destination_policy', ['cloudwatch_log_delivery_destination_policy']),
  ...places('repository_policy', ['ecr_repository_creation_template']),
  ...places('details.policy', ['s3control_multi_region_access_point_policy']),
];

/** What principals may do, besides the policies of roles. */
export const otherIdentityPolicies: DocumentPlaces = [
  ...places('policy', ['iam_group_policy', 'iam_user_policy', 'iot_policy']),
  ...places('inline_policy', ['ssoadmin_permission_set_inline_policy']),
];

/** Limits of what others allow: they let nobody in, however wide they are. */
export const limits: ReadonlySet<string> = new Set([
  ...['aws_organizations_policy', 'aws_rolesanywhere_profile', 'aws_transfer_access', 'aws_transfer_user'],
  ...['aws_vpc_endpoint', 'aws_vpc_endpoint_policy'],
]);

function places(argument: string, types: readonly string[]): DocumentPlaces {
  return types.map((type) => [`aws_${type}`, argument]);
}
