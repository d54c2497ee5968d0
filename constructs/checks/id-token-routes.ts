import { TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';
import { emptyReason, notAMethod } from './errors';

const metadataType = 'id-token-route';

/**
 * Says that a method with a user pool's authorizer asks for no scope on purpose, and why: API Gateway then takes id
 * tokens, so everybody who can sign in gets in. Synthesis refuses such a method without it.
 *
 * @param method the `aws_api_gateway_method` itself, not a construct around it
 * @param reason for the reviewer of a pull request; one sentence
 * @throws InvalidDeclarationError when the reason is empty or `method` is something else
 */
export function declareIdToken(method: IConstruct, reason: string): void {
  if (!TerraformResource.isTerraformResource(method) || method.terraformResourceType !== 'aws_api_gateway_method') {
    throw notAMethod('declareIdToken', method.node.path);
  }
  if (reason.trim() === '') {
    throw emptyReason('declareIdToken', method.node.path);
  }
  method.node.addMetadata(metadataType, reason.trim());
}

/** Why a method takes id tokens, or `undefined` where nobody said so. */
export function idTokenReason(method: IConstruct): string | undefined {
  const entry = method.node.metadata.find(({ type }) => type === metadataType);
  return typeof entry?.data === 'string' ? entry.data : undefined;
}
