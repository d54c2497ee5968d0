import { notModelled, softwareTokenNotVerified } from './errors';
import type { User } from './user';

/** What somebody wants to be asked for, as the API takes it. */
export interface SoftwareTokenPreference {
  readonly Enabled?: boolean | undefined;
  readonly PreferredMfa?: boolean | undefined;
}

/** Throws for second factors that are not modelled. */
export function requireModelled(given: Readonly<Record<string, unknown>>): void {
  const other = ['SMSMfaSettings', 'EmailMfaSettings', 'WebAuthnMfaSettings'].find((name) => given[name] !== undefined);
  if (other !== undefined) throw notModelled(other, ['SoftwareTokenMfaSettings']);
}

/** The user with the preference. Throws where no app was verified. */
export function withPreference(user: User, wish: SoftwareTokenPreference | undefined, now: number): User {
  if (wish === undefined) return user;
  const { Enabled: enabled = false, PreferredMfa: preferred = false } = wish;
  const { softwareToken } = user;
  if (softwareToken === undefined) {
    if (enabled || preferred) throw softwareTokenNotVerified();
    return user;
  }
  return { ...user, softwareToken: { ...softwareToken, enabled, preferred: enabled && preferred }, modifiedAt: now };
}

/** As `GetUser` and `AdminGetUser` tell it; nothing where there is nothing to tell. */
export function describePreference({ softwareToken }: User): Readonly<Record<string, unknown>> {
  if (softwareToken?.enabled !== true) return {};
  return {
    UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
    ...(softwareToken.preferred && { PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA' }),
  };
}
