import type { SecretOperation } from '../secrets-manager-services';

/** Everything but the value. Times in seconds since 1970. */
export const describeSecret: SecretOperation = () => (stored) => {
  const { arn, name, description } = stored.secret;
  return {
    ARN: arn,
    Name: name,
    ...(description === undefined ? {} : { Description: description }),
    CreatedDate: stored.createdAt / 1000,
    LastChangedDate: stored.changedAt / 1000,
    VersionIdsToStages: stored.labels(),
  };
};
