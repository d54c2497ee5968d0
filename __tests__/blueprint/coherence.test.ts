import { readBlueprint } from '../../blueprint/read-blueprint';
import { failureOf } from './support/failure';
import { type Change, changedPattern, patternStack } from './support/pattern-stack';
import { stacksOnDisk } from './support/stacks-on-disk';

function refusal(...changes: readonly Change[]): readonly [string, string] {
  return failureOf(() => readBlueprint({ outputFolder: changedPattern(...changes) }));
}

const withUs = (kind: string) => `is no ${kind} of these stacks. Refer to a ${kind} that is synthesized with them.`;
describe('resources that do not fit together are named', () => {
  test.each<readonly [name: string, changes: readonly Change[], message: string]>([
    [
      'a method without an integration',
      [
        ['resource.aws_api_gateway_integration.get', undefined],
        ['resource.aws_api_gateway_deployment.deployment.depends_on', undefined],
      ],
      'aws_api_gateway_method.get: the method has no integration, and AWS refuses to deploy it ("No integration defined for method"). ' +
        'Add an aws_api_gateway_integration with the same resource_id and http_method.',
    ],
    [
      'an integration without a method',
      [['resource.aws_api_gateway_integration.options.http_method', 'PUT']],
      expect.stringMatching(
        /^aws_api_gateway_integration\.options: there is no method PUT of resource [a-z0-9]{6} in aws_api_gateway_rest_api\.api\. Add the method, or correct resource_id and http_method\.$/,
      ),
    ],
    [
      'an integration of a function that is not there',
      [['resource.aws_api_gateway_integration.get.uri', 'arn:aws:lambda:x']],
      'aws_api_gateway_integration.get, argument "uri": "arn:aws:lambda:x" invokes no function of these stacks. ' +
        'Use the invoke_arn of a function that is synthesized with them.',
    ],
    [
      'two methods of one route',
      [
        [
          'resource.aws_api_gateway_method.second',
          {
            rest_api_id: '${aws_api_gateway_rest_api.api.id}',
            resource_id: '${aws_api_gateway_resource.things.id}',
            http_method: 'GET',
            authorization: 'NONE',
          },
        ],
      ],
      expect.stringMatching(
        /^aws_api_gateway_method\.second: "GET of resource [a-z0-9]{6}" is already taken by aws_api_gateway_method\.get of stack "pattern"\. Give one of them another name\.$/,
      ),
    ],
    [
      'two resources of one path',
      [
        [
          'resource.aws_api_gateway_resource.other',
          {
            rest_api_id: '${aws_api_gateway_rest_api.api.id}',
            parent_id: '${aws_api_gateway_resource.things.id}',
            path_part: '{name}',
          },
        ],
      ],
      'aws_api_gateway_resource.other: "/things/{}" is already taken by aws_api_gateway_resource.thing of stack "pattern". Give one of them another name.',
    ],
    [
      'a resource under nothing',
      [['resource.aws_api_gateway_resource.things.parent_id', 'abcdef']],
      'aws_api_gateway_resource.things, argument "parent_id": "abcdef" is no resource of this API of these stacks. Refer to a resource of this API that is synthesized with them.',
    ],
    [
      'a part of an API that is not there',
      [['resource.aws_api_gateway_stage.dev.rest_api_id', 'abcdefghij']],
      'aws_api_gateway_stage.dev, argument "rest_api_id": "abcdefghij" is no REST API of these stacks. Refer to a REST API that is synthesized with them.',
    ],
    [
      'a response that the method does not declare',
      [['resource.aws_api_gateway_method_response.options.status_code', '204']],
      'aws_api_gateway_integration_response.options, argument "status_code": the method declares no response 200, and AWS refuses the mapping ("Invalid Response status code specified"). Add an aws_api_gateway_method_response.',
    ],
    [
      'a header that the method does not declare',
      [['resource.aws_api_gateway_method_response.options.response_parameters', {}]],
      'aws_api_gateway_integration_response.options, argument "response_parameters": aws_api_gateway_method_response.options does not declare method.response.header.Vary, and AWS refuses the mapping. Declare it there.',
    ],
    [
      'an API without a stage',
      [
        ['resource.aws_api_gateway_stage', undefined],
        ['resource.aws_api_gateway_method_settings', undefined],
      ],
      'aws_api_gateway_rest_api.api: the API has no stage, so nothing can call it. Add an aws_api_gateway_deployment and an aws_api_gateway_stage.',
    ],
    [
      'a stage of no deployment',
      [['resource.aws_api_gateway_stage.dev.deployment_id', 'abcdef']],
      'aws_api_gateway_stage.dev, argument "deployment_id": "abcdef" is no deployment of this API of these stacks. Refer to a deployment of this API that is synthesized with them.',
    ],
    [
      'settings of no stage',
      [['resource.aws_api_gateway_method_settings.all.stage_name', 'prod']],
      'aws_api_gateway_method_settings.all, argument "stage_name": "prod" is no stage of this API of these stacks. Refer to a stage of this API that is synthesized with them.',
    ],
    [
      'a deployment that does not wait',
      [['resource.aws_api_gateway_deployment.deployment.depends_on', ['aws_api_gateway_integration.get']]],
      'aws_api_gateway_deployment.deployment: the deployment does not wait for aws_api_gateway_method.options, and may be taken without it. Add it to depends_on.',
    ],
    [
      'a validator that is not there',
      [['resource.aws_api_gateway_method.get.request_validator_id', 'abcdef']],
      'aws_api_gateway_method.get, argument "request_validator_id": "abcdef" is no request validator of this API of these stacks. Refer to a request validator of this API that is synthesized with them.',
    ],
    [
      'a function whose role is not there',
      [['resource.aws_lambda_function.run.role', 'arn:aws:iam::123456789012:role/none']],
      `aws_lambda_function.run, argument "role": "arn:aws:iam::123456789012:role/none" ${withUs('role')}`,
    ],
    [
      'a permission of no function',
      [['resource.aws_lambda_permission.gateway.function_name', 'none']],
      `aws_lambda_permission.gateway, argument "function_name": "none" ${withUs('function')}`,
    ],
    [
      'a client of no user pool',
      [['resource.aws_cognito_user_pool_client.client.user_pool_id', 'eu-west-1_none']],
      `aws_cognito_user_pool_client.client, argument "user_pool_id": "eu-west-1_none" ${withUs('user pool')}`,
    ],
    [
      'a group with no such role',
      [['resource.aws_cognito_user_group.readers.role_arn', 'arn:aws:iam::1:role/none']],
      `aws_cognito_user_group.readers, argument "role_arn": "arn:aws:iam::1:role/none" ${withUs('role')}`,
    ],
    [
      'two domains of a user pool',
      [
        [
          'resource.aws_cognito_user_pool_domain.second',
          { domain: 'second', user_pool_id: '${aws_cognito_user_pool.pool.id}' },
        ],
      ],
      'aws_cognito_user_pool_domain.second: the user pool has the domain aws_cognito_user_pool_domain.domain already. Keep one of them.',
    ],
    [
      'roles of no identity pool',
      [['resource.aws_cognito_identity_pool_roles_attachment.roles.identity_pool_id', 'eu-west-1:none']],
      `aws_cognito_identity_pool_roles_attachment.roles, argument "identity_pool_id": "eu-west-1:none" ${withUs('identity pool')}`,
    ],
    [
      'an identity pool with no such role',
      [['resource.aws_cognito_identity_pool_roles_attachment.roles.roles', { unauthenticated: 'arn:none' }]],
      `aws_cognito_identity_pool_roles_attachment.roles, argument "roles.unauthenticated": "arn:none" ${withUs('role')}`,
    ],
    [
      'two attachments of one identity pool',
      [
        [
          'resource.aws_cognito_identity_pool_roles_attachment.second',
          { identity_pool_id: '${aws_cognito_identity_pool.identities.id}', roles: {} },
        ],
      ],
      'aws_cognito_identity_pool_roles_attachment.second: aws_cognito_identity_pool.identities has its roles from aws_cognito_identity_pool_roles_attachment.roles already, and each attachment replaces the other. Keep one of them.',
    ],
    [
      'an identity pool that trusts no such user pool',
      [
        [
          'resource.aws_cognito_identity_pool.identities.cognito_identity_providers',
          [{ provider_name: 'cognito-idp.x/y', client_id: 'z' }],
        ],
      ],
      'aws_cognito_identity_pool.identities, argument "cognito_identity_providers[0].provider_name": "cognito-idp.x/y" is no endpoint of a user pool of these stacks. Use the endpoint attribute of a user pool that is synthesized with them.',
    ],
    [
      'an identity pool that trusts no such client',
      [
        [
          'resource.aws_cognito_identity_pool.identities.cognito_identity_providers',
          { provider_name: '${aws_cognito_user_pool.pool.endpoint}', client_id: 'z' },
        ],
      ],
      'aws_cognito_identity_pool.identities, argument "cognito_identity_providers.client_id": "z" is no client of aws_cognito_user_pool.pool. Use the id of one of its clients.',
    ],
    [
      'a policy of no role',
      [['resource.aws_iam_role_policy.run.role', 'none']],
      'aws_iam_role_policy.run, argument "role": "none" is no role (by its name) of these stacks. Refer to a role (by its name) that is synthesized with them.',
    ],
    [
      'a managed policy of unknown content',
      [['resource.aws_iam_role_policy_attachment.shared.policy_arn', 'arn:aws:iam::aws:policy/AdministratorAccess']],
      'aws_iam_role_policy_attachment.shared: "arn:aws:iam::aws:policy/AdministratorAccess" is no policy of these stacks, and no AWS-managed one whose content is known here ' +
        '(arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole, arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess). Write the statements into a policy of the stack.',
    ],
    [
      'a table key without a type',
      [['resource.aws_dynamodb_table.table.range_key', 'sort']],
      'aws_dynamodb_table.table: the key "sort" is declared by no attribute block. Declare it with its type.',
    ],
  ])('%s', (_, changes, message) => {
    const [code, text] = refusal(...changes);
    expect(code).toBe('incoherent');
    expect(text.replace('Stack "pattern", ', '')).toEqual(message);
  });

  test('the fixture is sound without a change, so each refusal above comes from its change', () => {
    expect(refusal()[0]).toBe('none');
  });
});

test('an archive that is not on disk', () => {
  const [code, message] = refusal(['resource.aws_lambda_function.run.filename', 'assets/missing.zip']);
  expect(code).toBe('missing-asset');
  expect(message).toMatch(
    /^Stack "pattern", aws_lambda_function\.run, argument "filename": \/.*\/stacks\/pattern\/assets\/missing\.zip is not a file\. Synthesize again, so that the asset is built\.$/,
  );
});

test('names that AWS keeps unique are unique over all stacks', () => {
  const [code, message] = failureOf(() =>
    readBlueprint({ outputFolder: stacksOnDisk({ one: patternStack(), two: patternStack() }) }),
  );
  expect([code, message]).toEqual([
    'incoherent',
    'Stack "two", aws_iam_role.run: "run" is already taken by aws_iam_role.run of stack "one". Give one of them another name.',
  ]);
});
