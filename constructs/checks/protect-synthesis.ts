import { TerraformStack } from 'cdktf';
import type { App } from 'cdktf';
import { awsRefusals } from './aws-refusals/all';
import { findRefusals } from './aws-refusals/find-refusals';
import { ProtectionSkippedError, SynthesisRefusedError } from './errors';
import type { Fault } from './fault';
import { findOpenMethods } from './open-methods';
import { findWritableProviderAttributes } from './provider-attributes';
import { resolveStack } from './resolved-stack';
import { findUnscopedMethods } from './unscoped-methods';
import { findWidePolicies } from './wide-policies';

/**
 * Makes `app.synth()` fail, before anything is written, for open methods nobody declared public, for methods that take id
 * tokens unsaid, for policies wider than declared, for attributes that people could write although identity providers fill
 * them, and for what AWS would refuse to create. Call it when all stacks are there; a stack that comes later is still
 * judged, but only after the others are written.
 *
 * @throws ProtectionSkippedError when the app skips validations; synthesis throws SynthesisRefusedError
 */
export function protectSynthesis(app: App): void {
  if (app.skipValidation) {
    throw new ProtectionSkippedError();
  }
  const stacksOf = (): readonly TerraformStack[] =>
    app.node.findAll().filter((construct) => TerraformStack.isStack(construct));
  const early = new Set(stacksOf());
  for (const stack of early) {
    // A stack alone can be synthesized too; when it fails, the faults of the others are told with its own.
    stack.node.addValidation({
      validate: () => (findFaults([stack]).length === 0 ? [] : refuse(findFaults(stacksOf()))),
    });
  }
  app.node.addValidation({ validate: () => refuse(findFaults(stacksOf().filter((stack) => !early.has(stack)))) });
}

function refuse(faults: readonly Fault[]): string[] {
  if (faults.length > 0) {
    throw new SynthesisRefusedError(faults);
  }
  return [];
}

function findFaults(stacks: readonly TerraformStack[]): readonly Fault[] {
  return stacks
    .map(resolveStack)
    .flatMap((stack) => [
      ...findOpenMethods(stack),
      ...findUnscopedMethods(stack),
      ...findWidePolicies(stack),
      ...findWritableProviderAttributes(stack),
      ...findRefusals(stack, awsRefusals),
    ]);
}
