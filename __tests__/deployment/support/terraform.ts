import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, run, type RunOptions } from './run';

/** A change that a plan wants to make, by what causes it: `replace: integration_http_method`, `update: tags`. */
export interface PlannedChange {
  readonly address: string;
  readonly causes: readonly string[];
}

interface PlanJson {
  readonly resource_changes?: readonly ResourceChange[];
}

interface ResourceChange {
  readonly address: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: JsonMap | null;
    readonly after: JsonMap | null;
    readonly after_unknown: JsonMap;
    /** The attributes that cannot be changed in place. */
    readonly replace_paths?: readonly (readonly (string | number)[])[];
  };
}

type JsonMap = Readonly<Record<string, unknown>>;

const cdktf = join('node_modules', '.bin', 'cdktf');

/**
 * `cdktf <verb> <stacks>`, as README says; providers come from where Terraform is told to look. A stack alone is taken
 * although it depends on others.
 */
export async function cdktfRun(
  verb: 'deploy' | 'destroy',
  stacks: readonly string[],
  options: RunOptions,
): Promise<void> {
  // With this flag cdktf no longer waits for one stack before it starts the next.
  const alone = stacks.length === 1 && stacks[0] !== '*' ? ['--ignore-missing-stack-dependencies'] : [];
  const args = [verb, ...stacks, '--auto-approve', '--skip-provider-lock', ...alone];
  const { status, stdout, stderr } = await run(cdktf, args, options);
  if (status === 0) return;
  if (!lostAnswer.test(stdout + stderr))
    throw new Error(`cdktf ${args.join(' ')} ended with ${status}\n${stdout}\n${stderr}`);
  process.stderr.write(`The emulator lost an answer to AddPermission; cdktf ${verb} goes on where it stopped.\n`);
  await mustRun(cdktf, args, options);
}

/** An emulator fault: it stored a permission whose id Terraform had just made up, and did not say so. */
const lostAnswer = /AddPermission[\s\S]{0,400}The statement id \(terraform-\d+\)[\s\S]{0,40}already/;

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

function toChange({ address, change }: ResourceChange): PlannedChange {
  if (change.replace_paths !== undefined) {
    return { address, causes: change.replace_paths.map((path) => `replace: ${path.join('.')}`).sort() };
  }
  const names = new Set([...Object.keys(change.before ?? {}), ...Object.keys(change.after ?? {})]);
  const differing = [...names].filter(
    (name) =>
      change.after_unknown[name] === undefined &&
      JSON.stringify(change.before?.[name]) !== JSON.stringify(change.after?.[name]),
  );
  return { address, causes: differing.map((name) => `${change.actions.join(' and ')}: ${name}`).sort() };
}

/** The managed addresses in a stack's state file. */
export function stateAddresses(folder: string, stack: string): readonly string[] {
  return managedResources(folder, stack)
    .map(({ type, name }) => `${type}.${name}`)
    .sort();
}

/** `<address> <id>` of the resources of some types in a stack's state file. */
export function stateIdentifiers(folder: string, stack: string, types: readonly string[]): readonly string[] {
  return managedResources(folder, stack)
    .filter(({ type }) => types.includes(type))
    .flatMap(({ type, name, instances }) => instances.map(({ attributes }) => `${type}.${name} ${attributes.id}`))
    .sort();
}

interface StateResource {
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly instances: readonly { readonly attributes: { readonly id: string } }[];
}

function managedResources(folder: string, stack: string): readonly StateResource[] {
  const file = readdirSync(folder).filter((name) => name.endsWith(`.${stack}.tfstate`));
  if (file.length !== 1)
    throw new Error(`${folder} must hold one state file of ${stack}; it holds ${JSON.stringify(file)}.`);
  const state = JSON.parse(readFileSync(join(folder, String(file[0])), 'utf8')) as {
    readonly resources: readonly StateResource[];
  };
  return state.resources.filter(({ mode }) => mode === 'managed');
}
