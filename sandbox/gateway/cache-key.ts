import { createHash } from 'node:crypto';
import type { RestApi, Stage } from '../../blueprint/model';

/** What an authorizer's result is kept under: by authorizer, stage and identity. A digest, as a token is nothing to keep. */
export function cacheKey(
  { api, stage }: { readonly api: Pick<RestApi, 'id'>; readonly stage: Pick<Stage, 'name'> },
  { id }: { readonly id: string },
  identity: readonly unknown[],
): string {
  return createHash('sha256')
    .update(JSON.stringify([api.id, stage.name, id, ...identity]))
    .digest('base64');
}
