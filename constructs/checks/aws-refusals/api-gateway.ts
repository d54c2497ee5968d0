import { refersTo } from '../resolved-stack';
import { blocksAt, isSet, isUnknown, literalsAt, textAt, textsAt, valuesAt } from '../terraform-values';
import type { Arguments } from '../terraform-values';
import { readPolicy } from '../policy-text';
import {
  atMostMembers,
  between,
  first,
  keysMatch,
  matches,
  oneOf,
  regularExpression,
  rulesOf,
  together,
} from './judges';
import type { AwsRefusal } from './model';

const verbs = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'ANY'];
const mapped = /^method\.request\.(?:querystring|path|header|multivaluequerystring|multivalueheader)\.[^\s]+$/;

/** REST APIs, their resources and methods. */
export const restApiRefusals: readonly AwsRefusal[] = [
  ...rulesOf('aws_api_gateway_rest_api', [
    {
      id: 'apigw-endpoint-type',
      argument: 'endpoint_configuration.types',
      rule: 'an API has exactly one endpoint type.',
      whatToDo: 'Keep one of "REGIONAL", "EDGE", "PRIVATE".',
      judge: atMostMembers(1),
    },
    {
      id: 'apigw-endpoint-type-known',
      argument: 'endpoint_configuration.types',
      rule: 'an endpoint type is "REGIONAL", "EDGE" or "PRIVATE".',
      whatToDo: 'Correct it.',
      judge: oneOf('REGIONAL', 'EDGE', 'PRIVATE'),
    },
    {
      id: 'apigw-vpc-endpoint-private',
      argument: 'endpoint_configuration.vpc_endpoint_ids',
      rule: 'VPC endpoints go with the type "PRIVATE" only.',
      whatToDo: 'Set the type "PRIVATE", or remove them.',
      judge: together(
        ['endpoint_configuration.vpc_endpoint_ids', 'endpoint_configuration.types'],
        (args) =>
          isSet(args, 'endpoint_configuration.vpc_endpoint_ids') &&
          textsAt(args, 'endpoint_configuration.types').some((type) => type !== 'PRIVATE'),
      ),
    },
    {
      id: 'apigw-compression-size',
      argument: 'minimum_compression_size',
      rule: 'a size is 0 to 10485760 bytes (-1 in Terraform: off).',
      whatToDo: 'Choose one of these.',
      judge: between(-1, 10_485_760),
    },
    {
      id: 'apigw-policy-document',
      argument: 'policy',
      rule: 'a resource policy is a JSON document.',
      whatToDo: 'Write the policy as JSON text.',
      judge: (args, argument) =>
        first(valuesAt(args, argument).filter((text) => readPolicy(text).kind === 'unreadable')),
    },
  ]),
  ...rulesOf('aws_api_gateway_resource', [
    {
      id: 'apigw-path-part',
      argument: 'path_part',
      rule: 'a part is a-z A-Z 0-9 . _ : - or one {name} or {name+}, without a slash.',
      whatToDo: 'Make a resource for each part of the path.',
      judge: matches(/^(?:[a-zA-Z0-9._:-]+|\{[a-zA-Z0-9._-]+\+?\})$/),
    },
    {
      id: 'apigw-path-part-twice',
      argument: 'path_part',
      rule: 'a part stands once below its parent.',
      whatToDo: 'Use the one resource for all methods.',
      judge: (args, argument, { self, stack }) =>
        first(
          textsAt(args, argument).filter((part) =>
            stack.resources.some(
              (other) =>
                other.type === self.type &&
                other.address < self.address &&
                other.args['rest_api_id'] === args['rest_api_id'] &&
                other.args['parent_id'] === args['parent_id'] &&
                textAt(other.args, argument) === part,
            ),
          ),
        ),
    },
  ]),
  ...rulesOf('aws_api_gateway_method', [
    {
      id: 'apigw-method-verb',
      argument: 'http_method',
      rule: `a method is ${verbs.join(', ')}.`,
      whatToDo: 'Correct it; upper case counts.',
      judge: oneOf(...verbs),
    },
    {
      id: 'apigw-method-authorizer',
      argument: 'authorizer_id',
      rule: '"CUSTOM" and "COGNITO_USER_POOLS" need an authorizer.',
      whatToDo: 'Set authorizer_id.',
      judge: together(
        ['authorizer_id', 'authorization'],
        (args) =>
          ['CUSTOM', 'COGNITO_USER_POOLS'].includes(textAt(args, 'authorization') ?? '') &&
          !isSet(args, 'authorizer_id'),
      ),
    },
    {
      id: 'apigw-method-scopes',
      argument: 'authorization_scopes',
      rule: 'scopes go with "COGNITO_USER_POOLS" only.',
      whatToDo: 'Set that authorization, or remove the scopes.',
      judge: together(
        ['authorization_scopes', 'authorization'],
        (args) =>
          isSet(args, 'authorization_scopes') &&
          ['NONE', 'AWS_IAM', 'CUSTOM'].includes(textAt(args, 'authorization') ?? ''),
      ),
    },
    {
      id: 'apigw-method-request-parameters',
      argument: 'request_parameters',
      rule: 'a key is method.request.(querystring|path|header|multivaluequerystring|multivalueheader).<name>.',
      whatToDo: 'Correct the key.',
      judge: keysMatch(mapped),
    },
  ]),
];

