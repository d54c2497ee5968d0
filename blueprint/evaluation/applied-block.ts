import { type Place, unresolvableReference } from '../errors';
import type { Expression } from '../expressions/syntax';
import { isList, type Value } from '../expressions/values';
import { Arguments } from '../resources/arguments';
import type { Block, BlockType } from '../resources/block-type';
import type { Account } from '../terraform/account';
import type { SourceBlock, StackSource } from '../terraform/stack-source';

/** Arguments that Terraform itself understands, and that no resource type lists. */
export const metaArguments = ['//', 'depends_on', 'lifecycle', 'provider'];

/** What a block asks of the stacks around it. */
export interface Surroundings {
  readonly account: Account;
  parse(json: unknown, place: Place): Expression;
  evaluate(expression: Expression, place: Place): Value;
  all(type: string): readonly Block[];
}

/** A block whose arguments and attributes are evaluated when they are asked for, and once. */
export class AppliedBlock implements Block {
  readonly stack: string;
  readonly folder: string;
  readonly address: string;
  readonly type: string;
  readonly account: Account;
  readonly arguments: Arguments;
  private readonly values = new Map<string, Value>();
  private readonly computed = new Map<string, Value>();
  private readonly expressions = new Map<string, Expression>();

  constructor(
    private readonly stackSource: StackSource,
    readonly source: SourceBlock & { readonly blockType: BlockType },
    private readonly surroundings: Surroundings,
  ) {
    this.stack = stackSource.name;
    this.folder = stackSource.folder;
    this.address = addressOf(source);
    this.type = source.type;
    this.account = surroundings.account;
    this.arguments = new Arguments(this.place(), (name) => this.value(name) ?? undefined);
  }

  attribute(name: string): Value {
    const { attributes, arguments: rules } = this.source.blockType;
    const compute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (compute !== undefined) {
      const known = this.computed.get(name) ?? compute(this);
      this.computed.set(name, known);
      return known;
    }
    const value = this.value(name);
    if (value === undefined || value === null) {
      throw unresolvableReference(
        this.place(),
        `${this.address}.${name}`,
        `it has no such value. Computed here: ${Object.keys(attributes).join(', ')}`,
      );
    }
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    return rule?.kind === 'block' && !isList(value) ? [value] : value;
  }

  get defaultTags(): Readonly<Record<string, string>> {
    const [provider] = this.stackSource.providers;
    const place = { stack: this.stack, address: 'provider.aws' };
    const value = (name: string): Value | undefined =>
      this.surroundings.evaluate(this.surroundings.parse(provider?.[name] ?? null, place), place) ?? undefined;
    const [tags] = new Arguments(place, value).blocks('default_tags');
    return tags?.stringMap('tags') ?? {};
  }

  all(type: string): readonly Block[] {
    return this.surroundings.all(type);
  }

  /** The names of the arguments that are written down, without Terraform's own. */
  argumentNames(): readonly string[] {
    return Object.keys(this.source.body).filter((name) => !metaArguments.includes(name));
  }

  /** One argument as it is written. */
  expression(name: string): Expression | undefined {
    if (!Object.hasOwn(this.source.body, name)) return undefined;
    const known = this.expressions.get(name);
    const expression = known ?? this.surroundings.parse(this.source.body[name], this.place(name));
    this.expressions.set(name, expression);
    return expression;
  }

  value(name: string): Value | undefined {
    const known = this.values.get(name);
    const expression = known === undefined ? this.expression(name) : undefined;
    if (expression === undefined) return known;
    const value = this.surroundings.evaluate(expression, this.place(name));
    this.values.set(name, value);
    return value;
  }

  place(argument?: string): Place {
    const place = { stack: this.stack, address: this.address };
    return argument === undefined ? place : { ...place, argument };
  }
}

/** `aws_iam_role.main`, or `data.aws_region.current`. */
export function addressOf({ kind, type, name }: SourceBlock): string {
  return kind === 'data' ? `data.${type}.${name}` : `${type}.${name}`;
}
