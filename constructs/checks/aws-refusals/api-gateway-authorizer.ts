import { isSet, isUnknown, numbersAt, textAt, textsAt } from '../terraform-values';
import type { Arguments } from '../terraform-values';
import { between, first, matches, oneOf, regularExpression, rulesOf, together } from './judges';
import type { AwsRefusal } from './model';

const header = /^method\.request\.header\.[\w!#$%&'*+.^`|~-]+$/;
const ttl = 'authorizer_result_ttl_in_seconds';
const sources =
  /^(?:method\.request\.(?:header|querystring|path|multivalueheader|multivaluequerystring)|context|stageVariables)\.[^\s,]+$/;

/** Authorizers, as the API Gateway API reference and its refusals at creation have them. */
export const authorizerRefusals: readonly AwsRefusal[] = rulesOf('aws_api_gateway_authorizer', [
  {
    id: 'apigw-authorizer-type',
    argument: 'type',
    rule: 'a type is TOKEN, REQUEST or COGNITO_USER_POOLS.',
    whatToDo: 'Correct it.',
    judge: oneOf('TOKEN', 'REQUEST', 'COGNITO_USER_POOLS'),
  },
  {
    id: 'apigw-authorizer-pools',
    argument: 'provider_arns',
    rule: 'the type COGNITO_USER_POOLS needs a user pool.',
    whatToDo: 'Refer to the arn of the pool.',
    judge: together(
      ['provider_arns', 'type'],
      (args) => typeOf(args) === 'COGNITO_USER_POOLS' && !isSet(args, 'provider_arns'),
    ),
  },
  {
    id: 'apigw-authorizer-pool-arn',
    argument: 'provider_arns',
    rule: 'a provider is the ARN of a user pool.',
    whatToDo: 'Refer to the arn of the pool, not to its id.',
    judge: matches(/^arn:[^:]+:cognito-idp:[^:]+:\d{12}:userpool\/[\w-]+$/),
  },
  {
    id: 'apigw-authorizer-result-ttl',
    argument: ttl,
    rule: 'a result is kept for 0 to 3600 seconds.',
    whatToDo: 'Choose one of these.',
    judge: between(0, 3600),
  },
  {
    id: 'apigw-authorizer-needs-function',
    argument: 'authorizer_uri',
    rule: 'the types TOKEN and REQUEST need a function.',
    whatToDo: 'Refer to the invoke_arn of the function.',
    judge: together(
      ['authorizer_uri', 'type'],
      (args) => ['TOKEN', 'REQUEST'].includes(typeOf(args) ?? '') && !isSet(args, 'authorizer_uri'),
    ),
  },
  {
    id: 'apigw-authorizer-uri',
    argument: 'authorizer_uri',
    rule: 'it is arn:<partition>:apigateway:<region>:lambda:path/2015-03-31/functions/<ARN>/invocations.',
    whatToDo: 'Refer to the invoke_arn of the function, never to its arn.',
    judge: matches(/^arn:[^:]+:apigateway:[^:]+:lambda:path\/2015-03-31\/functions\/[^/]+\/invocations$/),
  },
  {
    id: 'apigw-authorizer-expression',
    argument: 'identity_validation_expression',
    rule: 'it is a regular expression.',
    whatToDo: 'Correct it; the whole header has to match.',
    judge: regularExpression(),
  },
  {
    id: 'apigw-authorizer-identity-header',
    argument: 'identity_source',
    rule: 'the types TOKEN and COGNITO_USER_POOLS read one header, method.request.header.<name>.',
    whatToDo: 'Correct it; method.request.header.Authorization is usual.',
    judge: (args, argument) =>
      ['TOKEN', 'COGNITO_USER_POOLS'].includes(typeOf(args) ?? '')
        ? first(textsAt(args, argument).filter((source) => !header.test(source)))
        : undefined,
  },
  {
    id: 'apigw-authorizer-identity-sources',
    argument: 'identity_source',
    rule: 'the type REQUEST reads method.request.(header|querystring|path).<name>, context.<name> or stageVariables.<name>, with commas between.',
    whatToDo: 'Correct it.',
    judge: (args, argument) =>
      typeOf(args) === 'REQUEST'
        ? first(
            textsAt(args, argument)
              // Empty is Terraform's way to have none, as a result that is not kept may.
              .filter((list) => list !== '' || !(isUnknown(args, ttl) || numbersAt(args, ttl).includes(0)))
              .filter((list) => list.split(',').some((source) => !sources.test(source.trim()))),
          )
        : undefined,
  },
]);

/** Terraform's default is TOKEN; `undefined` where only Terraform will know. */
function typeOf(args: Arguments): string | undefined {
  return isUnknown(args, 'type') ? undefined : (textAt(args, 'type') ?? 'TOKEN');
}
