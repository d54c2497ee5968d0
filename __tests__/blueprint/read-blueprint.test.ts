import { resolve } from 'node:path';
import type { Blueprint } from '../../blueprint/model';
import { readBlueprint } from '../../blueprint/read-blueprint';
import { type Change, changedPattern, patternStack } from './support/pattern-stack';
import { stacksOnDisk } from './support/stacks-on-disk';

function only<Item>(items: readonly Item[]): Item {
  const [item] = items;
  if (item === undefined || items.length !== 1) throw new Error(`expected one item, found ${items.length}`);
  return item;
}

function read(...changes: readonly Change[]): Blueprint {
  return readBlueprint({ outputFolder: changedPattern(...changes) });
}

describe('the blueprint of a pattern', () => {
  const folder = stacksOnDisk({ pattern: patternStack() });
  const blueprint = readBlueprint({ outputFolder: folder });
  const api = only(blueprint.restApis);
  const pool = only(blueprint.userPools);
  const client = only(pool.clients);
  const identityPool = only(blueprint.identityPools);
  const role = only(blueprint.roles);

  test('takes region and account from the provider block and the default', () => {
    expect([blueprint.region, blueprint.accountId]).toEqual(['eu-west-1', '123456789012']);
  });

  test.each([
    ['user pool id', pool.id, /^eu-west-1_[0-9A-Za-z]{9}$/],
    ['user pool ARN', pool.arn, /^arn:aws:cognito-idp:eu-west-1:123456789012:userpool\/eu-west-1_[0-9A-Za-z]{9}$/],
    ['user pool endpoint', pool.endpoint, /^cognito-idp\.eu-west-1\.amazonaws\.com\/eu-west-1_[0-9A-Za-z]{9}$/],
    ['client id', client.id, /^[0-9a-z]{26}$/],
    [
      'identity pool id',
      identityPool.id,
      /^eu-west-1:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    ],
    [
      'identity pool ARN',
      identityPool.arn,
      /^arn:aws:cognito-identity:eu-west-1:123456789012:identitypool\/eu-west-1:[0-9a-f-]{36}$/,
    ],
    ['API id', api.id, /^[0-9a-z]{10}$/],
    ['API ARN', api.arn, /^arn:aws:apigateway:eu-west-1::\/restapis\/[0-9a-z]{10}$/],
    ['execution ARN', api.executionArn, /^arn:aws:execute-api:eu-west-1:123456789012:[0-9a-z]{10}$/],
    ['resource id', api.routes[0]?.resourceId, /^[0-9a-z]{6}$/],
    ['deployment id', api.stages[0]?.deploymentId, /^[0-9a-z]{6}$/],
    ['role ARN', role.arn, /^arn:aws:iam::123456789012:role\/run$/],
    ['role id', role.uniqueId, /^AROA[0-9A-Z]{17}$/],
    ['table ARN', only(blueprint.tables).arn, /^arn:aws:dynamodb:eu-west-1:123456789012:table\/table$/],
  ])('gives the %s in the shape that AWS gives it', (_, value, shape) => {
    expect(value).toMatch(shape);
  });

  test('gives the same from another folder, and other identifiers to another stack', () => {
    const stack = patternStack();
    const again = readBlueprint({ outputFolder: stacksOnDisk({ pattern: stack }) });
    const withoutPaths = (value: Blueprint) => ({
      ...value,
      functions: value.functions.map((f) => ({ ...f, archivePath: '' })),
    });
    expect(withoutPaths(again)).toEqual(withoutPaths(blueprint));
    const other = readBlueprint({ outputFolder: stacksOnDisk({ other: stack }) });
    expect(only(other.userPools).id).not.toBe(pool.id);
    expect(only(other.restApis).id).not.toBe(api.id);
  });

  test('joins the function with its role, archive, environment and permissions', () => {
    expect(only(blueprint.functions)).toEqual({
      stack: 'pattern',
      address: 'aws_lambda_function.run',
      name: 'run',
      arn: 'arn:aws:lambda:eu-west-1:123456789012:function:run',
      handler: 'index.handler',
      runtime: 'nodejs22.x',
      timeoutSeconds: 3,
      memoryMegabytes: 128,
      environment: { table: 'table' },
      roleArn: role.arn,
      archivePath: resolve(folder, 'stacks/pattern/assets/function.zip'),
      logGroupName: '/aws/lambda/run',
      permissions: [
        {
          stack: 'pattern',
          address: 'aws_lambda_permission.gateway',
          action: 'lambda:InvokeFunction',
          principal: 'apigateway.amazonaws.com',
          sourceArn: `${api.executionArn}/*/GET/things`,
          sourceAccount: undefined,
        },
      ],
    });
  });

  test('joins the routes of the API with their integrations', () => {
    expect(
      api.routes.map(({ method, path, authorization, integration }) => [method, path, authorization.kind, integration]),
    ).toEqual([
      [
        'GET',
        '/things',
        'AWS_IAM',
        {
          kind: 'AWS_PROXY',
          functionArn: only(blueprint.functions).arn,
          timeoutMilliseconds: 29_000,
          httpMethod: 'POST',
        },
      ],
      [
        'OPTIONS',
        '/things/{id}',
        'NONE',
        {
          kind: 'MOCK',
          requestTemplates: { 'application/json': '{"statusCode":200}' },
          responses: [
            {
              statusCode: '200',
              selectionPattern: undefined,
              responseParameters: { 'method.response.header.Vary': "'Origin'" },
              responseTemplates: {},
            },
          ],
        },
      ],
    ]);
    expect(only(api.gatewayResponses)).toMatchObject({ responseType: 'DEFAULT_4XX', statusCode: 400 });
    expect(only(api.stages)).toMatchObject({
      name: 'dev',
      accessLog: undefined,
      methodSettings: [{ methodPath: '*/*', throttlingRateLimit: 10, throttlingBurstLimit: undefined }],
    });
  });

  test('joins the role with inline and attached policies', () => {
    expect(role.policies.map(({ address, name }) => [address, name])).toEqual([
      ['aws_iam_role_policy.run', 'put'],
      ['aws_iam_policy.shared', 'shared'],
    ]);
    expect(role.policies[0]?.document['Statement']).toEqual([
      { Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: only(blueprint.tables).arn },
    ]);
  });

  test('joins the identity pool with its user pool and role', () => {
    expect(identityPool).toMatchObject({
      allowUnauthenticatedIdentities: false,
      allowClassicFlow: false,
      cognitoProviders: [{ clientId: client.id, providerName: pool.endpoint, serverSideTokenCheck: false }],
      authenticatedRoleArn: role.arn,
      unauthenticatedRoleArn: undefined,
    });
  });

  test('evaluates outputs and keeps whether they are secret', () => {
    expect(only(blueprint.stacks)).toEqual({
      name: 'pattern',
      outputs: [{ name: 'pool_id', value: pool.id, sensitive: true }],
    });
  });
});

