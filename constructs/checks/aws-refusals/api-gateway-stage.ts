import { refersTo } from '../resolved-stack';
import { comeBefore } from './order';
import { first, keysMatch, matches, rulesOf, texts, between } from './judges';
import { blocksAt, hasReference, literalsAt, replaceReferences, textsAt, valuesAt } from '../terraform-values';
import type { AwsRefusal } from './model';

const settingVerbs = /\/(?:GET|PUT|POST|DELETE|PATCH|OPTIONS|HEAD|ANY|\*)$/;

/** Deployments, stages and their settings. */
export const stageRefusals: readonly AwsRefusal[] = [
  ...rulesOf('aws_api_gateway_deployment', [
    {
      id: 'apigw-deployment-empty',
      argument: 'rest_api_id',
      rule: 'an API has at least one method when it is deployed.',
      whatToDo: 'Add a method; without one there is nothing to deploy.',
      judge: (args, argument, { stack }) => {
        const api = stack.resources.find(
          (one) => one.type === 'aws_api_gateway_rest_api' && refersTo(args[argument], one),
        );
        const methods = stack.resources.filter(
          (one) => one.type === 'aws_api_gateway_method' && api !== undefined && refersTo(one.args['rest_api_id'], api),
        );
        return api !== undefined && methods.length === 0 && api.args['body'] === undefined
          ? first([args[argument]])
          : undefined;
      },
    },
    {
      id: 'apigw-deployment-order',
      argument: 'depends_on',
      rule: 'a deployment comes after every method and integration of its API; a reference to the API alone does not order them.',
      whatToDo: 'Name them in depends_on.',
      judge: (args, _argument, { self, stack }) => {
        const api = stack.resources.find(
          (one) => one.type === 'aws_api_gateway_rest_api' && refersTo(args['rest_api_id'], one),
        );
        if (api === undefined) return undefined;
        const earlier = comeBefore(self, stack);
        return first(
          stack.resources
            .filter(({ type }) => type === 'aws_api_gateway_method' || type === 'aws_api_gateway_integration')
            .filter((one) => refersTo(one.args['rest_api_id'], api))
            .map(({ address }) => address)
            .filter((address) => !earlier.has(address)),
        );
      },
    },
  ]),
  ...rulesOf('aws_api_gateway_stage', [
    {
      id: 'apigw-stage-name',
      argument: 'stage_name',
      rule: 'a name is 1 to 128 of a-z A-Z 0-9 _, without a hyphen.',
      whatToDo: 'Rename the stage.',
      judge: matches(/^[a-zA-Z0-9_]{1,128}$/),
    },
    {
      id: 'apigw-access-log-format',
      argument: 'access_log_settings.format',
      rule: 'a format holds $context.requestId or $context.extendedRequestId.',
      whatToDo: 'Add one of them.',
      judge: (args, argument) =>
        first(
          valuesAt(args, argument).filter(
            (format) =>
              typeof format === 'string' &&
              !isWholeReference(format) &&
              !/\$context\.(?:requestId|extendedRequestId)\b/.test(replaceReferences(format)),
          ),
        ),
    },
    {
      id: 'apigw-access-log-destination',
      argument: 'access_log_settings.destination_arn',
      rule: 'a destination is a log group or a Firehose stream.',
      whatToDo: 'Refer to the arn of the log group.',
      judge: matches(
        /^arn:[^:]+:(?:logs:[^:]*:\d{12}:log-group:.+|firehose:[^:]*:\d{12}:deliverystream\/amazon-apigateway-.+)$/,
      ),
    },
    {
      id: 'apigw-stage-variable-name',
      argument: 'variables',
      rule: 'a name is a-z A-Z 0-9 _.',
      whatToDo: 'Rename the variable.',
      judge: keysMatch(/^\w+$/),
    },
    {
      id: 'apigw-stage-variable-value',
      argument: 'variables',
      rule: 'a value is a-z A-Z 0-9, spaces and . _ : / ? & = , -.',
      whatToDo: 'Encode the value.',
      judge: (args, argument) =>
        first(
          blocksAt(args, argument)
            .flatMap((map) => literalsAt({ values: Object.values(map) }, 'values'))
            .filter((value) => !/^[a-zA-Z0-9 ._:/?&=,-]*$/.test(String(value))),
        ),
    },
  ]),
  ...rulesOf('aws_api_gateway_method_settings', [
    {
      id: 'apigw-settings-cache-ttl',
      argument: 'settings.cache_ttl_in_seconds',
      rule: 'a cache keeps answers for 0 to 3600 s.',
      whatToDo: 'Choose one of these.',
      judge: between(0, 3600),
    },
    {
      id: 'apigw-settings-verb',
      argument: 'method_path',
      rule: 'a path ends with a slash and a method in upper case, or *.',
      whatToDo: 'Write <path>/<METHOD>, or */* for all.',
      judge: (args, argument) => first(textsAt(args, argument).filter((path) => !settingVerbs.test(path))),
    },
    {
      id: 'apigw-settings-path',
      argument: 'method_path',
      rule: 'Terraform takes the path without a slash before it.',
      whatToDo: 'Remove the slash in front.',
      judge: texts((path) => !path.startsWith('/')),
    },
    {
      id: 'apigw-settings-logging-level',
      argument: 'settings.logging_level',
      rule: 'a level is OFF, ERROR or INFO.',
      whatToDo: 'Correct it.',
      judge: matches(/^(?:OFF|ERROR|INFO)$/),
    },
  ]),
];

function isWholeReference(text: string): boolean {
  return hasReference(text) && replaceReferences(text).length === 1;
}
