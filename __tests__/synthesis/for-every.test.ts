import { type Arguments, listOf, resourcesOf, statementsOf, synthesizedStacks } from './synthesized-stacks';
import type { SynthesizedResource } from './synthesized-stacks';
import { variants } from './variants';

/**
 * Open on purpose: in the document an end user, who brings no credentials, starts the machine-to-machine call; and who
 * signs in at the pet store has none yet.
 */
const declaredPublic: readonly string[] = [
  'content-consumers aws_api_gateway_method.api-content-authorized-read-GET',
  'content-consumers aws_api_gateway_method.api-content-authorized-write-GET',
  'content-consumers aws_api_gateway_method.api-content-unauthorized-read-GET',
  'pet-store aws_api_gateway_method.api-login-POST',
];

/** Requests a second and at once: the settings' own for notes, the document's for the others. */
const throttles: Readonly<Record<string, readonly [rate: number, burst: number]>> = {
  'api-authentication': [200, 400],
  'api-authorization': [200, 400],
  notes: [200, 400],
  'pet-store': [200, 400],
  'premium-content-provider': [10, 100],
  'content-consumers': [10, 100],
};

/** Not given to users of the pet store's own login backend, who could ask STS for it. */
const throughUserPool = {
  'ForAnyValue:StringEquals': { 'cognito-identity.amazonaws.com:amr': '${aws_cognito_user_pool.user-pool.endpoint}' },
};

const addressesOf = (resources: readonly SynthesizedResource[]): readonly string[] =>
  resources.map(({ stack, address }) => `${stack} ${address}`).sort();

const isBrowser = ({ args }: SynthesizedResource): boolean =>
  (args['allowed_oauth_flows'] as string[] | undefined)?.includes('code') ?? false;

const isPoolPermission = ({ args }: SynthesizedResource): boolean => args['principal'] === 'cognito-idp.amazonaws.com';

const isMachine = ({ args }: SynthesizedResource): boolean =>
  (args['allowed_oauth_flows'] as string[] | undefined)?.includes('client_credentials') ?? false;

