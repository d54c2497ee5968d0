import type { AuthFlow, IdentityProvider, ResourceServer, UserPoolClient } from '../model/user-pools';
import type { Arguments } from '../resources/arguments';
import type { Block } from '../resources/block-type';
import { clientOauth } from './client-oauth';
import { located, text } from './locate';

const current: readonly AuthFlow[] = [
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_CUSTOM_AUTH',
];

/** The names of before 2019; a list of these allows refreshing too. */
const legacy: ReadonlyMap<string, AuthFlow> = new Map([
  ['ADMIN_NO_SRP_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH'],
  ['USER_PASSWORD_AUTH', 'ALLOW_USER_PASSWORD_AUTH'],
  ['CUSTOM_AUTH_FLOW_ONLY', 'ALLOW_CUSTOM_AUTH'],
]);

const unitSeconds = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 } as const;
type Unit = keyof typeof unitSeconds;

/** What a client may name, of its pool. */
interface OfPool {
  readonly servers: readonly ResourceServer[];
  readonly providers: readonly IdentityProvider[];
}

/** One app client, with AWS's defaults filled in. */
export function userPoolClient(block: Block, { servers, providers }: OfPool): UserPoolClient {
  const given = block.arguments;
  const units = given.block('token_validity_units');
  const hour = unitSeconds.hours;
  return {
    ...located(block),
    id: text(block, 'id'),
    name: given.string('name'),
    secret: given.flag('generate_secret', false) ? text(block, 'client_secret') : undefined,
    authFlows: authFlows(given),
    accessTokenSeconds: validity(given, 'access_token', { units, unit: 'hours', otherwise: hour }),
    idTokenSeconds: validity(given, 'id_token', { units, unit: 'hours', otherwise: hour }),
    refreshTokenSeconds: validity(given, 'refresh_token', { units, unit: 'days', otherwise: 30 * unitSeconds.days }),
    authSessionMinutes: given.number('auth_session_validity', 3),
    tokenRevocation: given.flag('enable_token_revocation', true),
    hidesUserExistence: given.word('prevent_user_existence_errors', ['ENABLED', 'LEGACY'], 'LEGACY') === 'ENABLED',
    readAttributes: given.optionalStrings('read_attributes'),
    writeAttributes: given.optionalStrings('write_attributes'),
    oauth: clientOauth(given, servers),
    identityProviders: supportedProviders(given, providers),
    refreshRotation: refreshRotation(given),
  };
}

function supportedProviders(given: Arguments, providers: readonly IdentityProvider[]): readonly string[] {
  const names = given.strings('supported_identity_providers');
  const known = ['COGNITO', ...providers.map(({ name }) => name)];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return names;
  throw given.invalid('supported_identity_providers', unknown, known.join(', '));
}

/** With it, refreshing goes by `GetTokensFromRefreshToken` and the token endpoint alone. */
function refreshRotation(given: Arguments): UserPoolClient['refreshRotation'] {
  const rotation = given.block('refresh_token_rotation');
  if (rotation?.word('feature', ['ENABLED', 'DISABLED']) !== 'ENABLED') return undefined;
  const graceSeconds = rotation.number('retry_grace_period_seconds', 0);
  if (!Number.isInteger(graceSeconds) || graceSeconds < 0 || graceSeconds > 60) {
    throw rotation.invalid('retry_grace_period_seconds', graceSeconds, 'a whole number from 0 to 60');
  }
  if (authFlows(given).has('ALLOW_REFRESH_TOKEN_AUTH')) {
    throw given.invalid('explicit_auth_flows', 'ALLOW_REFRESH_TOKEN_AUTH', 'the others where refresh tokens rotate');
  }
  return { graceSeconds };
}

function authFlows(given: Arguments): ReadonlySet<AuthFlow> {
  const names = given.strings('explicit_auth_flows');
  if (names.length === 0) return new Set(['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH']);
  const old = names.filter((name) => legacy.has(name));
  if (old.length > 0 && old.length < names.length) {
    throw given.invalid('explicit_auth_flows', names, 'either ALLOW_ names or legacy names, not both');
  }
  const flows = names.map((name) => {
    const flow = legacy.get(name) ?? current.find((known) => known === name);
    if (flow === undefined) {
      throw given.invalid('explicit_auth_flows', name, [...current, ...legacy.keys()].join(', '));
    }
    return flow;
  });
  return new Set<AuthFlow>(old.length > 0 ? [...flows, 'ALLOW_REFRESH_TOKEN_AUTH'] : flows);
}

/** Seconds; 0 and absent are AWS's default. */
function validity(
  given: Arguments,
  token: 'access_token' | 'id_token' | 'refresh_token',
  { units, unit, otherwise }: { units: Arguments | undefined; unit: Unit; otherwise: number },
): number {
  const count = given.number(`${token}_validity`, 0);
  const chosen = units?.word(token, ['seconds', 'minutes', 'hours', 'days'] as const, unit) ?? unit;
  return count === 0 ? otherwise : count * unitSeconds[chosen];
}
