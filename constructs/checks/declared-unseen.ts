import type { IConstruct } from 'constructs';
import { emptyReason } from './errors';

const metadataType = 'unseen';

/**
 * Says that what a module, a template or a command makes was reviewed by somebody, because no check can read it.
 * Synthesis refuses it without that.
 *
 * @param reason for the reviewer of a pull request; one sentence
 * @throws InvalidDeclarationError when the reason is empty
 */
export function declareUnseen(construct: IConstruct, reason: string): void {
  if (reason.trim() === '') {
    throw emptyReason('declareUnseen', construct.node.path);
  }
  construct.node.addMetadata(metadataType, reason.trim());
}

/** Was it said of the construct, or of one around it? */
export function isDeclaredUnseen(construct: IConstruct | undefined): boolean {
  return (construct?.node.scopes ?? []).some((scope) => scope.node.metadata.some(({ type }) => type === metadataType));
}