describe('defaults that AWS fills in', () => {
  const pool = only(read().userPools);

  test('a user pool without a password policy has the strict one', () => {
    expect(pool.passwordPolicy).toEqual({
      minimumLength: 8,
      requireUppercase: true,
      requireLowercase: true,
      requireNumbers: true,
      requireSymbols: true,
      temporaryPasswordValidityDays: 7,
    });
    expect(pool.caseSensitiveUsernames).toBe(true);
  });

  test('a password policy that is given says everything', () => {
    const changed = read([
      'resource.aws_cognito_user_pool.pool.password_policy',
      [{ minimum_length: 12, require_numbers: true }],
    ]);
    expect(only(changed.userPools).passwordPolicy).toEqual({
      minimumLength: 12,
      requireUppercase: false,
      requireLowercase: false,
      requireNumbers: true,
      requireSymbols: false,
      temporaryPasswordValidityDays: 7,
    });
  });

  test('a client', () => {
    expect(only(pool.clients)).toMatchObject({
      secret: undefined,
      authFlows: new Set(['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH']),
      accessTokenSeconds: 3_600,
      idTokenSeconds: 3_600,
      refreshTokenSeconds: 2_592_000,
      authSessionMinutes: 3,
      tokenRevocation: true,
      hidesUserExistence: false,
      readAttributes: undefined,
      writeAttributes: undefined,
    });
  });
});

