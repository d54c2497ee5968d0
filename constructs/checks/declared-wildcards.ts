import type { IConstruct } from 'constructs';
import { emptyReason } from './errors';

const metadataType = 'policy-wildcard';

/**
 * Says that a policy of this construct, or of a construct below it, allows something on resource `*` because AWS
 * offers nothing narrower. Synthesis refuses such a policy without it.
 *
 * @param reason for the reviewer of a pull request; one sentence
 * @throws InvalidDeclarationError when the reason is empty
 */
export function declareWildcard(construct: IConstruct, reason: string): void {
  if (reason.trim() === '') {
    throw emptyReason('declareWildcard', construct.node.path);
  }
  construct.node.addMetadata(metadataType, reason.trim());
}

/** Why a policy may hold resource `*`: the reason given for the construct or the nearest one around it. */
export function wildcardReason(construct: IConstruct): string | undefined {
  for (const scope of [...construct.node.scopes].reverse()) {
    const entry = scope.node.metadata.find(({ type }) => type === metadataType);
    if (typeof entry?.data === 'string') {
      return entry.data;
    }
  }
  return undefined;
}
