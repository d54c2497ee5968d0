import { TerraformDataSource, TerraformModule, TerraformResource } from 'cdktf';
import type { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { withDynamicBlocks } from './dynamic-blocks';
import { isObject, membersOf, textsAt, valuesAt } from './terraform-values';
import type { Arguments } from './terraform-values';

/** A resource with what Terraform would be given. */
export interface ResolvedResource {
  readonly type: string;
  /** `<type>.<name>`; data sources with `data.` before it. */
  readonly address: string;
  readonly args: Arguments;
  /** Absent for what an override of the stack wrote. */
  readonly construct: IConstruct | undefined;
  /** Accounts that the stack's provider may deploy to, where it says so. */
  readonly ownAccounts?: readonly string[];
}

/** Everything that a stack would hand to Terraform, overrides included. */
export interface ResolvedStack {
  readonly name: string;
  readonly resources: readonly ResolvedResource[];
  readonly dataSources: readonly ResolvedResource[];
  /** Blocks of the outputs, by name. */
  readonly outputs?: Arguments;
  /** Modules by name, of which only Terraform knows what they hold. */
  readonly modules?: readonly ResolvedResource[];
  readonly locals?: Arguments;
}

/** Reads what the stack would write, so that no escape hatch stays unseen. */
export function resolveStack(stack: TerraformStack): ResolvedStack {
  const written: unknown = stack.toTerraform();
  const constructs = constructsByAddress(stack);
  const ownAccounts = textsAt(written, 'provider.aws.allowed_account_ids');
  const read = (section: string, prefix: string): readonly ResolvedResource[] =>
    entriesAt(written, section).flatMap(([type, byName]) =>
      membersOf(byName).map(([name, args]) => {
        const address = `${prefix}${type}.${name}`;
        return {
          type,
          address,
          args: withDynamicBlocks(Object.fromEntries(membersOf(args))),
          construct: constructs.get(address),
          ownAccounts,
        };
      }),
    );
  const modules = entriesAt(written, 'module').map(([name, args]) => {
    const address = `module.${name}`;
    return { type: 'module', address, args: isObject(args) ? args : {}, construct: constructs.get(address) };
  });
  return {
    name: stack.node.id,
    modules,
    resources: read('resource', ''),
    dataSources: read('data', 'data.'),
    outputs: Object.fromEntries(entriesAt(written, 'output')),
    locals: Object.fromEntries(entriesAt(written, 'locals')),
  };
}

/** Does a reference lead to this resource? */
export function refersTo(value: unknown, { address }: ResolvedResource): boolean {
  return typeof value === 'string' && value.split(/[^\w.-]+/).some((word) => `${word}.`.startsWith(`${address}.`));
}

function entriesAt(written: unknown, section: string): readonly (readonly [string, unknown])[] {
  return valuesAt(written, section).flatMap(membersOf);
}

function constructsByAddress(stack: TerraformStack): ReadonlyMap<string, IConstruct> {
  const all = stack.node.findAll();
  const resources = all.filter((construct) => TerraformResource.isTerraformResource(construct));
  const dataSources = all.filter((construct) => TerraformDataSource.isTerraformDataSource(construct));
  const modules = all.filter((construct) => construct instanceof TerraformModule);
  return new Map<string, IConstruct>([
    ...modules.map((one) => [`module.${one.friendlyUniqueId}`, one] as const),
    ...resources.map((one) => [`${one.terraformResourceType}.${one.friendlyUniqueId}`, one] as const),
    ...dataSources.map((one) => [`data.${one.terraformResourceType}.${one.friendlyUniqueId}`, one] as const),
  ]);
}
