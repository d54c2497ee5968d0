import { readBlueprint } from '../../blueprint/read-blueprint';
import { resources } from '../../blueprint/resources/registry';
import { failureOf } from './support/failure';
import { type Change, changedPattern } from './support/pattern-stack';

function refusal(...changes: readonly Change[]): readonly [string, string] {
  return failureOf(() => readBlueprint({ outputFolder: changedPattern(...changes) }));
}

const leaveOut = 'Leave the argument out where the stack is run here.';

describe('an argument whose effect is not modelled stops the reading', () => {
  test.each<readonly [argument: string, value: Change[1], accepted: string]>([
    ['aws_cognito_user_pool.pool.email_mfa_configuration', { message: 'x' }, 'nothing'],
    ['aws_cognito_user_pool.pool.mfa_configuration', 'ON', '"OFF", or software_token_mfa_configuration enabled'],
    ['aws_cognito_user_pool.pool.user_pool_tier', 'PLUS', '"LITE", or "ESSENTIALS", or nothing'],
    ['aws_cognito_user_pool.pool.device_configuration', { challenge_required_on_new_device: true }, 'nothing'],
    ['aws_cognito_user_pool_domain.domain.certificate_arn', 'arn:aws:acm:x', 'nothing'],
    ['aws_api_gateway_rest_api.api.body', '{}', 'nothing'],
    ['aws_api_gateway_rest_api.api.disable_execute_api_endpoint', true, 'false, or nothing'],
    [
      'aws_api_gateway_method.get.authorization',
      'OAUTH2',
      '"NONE", or "AWS_IAM", or "COGNITO_USER_POOLS", or "CUSTOM", or nothing',
    ],
    ['aws_api_gateway_method.get.api_key_required', true, 'false, or nothing'],
    [
      'aws_api_gateway_method.get.request_models',
      { 'application/json': 'Note' },
      '{"application/json":"Empty"}, or nothing',
    ],
    ['aws_api_gateway_integration.get.type', 'HTTP_PROXY', '"AWS_PROXY", or "MOCK", or nothing'],
    ['aws_api_gateway_integration.get.credentials', 'arn:aws:iam::1:role/x', 'nothing'],
    ['aws_api_gateway_stage.dev.cache_cluster_enabled', true, 'false, or nothing'],
    ['aws_api_gateway_stage.dev.canary_settings', { percent_traffic: 5 }, 'nothing'],
    ['aws_lambda_function.run.vpc_config', { subnet_ids: ['subnet-1'] }, 'nothing'],
    ['aws_lambda_function.run.layers', ['arn:aws:lambda:x'], 'nothing'],
    ['aws_lambda_function.run.reserved_concurrent_executions', 0, '-1, or nothing'],
    ['aws_lambda_permission.gateway.qualifier', 'live', 'nothing'],
    ['aws_dynamodb_table.table.global_secondary_index', [{ name: 'x' }], 'nothing'],
    ['aws_dynamodb_table.table.stream_enabled', true, 'false, or nothing'],
  ])('%s = %j', (argument, value, accepted) => {
    const [type = '', name = '', member = ''] = argument.split('.');
    expect(refusal([`resource.${argument}`, value])).toEqual([
      'unsupported-value',
      `Stack "pattern", ${type}.${name}, argument "${member}": the sandbox does not model ${JSON.stringify(value)} here. ` +
        `Accepted: ${accepted}. ${leaveOut}`,
    ]);
  });

  test.each<readonly [argument: string, value: Change[1]]>([
    ['aws_cognito_user_pool.pool.mfa_configuration', 'OFF'],
    ['aws_cognito_user_pool.pool.lambda_config', {}],
    ['aws_cognito_user_pool_client.client.allowed_oauth_flows_user_pool_client', 'false'],
    ['aws_cognito_identity_pool.identities.saml_provider_arns', []],
    ['aws_iam_role.run.permissions_boundary', null],
    ['aws_lambda_function.run.reserved_concurrent_executions', -1],
    ['aws_dynamodb_table.table.ttl', { enabled: false, attribute_name: 'x' }],
  ])('but %s = %j has none', (argument, value) => {
    expect(refusal([`resource.${argument}`, value])[0]).toBe('none');
  });

  test.each<readonly [argument: string, value: Change[1], refused: string]>([
    [
      'aws_cognito_user_pool.pool.password_policy',
      [{ password_history_size: 5 }],
      '"password_policy[0].password_history_size": the sandbox does not model 5 here',
    ],
    [
      'aws_api_gateway_method_settings.all.settings',
      { caching_enabled: true },
      '"settings.caching_enabled": the sandbox does not model true here',
    ],
    [
      'aws_dynamodb_table.table.ttl',
      { enabled: true, attribute_name: 'x' },
      '"ttl.enabled": the sandbox does not model true here',
    ],
    [
      'aws_api_gateway_rest_api.api.endpoint_configuration',
      { types: ['PRIVATE'] },
      '"endpoint_configuration.types": the sandbox does not model ["PRIVATE"] here',
    ],
  ])('inside a block too: %s = %j', (argument, value, refused) => {
    const [code, message] = refusal([`resource.${argument}`, value]);
    expect(code).toBe('unsupported-value');
    expect(message).toContain(`argument ${refused}. Accepted: `);
  });
});

