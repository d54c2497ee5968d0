import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { missingAsset } from '../errors';
import type { LambdaFunction, LambdaPermission, Role } from '../model';
import type { Block } from '../resources/block-type';
import { located, partner, refuseDuplicates, text } from './locate';
import type { World } from './world-view';

/** All functions with what may invoke them. `roles`: those that they may run as. */
export function functions(world: World, roles: readonly Role[]): readonly LambdaFunction[] {
  const blocks = world.all('aws_lambda_function');
  refuseDuplicates(blocks, (block) => block.arguments.string('function_name'));
  const permitted = permissions(world);
  return blocks.map((block) => {
    const given = block.arguments;
    const name = given.string('function_name');
    const role = partner(block, 'role', { find: (arn) => roles.find((known) => known.arn === arn), kind: 'role' });
    return {
      ...located(block),
      name,
      arn: text(block, 'arn'),
      handler: given.string('handler'),
      runtime: given.string('runtime'),
      timeoutSeconds: given.number('timeout', 3),
      memoryMegabytes: given.number('memory_size', 128),
      environment: given.block('environment')?.stringMap('variables') ?? {},
      roleArn: role.arn,
      archivePath: archivePath(block),
      logGroupName: given.block('logging_config')?.optionalString('log_group') ?? `/aws/lambda/${name}`,
      permissions: permitted.filter(({ target }) => target === block).map(({ permission }) => permission),
    };
  });
}

function archivePath(block: Block): string {
  const path = resolve(block.folder, block.arguments.string('filename'));
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw missingAsset(block.arguments.at('filename'), path);
  return path;
}

/** A permission names its function by name or by ARN. */
function permissions(world: World): readonly { readonly target: Block; readonly permission: LambdaPermission }[] {
  const find = (wanted: string) =>
    world
      .all('aws_lambda_function')
      .find((block) => wanted === block.arguments.string('function_name') || wanted === block.attribute('arn'));
  return world.all('aws_lambda_permission').map((block) => ({
    target: partner(block, 'function_name', { find, kind: 'function' }),
    permission: {
      ...located(block),
      action: block.arguments.string('action'),
      principal: block.arguments.string('principal'),
      sourceArn: block.arguments.optionalString('source_arn'),
      sourceAccount: block.arguments.optionalString('source_account'),
    },
  }));
}
