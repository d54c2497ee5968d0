import type { Comparison } from './conditions';
import { isDeclaredOutsider } from './declared-outsiders';
import { listOf } from './policy-text';
import type { ResolvedResource } from './resolved-stack';
import { isObject, referencePlaceholder } from './terraform-values';
import type { Arguments } from './terraform-values';
import { asPattern, hasWildcard } from './wildcards';

/** Whom a statement is for, one by one. */
export type Principal =
  /** Anybody, or nobody knows who. */
  | { readonly kind: 'everybody' }
  /** A service, which calls for all its customers. */
  | { readonly kind: 'service'; readonly name: string }
  /** A person of an identity provider. */
  | { readonly kind: 'federated'; readonly name: string }
  /** Somebody of the account that is written there. */
  | { readonly kind: 'account'; readonly account: string }
  /** Somebody by reference, who is of this app or was looked up for it. */
  | { readonly kind: 'reference' };

/** The principals of a statement; what cannot be read is everybody. */
export function principalsOf(statement: Arguments): readonly Principal[] {
  const principal = statement['Principal'];
  if (principal === undefined) {
    return [];
  }
  return isObject(principal)
    ? Object.entries(principal).flatMap(([type, names]) => listOf(names).map((name) => principalOf(type, name)))
    : [{ kind: 'everybody' }];
}

function principalOf(type: string, name: unknown): Principal {
  if (typeof name !== 'string' || hasWildcard(asPattern(name))) {
    return { kind: 'everybody' };
  }
  switch (type) {
    case 'AWS':
      return awsPrincipal(name);
    case 'CanonicalUser':
      return name.includes(referencePlaceholder) ? { kind: 'reference' } : { kind: 'account', account: name };
    case 'Service':
      return { kind: 'service', name };
    case 'Federated':
      return { kind: 'federated', name };
    default:
      return { kind: 'everybody' };
  }
}

function awsPrincipal(name: string): Principal {
  const account = accountOf(name);
  // CloudFront's identities are users of no account; which one it is stands behind.
  return account === undefined || account === 'cloudfront' ? { kind: 'reference' } : { kind: 'account', account };
}

/** The account that is written in an ARN or alone; `undefined` where it comes by reference. */
export function accountOf(name: string): string | undefined {
  const account = name.startsWith('arn:') ? (name.split(':')[4] ?? '') : name;
  return account.includes(referencePlaceholder) ? undefined : account === '' ? name : account;
}

/** May policies of a resource name this outsider: its own account, or one that was declared? */
export function mayName({ construct, ownAccounts = [] }: ResolvedResource, outsider: string): boolean {
  return ownAccounts.includes(outsider) || isDeclaredOutsider(construct, outsider);
}

/** Accounts that are written in the values of a comparison. */
export function accountsNamed({ key, values }: Comparison): readonly string[] {
  return /(?:account|arn|owner|provider)$/.test(key)
    ? values.map((value) => accountOf(value) ?? '').filter((account) => /^\d{12}$/.test(account))
    : [];
}
