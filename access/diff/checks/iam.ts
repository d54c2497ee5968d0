import { awsManagedPolicies } from '../../../blueprint/assemble/aws-managed-policies';
import type { CheckChange } from '../model';
import { type Grant, grantsOf } from '../policies/grants';
import type { Resource, Snapshot } from '../snapshot';
import { type Difference, level, type Pair, type ResourceCheck } from './check';
import { duration } from './durations';
import { grantDifferences, type GrantKinds } from './grant-differences';
import { onNewRoutes } from './new-routes';
import { boundary } from './permissions-boundaries';

const trustKinds: GrantKinds = {
  what: 'assume_role_policy',
  widened: {
    action: 'trust-principal-added',
    resource: 'trust-principal-added',
    'condition-removed': 'trust-condition-removed',
    'condition-loosened': 'trust-condition-loosened',
    'deny-removed': 'trust-deny-removed',
  },
  narrowed: 'trust-narrowed',
};

const roleKinds: GrantKinds = {
  what: 'policies of the role',
  widened: {
    action: 'role-action-added',
    resource: 'role-resource-widened',
    'condition-removed': 'role-condition-loosened',
    'condition-loosened': 'role-condition-loosened',
    'deny-removed': 'role-deny-removed',
  },
  narrowed: 'role-narrowed',
};

/** What a role itself says: who may take it, for how long, and its outer limit. Its policies: `roleChanges`. */
export const roleChecks: readonly ResourceCheck[] = [
  trust,
  level(
    { weaker: 'session-life-raised', stronger: 'session-life-shortened', what: 'max_session_duration' },
    (given) => given.number('max_session_duration', 3_600),
    (given) => duration(given.number('max_session_duration', 3_600)),
  ),
  boundary,
];

function trust({ before, after }: Pair): readonly Difference[] {
  const [old, now] = [before, after].map((role) =>
    grantsOf(role.arguments.optionalString('assume_role_policy') ?? '{}', role.at),
  );
  return grantDifferences(trustKinds, [old ?? [], now ?? []]);
}

/** What the policies of each role that was there before say more, or less, whichever resources they are written in. */
export function roleChanges(before: Snapshot, after: Snapshot): readonly CheckChange[] {
  const [policiesBefore, policiesAfter] = [before, after].map(policiesByRole);
  const [isGone, isNew] = [onNewRoutes(before, after), onNewRoutes(after, before)];
  return after.all('aws_iam_role').flatMap((role) => {
    const key = keyOf(role);
    const was = before.resources.get(key);
    if (was === undefined) return [];
    const untold = { before: (grant: Grant) => isGone(was, grant), after: (grant: Grant) => isNew(role, grant) };
    const sides = [policiesBefore?.get(key) ?? [], policiesAfter?.get(key) ?? []] as const;
    const changes = grantDifferences(roleKinds, sides, untold);
    return changes.map((change) => ({ ...change, at: change.at ?? role.at }));
  });
}

/** By the key of the role. Policies of roles that the stacks do not make belong to nobody here. */
function policiesByRole(snapshot: Snapshot): ReadonlyMap<string, readonly Grant[]> {
  const found = new Map<string, Grant[]>();
  const add = (role: Resource | undefined, grants: readonly Grant[]): void => {
    if (role !== undefined) found.set(keyOf(role), [...(found.get(keyOf(role)) ?? []), ...grants]);
  };
  for (const role of snapshot.all('aws_iam_role')) {
    for (const inline of role.arguments.blocks('inline_policy')) {
      add(role, grantsOf(inline.optionalString('policy') ?? '{}', role.at));
    }
    for (const arn of role.arguments.strings('managed_policy_arns')) add(role, managed(snapshot, role, arn));
  }
  for (const policy of snapshot.all('aws_iam_role_policy')) {
    add(roleOf(snapshot, policy), grantsOf(policy.arguments.string('policy'), policy.at));
  }
  for (const attachment of snapshot.all('aws_iam_role_policy_attachment')) {
    add(roleOf(snapshot, attachment), managed(snapshot, attachment, attachment.arguments.string('policy_arn')));
  }
  return found;
}

function managed(snapshot: Snapshot, by: Resource, arn: string): readonly Grant[] {
  const policy = snapshot.named(by.stack, arn);
  if (policy !== undefined) return grantsOf(policy.arguments.string('policy'), policy.at);
  const known = awsManagedPolicies.get(arn);
  if (known !== undefined) return grantsOf(JSON.stringify(known), by.at);
  return [{ effect: 'Allow', principal: '', action: `all of ${arn}`, resource: '*', conditions: [], at: by.at }];
}

/** By reference, or by the name that both write down. */
function roleOf(snapshot: Snapshot, { stack, values }: Resource): Resource | undefined {
  const role = snapshot.named(stack, values['role']);
  return role ?? snapshot.all('aws_iam_role').find((other) => other.values['name'] === values['role']);
}

function keyOf({ stack, address }: Resource): string {
  return `${stack}:${address}`;
}