describe.each(variants)('$name', ({ environment, name }) => {
  const stacks = synthesizedStacks(environment);
  /** All of a type; there must be some, or the property would hold for nothing. */
  const every = (type: string): readonly SynthesizedResource[] => {
    const found = resourcesOf(stacks, type);
    expect(found.length).toBeGreaterThan(0);
    return found;
  };

  test('every method but the preflight asks who is calling', () => {
    const open = every('aws_api_gateway_method').filter(
      ({ args }) => args['authorization'] === 'NONE' && args['http_method'] !== 'OPTIONS',
    );
    expect(addressesOf(open)).toEqual(declaredPublic);
  });

  test('every preflight is a mock', () => {
    const integrations = every('aws_api_gateway_integration').filter(({ address }) => address.endsWith('OPTIONS'));
    expect(integrations.length).toBeGreaterThan(0);
    expect(integrations.filter(({ args }) => args['type'] !== 'MOCK')).toEqual([]);
  });

  test('every integration of a function posts to it', () => {
    const proxies = every('aws_api_gateway_integration').filter(({ args }) => args['type'] === 'AWS_PROXY');
    expect(proxies.length).toBeGreaterThan(0);
    expect(proxies.filter(({ args }) => args['integration_http_method'] !== 'POST')).toEqual([]);
  });

  test('every role that Cognito assumes pins the identity pool and the kind of caller', () => {
    const federated = every('aws_iam_role')
      .flatMap(({ address, args }) => statementsOf(args['assume_role_policy']).map((trust) => ({ address, trust })))
      .filter(({ trust }) => trust.Principal?.['Federated'] !== undefined);
    expect(federated.length).toBeGreaterThan(0);
    for (const { trust, address } of federated) {
      expect(trust).toEqual({
        Effect: 'Allow',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            'cognito-identity.amazonaws.com:aud': expect.stringMatching(
              /^\$\{aws_cognito_identity_pool\.[\w-]+\.id\}$/,
            ),
          },
          'ForAnyValue:StringLike': {
            'cognito-identity.amazonaws.com:amr': expect.stringMatching(/^(?:authenticated|unauthenticated)$/),
          },
          ...(address === 'aws_iam_role.administrators' ? throughUserPool : {}),
        },
      });
    }
  });

  test('every other role is assumed by one AWS service alone', () => {
    const trusts = every('aws_iam_role').flatMap(({ args }) => statementsOf(args['assume_role_policy']));
    for (const trust of trusts.filter(({ Principal }) => Principal?.['Federated'] === undefined)) {
      expect(trust).toEqual({
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: 'sts:AssumeRole',
      });
    }
  });

  test('every permission names its actions, and its resources but for traces', () => {
    const permissions = every('aws_iam_role_policy')
      .flatMap(({ address, args }) => statementsOf(args['policy']).map((statement) => ({ address, statement })))
      .filter(({ statement }) => statement.Effect === 'Allow');
    expect(permissions.length).toBeGreaterThan(0);
    const wide = permissions.filter(
      ({ statement }) =>
        listOf(statement.Action).some((action) => action.includes('*')) ||
        (listOf(statement.Resource).some((resource) => !resource.startsWith('${')) &&
          listOf(statement.Action).some((action) => !action.startsWith('xray:'))),
    );
    expect(wide).toEqual([]);
  });

  test('every guest is denied everything', () => {
    const guests = every('aws_iam_role').filter(({ args }) =>
      String(args['assume_role_policy']).includes('"unauthenticated"'),
    );
    expect(guests.length).toBeGreaterThan(0);
    for (const { stack, address } of guests) {
      const policies = every('aws_iam_role_policy').filter(
        (candidate) => candidate.stack === stack && candidate.args['role'] === `\${${address}.id}`,
      );
      expect(policies.flatMap(({ args }) => statementsOf(args['policy']))).toEqual([
        { Effect: 'Deny', Action: ['*'], Resource: ['*'] },
      ]);
    }
  });

  test('every identity pool closes the door to guests, keeps callers from choosing a role, and asks the user pool', () => {
    for (const { args } of every('aws_cognito_identity_pool')) {
      expect(args).toMatchObject({ allow_unauthenticated_identities: false, allow_classic_flow: false });
      const providers = args['cognito_identity_providers'] as { server_side_token_check: boolean }[];
      expect(providers.length).toBeGreaterThan(0);
      expect(providers.filter((provider) => !provider.server_side_token_check)).toEqual([]);
    }
  });

  test('every app client hides who exists, revokes tokens, and lets no password over the wire', () => {
    for (const client of every('aws_cognito_user_pool_client')) {
      const { args } = client;
      expect(args).toMatchObject({
        prevent_user_existence_errors: 'ENABLED',
        enable_token_revocation: true,
        token_validity_units: [{ access_token: 'minutes', id_token: 'minutes', refresh_token: 'days' }],
      });
      const flows = args['explicit_auth_flows'] as string[];
      const allowed = isBrowser(client) ? ['ALLOW_CUSTOM_AUTH'] : ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
      expect(flows.filter((flow) => !allowed.includes(flow))).toEqual([]);
      expect(flows.length).toBeGreaterThan(0);
    }
  });

  test('nobody signs in with ALLOW_CUSTOM_AUTH: no pool has the trigger that it needs', () => {
    const challenges = every('aws_cognito_user_pool').filter(({ args }) =>
      JSON.stringify(args['lambda_config'] ?? {}).includes('challenge'),
    );
    expect(challenges).toEqual([]);
  });

  test('every client with a page gets codes alone, rotates refresh tokens, and cannot change a profile', () => {
    const browsers = every('aws_cognito_user_pool_client').filter(isBrowser);
    expect(browsers.length).toBe(name === 'production' ? 0 : 1);
    for (const { args } of browsers) {
      expect(args).toMatchObject({
        allowed_oauth_flows: ['code'],
        allowed_oauth_scopes: ['openid', 'email', 'profile'],
        refresh_token_rotation: [{ feature: 'ENABLED', retry_grace_period_seconds: 10 }],
        refresh_token_validity: 1,
      });
      const urls = [...(args['callback_urls'] as string[]), ...((args['logout_urls'] ?? []) as string[])];
      expect(urls.filter((url) => !/^https:|^http:\/\/localhost:/.test(url))).toEqual([]);
    }
  });

  test('every client leaves alone what an identity provider fills, but the one through which nobody can write', () => {
    const writers = every('aws_cognito_user_pool_client').filter(({ args }) =>
      JSON.stringify(args['write_attributes'] ?? []).includes('custom:'),
    );
    expect(addressesOf(writers)).toEqual(
      name === 'federation' ? ['api-authorization aws_cognito_user_pool_client.teamfiles-browser-client'] : [],
    );
  });

  test('every client is for people or for machines: no secret in a browser, no sign-in and no callback for a machine', () => {
    const clients = every('aws_cognito_user_pool_client');
    const [machines, people] = [clients.filter(isMachine), clients.filter((client) => !isMachine(client))];
    expect([machines.length, people.length]).toEqual([3, name === 'production' ? 4 : 5]);
    for (const { args } of machines) {
      expect(args).toMatchObject({
        generate_secret: true,
        allowed_oauth_flows: ['client_credentials'],
        allowed_oauth_flows_user_pool_client: true,
        explicit_auth_flows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      });
      expect([args['callback_urls'], args['logout_urls'], args['supported_identity_providers']]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
      const scopes = args['allowed_oauth_scopes'] as string[];
      expect(scopes.length).toBeGreaterThan(0);
      // By reference: the client is made after the scopes, and carries no scope of Cognito's own.
      const ofAServer = /^\$\{aws_cognito_resource_server\.[\w-]+\.identifier\}\/[a-z.]+$/;
      expect(scopes.filter((scope) => !ofAServer.test(scope))).toEqual([]);
    }
    for (const { args } of people) {
      expect(args['generate_secret']).toBe(false);
    }
  });

  test('every method that a user pool guards asks for exactly one scope of ours, of an authorizer of its own API', () => {
    const guarded = every('aws_api_gateway_method').filter(
      ({ args }) => args['authorization'] === 'COGNITO_USER_POOLS',
    );
    expect(guarded.length).toBeGreaterThan(0);
    for (const { stack, args } of guarded) {
      const scopes = args['authorization_scopes'] as string[];
      // The other one is what every sign-in gives; only the stack that shows authentication alone takes it.
      expect(scopes.slice(1)).toEqual(stack === 'api-authentication' ? ['aws.cognito.signin.user.admin'] : []);
      expect(scopes[0]).toMatch(/resource_server[\w.-]+identifier\}\/(?:read|write|file\.read|file\.write)$/);
      const authorizers = every('aws_api_gateway_authorizer').filter(
        (candidate) =>
          candidate.stack === stack &&
          args['authorizer_id'] === `\${${candidate.address}.id}` &&
          candidate.args['rest_api_id'] === args['rest_api_id'],
      );
      expect(authorizers).toHaveLength(1);
    }
  });

  test('every secret can be brought back, has a name that no deleted one holds, and is read by one role alone', () => {
    for (const { address, args } of every('aws_secretsmanager_secret')) {
      expect(args['recovery_window_in_days']).toBe(name === 'production' ? 30 : 7);
      expect(args['lifecycle']).toEqual(name === 'production' ? { prevent_destroy: true } : undefined);
      expect(args['name']).toMatch(/\/\$\{aws_cognito_user_pool\.[\w-]+\.id\}$/);
      expect(every('aws_secretsmanager_secret_version').map((version) => version.args['secret_id'])).toEqual([
        `\${${address}.id}`,
      ]);
    }
    const readers = every('aws_iam_role_policy').filter(({ args }) =>
      String(args['policy']).includes('secretsmanager'),
    );
    expect(addressesOf(readers)).toEqual(['content-consumers aws_iam_role_policy.content-consumer-role']);
    const [permission] = statementsOf(readers[0]?.args['policy']);
    expect(permission).toEqual({
      Effect: 'Allow',
      Action: ['secretsmanager:GetSecretValue'],
      Resource: [expect.stringMatching(/aws_secretsmanager_secret_version_app-secrets_arn\}$/)],
    });
  });

  test('the client secret stands in one argument, and in no output', () => {
    const holders = stacks
      .flatMap(({ resources }) => resources)
      .filter(({ args }) => JSON.stringify(args).includes('client_secret'));
    expect(addressesOf(holders)).toEqual([
      ...(name === 'federation'
        ? ['api-authorization aws_cognito_identity_provider.teamfiles-providers-CompanyOIDC']
        : []),
      'cognito-identity-provider aws_secretsmanager_secret_version.app-secrets',
    ]);
    expect(JSON.stringify(holders)).not.toMatch(/client_secret":"[^$]/);
    const outputs = JSON.stringify(stacks.map(({ json }) => json['output']));
    expect(outputs).toContain('token_endpoint');
    expect(outputs).not.toContain('client_secret');
  });

  test('every user pool knows users without regard to case, and verifies a mail address before it counts', () => {
    for (const { args } of every('aws_cognito_user_pool')) {
      expect(args).toMatchObject({
        username_configuration: { case_sensitive: false },
        auto_verified_attributes: ['email'],
        account_recovery_setting: { recovery_mechanism: [{ name: 'verified_email', priority: 1 }] },
      });
    }
  });

  test('every address that can change counts only when it is verified', () => {
    const immutable = (args: Arguments): boolean =>
      ((args['schema'] ?? []) as readonly Arguments[]).some(
        ({ name, mutable }) => name === 'email' && mutable === false,
      );
    const unverified = every('aws_cognito_user_pool').filter(({ args }) => {
      const settings = JSON.stringify(args['user_attribute_update_settings'] ?? null);
      return settings !== (immutable(args) ? 'null' : '{"attributes_require_verification_before_update":["email"]}');
    });
    expect(addressesOf(unverified)).toEqual([]);
  });

  test('every function is current, traced, and writes to a log that is declared and ends', () => {
    const groups = new Map(
      every('aws_cloudwatch_log_group').map(({ address, args }) => [args['name'], { address, args }]),
    );
    for (const { args } of every('aws_lambda_function')) {
      expect(args).toMatchObject({
        runtime: 'nodejs22.x',
        architectures: ['arm64'],
        tracing_config: { mode: 'Active' },
      });
      const logs = groups.get(`/aws/lambda/${String(args['function_name'])}`);
      expect(logs?.args['retention_in_days']).toBe(30);
      expect(args['depends_on']).toContain(logs?.address);
      expect(args['source_code_hash']).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    }
  });

  test('every function has a role of its own', () => {
    const roles = every('aws_lambda_function').map(({ stack, args }) => `${stack} ${String(args['role'])}`);
    expect(new Set(roles).size).toBe(roles.length);
  });

  test('every permission to invoke a function is for one route or one authorizer of one API, or for one user pool', () => {
    const permissions = every('aws_lambda_permission');
    const [pools, apis] = [permissions.filter(isPoolPermission), permissions.filter((one) => !isPoolPermission(one))];
    expect(pools.length).toBe(name === 'federation' ? 2 : 0);
    for (const { args } of pools) {
      expect(args['action']).toBe('lambda:InvokeFunction');
      expect(args['source_arn']).toMatch(/^\$\{aws_cognito_user_pool\.[\w-]+\.arn\}$/);
    }
    for (const { args } of apis) {
      expect(args).toMatchObject({ principal: 'apigateway.amazonaws.com', action: 'lambda:InvokeFunction' });
      expect(args['source_arn']).toMatch(
        /^\$\{aws_api_gateway_rest_api\.[\w-]+\.execution_arn\}\/(?:[a-z0-9]+\/[A-Z]+\/[\w/*-]+|authorizers\/\$\{[\w.-]+\.id\})$/,
      );
    }
  });

  test('every stage is traced and throttled', () => {
    for (const { stack, address, args } of every('aws_api_gateway_stage')) {
      expect(args['xray_tracing_enabled']).toBe(true);
      const settings = every('aws_api_gateway_method_settings').filter(
        (candidate) =>
          candidate.stack === stack &&
          candidate.args['stage_name'] === `\${${address}.stage_name}` &&
          candidate.args['method_path'] === '*/*',
      );
      const [rate, burst] = throttles[stack] ?? [];
      expect(settings.map((candidate) => candidate.args)).toEqual([
        expect.objectContaining({
          method_path: '*/*',
          settings: { throttling_rate_limit: rate, throttling_burst_limit: burst },
        }),
      ]);
    }
  });

  test('every API lets a page read its refusals', () => {
    for (const { stack, address } of every('aws_api_gateway_rest_api')) {
      const responses = every('aws_api_gateway_gateway_response').filter(
        (candidate) => candidate.stack === stack && candidate.args['rest_api_id'] === `\${${address}.id}`,
      );
      expect(responses.map(({ args }) => args['response_type']).sort()).toEqual(['DEFAULT_4XX', 'DEFAULT_5XX']);
      for (const { args } of responses) {
        expect(args['response_templates']).toEqual({ 'application/json': '{"message":$context.error.messageString}' });
        expect(args['response_parameters']).toEqual({
          'gatewayresponse.header.Access-Control-Allow-Origin':
            name === 'several origins' ? "'*'" : "'http://localhost:3000'",
          'gatewayresponse.header.Access-Control-Expose-Headers': "'x-amzn-RequestId,x-amzn-ErrorType'",
        });
      }
    }
  });

  test('every table is encrypted and can be restored', () => {
    for (const { args } of every('aws_dynamodb_table')) {
      expect(args).toMatchObject({
        point_in_time_recovery: { enabled: true },
        server_side_encryption: { enabled: true },
      });
    }
  });

  test('what holds data survives mistakes in production, and a development stage goes in one command', () => {
    const protect = name === 'production';
    const lifecycle = protect ? { prevent_destroy: true } : undefined;
    for (const { args } of every('aws_dynamodb_table')) {
      expect([args['deletion_protection_enabled'], args['lifecycle']]).toEqual([protect, lifecycle]);
    }
    for (const { args } of every('aws_cognito_user_pool')) {
      expect([args['deletion_protection'], args['lifecycle']]).toEqual([protect ? 'ACTIVE' : 'INACTIVE', lifecycle]);
    }
    for (const { args } of every('aws_cognito_identity_pool')) {
      expect(args['lifecycle']).toEqual(lifecycle);
    }
  });

  test('every access log tells who called and what the authorizer said, and never a secret', () => {
    const stages = every('aws_api_gateway_stage');
    const logged = stages.filter(({ args }) => args['access_log_settings'] !== undefined);
    expect(logged.length).toBe(name === 'production' ? stages.length : 0);
    for (const { args } of logged) {
      const { format } = args['access_log_settings'] as { format: string };
      const fields = Object.values(JSON.parse(format) as Record<string, string>);
      expect(fields).toEqual(
        expect.arrayContaining([
          '$context.requestId',
          '$context.identity.userArn',
          '$context.identity.cognitoIdentityId',
          '$context.authorizer.status',
          '$context.authorizer.error',
          '$context.authorize.status',
          '$context.authorize.error',
          '$context.error.message',
        ]),
      );
      expect(fields.filter((field) => /accessKey|apiKey|token|principalId|requestOverride/i.test(field))).toEqual([]);
    }
  });
});
