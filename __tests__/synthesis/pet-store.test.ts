import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockedPetStoreAddresses } from './locked-pet-store-addresses';
import { petStoreWith } from './pet-store-stack';
import { argumentsAt, listOf, statementsOf } from './synthesized-stacks';
import type { SynthesizedStack } from './synthesized-stacks';

const folder = mkdtempSync(join(tmpdir(), 'saml-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const metadata = `<EntityDescriptor><IDPSSODescriptor note="\${x} %{y}">${'x'.repeat(1000)}</IDPSSODescriptor></EntityDescriptor>`;
const metadataFile = join(folder, 'metadata.xml');
writeFileSync(metadataFile, metadata);

const saml = { SAML_METADATA_FILE: metadataFile };
const oidc = {
  OIDC_ISSUER: 'https://tenant.auth0.com/',
  OIDC_CLIENT_ID: 'store',
  OIDC_ADMIN_CLIENT_ID: 'back-office',
};

const plain = petStoreWith();
const federated = petStoreWith({ ...saml, ...oidc });

/** Who may do what, as document 2 tells it, written down a second time. */
const everybody = ['GET/pets', 'GET/pets/*', 'GET/account', 'PUT/account'];
const mayCall: Readonly<Record<string, readonly string[]>> = {
  administrators: [...everybody, 'POST/pets'],
  customers: everybody,
  'saml-administrators': [...everybody, 'POST/pets'],
  'saml-customers': everybody,
  'oidc-administrators': [...everybody, 'POST/pets'],
  'oidc-customers': everybody,
};

const stageArn = '${aws_api_gateway_rest_api.api.execution_arn}/dev/';

function federatedRoles(stack: SynthesizedStack): readonly string[] {
  return stack.resources
    .filter(({ type }) => type === 'aws_iam_role')
    .filter(({ args }) => statementsOf(args['assume_role_policy']).some(({ Principal }) => Principal?.['Federated']))
    .map(({ address }) => address.replace('aws_iam_role.', ''));
}

const permissionsOf = (stack: SynthesizedStack, role: string) =>
  statementsOf(argumentsAt(stack, `aws_iam_role_policy.${role}`)['policy']);

test('there are these roles for people, and no other', () => {
  expect([...federatedRoles(federated)].sort()).toEqual(Object.keys(mayCall).sort());
  expect([...federatedRoles(plain)].sort()).toEqual(['administrators', 'customers']);
});

test.each(Object.entries(mayCall))('%s may call exactly their routes of exactly this stage', (role, routes) => {
  const calls = permissionsOf(federated, role).filter(({ Action }) => listOf(Action).includes('execute-api:Invoke'));
  expect(calls).toHaveLength(1);
  expect(calls[0]).toMatchObject({ Effect: 'Allow', Action: ['execute-api:Invoke'] });
  expect([...listOf(calls[0]?.Resource)].sort()).toEqual(routes.map((route) => `${stageArn}${route}`).sort());
});

test.each(Object.keys(mayCall))('%s may reach no data but, with an identity of the pool, their own account', (role) => {
  const others = permissionsOf(federated, role).filter(
    ({ Action }) => !listOf(Action).every((action) => action === 'execute-api:Invoke'),
  );
  const own = {
    Effect: 'Allow',
    Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:Query'],
    Resource: ['${aws_dynamodb_table.accounts.arn}'],
    // With the dollar sign doubled, which is how Terraform leaves a policy variable to IAM.
    Condition: {
      'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['$${cognito-identity.amazonaws.com:sub}'] },
    },
  };
  expect(others).toEqual(role.includes('-') ? [] : [own]);
});

test('every route that somebody may call asks for a signature, and every other one is the sign-in', () => {
  const methods = plain.resources.filter(
    ({ type, args }) => type === 'aws_api_gateway_method' && args['http_method'] !== 'OPTIONS',
  );
  const byAuthorization = (authorization: string) =>
    methods
      .filter(({ args }) => args['authorization'] === authorization)
      .map(({ address }) => address.split('api-')[1]);
  expect(byAuthorization('AWS_IAM').sort()).toEqual([
    'account-GET',
    'account-PUT',
    'pets-GET',
    'pets-POST',
    'pets-petId-GET',
  ]);
  expect(byAuthorization('NONE')).toEqual(['login-POST']);
  expect(methods).toHaveLength(6);
});

describe('document 2', () => {
  /** Word for word, but for the name of the resource: the document's own example is `product`, its store has `pets`. */
  const resource = 'arn:aws:apigateway:us-east-1::my-api-id:/stage/myapi/pets';
  const document = {
    customers: { Effect: 'Allow', Action: ['apigateway:GET'], Resource: [resource] },
    administrators: { Effect: 'Allow', Action: ['apigateway:GET', 'apigateway:POST'], Resource: [resource] },
  };

  /** `apigateway:<METHOD>` on `/<path>` is today `execute-api:Invoke` on `<stage>/<METHOD>/<path>`. */
  const today = ({ Action, Resource }: { Action: readonly string[]; Resource: readonly string[] }) =>
    Action.flatMap((action) =>
      Resource.map((arn) => `${stageArn}${action.replace('apigateway:', '')}/${arn.split('/').at(-1) ?? ''}`),
    );

  test.each(Object.entries(document))(
    '%s have the document’s permissions on /pets, and no other',
    (role, statement) => {
      const [calls] = permissionsOf(plain, role);
      expect(listOf(calls?.Resource).filter((arn) => arn.endsWith('/pets'))).toEqual(today(statement));
    },
  );

  test('no policy has an action of the obsolete form: it would allow management of the API, and no call', () => {
    const policies = federated.resources.filter(({ type }) => type === 'aws_iam_role_policy');
    expect(policies.length).toBeGreaterThan(0);
    expect(policies.filter(({ args }) => String(args['policy']).includes('apigateway:'))).toEqual([]);
  });
});

describe('the identity pool', () => {
  const pool = (stack: SynthesizedStack) => argumentsAt(stack, 'aws_cognito_identity_pool.identity-pool');
  const attachment = (stack: SynthesizedStack) =>
    argumentsAt(stack, 'aws_cognito_identity_pool_roles_attachment.identity-pool');

  test('gives the role of the group, the customers’ role to people without one, and guests none', () => {
    expect(attachment(plain)).toEqual({
      identity_pool_id: '${aws_cognito_identity_pool.identity-pool.id}',
      roles: { authenticated: '${aws_iam_role.customers.arn}' },
      role_mapping: [
        {
          identity_provider: '${aws_cognito_user_pool.user-pool.endpoint}:${aws_cognito_user_pool_client.client.id}',
          type: 'Token',
          ambiguous_role_resolution: 'AuthenticatedRole',
        },
      ],
    });
  });

  test('denies people without a group where that is set', () => {
    expect(attachment(petStoreWith({ AMBIGUOUS_ROLE: 'deny' }))['role_mapping']).toEqual([
      expect.objectContaining({ ambiguous_role_resolution: 'Deny' }),
    ]);
  });

  test('ranks administrators before customers', () => {
    const groups = ['administrators', 'customers'].map((name) =>
      argumentsAt(plain, `aws_cognito_user_group.${name}-group`),
    );
    expect(groups.map(({ name, precedence, role_arn }) => [name, precedence, role_arn])).toEqual([
      ['administrators', 1, '${aws_iam_role.administrators.arn}'],
      ['customers', 2, '${aws_iam_role.customers.arn}'],
    ]);
  });

  const providers = [
    'developer_provider_name',
    'supported_login_providers',
    'saml_provider_arns',
    'openid_connect_provider_arns',
  ];

  test.each<readonly [string, Readonly<Record<string, string>>, object]>([
    ['nothing', {}, { developer_provider_name: 'login.petstore' }],
    ['no login backend', { DEVELOPER_LOGIN: 'off' }, {}],
    [
      'social providers',
      { GOOGLE_CLIENT_ID: 'g', FACEBOOK_APP_ID: '1', LOGIN_WITH_AMAZON_APP_ID: 'a', APPLE_SERVICES_ID: 'p' },
      {
        developer_provider_name: 'login.petstore',
        supported_login_providers: {
          'accounts.google.com': 'g',
          'graph.facebook.com': '1',
          'www.amazon.com': 'a',
          'appleid.apple.com': 'p',
        },
      },
    ],
    [
      'SAML',
      saml,
      { developer_provider_name: 'login.petstore', saml_provider_arns: ['${aws_iam_saml_provider.saml.arn}'] },
    ],
    [
      'OpenID Connect',
      oidc,
      {
        developer_provider_name: 'login.petstore',
        openid_connect_provider_arns: ['${aws_iam_openid_connect_provider.oidc.arn}'],
      },
    ],
  ])('with %s set has exactly these providers', (_name, environment, expected) => {
    const args = Object.entries(pool(petStoreWith(environment)));
    expect(Object.fromEntries(args.filter(([name]) => providers.includes(name)))).toEqual(expected);
  });
});

describe('what a setting adds or takes away', () => {
  const addresses = (environment: Readonly<Record<string, string>>) =>
    petStoreWith(environment).resources.map(({ address }) => address);
  const roles = (kind: string) =>
    ['administrators', 'customers'].flatMap((name) => [
      `aws_iam_role.${kind}-${name}`,
      `aws_iam_role_policy.${kind}-${name}`,
    ]);

  test.each([
    ['SAML', saml, ['aws_iam_saml_provider.saml', ...roles('saml')]],
    ['OpenID Connect', oidc, ['aws_iam_openid_connect_provider.oidc', ...roles('oidc')]],
  ])('%s adds its provider and its roles', (_name, environment, added) => {
    expect([...addresses(environment)].sort()).toEqual([...lockedPetStoreAddresses, ...added].sort());
  });

  test('without the login backend there is nothing public, no table of passwords and no output that leads there', () => {
    const stack = petStoreWith({ DEVELOPER_LOGIN: 'off' });
    const gone = lockedPetStoreAddresses.filter((address) => /login|users|store-user/.test(address));
    expect(gone.length).toBeGreaterThan(10);
    const left = lockedPetStoreAddresses.filter((address) => !gone.includes(address));
    expect(stack.resources.map(({ address }) => address).sort()).toEqual([...left].sort());
    expect(stack.outputs.filter((output) => /login|user_function|users|developer/.test(output))).toEqual([]);
    const { variables } = argumentsAt(stack, 'aws_lambda_function.account')['environment'] as {
      variables: Record<string, string>;
    };
    expect(variables['developerProviderName']).toBe('');
  });

  test('the outputs name the federated roles', () => {
    expect(federated.outputs.filter((output) => !plain.outputs.includes(output))).toEqual([
      'oidc_administrators_role_arn',
      'oidc_customers_role_arn',
      'oidc_provider_arn',
      'saml_administrators_role_arn',
      'saml_customers_role_arn',
      'saml_provider_arn',
    ]);
  });
});

describe('roles through STS', () => {
  const trustOf = (role: string) => statementsOf(argumentsAt(federated, `aws_iam_role.${role}`)['assume_role_policy']);

  test.each(['saml-administrators', 'saml-customers'])(
    '%s takes assertions for AWS, of this provider alone',
    (role) => {
      expect(trustOf(role)).toEqual([
        {
          Effect: 'Allow',
          Principal: { Federated: '${aws_iam_saml_provider.saml.arn}' },
          Action: 'sts:AssumeRoleWithSAML',
          Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
        },
      ]);
    },
  );

  test.each([
    ['oidc-administrators', 'back-office'],
    ['oidc-customers', 'store'],
  ])('%s takes tokens of the application %s, and of no other', (role, application) => {
    expect(trustOf(role)).toEqual([
      {
        Effect: 'Allow',
        Principal: { Federated: '${aws_iam_openid_connect_provider.oidc.arn}' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        // The slash at the end belongs to the issuer, and so to the key.
        Condition: { StringEquals: { 'tenant.auth0.com/:aud': application } },
      },
    ]);
  });

  test('the provider knows both applications, and the metadata is what the file says', () => {
    expect(argumentsAt(federated, 'aws_iam_openid_connect_provider.oidc')).toEqual({
      url: 'https://tenant.auth0.com/',
      client_id_list: ['store', 'back-office'],
    });
    const given = argumentsAt(federated, 'aws_iam_saml_provider.saml')['saml_metadata_document'];
    expect(given).toBe(metadata.replace('${x} %{y}', () => '$${x} %%{y}'));
  });
});

describe('the login backend', () => {
  test('may vouch for users of this identity pool, read and count in its table, and nothing else', () => {
    const [table, identities, ...others] = permissionsOf(plain, 'login-role');
    expect(table).toEqual({
      Effect: 'Allow',
      Action: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
      Resource: ['${aws_dynamodb_table.users.arn}'],
    });
    expect(identities).toEqual({
      Effect: 'Allow',
      Action: ['cognito-identity:GetOpenIdTokenForDeveloperIdentity'],
      Resource: ['${aws_cognito_identity_pool.identity-pool.arn}'],
    });
    expect(others.flatMap(({ Action }) => listOf(Action)).every((action) => /^(?:logs|xray):/.test(action))).toBe(true);
  });

  test('is throttled below its stage', () => {
    expect(argumentsAt(plain, 'aws_api_gateway_method_settings.api-login-POST')).toEqual({
      rest_api_id: '${aws_api_gateway_rest_api.api.id}',
      stage_name: '${aws_api_gateway_stage.api-stage.stage_name}',
      method_path: 'login/POST',
      settings: { throttling_rate_limit: 5, throttling_burst_limit: 10 },
    });
  });

  test('no other role may touch the table of passwords, but the one by which operators add users', () => {
    const readers = plain.resources.filter(
      ({ type, args }) => type === 'aws_iam_role_policy' && String(args['policy']).includes('aws_dynamodb_table.users'),
    );
    expect(readers.map(({ address }) => address).sort()).toEqual([
      'aws_iam_role_policy.create-store-user-role',
      'aws_iam_role_policy.login-role',
    ]);
  });

  test('no route leads to the function by which operators add users', () => {
    const text = JSON.stringify(
      plain.resources.filter(({ type }) => /^aws_api_gateway|^aws_lambda_permission/.test(type)),
    );
    expect(text).toContain('aws_lambda_function.login.');
    expect(text).not.toContain('aws_lambda_function.create-store-user.');
  });
});

test('a page may send the identity token', () => {
  const preflights = plain.resources.filter(({ type }) => type === 'aws_api_gateway_integration_response');
  expect(preflights).toHaveLength(4);
  for (const { args } of preflights) {
    const { 'method.response.header.Access-Control-Allow-Headers': headers = '' } = args[
      'response_parameters'
    ] as Record<string, string>;
    expect(headers).toMatch(/,X-Identity-Token'$/);
  }
});