describe('what is not listed stops the reading', () => {
  test.each([...resources.keys()])('an unknown argument of %s', (type) => {
    const [code, message] = refusal([`resource.${type}.planted`, { planted_argument: 1 }]);
    expect(code).toBe('unsupported-argument');
    expect(message).toMatch(
      `Stack "pattern", ${type}.planted, argument "planted_argument": the sandbox does not model this argument of ${type}. Known: `,
    );
    expect(message).toMatch(/Leave it out, or add it to blueprint\/resources with what it does\.$/);
  });

  test.each(['count', 'for_each', 'provisioner', 'connection', 'region', 'constructor', '__proto__x'])(
    '%s of a resource',
    (name) => {
      expect(refusal([`resource.aws_iam_role.run.${name}`, 'x'])[0]).toBe('unsupported-argument');
    },
  );

  test('an argument in a block', () => {
    const [code, message] = refusal([
      'resource.aws_cognito_identity_pool.identities.cognito_identity_providers',
      [{ other: 1 }],
    ]);
    expect([code, message]).toEqual([
      'unsupported-argument',
      'Stack "pattern", aws_cognito_identity_pool.identities, argument "cognito_identity_providers[0].other": ' +
        'the sandbox does not model this argument of aws_cognito_identity_pool. ' +
        'Known: client_id, provider_name, server_side_token_check. ' +
        'Leave it out, or add it to blueprint/resources with what it does.',
    ]);
  });

  test('a resource type', () => {
    expect(refusal(['resource.aws_sqs_queue', { work: { name: 'work' } }])).toEqual([
      'unsupported-resource-type',
      `Stack "pattern", aws_sqs_queue.work: the sandbox does not model "aws_sqs_queue". ` +
        `Supported: ${[...resources.keys()].join(', ')}. ` +
        'Leave it out of the stacks that are run here, or add the type to blueprint/resources.',
    ]);
  });

  test('a data source type', () => {
    const [code, message] = refusal(['data.aws_availability_zones', { all: {} }]);
    expect([code, message]).toEqual([
      'unsupported-resource-type',
      'Stack "pattern", data.aws_availability_zones.all: the sandbox does not model "aws_availability_zones". ' +
        'Supported: aws_caller_identity, aws_iam_policy_document, aws_partition, aws_region. ' +
        'Leave it out of the stacks that are run here, or add the type to blueprint/resources.',
    ]);
  });

  test('a kind of top-level block', () => {
    expect(refusal(['module', { network: { source: './network' } }])).toEqual([
      'unsupported-block',
      'Stack "pattern", module: the sandbox does not model this kind of block. ' +
        'Supported: terraform, provider, variable, locals, data, resource, output, moved. Take it out of the stack.',
    ]);
  });
});

