import { TerraformStack } from 'cdktf';
import type { App } from 'cdktf';
import { awsRefusals } from './aws-refusals/all';
import { findRefusals } from './aws-refusals/find-refusals';
import { ProtectionSkippedError, SynthesisRefusedError } from './errors';
import type { Fault } from './fault';
import { findOpenMethods } from './open-methods';
import { findWritableProviderAttributes, reachesForeignPools } from './provider-attributes';
import { resolveStack } from './resolved-stack';
import type { ResolvedStack } from './resolved-stack';
import { findUnseenResources } from './unseen-resources';
import { findUnscopedMethods } from './unscoped-methods';
import { findWidePolicies } from './wide-policies';

/**
 * Makes `app.synth()` fail, before anything is written, for open methods nobody declared public, for methods that take id
 * tokens unsaid, for policies wider than declared or open to outsiders, for attributes that people could write although
 * identity providers fill them, for what no check can read, and for what AWS would refuse to create. Call it when all
 * stacks are there; a stack that comes later is still judged, but only after the others are written.
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
      validate: () => (standsAlone(resolveStack(stack)) ? [] : refuse(findFaults(stacksOf().map(resolveStack)))),
    });
  }
  // Of the early stacks only what they are to each other is judged again: an aspect may have changed one since.
  app.node.addValidation({
    validate: () => {
      const all = stacksOf().map((stack) => ({ stack, resolved: resolveStack(stack) }));
      return refuse([
        ...all.filter(({ stack }) => !early.has(stack)).flatMap(({ resolved }) => findFaultsOf(resolved)),
        ...findWritableProviderAttributes(all.map(({ resolved }) => resolved)),
      ]);
    },
  });
}

function standsAlone(stack: ResolvedStack): boolean {
  return findFaults([stack]).length === 0 && !reachesForeignPools(stack);
}

function refuse(faults: readonly Fault[]): string[] {
  if (faults.length > 0) {
    throw new SynthesisRefusedError(faults);
  }
  return [];
}

function findFaults(app: readonly ResolvedStack[]): readonly Fault[] {
  return [...app.flatMap(findFaultsOf), ...findWritableProviderAttributes(app)];
}

/** What a stack shows by itself. */
function findFaultsOf(stack: ResolvedStack): readonly Fault[] {
  return [
    ...findOpenMethods(stack),
    ...findUnscopedMethods(stack),
    ...findWidePolicies(stack),
    ...findUnseenResources(stack),
    ...findRefusals(stack, awsRefusals),
  ];
}
