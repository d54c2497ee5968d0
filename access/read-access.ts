import { type BlueprintOptions, readBlueprint } from '../blueprint/read-blueprint';
import { readStackSources } from '../blueprint/terraform/stack-source';
import { accessMatrix } from './access-matrix';
import type { AccessMatrix } from './model';

/**
 * Reads who can call what from the folder that `cdktf synth` wrote, and from nothing else.
 *
 * @throws BlueprintError for stacks that are not understood, AccessError for policies that are not
 */
export function readAccess(options: BlueprintOptions): AccessMatrix {
  return accessMatrix(
    readBlueprint({ missingVariablesMadeUp: true, ...options }),
    readStackSources(options.outputFolder),
  );
}
