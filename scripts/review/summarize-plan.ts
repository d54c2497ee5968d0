import { createHash } from 'node:crypto';
import type { Kept } from '../../access/diff/model';
import { statefulTypes } from '../../access/diff/stateful-types';
import { withoutSensitive } from './mask';
import { isObject, type PlanJson, type ResourceChange } from './plan-json';

/** What a plan does to one resource. */
export type Action = (typeof actions)[number];

/** All actions, in the order in which they are told. */
export const actions = ['delete', 'replace', 'forget', 'update', 'create', 'move', 'import'] as const;

/** One resource that a plan touches. */
export interface PlannedResource {
  readonly address: string;
  readonly action: Action;
  /** Names of the arguments that differ, or that force a replacement; never their values. */
  readonly because: readonly string[];
  /** What is gone for good: `users`, `data`; absent where nothing is kept or it stays. */
  readonly loses?: Kept;
}

/** A plan of one stack, without a single value. */
export interface PlanSummary {
  readonly stack: string;
  readonly resources: readonly PlannedResource[];
  /** Names of the outputs that change. */
  readonly outputs: readonly string[];
  /** SHA-256 of all planned changes, sensitive values left out: the same for the same plan of another day. */
  readonly digest: string;
}

/** Losses first, then what is destroyed, then the rest; by address within each. */
export function summarizePlan(stack: string, plan: PlanJson): PlanSummary {
  const resources = plan.resource_changes
    .filter(({ mode }) => mode === 'managed')
    .flatMap(toPlanned)
    .sort((a, b) => weight(a) - weight(b) || (a.address < b.address ? -1 : 1));
  const outputs = Object.entries(plan.output_changes)
    .filter(([, { actions }]) => actions.join() !== 'no-op')
    .map(([name]) => name)
    .sort();
  return { stack, resources, outputs, digest: digestOf(plan) };
}

/** Whether applying the plan would change anything. */
export function changesAnything({ resources, outputs }: PlanSummary): boolean {
  return resources.length + outputs.length > 0;
}

function toPlanned(resource: ResourceChange): readonly PlannedResource[] {
  const action = actionOf(resource);
  if (action === undefined) return [];
  const loses = action === 'replace' || action === 'delete' ? statefulTypes.get(resource.type)?.kept : undefined;
  return [
    { address: resource.address, action, because: causes(resource, action), ...(loses === undefined ? {} : { loses }) },
  ];
}

/** Terraform's lists of actions. An unknown one is told as a deletion: the reader then looks. */
function actionOf({ change, previous_address: from, address }: ResourceChange): Action | undefined {
  switch (change.actions.join()) {
    case 'no-op':
      if (change.importing !== undefined) return 'import';
      return from === undefined || from === address ? undefined : 'move';
    case 'read':
      return undefined;
    case 'create':
    case 'update':
    case 'forget':
      return change.actions.join() as Action;
    case 'create,delete':
    case 'delete,create':
      return 'replace';
    default:
      return 'delete';
  }
}

function causes({ change, previous_address: from }: ResourceChange, action: Action): readonly string[] {
  if (action === 'move') return [`from ${from ?? ''}`];
  if (action === 'replace') return [...new Set((change.replace_paths ?? []).map((path) => path.join('.')))].sort();
  if (action !== 'update') return [];
  const { before, after } = change;
  const unknown = isObject(change.after_unknown) ? change.after_unknown : {};
  if (!isObject(before) || !isObject(after)) return [];
  const names = new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(unknown)]);
  return [...names]
    .filter((name) => unknown[name] === true || JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .sort();
}

function weight({ action, loses }: PlannedResource): number {
  if (loses !== undefined) return 0;
  return actions.indexOf(action) + 1;
}

function digestOf({ resource_changes: resources, output_changes: outputs }: PlanJson): string {
  const changes = [
    ...resources.filter((resource) => resource.mode === 'managed' && actionOf(resource) !== undefined),
    ...Object.entries(outputs).map(([name, change]) => ({ address: `output.${name}`, change })),
  ].map(({ change, ...rest }) => ({
    ...rest,
    actions: change.actions,
    before: withoutSensitive(change.before, change.before_sensitive),
    after: withoutSensitive(change.after, change.after_sensitive),
    unknown: change.after_unknown,
    replaced: change.replace_paths,
    imported: change.importing,
  }));
  // Sorted whole: an object that was replaced and is still to be deleted has the address of the new one.
  return createHash('sha256').update(changes.map(stable).sort().join('\n')).digest('hex');
}

/** JSON with sorted keys: Terraform does not promise an order. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}
