import { createHash } from 'node:crypto';
import type { UserPoolClient } from '../../blueprint/model/user-pools';
import { canRead } from './attributes';
import { scopesTell } from './scope-attributes';
import { identitiesAttribute, identityClaims } from './federation/identities';
import type { SignIn } from './sign-ins';
import type { ClaimChanges, GroupClaims } from './triggers/token-customization';
import { customized } from './triggers/token-customization';
import type { User } from './user';

/** What the claims of one pair of tokens are made of. Times in seconds since 1970. */
export interface TokenSubject {
  readonly issuer: string;
  readonly user: User;
  readonly client: UserPoolClient;
  readonly signIn: SignIn;
  readonly groups: GroupClaims;
  readonly issuedAt: number;
}

type Claims = Readonly<Record<string, unknown>>;

/** What an access token from the API may do: act for the user on their own account. */
export const selfServiceScope = 'aws.cognito.signin.user.admin';

const booleans = new Set(['email_verified', 'phone_number_verified']);

/** What is of one token alone. */
export interface TokenDetails {
  /** It is told only where tokens can be revoked. */
  readonly jti: string;
  readonly changes: ClaimChanges | undefined;
}

/** The access token that is issued along with an ID token, for its `at_hash`. */
export type IdTokenDetails = TokenDetails & { readonly accessToken: string };

/** `nonce` and `at_hash` are there only in tokens of the pool's domain, as OpenID Connect has them. */
export function idTokenClaims(subject: TokenSubject, { jti, changes, accessToken }: IdTokenDetails): Claims {
  const { user, client, signIn } = subject;
  const claims = {
    ...attributeClaims(subject),
    ...shared(subject, jti),
    'cognito:roles': subject.groups.roles.length === 0 ? undefined : subject.groups.roles,
    'cognito:preferred_role': subject.groups.preferredRole,
    'cognito:username': user.username,
    at_hash: signIn.scopes === undefined ? undefined : accessTokenHash(accessToken),
    nonce: signIn.nonce,
    aud: client.id,
    token_use: 'id',
    exp: subject.issuedAt + client.idTokenSeconds,
  };
  return defined(customized(claims, changes));
}

/** No `aud` and no attributes. `version` is there only in tokens of the pool's domain. */
export function accessTokenClaims(subject: TokenSubject, details: TokenDetails, scopes: readonly string[]): Claims {
  const { user, client, signIn } = subject;
  const claims = {
    ...shared(subject, details.jti),
    client_id: client.id,
    token_use: 'access',
    scope: scopes.join(' '),
    version: signIn.scopes === undefined ? undefined : 2,
    exp: subject.issuedAt + client.accessTokenSeconds,
    username: user.username,
  };
  return defined(customized(claims, details.changes));
}

/** What the claims of a client's own token are made of: nobody has signed in. Times in seconds since 1970. */
export interface ClientSubject {
  readonly issuer: string;
  readonly client: UserPoolClient;
  readonly scopes: readonly string[];
  readonly issuedAt: number;
}

/** The client is the subject. No `username`, no `aud`, and nothing of a sign-in. */
export function clientTokenClaims({ issuer, client, scopes, issuedAt }: ClientSubject, jti: string): Claims {
  return {
    sub: client.id,
    token_use: 'access',
    scope: scopes.join(' '),
    auth_time: issuedAt,
    iss: issuer,
    exp: issuedAt + client.accessTokenSeconds,
    iat: issuedAt,
    version: 2,
    jti,
    client_id: client.id,
  };
}

function shared({ issuer, user, signIn, groups, issuedAt }: TokenSubject, jti: string): Claims {
  return {
    sub: user.sub,
    'cognito:groups': groups.names.length === 0 ? undefined : groups.names,
    iss: issuer,
    origin_jti: signIn.originJti,
    event_id: signIn.eventId,
    auth_time: signIn.authTime,
    iat: issuedAt,
    jti: signIn.originJti === undefined ? undefined : jti,
  };
}

/** A sign-in through the API tells all that the client may read. */
function attributeClaims({ user, client, signIn }: TokenSubject): Claims {
  return Object.fromEntries(
    [...user.attributes]
      .filter(
        ([name]) =>
          name === identitiesAttribute ||
          (canRead(client, name) && (signIn.scopes === undefined || scopesTell(signIn.scopes, name))),
      )
      .map(([name, value]) => [
        name,
        name === identitiesAttribute ? identityClaims(user) : attributeClaim(name, value),
      ]),
  );
}

function attributeClaim(name: string, value: string): unknown {
  if (booleans.has(name)) return value === 'true';
  return name === 'address' ? { formatted: value } : value;
}

/** OpenID Connect Core, section 3.1.3.6: the left half of the hash that the signature uses. */
function accessTokenHash(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url');
}

function defined(claims: Claims): Claims {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}
