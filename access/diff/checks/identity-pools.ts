import type { Arguments } from '../../../blueprint/resources/arguments';
import { guardedWhen, openTo, openWhen, otherwise, type ResourceCheck } from './check';

/** Who gets an identity, and by which way. */
export const identityPoolChecks: readonly ResourceCheck[] = [
  openWhen(
    { weaker: 'guests-allowed', stronger: 'guests-refused', what: 'allow_unauthenticated_identities' },
    (given) => given.flag('allow_unauthenticated_identities', false),
  ),
  openWhen({ weaker: 'classic-flow-allowed', stronger: 'classic-flow-refused', what: 'allow_classic_flow' }, (given) =>
    given.flag('allow_classic_flow', false),
  ),
  openTo(
    {
      weaker: 'token-check-off',
      stronger: 'token-check-on',
      what: 'clients whose tokens are taken although signed out (server_side_token_check)',
    },
    (given) =>
      given
        .blocks('cognito_identity_providers')
        .filter((provider) => !provider.flag('server_side_token_check', false))
        .map((provider) => provider.string('client_id')),
  ),
  openTo(
    { weaker: 'identity-provider-allowed', stronger: 'identity-provider-refused', what: 'providers of identities' },
    (given) => [
      ...given.blocks('cognito_identity_providers').map((provider) => provider.string('client_id')),
      ...given.strings('openid_connect_provider_arns'),
      ...given.strings('saml_provider_arns'),
      ...Object.entries(given.stringMap('supported_login_providers')).map((entry) => entry.join(' ')),
      ...[given.optionalString('developer_provider_name') ?? []].flat(),
    ],
  ),
];

/** Which role people get by their claims, and where those say nothing. */
export const rolesAttachmentChecks: readonly ResourceCheck[] = [
  otherwise({ kind: 'role-mapping-changed', what: 'role_mapping' }, (given) => mappings(given).join('; ') || 'none'),
  openTo(
    {
      weaker: 'ambiguous-role-given',
      stronger: 'ambiguous-role-refused',
      what: 'providers whose people get the authenticated role where no other fits',
    },
    (given) =>
      given
        .blocks('role_mapping')
        .filter((mapping) => mapping.optionalString('ambiguous_role_resolution') !== 'Deny')
        .map((mapping) => mapping.string('identity_provider')),
  ),
];

/** The first rule that fits decides, so their order counts; that of the providers does not. */
function mappings(given: Arguments): readonly string[] {
  return given
    .blocks('role_mapping')
    .map((mapping) => {
      const rules = mapping
        .blocks('mapping_rule')
        .map((rule) => ['claim', 'match_type', 'value', 'role_arn'].map((name) => rule.string(name)).join(' '));
      return `${mapping.string('identity_provider')} by ${mapping.string('type')}: ${rules.join(', then ') || 'no rule'}`;
    })
    .toSorted();
}

/** What keeps data from being deleted by mistake. */
export const tableChecks: readonly ResourceCheck[] = [
  guardedWhen(
    { weaker: 'deletion-protection-off', stronger: 'deletion-protection-on', what: 'deletion_protection_enabled' },
    (given) => given.flag('deletion_protection_enabled', false),
  ),
  guardedWhen(
    { weaker: 'recovery-lowered', stronger: 'recovery-raised', what: 'point_in_time_recovery.enabled' },
    (given) => given.block('point_in_time_recovery')?.flag('enabled', false) ?? false,
  ),
];
