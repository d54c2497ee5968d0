import type { CheckChange } from '../model';
import { grantsOf } from '../policies/grants';
import type { Resource, Snapshot } from '../snapshot';
import type { Difference, Pair } from './check';
import { grantDifferences, type GrantKinds } from './grant-differences';

const argument = 'permissions_boundary';

/** Which boundary a role has. What that allows: `boundaryChanges`. */
export function boundary({ before, after }: Pair): readonly Difference[] {
  const [old, now] = [before, after].map(namedBy);
  if (old === now) return [];
  const texts = { what: argument, before: old || 'none', after: now || 'none' };
  if (texts.after === 'none') return [{ kind: 'permissions-boundary-removed', ...texts }];
  return [{ kind: texts.before === 'none' ? 'permissions-boundary-added' : 'permissions-boundary-changed', ...texts }];
}

const namedBy = ({ arguments: given }: Resource): string => given.optionalString(argument) ?? '';

const kinds: GrantKinds = {
  what: 'policy',
  widened: {
    action: 'permissions-boundary-widened',
    resource: 'permissions-boundary-widened',
    'condition-removed': 'permissions-boundary-widened',
    'condition-loosened': 'permissions-boundary-widened',
    'deny-removed': 'permissions-boundary-widened',
  },
  narrowed: 'permissions-boundary-narrowed',
};

/** What the policies that limit roles allow more, or less: that is told once, and not for each role. */
export function boundaryChanges(before: Snapshot, after: Snapshot): readonly CheckChange[] {
  const limits = boundariesIn(after);
  return after.all('aws_iam_policy').flatMap((policy) => {
    const was = before.resources.get(`${policy.stack}:${policy.address}`);
    if (was === undefined || !limits.some((limit) => limit(policy))) return [];
    const [old, now] = [was, policy].map((one) => grantsOf(one.arguments.optionalString('policy') ?? '{}', one.at));
    return grantDifferences(kinds, [old ?? [], now ?? []]).map((change) => ({ ...change, at: policy.at }));
  });
}

/** For each role, whether a policy is its boundary: by reference, or by the ARN that is written down. */
function boundariesIn(snapshot: Snapshot): readonly ((policy: Resource) => boolean)[] {
  const roles = snapshot.all('aws_iam_role').filter((role) => namedBy(role) !== '');
  return roles.map((role) => {
    const text = namedBy(role);
    const referred = snapshot.named(role.stack, text);
    return (policy) => policy === referred || text.endsWith(`:policy${pathOf(policy)}${String(policy.values['name'])}`);
  });
}

const pathOf = ({ arguments: given }: Resource): string => given.optionalString('path') ?? '/';
