import type { PasswordPolicy } from '../../blueprint/model/user-pools';
import type { Ids } from '../system/services';

/** The characters that Cognito counts as symbols, per its developer guide. */
const symbols = '^$*.[]{}()?"!@#%&/\\,><\':;|_~`=+-';

const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';

/** The first rule that a password breaks, in AWS's words; `undefined` when it keeps all. */
export function policyFault(policy: PasswordPolicy, password: string): string | undefined {
  if (password.length < policy.minimumLength) return 'Password not long enough';
  if (policy.requireUppercase && !/[A-Z]/.test(password)) return 'Password must have uppercase characters';
  if (policy.requireLowercase && !/[a-z]/.test(password)) return 'Password must have lowercase characters';
  if (policy.requireNumbers && !/[0-9]/.test(password)) return 'Password must have numeric characters';
  if (policy.requireSymbols && ![...password].some((character) => symbols.includes(character))) {
    return 'Password must have symbol characters';
  }
  return undefined;
}

/** A temporary password that keeps every rule. */
export function generatePassword(policy: PasswordPolicy, ids: Ids): string {
  const oneOfEach = ids.text(1, lower.toUpperCase()) + ids.text(1, lower) + ids.text(1, digits) + ids.text(1, '!#%+-=');
  return oneOfEach + ids.text(Math.max(policy.minimumLength, 12) - oneOfEach.length, lower + digits);
}