/** Integrations and what they answer. */
export const integrationRefusals: readonly AwsRefusal[] = [
  ...rulesOf('aws_api_gateway_integration', [
    {
      id: 'apigw-integration-type',
      argument: 'type',
      rule: 'a type is AWS, AWS_PROXY, HTTP, HTTP_PROXY or MOCK.',
      whatToDo: 'Correct it.',
      judge: oneOf('AWS', 'AWS_PROXY', 'HTTP', 'HTTP_PROXY', 'MOCK'),
    },
    {
      id: 'apigw-integration-aws-uri',
      argument: 'uri',
      rule: 'the types AWS and AWS_PROXY take arn:<partition>:apigateway:<region>:<service>:path/… or :action/….',
      whatToDo: 'Refer to the invoke_arn of the function, never to its arn.',
      judge: (args, argument, around) =>
        /^AWS/.test(textAt(args, 'type') ?? '')
          ? matches(/^arn:[^:]+:apigateway:[^:]+:[^:]+:(?:path|action)\/.+$/)(args, argument, around)
          : undefined,
    },
    {
      id: 'apigw-integration-function-arn',
      argument: 'uri',
      rule: 'the types AWS and AWS_PROXY take the invoke ARN of a function, not its ARN.',
      whatToDo: 'Refer to aws_lambda_function.<name>.invoke_arn.',
      judge: (args, argument) =>
        first(
          valuesAt(args, argument).filter(
            (uri) =>
              typeof uri === 'string' && /^\$\{aws_lambda_function\.[^.}]+\.(?:arn|qualified_arn|id)\}$/.test(uri),
          ),
        ),
    },
    {
      id: 'apigw-integration-http-uri',
      argument: 'uri',
      rule: 'the types HTTP and HTTP_PROXY take a whole URL.',
      whatToDo: 'Begin with https://.',
      judge: (args, argument, around) =>
        /^HTTP/.test(textAt(args, 'type') ?? '') ? matches(/^https?:\/\/[^/]+/)(args, argument, around) : undefined,
    },
    {
      id: 'apigw-integration-http-method',
      argument: 'integration_http_method',
      rule: 'every type but MOCK says how it calls the backend.',
      whatToDo: 'Set "POST" for a function.',
      judge: together(
        ['integration_http_method', 'type'],
        (args) => (textAt(args, 'type') ?? 'MOCK') !== 'MOCK' && !isSet(args, 'integration_http_method'),
      ),
    },
    {
      id: 'apigw-integration-lambda-post',
      argument: 'integration_http_method',
      rule: 'a function is invoked with POST, whatever the method of the API; anything else answers 500.',
      whatToDo: 'Set "POST".',
      judge: (args, argument) =>
        isFunction(args) ? first(textsAt(args, argument).filter((method) => method !== 'POST')) : undefined,
    },
    {
      id: 'apigw-integration-timeout',
      argument: 'timeout_milliseconds',
      rule: 'a time-out is 50 to 29000 ms; where AWS raised the quota of the account, up to 300000 ms.',
      whatToDo: 'Choose one of these.',
      judge: between(50, 300_000),
    },
    {
      id: 'apigw-integration-credentials',
      argument: 'credentials',
      rule: 'credentials are the ARN of a role, or arn:aws:iam::*:user/*.',
      whatToDo: 'Refer to the arn of the role.',
      judge: matches(/^arn:/),
    },
    {
      id: 'apigw-integration-request-parameters',
      argument: 'request_parameters',
      rule: 'a value is method.request.…, context.…, stageVariables.… or a text in single quotes.',
      whatToDo: 'Put plain text into single quotes.',
      judge: (args, argument) =>
        first(
          blocksAt(args, argument)
            .flatMap((map) => literalsAt({ values: Object.values(map) }, 'values'))
            .filter((value) => !/^(?:method\.request\.|context\.|stageVariables\.|'[^]*'$)/.test(String(value))),
        ),
    },
    {
      id: 'apigw-integration-cache-keys',
      argument: 'cache_key_parameters',
      rule: 'each is declared in request_parameters of the method.',
      whatToDo: 'Declare it there.',
      judge: (args, argument, { stack }) => {
        const method = stack.resources.find(
          (one) => one.type === 'aws_api_gateway_method' && refersTo(args['http_method'], one),
        );
        const declared = blocksAt(method?.args, 'request_parameters').flatMap((map) => Object.keys(map));
        return method === undefined || isUnknown(method.args, 'request_parameters')
          ? undefined
          : first(textsAt(args, argument).filter((key) => key.startsWith('method.') && !declared.includes(key)));
      },
    },
  ]),
  ...rulesOf('aws_api_gateway_integration_response', [
    {
      id: 'apigw-selection-pattern',
      argument: 'selection_pattern',
      rule: 'a pattern is a regular expression.',
      whatToDo: 'Correct it.',
      judge: regularExpression(),
    },
    {
      id: 'apigw-integration-response-status',
      argument: 'status_code',
      rule: 'a status is three digits, 100 to 599.',
      whatToDo: 'Correct it.',
      judge: matches(/^[1-5]\d\d$/),
    },
  ]),
  ...rulesOf('aws_api_gateway_gateway_response', [
    {
      id: 'apigw-gateway-response-status',
      argument: 'status_code',
      rule: 'a status is three digits, 100 to 599.',
      whatToDo: 'Correct it.',
      judge: matches(/^[1-5]\d\d$/),
    },
    {
      id: 'apigw-gateway-response-parameters',
      argument: 'response_parameters',
      rule: 'a key is gatewayresponse.header.<name>.',
      whatToDo: 'Correct the key.',
      judge: keysMatch(/^gatewayresponse\.(?:header|querystring|path)\.[^\s]+$/),
    },
  ]),
];

function isFunction(args: Arguments): boolean {
  return (
    /^AWS/.test(textAt(args, 'type') ?? '') &&
    valuesAt(args, 'uri').some((uri) => typeof uri === 'string' && /:lambda:path\/|aws_lambda_function\./.test(uri))
  );
}
