/** Attributes of OpenID Connect that people may be let write. */
export type StandardAttribute =
  'email' | 'family_name' | 'given_name' | 'locale' | 'name' | 'nickname' | 'picture' | 'zoneinfo';

/**
 * What people may say of themselves. Nothing here may ever decide what somebody may do. `email` is among them because
 * SignUp has to name it; a new one counts only when it is verified.
 */
export const profileAttributes: readonly StandardAttribute[] = [
  'email',
  'family_name',
  'given_name',
  'locale',
  'name',
  'nickname',
  'picture',
  'zoneinfo',
];
