import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { UserPoolClient } from '../../blueprint/model/user-pools';
import { secretHashMissing, secretHashWrong } from './errors';

/**
 * Checks `SECRET_HASH`: Base64(HMAC-SHA256(client secret, username + client id)), over the name as it was typed.
 * A client without a secret must not send one.
 */
export function checkSecretHash(client: UserPoolClient, name: string, given: string | undefined): void {
  if (client.secret === undefined) {
    if (given !== undefined) throw secretHashWrong(client.id, 'The app client has no secret, but a hash was sent.');
    return;
  }
  if (given === undefined) throw secretHashMissing(client.id);
  const expected = createHmac('sha256', client.secret)
    .update(name + client.id)
    .digest('base64');
  if (!sameSecret(expected, given)) {
    throw secretHashWrong(client.id, 'The hash is not that of the client secret over username and client id.');
  }
}

/** Compares in constant time, whatever the lengths. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(sha256(a), sha256(b));
}

function sha256(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}
