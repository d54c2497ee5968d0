import type { UserPoolClient } from '../../blueprint/model/user-pools';
import { canRead } from './attributes';
import { strength } from './group-store';
import type { Group } from './group-store';
import type { SignIn } from './sign-ins';
import type { User } from './user';

/** What the claims of one pair of tokens are made of. Times in seconds since 1970. */
export interface TokenSubject {
  readonly issuer: string;
  readonly user: User;
  readonly client: UserPoolClient;
  readonly signIn: SignIn;
  /** Of the user, the strongest first. */
  readonly groups: readonly Group[];
  readonly issuedAt: number;
}

type Claims = Readonly<Record<string, unknown>>;

/** What an access token from the API may do: act for the user on their own account. */
export const selfServiceScope = 'aws.cognito.signin.user.admin';

const booleans = new Set(['email_verified', 'phone_number_verified']);

/** `jti` is of this token alone; it is there only where tokens can be revoked. */
export function idTokenClaims(subject: TokenSubject, jti: string): Claims {
  const { user, client } = subject;
  return defined({
    ...attributeClaims(user, client),
    ...shared(subject, jti),
    ...roleClaims(subject.groups),
    'cognito:username': user.username,
    aud: client.id,
    token_use: 'id',
    exp: subject.issuedAt + client.idTokenSeconds,
  });
}

/** No `aud`, no attributes, no `version`: Cognito gives those to tokens of other ways to sign in. */
export function accessTokenClaims(subject: TokenSubject, jti: string): Claims {
  const { user, client } = subject;
  return defined({
    ...shared(subject, jti),
    client_id: client.id,
    token_use: 'access',
    scope: selfServiceScope,
    exp: subject.issuedAt + client.accessTokenSeconds,
    username: user.username,
  });
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
    'cognito:groups': groups.length === 0 ? undefined : groups.map(({ name }) => name),
    iss: issuer,
    origin_jti: signIn.originJti,
    event_id: signIn.eventId,
    auth_time: signIn.authTime,
    iat: issuedAt,
    jti: signIn.originJti === undefined ? undefined : jti,
  };
}

function attributeClaims(user: User, client: UserPoolClient): Claims {
  return Object.fromEntries(
    [...user.attributes]
      .filter(([name]) => canRead(client, name))
      .map(([name, value]) => [name, attributeClaim(name, value)]),
  );
}

function attributeClaim(name: string, value: string): unknown {
  if (booleans.has(name)) return value === 'true';
  return name === 'address' ? { formatted: value } : value;
}

/** The strongest group's role is preferred; two different roles equally strong: none is. */
function roleClaims(groups: readonly Group[]): Claims {
  const withRole = groups.filter(({ roleArn }) => roleArn !== undefined);
  const [first] = withRole;
  if (first === undefined) return {};
  const candidates = new Set(withRole.filter((group) => strength(group) === strength(first)).map((g) => g.roleArn));
  return {
    'cognito:roles': [...new Set(withRole.map(({ roleArn }) => roleArn))],
    'cognito:preferred_role': candidates.size === 1 ? first.roleArn : undefined,
  };
}

function defined(claims: Claims): Claims {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}
