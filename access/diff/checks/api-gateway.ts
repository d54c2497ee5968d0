import type { Arguments } from '../../../blueprint/resources/arguments';
import type { CheckKind } from '../model';
import type { Resource, Snapshot } from '../snapshot';
import {
  compareMembers,
  type Difference,
  guardedWhen,
  level,
  listed,
  openTo,
  type Pair,
  type ResourceCheck,
} from './check';
import { duration } from './durations';

/** What a method asks of its caller. */
export const methodChecks: readonly ResourceCheck[] = [
  authorization,
  scopes,
  validation,
  guardedWhen(
    { weaker: 'api-key-no-longer-required', stronger: 'api-key-required', what: 'api_key_required' },
    (given) => given.flag('api_key_required', false),
  ),
];

const toNone: Readonly<Record<string, CheckKind>> = {
  AWS_IAM: 'iam-to-none',
  COGNITO_USER_POOLS: 'user-pool-authorizer-to-none',
};

/** Two different ways to authorize cannot be compared, so a change from one to the other is to be looked at. */
function authorization({ before, after, snapshots }: Pair): readonly Difference[] {
  const what = 'authorization';
  const kind = (resource: Resource) => resource.arguments.optionalString('authorization') ?? 'NONE';
  const by = (resource: Resource, snapshot: Snapshot) =>
    snapshot.named(resource.stack, resource.values['authorizer_id'])?.address;
  const [old, now] = [kind(before), kind(after)];
  const [oldBy, nowBy] = [by(before, snapshots.before), by(after, snapshots.after)];
  const shown = (name: string, authorizer: string | undefined) =>
    authorizer === undefined ? name : `${name} by ${authorizer}`;
  const texts = { what, before: shown(old, oldBy), after: shown(now, nowBy) };
  if (old === now && (old === 'NONE' || oldBy === nowBy)) return [];
  if (now === 'NONE') return [{ kind: toNone[old] ?? 'authorizer-removed', ...texts }];
  return [{ kind: old === 'NONE' ? 'authorizer-added' : 'authorizer-replaced', ...texts }];
}

/** One scope of the list is enough, so a longer list lets more callers in, and an empty one asks for none. */
function scopes({ before, after }: Pair): readonly Difference[] {
  const what = 'authorization_scopes';
  if ([before, after].some(({ arguments: given }) => given.optionalString('authorization') !== 'COGNITO_USER_POOLS')) {
    return [];
  }
  const [old, now] = [before, after].map(({ arguments: given }) => given.strings('authorization_scopes'));
  if (old === undefined || now === undefined) return [];
  const texts = { what, before: listed(old), after: listed(now) };
  if (old.length > 0 && now.length === 0) return [{ kind: 'scope-check-dropped', ...texts }];
  if (old.length === 0 && now.length > 0) return [{ kind: 'scope-check-added', ...texts }];
  return compareMembers({ weaker: 'scope-accepted', stronger: 'scope-no-longer-accepted', what }, old, now);
}

/** What is checked of a request before the function sees it; here the fewer are the weaker. */
function validation({ before, after, snapshots }: Pair): readonly Difference[] {
  const old = validated(before, snapshots.before);
  const now = validated(after, snapshots.after);
  const texts = { what: 'request validation', before: listed(old), after: listed(now) };
  return [
    ...(old.some((check) => !now.includes(check)) ? [{ kind: 'validation-removed' as const, ...texts }] : []),
    ...(now.some((check) => !old.includes(check)) ? [{ kind: 'validation-added' as const, ...texts }] : []),
  ];
}

function validated(method: Resource, snapshot: Snapshot): readonly string[] {
  const validator = snapshot.named(method.stack, method.values['request_validator_id'])?.arguments;
  const parameters = Object.entries(method.arguments.flagMap('request_parameters'));
  return [
    ...(validator?.flag('validate_request_parameters', false) === true
      ? parameters.filter(([, required]) => required).map(([name]) => name)
      : []),
    ...(validator?.flag('validate_request_body', false) === true
      ? Object.keys(method.arguments.stringMap('request_models')).map((type) => `body as ${type}`)
      : []),
  ];
}

/** Who decides, from what, and for how long its answer is kept. */
export const authorizerChecks: readonly ResourceCheck[] = [
  level(
    { weaker: 'cache-period-raised', stronger: 'cache-period-shortened', what: 'authorizer_result_ttl_in_seconds' },
    cachePeriod,
    (given) => duration(cachePeriod(given)),
  ),
  openTo({ weaker: 'user-pool-accepted', stronger: 'user-pool-no-longer-accepted', what: 'provider_arns' }, (given) =>
    given.strings('provider_arns'),
  ),
  changed('authorizer-replaced', 'type', 'TOKEN'),
  changed('authorizer-replaced', 'authorizer_uri', 'none'),
  changed('token-source-changed', 'identity_source', 'method.request.header.Authorization'),
  tokenPattern,
];

function cachePeriod(given: Arguments): number {
  return given.number('authorizer_result_ttl_in_seconds', 300);
}

function changed(kind: CheckKind, what: string, otherwise: string): ResourceCheck {
  return ({ before, after }) => {
    const [old, now] = [before, after].map(({ arguments: given }) => given.optionalString(what) ?? otherwise);
    return old === now || old === undefined || now === undefined ? [] : [{ kind, what, before: old, after: now }];
  };
}

function tokenPattern({ before, after }: Pair): readonly Difference[] {
  const what = 'identity_validation_expression';
  const [old, now] = [before, after].map(({ arguments: given }) => given.optionalString(what) ?? '');
  if (old === now || old === undefined || now === undefined) return [];
  const texts = { what, before: old || 'none', after: now || 'none' };
  if (now === '') return [{ kind: 'token-pattern-removed', ...texts }];
  return [{ kind: old === '' ? 'token-pattern-added' : 'token-pattern-changed', ...texts }];
}

/** How many requests a second are let through. */
export const methodSettingsChecks: readonly ResourceCheck[] = ['throttling_rate_limit', 'throttling_burst_limit'].map(
  (name) => {
    const limit = (given: Arguments): number => {
      const value = given.block('settings')?.optionalNumber(name) ?? -1;
      return value < 0 ? Number.MAX_SAFE_INTEGER : value;
    };
    return level(
      { weaker: 'throttle-raised', stronger: 'throttle-lowered', what: `settings.${name}` },
      limit,
      (given) => (limit(given) === Number.MAX_SAFE_INTEGER ? 'no limit of its own' : String(limit(given))),
    );
  },
);

/**
 * Web pages of which origins may read answers, and whether with credentials. The methods and headers that a preflight
 * names follow the routes, and let nobody in.
 */
export const corsChecks: readonly ResourceCheck[] = ['origin', 'credentials'].map((name) => ({ before, after }) => {
  const [old, now] = [before, after].map(({ arguments: given }) => headerValues(given, `access-control-allow-${name}`));
  const kinds = { weaker: 'cors-widened', stronger: 'cors-narrowed', what: `Access-Control-Allow-${name}` } as const;
  // An asterisk is every origin, those that were named among them.
  return compareMembers(kinds, old ?? [], now ?? []).filter(({ kind }) =>
    kind === 'cors-widened' ? old?.includes('*') !== true : now?.includes('*') !== true,
  );
});

function headerValues(given: Arguments, header: string): readonly string[] {
  return Object.entries(given.stringMap('response_parameters'))
    .filter(([name]) => name.toLowerCase().endsWith(`.header.${header}`))
    .flatMap(([, value]) => value.replaceAll("'", '').split(','))
    .map((item) => item.trim())
    .filter((item) => item !== '' && item !== 'false');
}
