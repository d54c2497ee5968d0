import { type Place, unresolvableReference } from '../errors';
import type { SourceBlock, StackSource } from '../terraform/stack-source';

/** The type of data source by which cdktf lets one stack read the outputs of another. */
export const remoteStateType = 'terraform_remote_state';

/** What tells one state from another, by kind of backend. */
const identifyingMembers: Readonly<Record<string, readonly string[]>> = { local: ['path'], s3: ['bucket', 'key'] };

/** The stack whose state a `terraform_remote_state` reads: the one with the same backend. */
export function stackOfRemoteState(
  { body, name }: SourceBlock,
  { stacks, place }: { readonly stacks: readonly StackSource[]; readonly place: Place },
): StackSource {
  const wanted = identity(String(body['backend']), body['config']);
  const found = stacks.find(({ backend }) =>
    Object.entries(backend).some(([kind, config]) => wanted !== undefined && identity(kind, config) === wanted),
  );
  if (found !== undefined) return found;
  throw unresolvableReference(
    place,
    `data.${remoteStateType}.${name}`,
    `no stack in this folder keeps its state in ${JSON.stringify(body['config'])} (${String(body['backend'])}). ` +
      `Synthesized here: ${stacks.map((stack) => stack.name).join(', ')}; synthesize both stacks together`,
  );
}

function identity(kind: string, config: unknown): string | undefined {
  const members = Object.hasOwn(identifyingMembers, kind) ? identifyingMembers[kind] : undefined;
  if (members === undefined || typeof config !== 'object' || config === null) return undefined;
  const values = new Map(Object.entries(config));
  const parts = members.map((member) => values.get(member));
  return parts.every((part) => typeof part === 'string') ? JSON.stringify([kind, ...parts]) : undefined;
}
