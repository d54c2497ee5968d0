import { createHash } from 'node:crypto';
import type { RoutedExchange } from './exchange';

/** What an authorizer's result is kept under: by authorizer, stage and identity. A digest, as a token is nothing to keep. */
export function cacheKey(
  { api, stage }: Pick<RoutedExchange, 'api' | 'stage'>,
  { id }: { readonly id: string },
  identity: readonly unknown[],
): string {
  return createHash('sha256')
    .update(JSON.stringify([api.id, stage.name, id, ...identity]))
    .digest('base64');
}
