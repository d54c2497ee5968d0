import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedOutput, synthesizedOutput } from '../support/synthesized-output';

/** Arguments of a resource as Terraform reads them. */
export type Arguments = Readonly<Record<string, unknown>>;

export interface SynthesizedStack {
  readonly name: string;
  /** Everything but cdktf's comments. */
  readonly json: Readonly<Record<string, unknown>>;
  readonly resources: readonly SynthesizedResource[];
  /** Names in order. */
  readonly outputs: readonly string[];
}

export interface SynthesizedResource {
  /** Name of its stack; an address is unique within it alone. */
  readonly stack: string;
  readonly type: string;
  readonly address: string;
  readonly args: Arguments;
}

/** All stacks of the app, read from what was written. */
export function synthesizedStacks(environment: Readonly<Record<string, string>> = {}): readonly SynthesizedStack[] {
  const shared = sharedOutput(environment);
  if (shared !== undefined) return stacksIn(shared);
  const output = synthesizedOutput(environment);
  try {
    return stacksIn(output.folder);
  } finally {
    output.remove();
  }
}

/** All stacks of an output folder. */
export function stacksIn(outputFolder: string): readonly SynthesizedStack[] {
  const folder = join(outputFolder, 'stacks');
  return readdirSync(folder).map((name) => read(name, readFileSync(join(folder, name, 'cdk.tf.json'), 'utf8')));
}

export function stackNamed(name: string, environment: Readonly<Record<string, string>> = {}): SynthesizedStack {
  const found = synthesizedStacks(environment).find((stack) => stack.name === name);
  if (found === undefined) {
    throw new Error(`no stack ${name}`);
  }
  return found;
}

/** The arguments at an address. */
export function argumentsAt(stack: SynthesizedStack, address: string): Arguments {
  const found = stack.resources.find((resource) => resource.address === address);
  if (found === undefined) {
    throw new Error(`${stack.name} has no ${address}`);
  }
  return found.args;
}

export function resourcesOf(stacks: readonly SynthesizedStack[], type: string): readonly SynthesizedResource[] {
  return stacks.flatMap(({ resources }) => resources).filter((resource) => resource.type === type);
}

export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: Readonly<Record<string, string>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The statements of a policy argument. */
export function statementsOf(policy: unknown): readonly Statement[] {
  return (JSON.parse(String(policy)) as { Statement: Statement[] }).Statement;
}

export function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return typeof value === 'string' ? [value] : (value ?? []);
}

function read(name: string, text: string): SynthesizedStack {
  const json = JSON.parse(text) as Record<string, Record<string, Record<string, Arguments>>>;
  const resources = Object.entries(json['resource'] ?? {}).flatMap(([type, named]) =>
    Object.entries(named).map(([id, all]) => {
      const { '//': comment, ...args } = all;
      void comment;
      return { stack: name, type, address: `${type}.${id}`, args };
    }),
  );
  return { name, json, resources, outputs: Object.keys(json['output'] ?? {}).sort() };
}
