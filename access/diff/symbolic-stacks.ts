import type { Place } from '../../blueprint/errors';
import { addressOf, AppliedBlock } from '../../blueprint/evaluation/applied-block';
import { remoteStateType, stackOfRemoteState } from '../../blueprint/evaluation/remote-state';
import { attributeNames } from '../../blueprint/evaluation/world';
import { evaluate } from '../../blueprint/expressions/evaluate';
import { expressionOf } from '../../blueprint/expressions/json';
import type { Expression, Traversal } from '../../blueprint/expressions/syntax';
import type { Value } from '../../blueprint/expressions/values';
import { dataSources } from '../../blueprint/resources/registry';
import type { SourceBlock, StackSource } from '../../blueprint/terraform/stack-source';

/** Gives the address under which a block of a stack is known in both outputs. */
export type Rename = (stack: string, address: string) => string;

interface Resolution {
  readonly value: Value;
  readonly usedSteps: number;
}

/** Account and region stand for themselves: the same stacks in another region are no change of access. */
const account = { region: '${region}', accountId: '${account}' };

/**
 * Evaluates what the stacks say, and leaves what only AWS knows as a symbol: `${aws_iam_role.main.arn}`, with the
 * stack in front where it is another's. So two outputs compare without generated ids, and a policy is the same
 * whether it is written as text, as an expression, or as a data source.
 */
export class SymbolicStacks {
  private readonly blocks = new Map<string, SourceBlock>();

  constructor(
    private readonly stacks: readonly StackSource[],
    private readonly rename: Rename,
  ) {
    for (const stack of stacks) {
      for (const block of stack.blocks) this.blocks.set(`${stack.name}:${addressOf(block)}`, block);
    }
  }

  /** The value of one argument of a block. */
  value(stack: StackSource, block: SourceBlock, argument: string): Value {
    const place = { stack: stack.name, address: addressOf(block), argument };
    return this.evaluate(stack, expressionOf(block.body[argument] ?? null, place), place);
  }

  private evaluate(stack: StackSource, expression: Expression, place: Place): Value {
    return evaluate(expression, { place, resolve: (reference) => this.resolve(stack, reference, place) });
  }

  private resolve(stack: StackSource, reference: Traversal, place: Place): Resolution {
    const names = attributeNames(reference.steps);
    switch (reference.root) {
      case 'local':
        return this.named(stack, { json: stack.locals[names[0] ?? ''], reference, place, usedSteps: 1 });
      case 'var':
        return this.named(stack, {
          json: defaultOf(stack.variables[names[0] ?? '']),
          reference,
          place,
          usedSteps: 1,
        });
      case 'data':
        return names[0] === remoteStateType
          ? this.remote(stack, reference, place)
          : this.dataSource(stack, reference, place);
      default:
        return this.resource(stack, reference, place);
    }
  }

  private named(
    stack: StackSource,
    {
      json,
      reference,
      place,
      usedSteps,
    }: { readonly json: unknown; readonly reference: Traversal; readonly place: Place; readonly usedSteps: number },
  ): Resolution {
    if (json === undefined || json === null) return this.symbol(stack, reference, place);
    return { value: this.evaluate(stack, expressionOf(json, place), place), usedSteps };
  }

  private resource(stack: StackSource, reference: Traversal, place: Place): Resolution {
    const [name = '', argument = ''] = attributeNames(reference.steps);
    const body = this.blocks.get(`${stack.name}:${reference.root}.${name}`)?.body;
    const json = body !== undefined && Object.hasOwn(body, argument) ? body[argument] : undefined;
    return this.named(stack, { json, reference, place, usedSteps: 2 });
  }

  private dataSource(stack: StackSource, reference: Traversal, place: Place): Resolution {
    const [type = '', name = '', attribute = ''] = attributeNames(reference.steps);
    const source = this.blocks.get(`${stack.name}:data.${type}.${name}`);
    const blockType = dataSources.get(type);
    if (source === undefined || blockType === undefined) return this.symbol(stack, reference, place);
    const block = new AppliedBlock(
      stack,
      { ...source, blockType },
      {
        account,
        parse: expressionOf,
        evaluate: (expression, where) => this.evaluate(stack, expression, where),
        all: () => [],
      },
    );
    return { value: block.attribute(attribute), usedSteps: 3 };
  }

  private remote(stack: StackSource, reference: Traversal, place: Place): Resolution {
    const [, state = '', , output = ''] = attributeNames(reference.steps);
    const source = this.blocks.get(`${stack.name}:data.${remoteStateType}.${state}`);
    if (source === undefined) return this.symbol(stack, reference, place);
    const remote = stackOfRemoteState(source, { stacks: this.stacks, place });
    return this.named(remote, { json: remote.outputs[output]?.['value'], reference, place, usedSteps: 4 });
  }

  /** All that is known of it is its name. */
  private symbol(stack: StackSource, { root, steps, text }: Traversal, place: Place): Resolution {
    const depth = root === 'data' ? 2 : 1;
    const address = [root, ...attributeNames(steps).slice(0, depth)].join('.');
    const rest = text.startsWith(address) ? text.slice(address.length) : `(${text})`;
    const prefix = place.stack === stack.name ? '' : `${stack.name}:`;
    return { value: `\${${prefix}${this.rename(stack.name, address)}${rest}}`, usedSteps: steps.length };
  }
}

function defaultOf(variable: unknown): unknown {
  return typeof variable === 'object' && variable !== null && 'default' in variable ? variable.default : undefined;
}
