import { toObject } from './user-pool-event';
import type { UserPoolEvent } from './user-pool-event';

/**
 * The identity provider through which this user, and nobody who signs in with a password, comes. A user pool itself makes
 * such profiles, names them `<provider>_<subject>`, and gives them no password; a profile that an identity was linked to
 * has a password too, so that nothing tells by which door somebody came in.
 *
 * @returns undefined for every other profile, and for what is not understood
 */
export function federatedThrough({ userName, attributes }: UserPoolEvent): string | undefined {
  const [identity, ...others] = readIdentities(attributes['identities']);
  if (identity === undefined || others.length > 0 || attributes['cognito:user_status'] !== 'EXTERNAL_PROVIDER') {
    return undefined;
  }
  const { providerName, userId } = toObject(identity);
  if (typeof providerName !== 'string' || typeof userId !== 'string' || providerName === '' || userId === '') {
    return undefined;
  }
  // Pools that do not tell letter cases apart write the name in small letters.
  return userName.toLowerCase() === `${providerName}_${userId}`.toLowerCase() ? providerName : undefined;
}

function readIdentities(text: string | undefined): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return Array.isArray(value) ? value : [];
  } catch {
    // Nobody but the user pool writes it: what cannot be read is no identity.
    return [];
  }
}
