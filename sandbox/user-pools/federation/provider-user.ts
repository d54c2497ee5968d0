import { z } from 'zod';
import { notModelled, userDoesNotExist } from '../errors';
import { text } from '../input';
import type { PoolRuntime } from '../pool-runtime';
import type { User } from '../user';
import { identityProviderNotFound } from './errors';
import { findByIdentity } from './identities';
import type { IdentityProvider } from '../../../blueprint/model/user-pools';

/** How administrators name a user at a provider; `Cognito` is the pool itself. */
export const providerUser = z.object({
  ProviderName: text({ max: 32 }),
  ProviderAttributeName: text({ max: 131_072 }).optional(),
  ProviderAttributeValue: text({ max: 131_072 }),
});

type ProviderUser = z.infer<typeof providerUser>;

/** What stands for `NameID`, or `sub`. */
const subjectAttribute = 'Cognito_Subject';

/** Throws `UserNotFoundException`. The name of the attribute is ignored, as AWS documents. */
export function existingUser(runtime: PoolRuntime, { ProviderName, ProviderAttributeValue }: ProviderUser): User {
  const user = isLocal(ProviderName)
    ? runtime.users.find(ProviderAttributeValue)
    : findByIdentity(runtime, { providerName: ProviderName, userId: ProviderAttributeValue });
  if (user === undefined) throw userDoesNotExist();
  return user;
}

/** A user at an identity provider of the pool. Throws for another attribute than the subject, and another provider. */
export function externalSubject(
  { pool }: PoolRuntime,
  { ProviderName, ProviderAttributeName, ProviderAttributeValue }: ProviderUser,
): { readonly provider: IdentityProvider; readonly userId: string } {
  if (ProviderAttributeName !== subjectAttribute) {
    throw notModelled(`ProviderAttributeName ${ProviderAttributeName ?? '(none)'}`, [subjectAttribute]);
  }
  const provider = pool.identityProviders.find(({ name }) => name === ProviderName);
  if (provider === undefined) throw identityProviderNotFound(ProviderName);
  return { provider, userId: ProviderAttributeValue };
}

/** Whether a provider's name stands for the pool's own users. */
export const isLocal = (providerName: string): boolean => providerName === 'Cognito';
