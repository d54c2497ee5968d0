import { z } from 'zod';
import type { PoolRuntime } from '../pool-runtime';
import type { User } from '../user';

/** Who somebody is at an identity provider, as the attribute `identities` has it. */
export type Identity = z.infer<typeof identity>;

/** Whom an identity provider spoke of. */
export interface ExternalSubject {
  readonly providerName: string;
  readonly userId: string;
}

/** Cognito writes it; neither users nor administrators may. */
export const identitiesAttribute = 'identities';

const identity = z.object({
  userId: z.string(),
  providerName: z.string(),
  providerType: z.enum(['SAML', 'OIDC']),
  /** The entity that issues assertions; `null` for OpenID Connect. */
  issuer: z.string().nullable(),
  /** Whether the account began with this identity; otherwise it was linked to it. */
  primary: z.boolean(),
  /** Milliseconds since 1970. */
  dateCreated: z.number(),
});

/** In the order in which they came; none for a user who has never been at an identity provider. */
export function identitiesOf({ attributes }: Pick<User, 'attributes'>): readonly Identity[] {
  const text = attributes.get(identitiesAttribute);
  return text === undefined ? [] : z.array(identity).parse(JSON.parse(text));
}

/** The user with these identities instead. */
export function withIdentities(user: User, identities: readonly Identity[]): User {
  const attributes = new Map(user.attributes);
  if (identities.length === 0) attributes.delete(identitiesAttribute);
  else attributes.set(identitiesAttribute, JSON.stringify(identities));
  return { ...user, attributes };
}

/**
 * Who signs in when an identity provider speaks of `subject`. Two spellings are two people, also in a pool whose own names
 * are compared without regard to case (AWS developer guide, user pool case sensitivity).
 */
export function findByIdentity({ users }: PoolRuntime, { providerName, userId }: ExternalSubject): User | undefined {
  const same = (found: Identity): boolean => found.providerName === providerName && found.userId === userId;
  return users.all().find((user) => identitiesOf(user).some(same));
}

/**
 * Whether the account is one that began at an identity provider. Nobody finds it by an email address or another alias:
 * what an identity provider says of somebody must not make them the owner of a sign-in name here.
 */
export const isExternalAccount = (user: Pick<User, 'attributes'>): boolean =>
  identitiesOf(user).some(({ primary }) => primary);

/** As the ID token has them: all values are text there (AWS developer guide, ID token payload). */
export function identityClaims(user: Pick<User, 'attributes'>): readonly Readonly<Record<string, string | null>>[] {
  return identitiesOf(user).map(({ primary, dateCreated, ...named }) => ({
    ...named,
    primary: String(primary),
    dateCreated: String(dateCreated),
  }));
}
