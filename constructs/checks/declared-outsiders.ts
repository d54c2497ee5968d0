import type { IConstruct } from 'constructs';
import { emptyReason } from './errors';
import { isObject } from './terraform-values';

const metadataType = 'policy-outsider';

/** What to do about another account that a policy lets in. */
export const accountRemedy =
  'Refer to account_id of aws_caller_identity, list the account in allowed_account_ids of the provider, or call declareOutsider(construct, account, reason).';

/**
 * Says that policies of this construct, or of a construct below it, let in somebody whom the account does not vouch for,
 * and why. Synthesis refuses such a policy without it.
 *
 * @param outsider an account id of 12 digits, a service such as `logs.amazonaws.com` that is asked for no source, another
 *   principal as the policy has it, or `*` for everybody
 * @param reason for the reviewer of a pull request; one sentence
 * @throws InvalidDeclarationError when the reason is empty
 */
export function declareOutsider(construct: IConstruct, outsider: string, reason: string): void {
  if (reason.trim() === '') {
    throw emptyReason('declareOutsider', construct.node.path);
  }
  construct.node.addMetadata(metadataType, { outsider, reason: reason.trim() });
}

/** Was this outsider declared for the construct, or for one around it? */
export function isDeclaredOutsider(construct: IConstruct | undefined, outsider: string): boolean {
  return (construct?.node.scopes ?? []).some((scope) =>
    scope.node.metadata.some(
      ({ type, data }) => type === metadataType && isObject(data) && data['outsider'] === outsider,
    ),
  );
}
