import { incoherent } from '../errors';
import { type Dependencies, everythingBefore } from '../evaluation/dependencies';
import type { Block } from '../resources/block-type';
import { located } from './locate';
import type { World } from './world-view';

const snapshotTypes = [
  'aws_api_gateway_method',
  'aws_api_gateway_integration',
  'aws_api_gateway_method_response',
  'aws_api_gateway_integration_response',
  'aws_api_gateway_gateway_response',
] as const;

/**
 * A deployment is a snapshot. What it does not wait for may be created after it, and is then not served:
 * a method that is missing, or one that runs without what protects it.
 */
export function refuseIncompleteDeployments(world: World, dependencies: Dependencies): void {
  for (const deployment of world.all('aws_api_gateway_deployment')) {
    const before = everythingBefore(dependencies, nodeOf(deployment));
    const apiId = deployment.arguments.string('rest_api_id');
    const missed = snapshotTypes
      .flatMap((type) => world.all(type))
      .find((block) => block.arguments.string('rest_api_id') === apiId && !before.has(nodeOf(block)));
    if (missed === undefined) continue;
    throw incoherent(
      located(deployment),
      `the deployment does not wait for ${missed.address}, and may be taken without it`,
      'Add it to depends_on',
    );
  }
}

function nodeOf({ stack, address }: Block): string {
  return `${stack}:${address}`;
}
