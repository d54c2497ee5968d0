import type { DeploymentScope, Right } from './scope';

/**
 * The states of this stage, and the lock beside each, which whoever plans holds too. Terraform never deletes a state.
 *
 * Source: Terraform documentation, S3 backend: permissions of the bucket, with use_lockfile.
 */
export function stateRights({ stateBucket, namePrefix, stage, region }: DeploymentScope): readonly Right[] {
  const bucket = `arn:aws:s3:::${stateBucket}`;
  const states = `${namePrefix}${stage}/${region}/*.tfstate`;
  return [
    {
      read: ['s3:ListBucket'],
      write: [],
      resources: [bucket],
      // Who may not list is told of a missing object that it is forbidden, and the first deployment finds no state. Such a
      // question names no prefix.
      condition: { StringLikeIfExists: { 's3:prefix': ['env:/', `${namePrefix}${stage}/${region}/*`] } },
    },
    { read: ['s3:GetObject'], write: ['s3:PutObject'], resources: [`${bucket}/${states}`] },
    {
      read: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
      write: [],
      resources: [`${bucket}/${states}.tflock`],
    },
  ];
}
