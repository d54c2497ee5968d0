import { readInput } from '../../user-pools/input';
import { stageOfAnotherVersion } from '../errors';
import { secretId, stagingLabel, versionId } from '../input';
import type { SecretOperation } from '../secrets-manager-services';
import type { StoredSecret, StoredVersion } from '../stored-secret';

const schema = secretId.extend({ VersionId: versionId.optional(), VersionStage: stagingLabel.optional() });

/** The current value, or that of a version or label. */
export const getSecretValue: SecretOperation = () => (stored, input) => {
  const version = chosen(stored, readInput(schema, input));
  return {
    ARN: stored.secret.arn,
    Name: stored.secret.name,
    VersionId: version.id,
    SecretString: version.value,
    VersionStages: stored.labelsOf(version.id),
    CreatedDate: version.createdAt / 1000,
  };
};

interface Asked {
  readonly VersionId?: string | undefined;
  readonly VersionStage?: string | undefined;
}

function chosen(stored: StoredSecret, { VersionId, VersionStage }: Asked): StoredVersion {
  if (VersionId === undefined) return stored.labelled(VersionStage ?? 'AWSCURRENT');
  const version = stored.version(VersionId);
  if (VersionStage !== undefined && !stored.labelsOf(VersionId).includes(VersionStage)) throw stageOfAnotherVersion();
  return version;
}
