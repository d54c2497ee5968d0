import type { Value } from '../expressions/values';
import type { Account } from '../terraform/account';
import type { Arguments } from './arguments';

/** A resource or data source as it would be once applied. */
export interface Block {
  readonly stack: string;
  /** `aws_iam_role.main` or `data.aws_region.current` */
  readonly address: string;
  readonly type: string;
  /** Absolute; relative paths start here. */
  readonly folder: string;
  readonly account: Account;
  readonly arguments: Arguments;
  /** What the stack's provider gives to everything that can be tagged. */
  readonly defaultTags: Readonly<Record<string, string>>;
  /** A computed attribute, or an argument. Neither: a `BlueprintError`. */
  attribute(name: string): Value;
  /** All blocks of a type, of all stacks. */
  all(type: string): readonly Block[];
}

/** What the sandbox knows of a resource type. Whatever is not listed here stops the start. */
export interface BlockType {
  readonly arguments: ArgumentRules;
  readonly attributes: Readonly<Record<string, ComputedAttribute>>;
}

/** An attribute that AWS or the provider would give. The same block gets the same value each time. */
export type ComputedAttribute = (block: Block) => Value;

/** A rule for each argument; one without a rule stops the start. */
export type ArgumentRules = Readonly<Record<string, ArgumentRule>>;

/** What becomes of an argument. */
export type ArgumentRule =
  /** The model holds it. */
  | { readonly kind: 'modelled' }
  /** It has no effect on who gets in and what answers; `why` says so in a line. */
  | { readonly kind: 'harmless'; readonly why: string }
  /** It has an effect that is not modelled; `values` are those without one, besides leaving it out. */
  | { readonly kind: 'inert'; readonly values: readonly Value[] }
  | { readonly kind: 'block'; readonly arguments: ArgumentRules };

export const modelled: ArgumentRule = { kind: 'modelled' };

/** Refused unless it is empty or left out. */
export const notModelled: ArgumentRule = { kind: 'inert', values: [] };

/** Accepted at any value, for the reason given. */
export function harmless(why: string): ArgumentRule {
  return { kind: 'harmless', why };
}

/** Accepted at these values, or left out. */
export function inertAt(...values: readonly Value[]): ArgumentRule {
  return { kind: 'inert', values };
}

/** A nested block, with a rule for each of its arguments. */
export function nested(rules: ArgumentRules): ArgumentRule {
  return { kind: 'block', arguments: rules };
}

/** Arguments of resources that can be tagged. */
export const tagged: ArgumentRules = {
  tags: harmless('labels for bills and searches'),
  tags_all: harmless('labels for bills and searches'),
};

/** The same where policies may compare the tags. */
export const taggedForPolicies: ArgumentRules = { ...tagged, tags: modelled };
