/** The attributes that are behind a scope, where they can be named; `profile` and `openid` have all that may be read. */
export function attributesOfScope(scope: string): readonly string[] {
  if (scope === 'email') return ['email', 'email_verified'];
  return scope === 'phone' ? ['phone_number', 'phone_number_verified'] : [];
}

/**
 * Whether scopes let an attribute be told. With `openid` alone, all is; `email`, `phone` and `profile` beside it narrow
 * that down to what they name (AWS developer guide, scopes of user pools).
 */
export function scopesTell(scopes: readonly string[], attribute: string): boolean {
  if (!scopes.includes('openid')) return false;
  const narrowing = scopes.filter((scope) => scope === 'email' || scope === 'phone' || scope === 'profile');
  if (narrowing.length === 0 || narrowing.includes('profile')) return true;
  return narrowing.flatMap(attributesOfScope).includes(attribute);
}
