import type { UserPoolEvent } from '../shared/user-pool-event';
import type { ProviderSubject, UserDirectory } from './user-directory';

/** What became of it; stable codes for the log. */
export type LinkOutcome =
  'linked' | 'address-not-verified' | 'nobody-to-link' | 'several-to-link' | 'user-not-verified';

/**
 * Links an identity to the one user with the same mail address, where both sides have verified it. In every other case
 * nothing happens, and the identity gets a profile of its own: to refuse it would let anybody who registers an address of
 * the company, and never proves it, keep its owner out; to link it would hand the owner's identity to that person.
 */
export async function linkUser(
  { userPoolId, attributes }: UserPoolEvent,
  source: ProviderSubject,
  directory: UserDirectory,
): Promise<LinkOutcome> {
  const email = attributes['email'] ?? '';
  if (email === '' || attributes['email_verified'] !== 'true') {
    return 'address-not-verified';
  }
  const found = await directory.usersWithEmail(userPoolId, email);
  const [user, ...others] = found.filter((one) => inSmallLetters(one.email) === inSmallLetters(email));
  if (user === undefined) {
    return 'nobody-to-link';
  }
  if (others.length > 0) {
    return 'several-to-link';
  }
  if (!user.active || !user.emailVerified || user.username === '') {
    return 'user-not-verified';
  }
  await directory.link(userPoolId, user.username, source);
  return 'linked';
}

/** Of ASCII alone: Unicode makes a `k` of the Kelvin sign, and the mailbox with that sign is somebody else's. */
function inSmallLetters(address: string): string {
  return address.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
