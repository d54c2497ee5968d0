import type { Clock, Ids } from '../system/services';
import type { Caller, CredentialStore, StoredCredentials } from './caller';

const keyAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const secretAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const sessionTokenBytes = 510;

const dayMilliseconds = 86_400_000;
const hourMilliseconds = 3_600_000;

/**
 * Keeps credentials in memory. Expired ones are kept for a day, because an expired key is answered differently from an
 * unknown one; then they are forgotten, as guests may ask for any number of them.
 */
export function createCredentialStore({ clock, ids }: { readonly clock: Clock; readonly ids: Ids }): CredentialStore {
  const byAccessKey = new Map<string, StoredCredentials>();
  let forgottenAt = clock.now();
  const forget = (): void => {
    const now = clock.now();
    if (now < forgottenAt + hourMilliseconds) return;
    forgottenAt = now;
    for (const [accessKeyId, { expiration = Infinity }] of byAccessKey) {
      if (expiration + dayMilliseconds <= now) byAccessKey.delete(accessKeyId);
    }
  };
  const add = <T extends StoredCredentials>(credentials: T): T => {
    forget();
    byAccessKey.set(credentials.accessKeyId, credentials);
    return credentials;
  };
  const newKey = (prefix: 'ASIA' | 'AKIA', caller: Caller) => ({
    accessKeyId: prefix + ids.text(16, keyAlphabet),
    secretAccessKey: ids.text(40, secretAlphabet),
    caller,
  });
  return {
    issueTemporary: (caller, durationSeconds) => {
      const issuedAt = new Date(clock.now()).toISOString().replace(/\.\d{3}Z$/, 'Z');
      const context = { ...caller.context, 'aws:TokenIssueTime': issuedAt };
      const { accessKeyId, secretAccessKey, sessionToken, expiration } = add({
        ...newKey('ASIA', { ...caller, context }),
        sessionToken: ids.bytes(sessionTokenBytes).toString('base64'),
        // AWS gives expirations in whole seconds.
        expiration: Math.floor(clock.now() / 1000 + durationSeconds) * 1000,
      });
      return { accessKeyId, secretAccessKey, sessionToken, expiration };
    },
    issueLongTerm: (caller) => {
      const { accessKeyId, secretAccessKey } = add({
        ...newKey('AKIA', caller),
        sessionToken: undefined,
        expiration: undefined,
      });
      return { accessKeyId, secretAccessKey };
    },
    find: (accessKeyId) => byAccessKey.get(accessKeyId),
  };
}
