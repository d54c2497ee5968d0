import { Arguments } from '../../blueprint/resources/arguments';
import { authorizerChecks, corsChecks, methodChecks, methodSettingsChecks } from './checks/api-gateway';
import { publicAccessChecks, versioningChecks } from './checks/buckets';
import type { ResourceCheck } from './checks/check';
import { roleChanges, roleChecks } from './checks/iam';
import { identityPoolChecks, rolesAttachmentChecks, tableChecks } from './checks/identity-pools';
import { wholePermissions, permissionChecks, resourcePolicyChanges } from './checks/resource-policies';
import { boundaryChanges } from './checks/permissions-boundaries';
import { userPoolClientChecks, waysInChecks } from './checks/user-pool-clients';
import { iamProviderChecks, identityProviderChecks, userPoolChecks } from './checks/user-pools';
import type { CheckChange, CheckKind } from './model';
import type { Resource, Snapshot } from './snapshot';

const checks: ReadonlyMap<string, readonly ResourceCheck[]> = new Map([
  ['aws_api_gateway_authorizer', authorizerChecks],
  ['aws_api_gateway_gateway_response', corsChecks],
  ['aws_api_gateway_integration_response', corsChecks],
  ['aws_api_gateway_method', methodChecks],
  ['aws_api_gateway_method_settings', methodSettingsChecks],
  ['aws_cognito_identity_pool', identityPoolChecks],
  ['aws_cognito_identity_pool_roles_attachment', rolesAttachmentChecks],
  ['aws_cognito_identity_provider', identityProviderChecks],
  ['aws_cognito_user_pool', userPoolChecks],
  ['aws_cognito_user_pool_client', userPoolClientChecks],
  ['aws_dynamodb_table', tableChecks],
  ['aws_iam_openid_connect_provider', iamProviderChecks],
  ['aws_iam_role', roleChecks],
  ['aws_iam_saml_provider', iamProviderChecks],
  ['aws_lambda_permission', [permissionChecks]],
  ['aws_s3_bucket_public_access_block', publicAccessChecks],
  ['aws_s3_bucket_versioning', versioningChecks],
]);

/** Types that are nothing but a guard of another thing, which the argument names: without one the thing has none. */
const guards: ReadonlyMap<string, string> = new Map([
  ['aws_api_gateway_method_settings', 'rest_api_id'],
  ['aws_s3_bucket_public_access_block', 'bucket'],
  ['aws_s3_bucket_versioning', 'bucket'],
]);

/** Types that are a way in to another thing, with what one more of them opens. */
const waysIn: ReadonlyMap<string, { readonly to: string; readonly checks: readonly ResourceCheck[] }> = new Map([
  ['aws_cognito_user_pool_client', { to: 'user_pool_id', checks: waysInChecks }],
]);

/** Every check that became weaker or stronger, by kind and place. What else is new weakens no check. */
export function compareChecks(before: Snapshot, after: Snapshot): readonly CheckChange[] {
  const snapshots = { before, after };
  const changes = [...after.resources].flatMap(([key, resource]) => {
    const old = before.resources.get(key);
    return old === undefined ? [] : changesOf(old, resource, { snapshots });
  });
  return [
    ...changes,
    ...onlyIn(after, before).flatMap((one) => changesOf(without(one), one, { snapshots, compared: opening(one) })),
    ...onlyIn(before, after).flatMap((one) => changesOf(one, without(one), { snapshots, compared: opening(one) })),
    ...roleChanges(before, after),
    ...boundaryChanges(before, after),
    ...resourcePolicyChanges(before, after),
    ...wholePermissions(before, after),
  ].toSorted((one, other) => compare(sortKey(one), sortKey(other)));
}

/** Guards and ways in that the other has not, of things that it has. */
function onlyIn(snapshot: Snapshot, other: Snapshot): readonly Resource[] {
  const types = [...guards, ...[...waysIn].map(([type, { to }]) => [type, to] as const)];
  return types.flatMap(([type, argument]) =>
    snapshot.all(type).filter((one) => {
      const owner = snapshot.named(one.stack, one.values[argument]);
      const known = owner !== undefined && other.resources.has(`${owner.stack}:${owner.address}`);
      return known && !other.resources.has(`${one.stack}:${one.address}`);
    }),
  );
}

const opening = ({ type }: Resource): readonly ResourceCheck[] | undefined => waysIn.get(type)?.checks;

/** The same as if nothing were written in it. */
function without(one: Resource): Resource {
  const place = { stack: one.stack, address: one.address };
  return { ...one, values: {}, arguments: new Arguments(place, () => undefined) };
}

interface Comparison {
  readonly snapshots: { readonly before: Snapshot; readonly after: Snapshot };
  /** @default those of the type */
  readonly compared?: readonly ResourceCheck[] | undefined;
}

function changesOf(
  before: Resource,
  after: Resource,
  { snapshots, compared = checks.get(after.type) ?? [] }: Comparison,
): readonly CheckChange[] {
  const differences = compared.flatMap((check) => check({ before, after, snapshots }));
  return [...differences, ...preventDestroy(before, after)].map(({ kind, what, before: old, after: now }) => ({
    kind,
    what,
    before: old,
    after: now,
    at: after.at,
  }));
}

function preventDestroy(before: Resource, after: Resource) {
  if (before.preventDestroy === after.preventDestroy) return [];
  const kind: CheckKind = after.preventDestroy ? 'deletion-protection-on' : 'deletion-protection-off';
  const shown = (on: boolean) => (on ? 'on' : 'off');
  return [
    {
      kind,
      what: 'lifecycle.prevent_destroy',
      before: shown(before.preventDestroy),
      after: shown(after.preventDestroy),
    },
  ];
}

function sortKey({ kind, at, what }: CheckChange): string {
  return [kind, at.stack, at.address, what].join(' ');
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
