import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, run, type RunOptions } from './run';

/** A change that a plan wants to make: `<address> <attribute>` for each attribute. */
export interface PlannedChange {
  readonly address: string;
  readonly attributes: readonly string[];
}

interface PlanJson {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly change: {
      readonly actions: readonly string[];
      readonly before: JsonMap | null;
      readonly after: JsonMap | null;
      readonly after_unknown: JsonMap;
    };
  }[];
}

type JsonMap = Readonly<Record<string, unknown>>;

const cdktf = join('node_modules', '.bin', 'cdktf');

/** `cdktf <verb> <stacks>`, as README says; providers come from where Terraform is told to look. */
export function cdktfRun(verb: 'deploy' | 'destroy', stacks: readonly string[], options: RunOptions): Promise<string> {
  return mustRun(cdktf, [verb, ...stacks, '--auto-approve', '--skip-provider-lock'], options);
}

/** Plans a stack that was deployed; empty where nothing would change. */
export async function plannedChanges(stack: string, options: RunOptions): Promise<readonly PlannedChange[]> {
  const inStack = { ...options, cwd: join(options.cwd, 'cdktf.out/stacks', stack) };
  const { status, stdout, stderr } = await run(
    'terraform',
    ['plan', '-detailed-exitcode', '-input=false', '-no-color', '-out=second.plan'],
    inStack,
  );
  if (status === 0) return [];
  if (status !== 2) throw new Error(`terraform plan failed\n${stdout}\n${stderr}`);
  const plan = JSON.parse(await mustRun('terraform', ['show', '-json', 'second.plan'], inStack)) as PlanJson;
  return (plan.resource_changes ?? []).filter(({ change }) => change.actions.join() !== 'no-op').map(toChange);
}

function toChange({ address, change }: NonNullable<PlanJson['resource_changes']>[number]): PlannedChange {
  const names = new Set([
    ...Object.keys(change.before ?? {}),
    ...Object.keys(change.after ?? {}),
    ...Object.keys(change.after_unknown),
  ]);
  const attributes = [...names]
    .filter(
      (name) =>
        change.after_unknown[name] === true ||
        JSON.stringify(change.before?.[name]) !== JSON.stringify(change.after?.[name]),
    )
    .sort();
  return { address, attributes };
}

/** The managed addresses in a stack's state file. */
export function stateAddresses(folder: string, stack: string): readonly string[] {
  const state = JSON.parse(readFileSync(join(folder, `terraform.${stack}.tfstate`), 'utf8')) as {
    readonly resources: readonly { readonly mode: string; readonly type: string; readonly name: string }[];
  };
  return state.resources
    .filter(({ mode }) => mode === 'managed')
    .map(({ type, name }) => `${type}.${name}`)
    .sort();
}
