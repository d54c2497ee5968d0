import { incoherent } from '../errors';
import type { JsonObject, Secret, SecretVersion } from '../model';
import type { Block } from '../resources/block-type';
import { versionId } from '../resources/secrets-manager';
import { byAttribute, located, partner, refuseDuplicates, text } from './locate';
import type { World } from './world-view';

/** All secrets with what the stacks put into them. */
export function secrets(world: World): readonly Secret[] {
  const blocks = world.all('aws_secretsmanager_secret');
  refuseDuplicates(blocks, (block) => block.arguments.string('name'));
  const version = onePerSecret(world, { type: 'aws_secretsmanager_secret_version', argument: 'secret_id' });
  const policy = onePerSecret(world, { type: 'aws_secretsmanager_secret_policy', argument: 'secret_arn' });
  return blocks.map((block) => ({
    ...located(block),
    name: block.arguments.string('name'),
    arn: text(block, 'arn'),
    description: block.arguments.optionalString('description'),
    resourcePolicy: resourcePolicy(block, policy(block)),
    version: secretVersion(version(block)),
  }));
}

/** Terraform would make both, and the one that AWS hears of last would count. */
function onePerSecret(
  world: World,
  { type, argument }: { readonly type: string; readonly argument: string },
): (secret: Block) => Block | undefined {
  const find = byAttribute(world.all('aws_secretsmanager_secret'), 'arn');
  const bySecret = new Map<Block, Block>();
  for (const block of world.all(type)) {
    const secret = partner(block, argument, { find, kind: 'secret (by its ARN)' });
    const first = bySecret.get(secret);
    if (first !== undefined) {
      throw incoherent(located(block), `${secret.address} has ${first.address} already`, 'Keep one of them');
    }
    bySecret.set(secret, block);
  }
  return (secret) => bySecret.get(secret);
}

function resourcePolicy(secret: Block, separate: Block | undefined): JsonObject | undefined {
  const own = secret.arguments.has('policy') && secret.arguments.string('policy') !== '';
  if (own && separate !== undefined) {
    throw incoherent(located(separate), `${secret.address} has a policy of its own already`, 'Keep one of them');
  }
  if (separate !== undefined) return separate.arguments.json('policy');
  return own ? secret.arguments.json('policy') : undefined;
}

function secretVersion(block: Block | undefined): SecretVersion | undefined {
  return block === undefined
    ? undefined
    : { ...located(block), id: versionId(block), value: block.arguments.string('secret_string') };
}
