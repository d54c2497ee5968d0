import type { Arguments } from '../../../blueprint/resources/arguments';
import { guardedWhen, level, openTo, openWhen, otherwise, type ResourceCheck } from './check';

/** Names in the order of their strength; the first is AWS's default. */
const mfa = ['OFF', 'OPTIONAL', 'ON'] as const;
const threatProtection = ['OFF', 'AUDIT', 'ENFORCED'] as const;

const mfaOf = (given: Arguments) => given.word('mfa_configuration', mfa, 'OFF');
const protectionOf = (given: Arguments) =>
  given.block('user_pool_add_ons')?.word('advanced_security_mode', threatProtection, 'OFF') ?? 'OFF';

/** What stands between a stranger and an account. */
export const userPoolChecks: readonly ResourceCheck[] = [
  level(
    { weaker: 'mfa-lowered', stronger: 'mfa-raised', what: 'mfa_configuration' },
    (given) => -mfa.indexOf(mfaOf(given)),
    mfaOf,
  ),
  ...passwordChecks(),
  // A function may let people sign up, answer for a password, and write what a token says.
  otherwise({ kind: 'pool-trigger-changed', what: 'lambda_config' }, (given) => triggers(given)),
  openWhen(
    {
      weaker: 'self-sign-up-allowed',
      stronger: 'self-sign-up-refused',
      what: 'people sign up by themselves',
    },
    (given) => !(given.block('admin_create_user_config')?.flag('allow_admin_create_user_only', false) ?? false),
  ),
  level(
    {
      weaker: 'threat-protection-lowered',
      stronger: 'threat-protection-raised',
      what: 'user_pool_add_ons.advanced_security_mode',
    },
    (given) => -threatProtection.indexOf(protectionOf(given)),
    protectionOf,
  ),
  guardedWhen(
    { weaker: 'deletion-protection-off', stronger: 'deletion-protection-on', what: 'deletion_protection' },
    (given) => given.optionalString('deletion_protection') === 'ACTIVE',
  ),
];

/** Who vouches for people, and what is taken over of what they say. */
export const identityProviderChecks: readonly ResourceCheck[] = [
  ({ before, after }) =>
    ['provider_details', 'attribute_mapping', 'idp_identifiers'].flatMap((what) => {
      const [old, now] = [before.values[what], after.values[what]].map((value) => canonical(value ?? null));
      return old === now || old === undefined || now === undefined
        ? []
        : [{ kind: 'identity-provider-replaced' as const, what, before: old, after: now }];
    }),
];

/** What IAM believes of a provider of SAML or OpenID Connect. */
export const iamProviderChecks: readonly ResourceCheck[] = [
  openTo({ weaker: 'audience-accepted', stronger: 'audience-no-longer-accepted', what: 'client_id_list' }, (given) =>
    given.strings('client_id_list'),
  ),
  ({ before, after }) =>
    ['url', 'saml_metadata_document'].flatMap((what) =>
      before.values[what] === after.values[what]
        ? []
        : [
            {
              kind: 'identity-provider-replaced' as const,
              what,
              before: excerpt(before.values[what]),
              after: excerpt(after.values[what]),
            },
          ],
    ),
];

function triggers(given: Arguments): string {
  const named = [
    'pre_sign_up',
    'post_confirmation',
    'pre_authentication',
    'post_authentication',
    'define_auth_challenge',
    'create_auth_challenge',
    'verify_auth_challenge_response',
    'user_migration',
    'custom_message',
    'pre_token_generation',
  ].map((name) => [name, given.block('lambda_config')?.optionalString(name)] as const);
  const versioned = given
    .block('lambda_config')
    ?.blocks('pre_token_generation_config')
    .map((config) => ['pre_token_generation_config', config.optionalString('lambda_arn')] as const);
  const set = [...named, ...(versioned ?? [])].filter(([, lambda]) => lambda !== undefined);
  return set.map((trigger) => trigger.join(' ')).join(', ') || 'none';
}

function passwordChecks(): readonly ResourceCheck[] {
  const kinds = (what: string) => ({
    weaker: 'password-policy-weaker' as const,
    stronger: 'password-policy-stronger' as const,
    what: `password_policy.${what}`,
  });
  const policy = (given: Arguments): Arguments | undefined => given.block('password_policy');
  return [
    level(
      kinds('minimum_length'),
      (given) => -length(policy(given)),
      (given) => String(length(policy(given))),
    ),
    // A pool without the block asks for all of them; a block that leaves one out does not ask for it.
    ...['require_lowercase', 'require_uppercase', 'require_numbers', 'require_symbols'].map((name) =>
      guardedWhen(kinds(name), (given) => policy(given)?.flag(name, false) ?? true),
    ),
    level(
      kinds('password_history_size'),
      (given) => -(policy(given)?.number('password_history_size', 0) ?? 0),
      (given) => String(policy(given)?.number('password_history_size', 0) ?? 0),
    ),
    level(kinds('temporary_password_validity_days'), (given) => {
      const days = policy(given)?.number('temporary_password_validity_days', 7) ?? 7;
      return days === 0 ? 7 : days;
    }),
  ];
}

function length(policy: Arguments | undefined): number {
  return policy?.number('minimum_length', 8) ?? 8;
}

/** JSON with its members in order. A client secret of a provider is no concern of a reader. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (key, member: unknown) => {
    if (key === 'client_secret') return '(secret)';
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  });
}

function excerpt(value: unknown): string {
  const text = typeof value === 'string' ? value : 'none';
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
