import { refuseIncompleteDeployments } from './assemble/complete-deployments';
import {
  openIdConnectProviders as openIdConnectProvidersOf,
  samlProviders as samlProvidersOf,
} from './assemble/federation';
import { functions as functionsOf } from './assemble/functions';
import { identityPools } from './assemble/identity-pools';
import { restApis } from './assemble/rest-apis';
import { roles as rolesOf } from './assemble/roles';
import { secrets } from './assemble/secrets';
import { tables } from './assemble/tables';
import { userPools as userPoolsOf } from './assemble/user-pools';
import { checkArguments } from './evaluation/check-arguments';
import { dependenciesOf, refuseCycles } from './evaluation/dependencies';
import { World } from './evaluation/world';
import type { Blueprint } from './model';
import { dataSources, resources } from './resources/registry';
import { accountOf } from './terraform/account';
import { readStackSources } from './terraform/stack-source';

/** What to read, and where it would be applied. */
export interface BlueprintOptions {
  /** The folder that `cdktf synth` wrote: `manifest.json` and `stacks/`. */
  readonly outputFolder: string;
  /**
   * Such as `eu-west-1`.
   *
   * @default the region of the stacks' `aws` provider blocks, or us-east-1
   */
  readonly region?: string;
  /**
   * Twelve digits.
   *
   * @default 123456789012
   */
  readonly accountId?: string;
  /**
   * Values of Terraform variables by name, as `TF_VAR_<name>` gives them.
   *
   * @default their defaults alone
   */
  readonly variables?: Readonly<Record<string, string>>;
  /**
   * Whether a variable for text that has neither a value nor a default is taken as made-up text, instead of refused. For
   * readers of what does not depend on it, such as who may call what: a secret is not needed to see that.
   *
   * @default false
   */
  readonly missingVariablesMadeUp?: boolean;
}

/**
 * Reads synthesized stacks into what they would be once applied. The same stacks give the same blueprint.
 * Whatever is not understood, or does not fit together, is a `BlueprintError` that names the address.
 */
export function readBlueprint(options: BlueprintOptions): Blueprint {
  const sources = readStackSources(options.outputFolder);
  const variables = { given: options.variables ?? {}, madeUp: options.missingVariablesMadeUp ?? false };
  const world = new World(sources, accountOf(sources, options), { resources, dataSources, variables });
  const dependencies = dependenciesOf(world);
  refuseCycles(dependencies);
  world.blocks.forEach(checkArguments);
  const roles = rolesOf(world);
  const functions = functionsOf(world, roles);
  const userPools = userPoolsOf(world, { roles, functions });
  const samlProviders = samlProvidersOf(world);
  const openIdConnectProviders = openIdConnectProvidersOf(world);
  const apis = restApis(world, { functions, userPools });
  refuseIncompleteDeployments(world, dependencies);
  return {
    ...world.account,
    stacks: sources.map((source) => ({ name: source.name, outputs: world.outputsOf(source) })),
    restApis: apis,
    functions,
    userPools,
    identityPools: identityPools(world, { userPools, roles, samlProviders, openIdConnectProviders }),
    samlProviders,
    openIdConnectProviders,
    roles,
    tables: tables(world),
    secrets: secrets(world),
  };
}
