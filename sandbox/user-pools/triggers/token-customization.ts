import { z } from 'zod';
import type { Logger } from '../../system/services';
import { triggerAnswerMalformed } from '../errors';

/** What tokens say of a user's groups. */
export interface GroupClaims {
  readonly names: readonly string[];
  readonly roles: readonly string[];
  readonly preferredRole: string | undefined;
}

/** What a function changes about one token. */
export interface ClaimChanges {
  readonly add: Readonly<Record<string, unknown>>;
  readonly suppress: readonly string[];
}

/** What a function changes about the tokens of one sign-in. */
export interface TokenCustomization {
  readonly id: ClaimChanges;
  readonly access: ClaimChanges & {
    readonly scopesToAdd: readonly string[];
    readonly scopesToSuppress: readonly string[];
  };
  /** Instead of the user's own; `undefined` leaves them. Of both tokens. */
  readonly groups: GroupClaims | undefined;
}

/** What the pool vouches for by itself: no function can say otherwise (Cognito developer guide, pre token generation). */
const fixed = new Set([
  'acr',
  'amr',
  'at_hash',
  'aud',
  'auth_time',
  'azp',
  'client_id',
  'device_key',
  'event_id',
  'exp',
  'iat',
  'identities',
  'iss',
  'jti',
  'nbf',
  'nonce',
  'origin_jti',
  'scope',
  'sub',
  'token_use',
  'username',
  'version',
]);

const texts = z.array(z.string()).nullish();
const groups = z
  .object({ groupsToOverride: texts, iamRolesToOverride: texts, preferredRole: z.string().nullish() })
  .nullish();
const changes = z
  .object({
    claimsToAddOrOverride: z.record(z.string(), z.json()).nullish(),
    claimsToSuppress: texts,
    scopesToAdd: texts,
    scopesToSuppress: texts,
  })
  .nullish();

/** Of version 1, which changes the ID token alone; its values are strings. */
const first = z
  .object({
    claimsToAddOrOverride: z.record(z.string(), z.string()).nullish(),
    claimsToSuppress: texts,
    groupOverrideDetails: groups,
  })
  .nullish();
const second = z
  .object({ idTokenGeneration: changes, accessTokenGeneration: changes, groupOverrideDetails: groups })
  .nullish();

/** Reads the function's answer. Throws `InvalidLambdaResponseException`; what it may not change is left out, and logged. */
export function readCustomization(version: 'V1_0' | 'V2_0', answer: unknown, logger: Logger): TokenCustomization {
  if (version === 'V1_0') {
    const details = parse(first, answer);
    return { id: changesOf(details, logger), access: accessChanges(undefined, logger), groups: groupsOf(details) };
  }
  const details = parse(second, answer);
  return {
    id: changesOf(details?.idTokenGeneration, logger),
    access: accessChanges(details?.accessTokenGeneration, logger),
    groups: groupsOf(details),
  };
}

/** Makes the changes. What is both added and suppressed is not there. */
export function customized(
  claims: Readonly<Record<string, unknown>>,
  changed: ClaimChanges | undefined,
): Readonly<Record<string, unknown>> {
  if (changed === undefined) return claims;
  const all = Object.entries({ ...claims, ...changed.add });
  return Object.fromEntries(all.filter(([name]) => !changed.suppress.includes(name)));
}

function parse<T>(schema: z.ZodType<T>, answer: unknown): T {
  const read = schema.safeParse(answer);
  if (read.success) return read.data;
  throw triggerAnswerMalformed(
    read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
  );
}

function accessChanges(given: z.infer<typeof changes>, logger: Logger): TokenCustomization['access'] {
  const reserved = (scope: string): boolean => scope.startsWith('aws.cognito.') || /\s/.test(scope);
  return {
    ...changesOf(given, logger),
    scopesToAdd: (given?.scopesToAdd ?? []).filter((scope) => !reserved(scope)),
    scopesToSuppress: given?.scopesToSuppress ?? [],
  };
}

function changesOf(
  given:
    | {
        readonly claimsToAddOrOverride?: object | null | undefined;
        readonly claimsToSuppress?: string[] | null | undefined;
      }
    | null
    | undefined,
  logger: Logger,
): ClaimChanges {
  const open = (name: string): boolean => {
    if (!fixed.has(name) && !name.startsWith('cognito:') && !name.startsWith('aws:')) return true;
    logger.warn('claim left as it is', { claim: name, reason: 'A trigger may not change it.' });
    return false;
  };
  return {
    add: Object.fromEntries(Object.entries(given?.claimsToAddOrOverride ?? {}).filter(([name]) => open(name))),
    suppress: (given?.claimsToSuppress ?? []).filter(open),
  };
}

/** Empty or null takes the groups away; only where nothing is said do they stay. */
function groupsOf(details: z.infer<typeof first> | z.infer<typeof second>): GroupClaims | undefined {
  if (details?.groupOverrideDetails === undefined) return undefined;
  const { groupsToOverride, iamRolesToOverride, preferredRole } = details.groupOverrideDetails ?? {};
  return {
    names: groupsToOverride ?? [],
    roles: iamRolesToOverride ?? [],
    preferredRole: preferredRole ?? undefined,
  };
}
