import { type Place, unresolvableReference, unsupportedResourceType } from '../errors';
import { evaluate } from '../expressions/evaluate';
import { expressionOf } from '../expressions/json';
import type { Expression, Step, Traversal } from '../expressions/syntax';
import type { Value } from '../expressions/values';
import type { StackOutput } from '../model';
import type { BlockType } from '../resources/block-type';
import type { Account } from '../terraform/account';
import type { SourceBlock, StackSource } from '../terraform/stack-source';
import { addressOf, AppliedBlock, type Surroundings } from './applied-block';
import { remoteStateType, stackOfRemoteState } from './remote-state';
import { type VariableValues, variableValue } from './variables';

/** The block types that are known, by name. */
export interface Registry {
  readonly resources: ReadonlyMap<string, BlockType>;
  readonly dataSources: ReadonlyMap<string, BlockType>;
}

interface Resolution {
  readonly value: Value;
  readonly usedSteps: number;
}

/** All stacks of a folder, with every reference between their parts resolved on demand. */
export class World {
  readonly blocks: readonly AppliedBlock[];
  private readonly byAddress: ReadonlyMap<string, AppliedBlock>;
  private readonly byType = new Map<string, AppliedBlock[]>();

  constructor(
    readonly stacks: readonly StackSource[],
    readonly account: Account,
    private readonly registry: Registry & { readonly variables: VariableValues },
  ) {
    this.blocks = stacks.flatMap((stack) =>
      stack.blocks
        .filter(({ type }) => type !== remoteStateType)
        .map((source) => new AppliedBlock(stack, this.typed(stack, source), this.surroundings(stack))),
    );
    this.byAddress = new Map(this.blocks.map((block) => [key(block.stack, block.address), block]));
    for (const block of this.blocks) {
      const same = this.byType.get(block.type);
      if (same === undefined) this.byType.set(block.type, [block]);
      else same.push(block);
    }
  }

  /** All resources or data sources of a type, of all stacks. */
  all(type: string): readonly AppliedBlock[] {
    return this.byType.get(type) ?? [];
  }

  find(stack: string, address: string): AppliedBlock | undefined {
    return this.byAddress.get(key(stack, address));
  }

  outputsOf(stack: StackSource): readonly StackOutput[] {
    return Object.keys(stack.outputs).map((name) => ({
      name,
      value: this.output(stack, name),
      sensitive: stack.outputs[name]?.['sensitive'] === true,
    }));
  }

  local(stack: StackSource, name: string): Expression | undefined {
    if (!Object.hasOwn(stack.locals, name)) return undefined;
    return expressionOf(stack.locals[name], { stack: stack.name, address: `local.${name}` });
  }

  outputExpression(stack: StackSource, name: string): Expression | undefined {
    if (!Object.hasOwn(stack.outputs, name)) return undefined;
    return expressionOf(stack.outputs[name]?.['value'] ?? null, outputPlace(stack, name));
  }

  /** The stack behind a reference's `data.terraform_remote_state.<name>`. */
  remoteStack(stack: StackSource, name: string, place: Place): StackSource {
    const source = stack.blocks.find((block) => block.type === remoteStateType && block.name === name);
    if (source === undefined) {
      throw unresolvableReference(place, `data.${remoteStateType}.${name}`, 'the stack has no such data source');
    }
    return stackOfRemoteState(source, { stacks: this.stacks, place });
  }

  private typed(stack: StackSource, source: SourceBlock): SourceBlock & { readonly blockType: BlockType } {
    const types = source.kind === 'data' ? this.registry.dataSources : this.registry.resources;
    const blockType = types.get(source.type);
    if (blockType !== undefined) return { ...source, blockType };
    throw unsupportedResourceType({ stack: stack.name, address: addressOf(source) }, source.type, [...types.keys()]);
  }

  private surroundings(stack: StackSource): Surroundings {
    return {
      account: this.account,
      parse: expressionOf,
      evaluate: (expression, place) => this.evaluate(stack, expression, place),
      all: (type) => this.all(type),
    };
  }

  private evaluate(stack: StackSource, expression: Expression, place: Place): Value {
    return evaluate(expression, { place, resolve: (reference) => this.resolve(stack, reference, place) });
  }

  private resolve(stack: StackSource, reference: Traversal, place: Place): Resolution {
    const names = attributeNames(reference.steps);
    const fail = (problem: string) => unresolvableReference(place, reference.text, problem);
    switch (reference.root) {
      case 'local': {
        const local = this.local(stack, names[0] ?? '');
        if (local === undefined) throw fail('the stack has no such local value');
        return { value: this.evaluate(stack, local, place), usedSteps: 1 };
      }
      case 'var':
        return { value: this.variable(stack, names[0] ?? '', fail), usedSteps: 1 };
      case 'terraform':
        if (names[0] !== 'workspace') throw fail('of terraform only terraform.workspace is supported');
        return { value: 'default', usedSteps: 1 };
      case 'data':
        if (names[0] === remoteStateType) return this.remoteOutput(stack, names, place);
        return this.blockAttribute(`data.${names[0]}.${names[1]}`, names[2], { stack, fail, usedSteps: 3 });
      case 'path':
      case 'each':
      case 'count':
      case 'self':
      case 'module':
        throw fail(`"${reference.root}" is not supported`);
      default:
        return this.blockAttribute(`${reference.root}.${names[0]}`, names[1], { stack, fail, usedSteps: 2 });
    }
  }

  private blockAttribute(
    address: string,
    attribute: string | undefined,
    { stack, fail, usedSteps }: { stack: StackSource; fail: (problem: string) => Error; usedSteps: number },
  ): Resolution {
    const block = this.find(stack.name, address);
    if (block === undefined) throw fail('the stack has no such resource or data source');
    if (attribute === undefined) throw fail('a reference must name an attribute; a whole resource is not supported');
    return { value: block.attribute(attribute), usedSteps };
  }

  private variable(stack: StackSource, name: string, fail: (problem: string) => Error): Value {
    const declared = Object.hasOwn(stack.variables, name) ? stack.variables[name] : undefined;
    if (typeof declared !== 'object' || declared === null) throw fail('the stack declares no such variable');
    const value = variableValue(name, declared, this.registry.variables);
    if (value === undefined) throw fail(`the variable has neither a value nor a default; give it as TF_VAR_${name}`);
    return value;
  }

  private remoteOutput(stack: StackSource, names: readonly string[], place: Place): Resolution {
    const [, state = '', outputs, name = ''] = names;
    const reference = `data.${remoteStateType}.${names.slice(1).join('.')}`;
    const remote = this.remoteStack(stack, state, place);
    if (outputs !== 'outputs' || !Object.hasOwn(remote.outputs, name)) {
      throw unresolvableReference(place, reference, `the stack "${remote.name}" has no such output`);
    }
    return { value: this.output(remote, name), usedSteps: 4 };
  }

  private output(stack: StackSource, name: string): Value {
    const expression = this.outputExpression(stack, name);
    return expression === undefined ? null : this.evaluate(stack, expression, outputPlace(stack, name));
  }
}

/** The names that lead a reference, up to its first index. */
export function attributeNames(steps: readonly Step[]): readonly string[] {
  const names: string[] = [];
  for (const step of steps) {
    if (step.kind === 'index') break;
    names.push(step.name);
  }
  return names;
}

function outputPlace(stack: StackSource, name: string): Place {
  return { stack: stack.name, address: `output.${name}` };
}

function key(stack: string, address: string): string {
  return JSON.stringify([stack, address]);
}
