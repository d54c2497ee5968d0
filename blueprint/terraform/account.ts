import { badAccount } from '../errors';
import type { StackSource } from './stack-source';

/** The account and region that the stacks would be applied to. */
export interface Account {
  readonly region: string;
  readonly accountId: string;
}

/**
 * The region is the one given, or what the stacks' `aws` provider blocks say literally, or us-east-1.
 * Stacks of different regions cannot be read together, and neither can those outside the `aws` partition.
 */
export function accountOf(
  stacks: readonly StackSource[],
  {
    region,
    accountId = '123456789012',
  }: { readonly region?: string | undefined; readonly accountId?: string | undefined },
): Account {
  const chosen = region ?? regionOf(stacks);
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(chosen) || /^(cn|us-gov|us-iso|eu-isoe)/.test(chosen)) {
    throw badAccount(
      `The region ${JSON.stringify(chosen)} is not one of the "aws" partition, such as "us-east-1". Choose one.`,
    );
  }
  if (!/^\d{12}$/.test(accountId)) {
    throw badAccount(
      `The account id ${JSON.stringify(accountId)} is not 12 digits, such as "123456789012". Correct it.`,
    );
  }
  return { region: chosen, accountId };
}

function regionOf(stacks: readonly StackSource[]): string {
  const found = new Set<string>();
  for (const { name, providers } of stacks) {
    for (const provider of providers) {
      if (provider['alias'] !== undefined) {
        throw badAccount(
          `The stack "${name}" has an "aws" provider with an alias. One provider a stack is supported: take it out.`,
        );
      }
      const region = provider['region'];
      if (typeof region === 'string') found.add(literal(region, name));
    }
  }
  if (found.size > 1) {
    throw badAccount(
      `The stacks are for more than one region: ${[...found].join(', ')}. Pass the region, or synthesize them for one.`,
    );
  }
  return [...found][0] ?? 'us-east-1';
}

function literal(region: string, stack: string): string {
  if (!region.includes('${')) return region;
  throw badAccount(
    `The stack "${stack}" computes its region: ${JSON.stringify(region)}. Pass the region, or write it into the stack.`,
  );
}
