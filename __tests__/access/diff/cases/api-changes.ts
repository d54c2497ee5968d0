import type { SeededChange, Terraform } from '../support/seeded-change';

function deployAfter(terraform: Terraform, ...addresses: readonly string[]): void {
  (terraform.at('aws_api_gateway_deployment.api-stage')['depends_on'] as string[]).push(...addresses);
}

/** What a method asks of its caller, and what API Gateway checks besides. */
export const apiChanges: readonly SeededChange[] = [
  {
    name: 'IAM to NONE',
    stack: 'notes',
    change: (terraform) => {
      terraform.at('aws_api_gateway_method.api-notes-GET')['authorization'] = 'NONE';
    },
    findings: [
      'gain: GET notes/notes for nobody (denied -> allowed)',
      'iam-to-none: aws_api_gateway_method.api-notes-GET, authorization (AWS_IAM -> NONE)',
    ],
  },
  {
    name: 'a user pool authorizer to NONE',
    stack: 'premium-content-provider',
    change: (terraform) => {
      const method = terraform.at('aws_api_gateway_method.api-home-premium-GET');
      Object.assign(method, { authorization: 'NONE' });
      delete method['authorizer_id'];
      delete method['authorization_scopes'];
    },
    findings: [
      'gain: GET premium-content-provider/home/premium for nobody (denied -> allowed)',
      'user-pool-authorizer-to-none: aws_api_gateway_method.api-home-premium-GET, authorization (COGNITO_USER_POOLS by aws_api_gateway_authorizer.api-cognito -> NONE)',
    ],
  },
  {
    name: 'the Lambda authorizer removed',
    stack: 'api-authorization',
    change: (terraform) => {
      const method = terraform.at('aws_api_gateway_method.teamfiles-api-files-POST');
      method['authorization'] = 'NONE';
      delete method['authorizer_id'];
    },
    findings: [
      'authorizer-removed: aws_api_gateway_method.teamfiles-api-files-POST, authorization (CUSTOM by aws_api_gateway_authorizer.teamfiles-api-authorizer -> NONE)',
      'gain: POST api-authorization/files for nobody (denied -> allowed)',
    ],
  },
  {
    name: 'IAM in place of the Lambda authorizer',
    stack: 'api-authorization',
    change: (terraform) => {
      const method = terraform.at('aws_api_gateway_method.teamfiles-api-files-POST');
      method['authorization'] = 'AWS_IAM';
      delete method['authorizer_id'];
    },
    findings: [
      'authorizer-replaced: aws_api_gateway_method.teamfiles-api-files-POST, authorization (CUSTOM by aws_api_gateway_authorizer.teamfiles-api-authorizer -> AWS_IAM)',
      'loss: POST api-authorization/files for group api-authorization/admins, group api-authorization/writers (allowed -> denied)',
    ],
  },
  {
    name: 'the scopes dropped from a method',
    stack: 'premium-content-provider',
    change: (terraform) => {
      delete terraform.at('aws_api_gateway_method.api-home-premium-POST')['authorization_scopes'];
    },
    findings: [
      'loss: POST premium-content-provider/home/premium for machine cognito-identity-provider/premium-app-users (allowed -> denied)',
      'scope-check-dropped: aws_api_gateway_method.api-home-premium-POST, authorization_scopes (premium_api/write -> none)',
    ],
  },
  {
    name: 'the read scope is enough to write',
    stack: 'premium-content-provider',
    change: (terraform) => {
      const read = terraform.at('aws_api_gateway_method.api-home-premium-GET')['authorization_scopes'] as string[];
      const write = terraform.at('aws_api_gateway_method.api-home-premium-POST')['authorization_scopes'] as string[];
      write.push(...read);
    },
    findings: [
      'scope-accepted: aws_api_gateway_method.api-home-premium-POST, authorization_scopes (premium_api/write -> premium_api/read, premium_api/write)',
    ],
  },
  {
    name: 'the cache period raised',
    stack: 'api-authorization',
    change: (terraform) => {
      terraform.at('aws_api_gateway_authorizer.teamfiles-api-authorizer')['authorizer_result_ttl_in_seconds'] = 3_600;
    },
    findings: [
      'cache-period-raised: aws_api_gateway_authorizer.teamfiles-api-authorizer, authorizer_result_ttl_in_seconds (1 minute -> 1 hour)',
    ],
  },
  {
    name: 'the cache period left out, which is five minutes',
    stack: 'api-authorization',
    change: (terraform) => {
      delete terraform.at('aws_api_gateway_authorizer.teamfiles-api-authorizer')['authorizer_result_ttl_in_seconds'];
    },
    findings: [
      'cache-period-raised: aws_api_gateway_authorizer.teamfiles-api-authorizer, authorizer_result_ttl_in_seconds (1 minute -> 5 minutes)',
    ],
  },
  {
    name: 'the pattern of tokens removed',
    stack: 'api-authorization',
    change: (terraform) => {
      delete terraform.at('aws_api_gateway_authorizer.teamfiles-api-authorizer')['identity_validation_expression'];
    },
    findings: [
      'token-pattern-removed: aws_api_gateway_authorizer.teamfiles-api-authorizer, identity_validation_expression (^[Bb]earer +[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]+$ -> none)',
    ],
  },
  {
    name: 'any origin may read answers',
    stack: 'notes',
    change: (terraform) => {
      const parameters = terraform.at('aws_api_gateway_gateway_response.api-client-errors')['response_parameters'];
      Object.assign(parameters as object, { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" });
    },
    findings: [
      'cors-widened: aws_api_gateway_gateway_response.api-client-errors, Access-Control-Allow-origin (http://localhost:3000 -> *)',
    ],
  },
  {
    name: 'the limit of requests raised',
    stack: 'notes',
    change: (terraform) => {
      const { settings } = terraform.at('aws_api_gateway_method_settings.api-stage');
      Object.assign(settings as object, { throttling_rate_limit: 1_000 });
    },
    findings: [
      'throttle-raised: aws_api_gateway_method_settings.api-stage, settings.throttling_rate_limit (200 -> 1000)',
    ],
  },
  {
    name: 'the limit of requests removed',
    stack: 'notes',
    change: (terraform) => terraform.remove('aws_api_gateway_method_settings.api-stage'),
    findings: [
      'throttle-raised: aws_api_gateway_method_settings.api-stage, settings.throttling_burst_limit (400 -> no limit of its own)',
      'throttle-raised: aws_api_gateway_method_settings.api-stage, settings.throttling_rate_limit (200 -> no limit of its own)',
    ],
  },
  {
    name: 'any API may invoke the function',
    stack: 'notes',
    change: (terraform) => {
      delete terraform.at('aws_lambda_permission.api-notes-GET')['source_arn'];
    },
    findings: [
      'invoke-permission-widened: aws_lambda_permission.api-notes-GET, who may invoke the function (apigateway.amazonaws.com: lambda:InvokeFunction on ${aws_api_gateway_rest_api.api.execution_arn}/dev/GET/notes -> apigateway.amazonaws.com: lambda:InvokeFunction)',
    ],
  },
  {
    name: 'any AWS account may invoke the function by a new permission',
    stack: 'notes',
    change: (terraform) => {
      terraform.add('aws_lambda_permission.anybody', {
        action: 'lambda:InvokeFunction',
        function_name: '${aws_lambda_function.create-note.function_name}',
        principal: '*',
      });
    },
    findings: [
      'invoke-permission-widened: aws_lambda_permission.anybody, who may invoke the function (nothing -> *: lambda:InvokeFunction)',
    ],
  },
  {
    name: 'a new route under IAM, which the role of signed-in people may call',
    stack: 'notes',
    change: (terraform) => {
      terraform.add('aws_api_gateway_method.api-notes-DELETE', {
        ...terraform.at('aws_api_gateway_method.api-notes-GET'),
        http_method: 'DELETE',
      });
      terraform.add('aws_api_gateway_integration.api-notes-DELETE', {
        ...terraform.at('aws_api_gateway_integration.api-notes-GET'),
        http_method: '${aws_api_gateway_method.api-notes-DELETE.http_method}',
      });
      terraform.add('aws_lambda_permission.api-notes-DELETE', {
        ...terraform.at('aws_lambda_permission.api-notes-GET'),
        source_arn: '${aws_api_gateway_rest_api.api.execution_arn}/dev/DELETE/notes',
      });
      deployAfter(terraform, 'aws_api_gateway_method.api-notes-DELETE', 'aws_api_gateway_integration.api-notes-DELETE');
      const get = '"${aws_api_gateway_rest_api.api.execution_arn}/dev/GET/notes"';
      terraform.replace('aws_iam_role_policy.authenticated', 'policy', [get, `${get},${get.replace('GET', 'DELETE')}`]);
    },
    findings: [
      // No check of anything that was there became weaker.
      'gain: DELETE notes/notes for user notes (absent -> allowed)',
    ],
  },
  {
    name: 'validation removed',
    stack: 'notes',
    base: (terraform) => {
      terraform.add('aws_api_gateway_request_validator.parameters', {
        name: 'parameters',
        rest_api_id: '${aws_api_gateway_rest_api.api.id}',
        validate_request_parameters: true,
      });
      Object.assign(terraform.at('aws_api_gateway_method.api-notes-GET'), {
        request_validator_id: '${aws_api_gateway_request_validator.parameters.id}',
        request_parameters: { 'method.request.querystring.limit': true },
      });
      deployAfter(terraform, 'aws_api_gateway_request_validator.parameters');
    },
    change: (terraform) => {
      terraform.at('aws_api_gateway_request_validator.parameters')['validate_request_parameters'] = false;
    },
    findings: [
      'validation-removed: aws_api_gateway_method.api-notes-GET, request validation (method.request.querystring.limit -> none)',
    ],
  },
  {
    name: 'the policy of an API removed, which let in one account',
    stack: 'notes',
    base: (terraform) => {
      terraform.at('aws_api_gateway_rest_api.api')['policy'] = JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::123456789012:root' },
            Action: 'execute-api:Invoke',
            Resource: 'execute-api:/*',
          },
        ],
      });
    },
    change: (terraform) => {
      delete terraform.at('aws_api_gateway_rest_api.api')['policy'];
    },
    findings: [
      'gain: OPTIONS notes/createnote for nobody (denied -> allowed)',
      'gain: OPTIONS notes/notes for nobody (denied -> allowed)',
      'resource-policy-widened: aws_api_gateway_rest_api.api, resource policy (nothing -> *: execute-api:Invoke)',
    ],
  },
];
