import type { Arguments } from '../../../blueprint/resources/arguments';
import type { Origin } from '../../model';
import type { CheckChange } from '../model';
import { type Grant, grantsOf } from '../policies/grants';
import type { Resource, Snapshot } from '../snapshot';
import type { Difference, Pair } from './check';
import { grantDifferences, type GrantKinds } from './grant-differences';

/** Where the policy of a thing is written: in an argument of its own, or in a resource that names it. */
interface Holder {
  readonly type: string;
  readonly policy: string;
  /** Absent where the resource is the thing itself. */
  readonly owner?: string;
}

const holders: readonly Holder[] = [
  { type: 'aws_api_gateway_rest_api', policy: 'policy' },
  { type: 'aws_api_gateway_rest_api_policy', policy: 'policy', owner: 'rest_api_id' },
  { type: 'aws_secretsmanager_secret', policy: 'policy' },
  { type: 'aws_secretsmanager_secret_policy', policy: 'policy', owner: 'secret_arn' },
  { type: 'aws_dynamodb_resource_policy', policy: 'policy', owner: 'resource_arn' },
  { type: 'aws_s3_bucket_policy', policy: 'policy', owner: 'bucket' },
];

const everywhere = {
  action: 'resource-policy-widened',
  resource: 'resource-policy-widened',
  'condition-removed': 'resource-policy-widened',
  'condition-loosened': 'resource-policy-widened',
  'deny-removed': 'resource-policy-widened',
} as const;

const policyKinds: GrantKinds = { what: 'resource policy', widened: everywhere, narrowed: 'resource-policy-narrowed' };

/** What the policies of things that were there before let others do more, or less. */
export function resourcePolicyChanges(before: Snapshot, after: Snapshot): readonly CheckChange[] {
  const [old, now] = [before, after].map(policies);
  return [...after.resources].flatMap(([key, thing]) => {
    const was = before.resources.get(key);
    if (was === undefined) return [];
    const changes = grantDifferences(policyKinds, [old?.get(key) ?? unwritten(was), now?.get(key) ?? unwritten(thing)]);
    return changes.map((change) => ({ ...change, at: change.at ?? thing.at }));
  });
}

/** An API without a policy takes whom its authorizers let in; anything else gives nothing of itself. */
function unwritten({ type, at }: Resource): readonly Grant[] {
  return type === 'aws_api_gateway_rest_api' ? [everybody(at, 'execute-api:Invoke')] : [];
}

function everybody(at: Origin, action: string): Grant {
  return { effect: 'Allow', principal: '*', action, resource: '*', conditions: [], at };
}

function policies(snapshot: Snapshot): ReadonlyMap<string, readonly Grant[]> {
  const found = new Map<string, readonly Grant[]>();
  for (const { type, policy, owner } of holders) {
    for (const resource of snapshot.all(type)) {
      const text = resource.arguments.optionalString(policy);
      const thing = owner === undefined ? resource : snapshot.named(resource.stack, resource.values[owner]);
      if (text !== undefined && thing !== undefined) {
        found.set(`${thing.stack}:${thing.address}`, grantsOf(text, resource.at));
      }
    }
  }
  return found;
}

const invokeKinds: GrantKinds = {
  what: 'who may invoke the function',
  widened: {
    action: 'invoke-permission-widened',
    resource: 'invoke-permission-widened',
    'condition-removed': 'invoke-permission-widened',
    'condition-loosened': 'invoke-permission-widened',
    'deny-removed': 'invoke-permission-widened',
  },
  narrowed: 'invoke-permission-narrowed',
};

/** One statement of a function's resource policy, compared with what it was. */
export function permissionChecks({ before, after }: Pair): readonly Difference[] {
  return grantDifferences(invokeKinds, [[invoking(before)], [invoking(after)]]);
}

/**
 * A statement that came or went whole. Without a source, or for the sources of many, it lets in whoever can make the
 * service call, and is told, as is one for an account; routes come and go with one that names them, and the matrix tells
 * of those.
 */
export function wholePermissions(before: Snapshot, after: Snapshot): readonly CheckChange[] {
  const come = unboundOnlyIn(after, before).flatMap((permission) => change(permission, [], [invoking(permission)]));
  const gone = unboundOnlyIn(before, after).flatMap((permission) => change(permission, [invoking(permission)], []));
  return [...come, ...gone];
}

function change({ at }: Resource, before: readonly Grant[], after: readonly Grant[]): readonly CheckChange[] {
  return grantDifferences(invokeKinds, [before, after]).map((difference) => ({ ...difference, at }));
}

/** Of functions that both know. */
function unboundOnlyIn(snapshot: Snapshot, other: Snapshot): readonly Resource[] {
  return snapshot.all('aws_lambda_permission').filter((permission) => {
    const owner = functionOf(snapshot, permission);
    const known = owner !== undefined && other.resources.has(`${owner.stack}:${owner.address}`);
    const same = other.resources.has(`${permission.stack}:${permission.address}`);
    return known && !same && !isBound(permission.arguments);
  });
}

/** To a service, on behalf of one thing: an asterisk that comes first could be anybody's. */
function isBound(given: Arguments): boolean {
  const source = given.optionalString('source_arn');
  return source !== undefined && !/^[^$/]*\*/.test(source) && /\.amazonaws\.com$/.test(given.string('principal'));
}

/** By reference, or by the name that both write down. */
function functionOf(snapshot: Snapshot, { stack, values }: Resource): Resource | undefined {
  const name = values['function_name'];
  const named = snapshot.all('aws_lambda_function').find((candidate) => candidate.values['function_name'] === name);
  return snapshot.named(stack, name) ?? named;
}

function invoking({ arguments: given, at }: Resource): Grant {
  const account = given.optionalString('source_account');
  return {
    effect: 'Allow',
    principal: given.string('principal'),
    action: given.string('action'),
    resource: given.optionalString('source_arn') ?? '*',
    conditions:
      account === undefined ? [] : [{ operator: 'StringEquals', key: 'aws:SourceAccount', values: [account] }],
    at,
  };
}