describe('a client', () => {
  const at = 'resource.aws_cognito_user_pool_client.client';
  const client = (...changes: readonly Change[]) =>
    only(only(read(...changes.map(([name, value]): Change => [`${at}.${name}`, value])).userPools).clients);

  test.each([
    [['ADMIN_NO_SRP_AUTH'], ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']],
    [['USER_PASSWORD_AUTH'], ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']],
    [['CUSTOM_AUTH_FLOW_ONLY'], ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']],
    [['ALLOW_USER_SRP_AUTH'], ['ALLOW_USER_SRP_AUTH']],
    [[], ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH']],
  ])('with the flows %j allows %j', (given, expected) => {
    expect(client(['explicit_auth_flows', given]).authFlows).toEqual(new Set(expected));
  });

  test('has a secret of 51 characters only where one is generated', () => {
    expect(client(['generate_secret', true]).secret).toMatch(/^[0-9a-z]{51}$/);
    expect(client(['generate_secret', false]).secret).toBeUndefined();
  });

  test.each([
    [{ access_token_validity: 5 }, { accessTokenSeconds: 18_000 }],
    [{ access_token_validity: 5, token_validity_units: [{ access_token: 'minutes' }] }, { accessTokenSeconds: 300 }],
    [{ id_token_validity: 1, token_validity_units: [{ id_token: 'days' }] }, { idTokenSeconds: 86_400 }],
    [{ refresh_token_validity: 7 }, { refreshTokenSeconds: 604_800 }],
    [
      { refresh_token_validity: 3_600, token_validity_units: { refresh_token: 'seconds' } },
      { refreshTokenSeconds: 3_600 },
    ],
    [
      { refresh_token_validity: 0, token_validity_units: { refresh_token: 'minutes' } },
      { refreshTokenSeconds: 2_592_000 },
    ],
  ])('with %j lasts %j', (given, expected) => {
    expect(client(...Object.entries(given))).toMatchObject(expected);
  });
});

describe('user pool attributes', () => {
  test('custom ones get their prefix, and constraints are kept', () => {
    const { userPools } = read([
      'resource.aws_cognito_user_pool.pool.schema',
      [
        {
          name: 'email',
          attribute_data_type: 'String',
          required: true,
          mutable: true,
          string_attribute_constraints: { min_length: '3', max_length: '64' },
        },
        { name: 'level', attribute_data_type: 'Number', number_attribute_constraints: [{ min_value: 1 }] },
      ],
    ]);
    expect(only(userPools).schema).toEqual([
      { name: 'email', dataType: 'String', required: true, mutable: true, minimum: 3, maximum: 64 },
      { name: 'custom:level', dataType: 'Number', required: false, mutable: false, minimum: 1 },
    ]);
  });
});

describe('policies', () => {
  test('a resource policy is completed to ARNs of the API, as API Gateway does', () => {
    const { restApis } = read([
      'resource.aws_api_gateway_rest_api.api.policy',
      '{"Statement":{"Effect":"Deny","Principal":"*","Action":"execute-api:Invoke","Resource":["execute-api:/dev/*","arn:aws:x"]}}',
    ]);
    const { resourcePolicy, executionArn } = only(restApis);
    expect(resourcePolicy?.['Statement']).toMatchObject({ Resource: [`${executionArn}/dev/*`, 'arn:aws:x'] });
  });

  test.each(['service-role/AWSLambdaBasicExecutionRole', 'AWSXRayDaemonWriteAccess'])(
    'the AWS-managed %s is known',
    (name) => {
      const { roles } = read([
        'resource.aws_iam_role_policy_attachment.shared.policy_arn',
        `arn:aws:iam::aws:policy/${name}`,
      ]);
      expect(only(roles).policies[1]).toMatchObject({
        address: 'aws_iam_role_policy_attachment.shared',
        document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Resource: '*' }] },
      });
    },
  );

  test('inline_policy and managed_policy_arns of the role itself count', () => {
    const { roles } = read(
      ['resource.aws_iam_role.run.inline_policy', [{ name: 'inside', policy: '{"Statement":[]}' }]],
      ['resource.aws_iam_role.run.managed_policy_arns', ['${aws_iam_policy.shared.arn}']],
    );
    expect(only(roles).policies.map(({ name }) => name)).toEqual(['inside', 'put', 'shared', 'shared']);
  });
});

test('a region and an account that are given replace the stacks’ own', () => {
  const { region, accountId, userPools } = readBlueprint({
    outputFolder: changedPattern(),
    region: 'ap-south-1',
    accountId: '999999999999',
  });
  expect([region, accountId, only(userPools).arn]).toEqual([
    'ap-south-1',
    '999999999999',
    expect.stringMatching(/^arn:aws:cognito-idp:ap-south-1:999999999999:userpool\/ap-south-1_/),
  ]);
});