describe('values that do not fit', () => {
  test.each<readonly [argument: string, value: Change[1], message: string]>([
    [
      'aws_iam_role.run.assume_role_policy',
      'not json',
      '"assume_role_policy": is "not json". Allowed: a JSON object in a string.',
    ],
    [
      'aws_iam_role.run.assume_role_policy',
      undefined,
      '"assume_role_policy": is required and has no value. Allowed: a string.',
    ],
    ['aws_iam_role.run.max_session_duration', 'long', '"max_session_duration": is "long". Allowed: a number.'],
    [
      'aws_api_gateway_method.get.http_method',
      'FETCH',
      '"http_method": is "FETCH". Allowed: ANY, DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT.',
    ],
    [
      'aws_cognito_user_pool.pool.username_attributes',
      'email',
      '"username_attributes": is "email". Allowed: a list of strings.',
    ],
    [
      'aws_cognito_user_pool.pool.username_configuration',
      [{}, {}],
      '"username_configuration": is [{},{}]. Allowed: one block at most.',
    ],
    [
      'aws_cognito_user_pool.pool.password_policy',
      { require_numbers: true },
      '"password_policy.minimum_length": is required and has no value. Allowed: a whole number from 6 to 99.',
    ],
    [
      'aws_cognito_user_pool.pool.password_policy',
      [{ minimum_length: 5 }],
      '"password_policy[0].minimum_length": is 5. Allowed: a whole number from 6 to 99.',
    ],
    [
      'aws_cognito_user_pool_client.client.generate_secret',
      'yes',
      '"generate_secret": is "yes". Allowed: true or false.',
    ],
    [
      'aws_lambda_function.run.environment',
      { variables: { a: ['b'] } },
      '"environment.variables": is {"a":["b"]}. Allowed: a map of strings.',
    ],
    [
      'aws_cognito_user_pool_client.client.token_validity_units',
      [{ id_token: 'weeks' }],
      '"token_validity_units[0].id_token": is "weeks". Allowed: seconds, minutes, hours, days.',
    ],
    [
      'aws_cognito_user_pool_client.client.explicit_auth_flows',
      ['ALLOW_ALL'],
      '"explicit_auth_flows": is "ALLOW_ALL". Allowed: ALLOW_USER_SRP_AUTH, ALLOW_USER_PASSWORD_AUTH, ALLOW_ADMIN_USER_PASSWORD_AUTH, ALLOW_REFRESH_TOKEN_AUTH, ALLOW_CUSTOM_AUTH, ADMIN_NO_SRP_AUTH, USER_PASSWORD_AUTH, CUSTOM_AUTH_FLOW_ONLY.',
    ],
    [
      'aws_cognito_user_pool_client.client.explicit_auth_flows',
      ['ADMIN_NO_SRP_AUTH', 'ALLOW_USER_SRP_AUTH'],
      '"explicit_auth_flows": is ["ADMIN_NO_SRP_AUTH","ALLOW_USER_SRP_AUTH"]. Allowed: either ALLOW_ names or legacy names, not both.',
    ],
    [
      'aws_cognito_identity_pool_roles_attachment.roles.roles',
      { admin: 'x' },
      '"roles": is "admin". Allowed: authenticated, unauthenticated.',
    ],
  ])('%s = %j', (argument, value, message) => {
    const [type = '', name = ''] = argument.split('.');
    const changes: Change[] = [[`resource.${argument}`, value]];
    if (argument.endsWith('http_method')) changes.push(['resource.aws_api_gateway_integration.get.http_method', value]);
    expect(refusal(...changes)).toEqual([
      'invalid-argument',
      `Stack "pattern", ${type}.${name}, argument ${message} Correct the stack.`,
    ]);
  });
});

describe('a region or account that cannot be', () => {
  test.each([
    [
      { region: 'cn-north-1' },
      'The region "cn-north-1" is not one of the "aws" partition, such as "us-east-1". Choose one.',
    ],
    [
      { region: 'Virginia' },
      'The region "Virginia" is not one of the "aws" partition, such as "us-east-1". Choose one.',
    ],
    [{ accountId: '1234' }, 'The account id "1234" is not 12 digits, such as "123456789012". Correct it.'],
  ])('%j', (options, message) => {
    expect(failureOf(() => readBlueprint({ outputFolder: changedPattern(), ...options }))).toEqual([
      'account',
      message,
    ]);
  });

  test('one that the stack computes', () => {
    expect(refusal(['provider.aws', [{ region: '${var.region}' }]])).toEqual([
      'account',
      'The stack "pattern" computes its region: "${var.region}". Pass the region, or write it into the stack.',
    ]);
  });

  test('a second provider', () => {
    expect(refusal(['provider.aws', [{ region: 'us-east-1' }, { region: 'us-west-2', alias: 'west' }]])).toEqual([
      'account',
      'The stack "pattern" has an "aws" provider with an alias. One provider a stack is supported: take it out.',
    ]);
  });
});
