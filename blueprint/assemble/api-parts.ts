import type { Block } from '../resources/block-type';

/** What hangs on a REST API: the types whose `rest_api_id` must be one of these stacks. */
export const partTypes = [
  'aws_api_gateway_authorizer',
  'aws_api_gateway_deployment',
  'aws_api_gateway_gateway_response',
  'aws_api_gateway_integration',
  'aws_api_gateway_integration_response',
  'aws_api_gateway_method',
  'aws_api_gateway_method_response',
  'aws_api_gateway_method_settings',
  'aws_api_gateway_request_validator',
  'aws_api_gateway_resource',
  'aws_api_gateway_stage',
] as const;

/** The parts of one REST API, by type. */
export interface ApiParts {
  readonly api: Block;
  of(type: (typeof partTypes)[number]): readonly Block[];
}
