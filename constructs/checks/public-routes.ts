import { TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';
import { emptyReason, notAMethod } from './errors';

const metadataType = 'public-route';

/**
 * Says that a method is open to everybody on purpose, and why. Synthesis refuses an open method without it.
 *
 * @param method the `aws_api_gateway_method` itself, not a construct around it
 * @param reason for the reviewer of a pull request; one sentence
 * @throws InvalidDeclarationError when the reason is empty or `method` is something else
 */
export function declarePublic(method: IConstruct, reason: string): void {
  if (!TerraformResource.isTerraformResource(method) || method.terraformResourceType !== 'aws_api_gateway_method') {
    throw notAMethod('declarePublic', method.node.path);
  }
  if (reason.trim() === '') {
    throw emptyReason('declarePublic', method.node.path);
  }
  method.node.addMetadata(metadataType, reason.trim());
}

/** Why a method is open to everybody, or `undefined` where nobody said so. */
export function publicReason(method: IConstruct): string | undefined {
  const entry = method.node.metadata.find(({ type }) => type === metadataType);
  return typeof entry?.data === 'string' ? entry.data : undefined;
}
