import { z } from 'zod';
import { readInput, text } from '../../user-pools/input';
import { secretId, stagingLabel, versionId } from '../input';
import type { SecretOperation } from '../secrets-manager-services';

const schema = secretId.extend({
  SecretString: text({ max: 65_536 }),
  ClientRequestToken: versionId.optional(),
  VersionStages: z.array(stagingLabel).min(1).max(20).optional(),
});

/** A new value, current from now on unless labels say otherwise: what a rotation does. */
export const putSecretValue: SecretOperation =
  ({ clock, ids }) =>
  (stored, input) => {
    const given = readInput(schema, input);
    const id = given.ClientRequestToken ?? ids.uuid();
    stored.put({ id, value: given.SecretString, createdAt: clock.now() }, given.VersionStages ?? ['AWSCURRENT']);
    return { ARN: stored.secret.arn, Name: stored.secret.name, VersionId: id, VersionStages: stored.labelsOf(id) };
  };
