import type { Arguments } from '../../../blueprint/resources/arguments';
import {
  compareMembers,
  type Difference,
  guardedWhen,
  level,
  openTo,
  openWhen,
  type Pair,
  type ResourceCheck,
} from './check';
import { duration, type Token, tokenSeconds } from './durations';

/** Flows by which a password leaves the person's device, under their names of today and of before 2019. */
const passwordFlows = [
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'USER_PASSWORD_AUTH',
  'ADMIN_NO_SRP_AUTH',
];

/** What another client of a user pool would open as well as another setting of a client. */
export const waysInChecks: readonly ResourceCheck[] = [
  openTo({ weaker: 'password-flow-allowed', stronger: 'password-flow-refused', what: 'explicit_auth_flows' }, (given) =>
    signInFlows(given).filter((flow) => passwordFlows.includes(flow)),
  ),
  openTo({ weaker: 'callback-url-added', stronger: 'callback-url-removed', what: 'callback_urls' }, (given) =>
    given.strings('callback_urls'),
  ),
];

/** What an application may do, and for how long its tokens are good. */
export const userPoolClientChecks: readonly ResourceCheck[] = [
  ...waysInChecks,
  tokenLife('access_token'),
  tokenLife('id_token'),
  tokenLife('refresh_token'),
  guardedWhen(
    { weaker: 'refresh-rotation-off', stronger: 'refresh-rotation-on', what: 'refresh_token_rotation.feature' },
    (given) => given.block('refresh_token_rotation')?.optionalString('feature') === 'ENABLED',
  ),
  guardedWhen(
    { weaker: 'token-revocation-off', stronger: 'token-revocation-on', what: 'enable_token_revocation' },
    (given) => given.flag('enable_token_revocation', true),
  ),
  openWhen(
    {
      weaker: 'user-existence-shown',
      stronger: 'user-existence-hidden',
      what: 'errors tell whether a user exists (prevent_user_existence_errors)',
    },
    (given) => given.optionalString('prevent_user_existence_errors') !== 'ENABLED',
  ),
  guardedWhen({ weaker: 'client-secret-removed', stronger: 'client-secret-added', what: 'generate_secret' }, (given) =>
    given.flag('generate_secret', false),
  ),
  openTo({ weaker: 'sign-in-flow-allowed', stronger: 'sign-in-flow-refused', what: 'explicit_auth_flows' }, (given) =>
    signInFlows(given).filter((flow) => !passwordFlows.includes(flow)),
  ),
  openTo({ weaker: 'oauth-flow-allowed', stronger: 'oauth-flow-refused', what: 'allowed_oauth_flows' }, (given) =>
    domainUse(given, 'allowed_oauth_flows'),
  ),
  openTo({ weaker: 'client-scope-added', stronger: 'client-scope-removed', what: 'allowed_oauth_scopes' }, (given) =>
    domainUse(given, 'allowed_oauth_scopes'),
  ),
  openTo({ weaker: 'logout-url-added', stronger: 'logout-url-removed', what: 'logout_urls' }, (given) =>
    given.strings('logout_urls'),
  ),
  openTo(
    {
      weaker: 'identity-provider-allowed',
      stronger: 'identity-provider-refused',
      what: 'supported_identity_providers',
    },
    (given) => given.strings('supported_identity_providers'),
  ),
  writableAttributes,
];

function tokenLife(token: Token): ResourceCheck {
  return level(
    { weaker: 'token-life-raised', stronger: 'token-life-shortened', what: `${token}_validity` },
    (given) => tokenSeconds(given, token),
    (given) => duration(tokenSeconds(given, token)),
  );
}

/** AWS's default where none is named. */
function signInFlows(given: Arguments): readonly string[] {
  const named = given.strings('explicit_auth_flows');
  return named.length > 0 ? named : ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'];
}

/** Without `allowed_oauth_flows_user_pool_client` the domain gives the client nothing. */
function domainUse(given: Arguments, name: string): readonly string[] {
  return given.flag('allowed_oauth_flows_user_pool_client', false) ? given.strings(name) : [];
}

/** Absent means all standard attributes: more than any list can be told to be. */
function writableAttributes({ before, after }: Pair): readonly Difference[] {
  const kinds = {
    weaker: 'attribute-writable',
    stronger: 'attribute-no-longer-writable',
    what: 'write_attributes',
  } as const;
  const [old, now] = [before, after].map(({ arguments: given }) => given.optionalStrings('write_attributes'));
  if (old === undefined || now === undefined) {
    if (old === now) return [];
    const all = 'all standard attributes';
    return now === undefined
      ? [{ kind: kinds.weaker, what: kinds.what, before: (old ?? []).join(', '), after: all }]
      : [{ kind: kinds.stronger, what: kinds.what, before: all, after: now.join(', ') }];
  }
  return compareMembers(kinds, old, now);
}
