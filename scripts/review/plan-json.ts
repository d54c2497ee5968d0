import { badPlan } from './errors';

/** What the review needs of `terraform show -json`. Source: Terraform documentation, JSON output format, 1.x. */
export interface PlanJson {
  readonly resource_changes: readonly ResourceChange[];
  readonly output_changes: Readonly<Record<string, ValueChange>>;
}

/** One resource, with what happens to it. Data sources are listed too. */
export interface ResourceChange {
  readonly address: string;
  /** Where it was before a `moved` block. */
  readonly previous_address?: string;
  /** Of what was replaced, and is still to be deleted. */
  readonly deposed?: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly change: ValueChange;
}

/** Values before and after; a sensitive or unknown part is `true` at the same place of the mark beside it. */
export interface ValueChange {
  readonly actions: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly after_unknown?: unknown;
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
  /** Arguments that force a new resource, as paths. */
  readonly replace_paths?: readonly (readonly (string | number)[])[];
  /** Which object that exists becomes the resource. */
  readonly importing?: { readonly id?: string };
}

/**
 * Reads a plan.
 *
 * @throws ReviewError when it is no complete plan
 */
export function readPlan(stack: string, text: string): PlanJson {
  const plan = parsed(stack, text);
  if (!isObject(plan)) throw badPlan(stack, 'is not a JSON object');
  const version = plan['format_version'];
  if (typeof version !== 'string' || !/^1\.\d+$/.test(version)) {
    throw badPlan(stack, `has the format_version ${JSON.stringify(version)}`);
  }
  if (plan['errored'] === true) throw badPlan(stack, 'is incomplete: planning failed on the way');
  const resources = plan['resource_changes'] ?? [];
  const outputs = plan['output_changes'] ?? {};
  if (!Array.isArray(resources) || !resources.every(isResourceChange)) {
    throw badPlan(stack, 'has resource_changes of an unknown form');
  }
  if (!isObject(outputs)) throw badPlan(stack, 'has output_changes of an unknown form');
  return { resource_changes: resources, output_changes: outputs as PlanJson['output_changes'] };
}

function parsed(stack: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badPlan(stack, 'is not JSON');
  }
}

function isResourceChange(value: unknown): value is ResourceChange {
  return (
    isObject(value) &&
    typeof value['address'] === 'string' &&
    typeof value['type'] === 'string' &&
    (value['mode'] === 'managed' || value['mode'] === 'data') &&
    isObject(value['change']) &&
    Array.isArray(value['change']['actions'])
  );
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
