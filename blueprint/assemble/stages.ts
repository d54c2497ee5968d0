import { incoherent } from '../errors';
import type { AccessLog, MethodSettings, Stage } from '../model';
import type { Arguments } from '../resources/arguments';
import type { Block } from '../resources/block-type';
import { byAttribute, located, partner, refuseDuplicates } from './locate';
import type { ApiParts } from './api-parts';

/** The stages of an API. One without a stage answers nobody. */
export function stages(parts: ApiParts): readonly Stage[] {
  const blocks = parts.of('aws_api_gateway_stage');
  if (blocks.length === 0) {
    throw incoherent(
      located(parts.api),
      'the API has no stage, so nothing can call it',
      'Add an aws_api_gateway_deployment and an aws_api_gateway_stage',
    );
  }
  refuseDuplicates(blocks, (block) => block.arguments.string('stage_name'));
  const settings = settingsByStage(parts, blocks);
  const findDeployment = byAttribute(parts.of('aws_api_gateway_deployment'), 'id');
  return blocks.map((block) => {
    const given = block.arguments;
    partner(block, 'deployment_id', { find: findDeployment, kind: 'deployment of this API' });
    return {
      ...located(block),
      name: given.string('stage_name'),
      deploymentId: given.string('deployment_id'),
      variables: given.stringMap('variables'),
      accessLog: accessLog(given.block('access_log_settings')),
      methodSettings: settings(block),
    };
  });
}

function accessLog(given: Arguments | undefined): AccessLog | undefined {
  return given === undefined
    ? undefined
    : { destinationArn: given.string('destination_arn'), format: given.string('format') };
}

function settingsByStage(parts: ApiParts, stageBlocks: readonly Block[]): (stage: Block) => readonly MethodSettings[] {
  const find = (name: string) => stageBlocks.find((stage) => stage.arguments.string('stage_name') === name);
  const pairs = parts.of('aws_api_gateway_method_settings').map((block) => ({
    stage: partner(block, 'stage_name', { find, kind: 'stage of this API' }),
    settings: methodSettings(block),
  }));
  return (wanted) => pairs.filter(({ stage }) => stage === wanted).map(({ settings }) => settings);
}

function methodSettings(block: Block): MethodSettings {
  const settings = block.arguments.block('settings');
  return {
    methodPath: block.arguments.string('method_path'),
    throttlingRateLimit: limit(settings?.optionalNumber('throttling_rate_limit')),
    throttlingBurstLimit: limit(settings?.optionalNumber('throttling_burst_limit')),
  };
}

/** Terraform writes -1 where no limit is set. */
function limit(value: number | undefined): number | undefined {
  return value === -1 ? undefined : value;
}
