import type {
  AuthenticationProps,
  CommonProps,
  GroupAuthorizationProps,
} from '../../constructs/framework/protected-api-props';
import type { GroupRule } from '../../constructs/framework/group-rights';
import { alarmThresholds } from '../../constructs/cloudwatch/alarm-defaults';
import { InvalidPropsError } from '../../constructs/errors';
import { ProtectedApi } from '../../constructs/framework/protected-api';
import { handler } from './api-fixture';
import { removeTestStacks, resourcesIn, testStack, type Resources } from './test-stack';

afterAll(removeTestStacks);

const common: CommonProps = {
  name: 'files',
  stage: 'dev',
  production: false,
  region: 'us-east-1',
  namePrefix: 'acme-',
  corsOrigins: ['https://app.example.com'],
  throttle: { rateLimit: 1, burstLimit: 2 },
  accessLogs: false,
  logRetentionDays: 30,
};

type ByScope = AuthenticationProps<'file.read' | 'file.write'>;

const list: ByScope['routes'][number] = { method: 'GET', path: '/files', handler, scopes: ['file.read'] };

const byScope: ByScope = {
  ...common,
  kind: 'authentication',
  identifier: 'https://awesomeapp.example.com',
  scopes: { 'file.read': 'Read files', 'file.write': 'Write files' },
  routes: [list],
};

const see: GroupRule = { effect: 'Allow', method: 'GET', path: '/files/{id}' };

const byGroup: GroupAuthorizationProps = {
  ...common,
  kind: 'authorization-by-group',
  groups: { readers: { description: 'May see files.', rules: [see] } },
  routes: [{ method: 'GET', path: '/files/{id}', handler }],
};

function synthesized(props: ByScope | GroupAuthorizationProps): Resources {
  const stack = testStack();
  new ProtectedApi(stack, 'files', props);
  return resourcesIn(stack);
}

const outputsOf = (props: ByScope | GroupAuthorizationProps): readonly string[] =>
  Object.keys(new ProtectedApi(testStack(), 'files', props).outputs).sort();

describe('authentication', () => {
  test.each<readonly [what: string, change: Partial<ByScope['routes'][number]>, scopes: readonly string[]]>([
    ['one scope, by its full name', {}, ['/file.read']],
    ['any of several scopes', { scopes: ['file.read', 'file.write'] }, ['/file.read', '/file.write']],
    ['people too, where the route says so', { signedInUsers: true }, ['/file.read', 'aws.cognito.signin.user.admin']],
    ['no people, where the route says that', { signedInUsers: false }, ['/file.read']],
  ])('a route takes %s', (_what, change, scopes) => {
    const resources = synthesized({ ...byScope, routes: [{ ...list, ...change }] });
    const identifier = '${aws_cognito_resource_server.files-resource-server.identifier}';
    expect(resources['aws_api_gateway_method']?.['files-api-files-GET']).toMatchObject({
      authorization: 'COGNITO_USER_POOLS',
      authorizer_id: '${aws_api_gateway_authorizer.files-api-authorizer.id}',
      authorization_scopes: scopes.map((scope) => (scope.startsWith('/') ? `${identifier}${scope}` : scope)),
    });
    expect(resources['aws_cognito_resource_server']?.['files-resource-server']).toMatchObject({
      identifier: 'https://awesomeapp.example.com',
    });
  });

  test('without machines there is neither a domain nor a client but the one of people', () => {
    const resources = synthesized(byScope);
    expect(Object.keys(resources['aws_cognito_user_pool_client'] ?? {})).toEqual(['files-user-client']);
    expect(resources['aws_cognito_user_pool_domain']).toBeUndefined();
    expect(outputsOf(byScope)).not.toContain('token_endpoint');
  });

  test.each([
    [undefined, 'acme-files-dev-${data.aws_caller_identity.current.account_id}'],
    ['bank', 'bank-files-dev'],
  ])('machines get tokens at a domain of their own (%s), each for its scopes', (domainPrefix, domain) => {
    const machines = { 'night-job': ['file.read'] } as const;
    const resources = synthesized({ ...byScope, machines, domainPrefix });
    expect(resources['aws_cognito_user_pool_domain']?.['files-domain']).toMatchObject({ domain });
    expect(resources['aws_cognito_user_pool_client']?.['files-machines-night-job']).toMatchObject({
      allowed_oauth_scopes: ['${aws_cognito_resource_server.files-resource-server.identifier}/file.read'],
      generate_secret: true,
    });
    expect(outputsOf({ ...byScope, machines })).toEqual(expect.arrayContaining(['night_job_client_id']));
  });
});

describe('authorization by group', () => {
  test('every route asks the function, which knows pool and client by reference', () => {
    const resources = synthesized(byGroup);
    expect(resources['aws_api_gateway_method']?.['files-api-files-id-GET']).toMatchObject({ authorization: 'CUSTOM' });
    const { variables } = resources['aws_lambda_function']?.['files-authorizer']?.['environment'] as {
      variables: Record<string, string>;
    };
    expect(variables['policiesTable']).toBe('${aws_dynamodb_table.files-policies.name}');
    const issuer = 'https://${aws_cognito_user_pool.files-users.endpoint}';
    expect(JSON.parse(variables['issuers'] ?? '')).toEqual([
      {
        issuer,
        jwksUri: `${issuer}/.well-known/jwks.json`,
        groupsClaim: 'cognito:groups',
        tokenUse: 'access',
        clientIds: ['${aws_cognito_user_pool_client.files-user-client.id}'],
      },
    ]);
  });

  test('further issuers come after the pool, which stays', () => {
    const other = { issuer: 'https://a.example/', jwksUri: 'https://a.example/k', groupsClaim: 'g', audience: 'files' };
    const resources = synthesized({ ...byGroup, otherIssuers: [other] });
    const environment = resources['aws_lambda_function']?.['files-authorizer']?.['environment'];
    const { variables } = environment as { variables: Record<string, string> };
    const issuers = JSON.parse(variables['issuers'] ?? '') as unknown[];
    expect([issuers.length, issuers[1]]).toEqual([2, other]);
  });

  test('what a group may do is an item that a plan shows', () => {
    const item = synthesized(byGroup)['aws_dynamodb_table_item']?.['files-policies-readers'];
    expect(item).toEqual(
      expect.objectContaining({ table_name: '${aws_dynamodb_table.files-policies.name}', hash_key: 'group' }),
    );
    const { group, policy } = JSON.parse(String(item?.['item'])) as Record<string, { S: string }>;
    expect([group, JSON.parse(policy?.S ?? '')]).toEqual([{ S: 'readers' }, [see]]);
  });

  test.each([
    [undefined, 60],
    [0, 0],
    [300, 300],
  ])('a policy is kept for the time that is asked for (%s)', (resultCacheSeconds, expected) => {
    const props = resultCacheSeconds === undefined ? byGroup : { ...byGroup, resultCacheSeconds };
    const authorizer = synthesized(props)['aws_api_gateway_authorizer']?.['files-api-authorizer'];
    expect(authorizer?.['authorizer_result_ttl_in_seconds']).toBe(expected);
  });

  test('the API is deployed again for another authorizer, and not for another right', () => {
    const triggersOf = (change: Partial<GroupAuthorizationProps>) =>
      synthesized({ ...byGroup, ...change })['aws_api_gateway_deployment']?.['files-api-stage']?.['triggers'];
    expect(triggersOf({ resultCacheSeconds: 5 })).not.toEqual(triggersOf({}));
    const denied: GroupRule = { ...see, effect: 'Deny' };
    expect(triggersOf({ groups: { readers: { description: 'None.', rules: [denied] } } })).toEqual(triggersOf({}));
  });
});

describe('alarms', () => {
  const alarmsOf = (props: ByScope | GroupAuthorizationProps) =>
    Object.entries(synthesized(props)['aws_cloudwatch_metric_alarm'] ?? {}).map(
      ([id, args]) => [id.replace('files-alarms-', ''), args] as const,
    );

  test('401 and 403 are counted in the access log, whose status is text', () => {
    const resources = synthesized({ ...byScope, accessLogs: true });
    for (const [status, alarm] of Object.entries({ 401: 'unauthorized', 403: 'forbidden' })) {
      const filter = resources['aws_cloudwatch_log_metric_filter']?.[`files-alarms-answers-${status}-lines`];
      expect(filter).toMatchObject({
        pattern: `{ $.status = "${status}" }`,
        log_group_name: '${aws_cloudwatch_log_group.files-api-stage-access-logs.name}',
        metric_transformation: { name: `answers-${status}`, namespace: 'ProtectedApi/acme-dev-files', value: '1' },
      });
      expect(resources['aws_cloudwatch_metric_alarm']?.[`files-alarms-${alarm}`]).toMatchObject({
        metric_name: `answers-${status}`,
        namespace: 'ProtectedApi/acme-dev-files',
      });
    }
    const stage = resources['aws_api_gateway_stage']?.['files-api-stage'];
    const { format } = stage?.['access_log_settings'] as { format: string };
    expect((JSON.parse(format) as Record<string, unknown>)['status']).toBe('$context.status');
  });

  test('refusals of the authorizer are no errors of it', () => {
    const filters = synthesized(byGroup)['aws_cloudwatch_log_metric_filter'] ?? {};
    expect(
      Object.values(filters)
        .map(({ pattern, log_group_name: group }) => [pattern, group])
        .reverse(),
    ).toEqual([
      ['{ $.level = "error" }', '${aws_cloudwatch_log_group.files-authorizer-logs.name}'],
      ['?"Task timed out" ?"Runtime exited"', '${aws_cloudwatch_log_group.files-authorizer-logs.name}'],
    ]);
    expect(JSON.stringify(alarmsOf(byGroup))).not.toContain('"metric_name":"Errors"');
  });

  test('thresholds and topics can be chosen, one by one', () => {
    const topic = 'arn:aws:sns:us-east-1:123456789012:alerts';
    const chosen = { ...byGroup, alarmTopicArns: [topic], alarmThresholds: { serverErrors: 7 } };
    expect(alarmsOf(chosen).map(([id, { threshold }]) => [id, threshold])).toEqual([
      ['authorizer-errors', alarmThresholds.authorizerErrors],
      ['authorizer-latency', alarmThresholds.authorizerLatency],
      ['client-errors', alarmThresholds.clientErrors],
      ['server-errors', 7],
    ]);
    for (const [, args] of alarmsOf(chosen)) {
      expect(args).toMatchObject({ alarm_actions: [topic], ok_actions: [topic] });
    }
    for (const [, args] of alarmsOf(byGroup)) expect(args).not.toHaveProperty('alarm_actions');
  });
});

describe('users', () => {
  test.each([
    [undefined, true],
    [false, true],
    [true, false],
  ])('register themselves only where that is said (%s)', (selfSignUp, adminOnly) => {
    const pool = synthesized(selfSignUp === undefined ? byScope : { ...byScope, selfSignUp });
    expect(pool['aws_cognito_user_pool']?.['files-users']).toMatchObject({
      admin_create_user_config: { allow_admin_create_user_only: adminOnly },
    });
  });
});

describe('rights that do not fit the routes are refused', () => {
  const refusalOf = (rules: readonly [GroupRule, ...GroupRule[]], paths: readonly string[], group = 'readers') => {
    const rights = { description: 'd', rules };
    const routes = paths.map((path) => ({ method: 'GET', path, handler }) as const);
    return () => synthesized({ ...byGroup, groups: { [group]: rights }, routes });
  };
  const allow = (path: string, method: GroupRule['method'] = 'GET'): GroupRule => ({ effect: 'Allow', method, path });

  test.each<readonly [rule: GroupRule, text: string]>([
    [allow('/file'), 'GET /file'],
    [allow('/files', 'POST'), 'POST /files'],
    [allow('/files/{other}'), 'GET /files/{other}'],
  ])('%j is about no route', (rule, text) => {
    expect(refusalOf([rule], ['/files', '/files/{id}'])).toThrow(
      new InvalidPropsError(
        `The group "readers" has a rule for ${text}, which is no route of the API. Correct it, or add the route.`,
      ),
    );
  });

  test('two rules for one route', () => {
    expect(refusalOf([allow('/files'), { ...allow('/files'), effect: 'Deny' }], ['/files'])).toThrow(
      new InvalidPropsError(
        'The group "readers" has two rules for GET /files. Remove one: a denial wins over a permission.',
      ),
    );
  });

  test.each([
    ['/files/{id}', '/files/{id}/shares'],
    ['/files/{id}', '/files/new'],
    ['/files/{id}', '/files/{id}/{proxy+}'],
    ['/{a}/shares', '/files/{id}/shares'],
    ['/files/{id}/end', '/files/{proxy+}'],
    ['/{proxy+}', '/files/{id}'],
    ['/{a}/shares', '/files/{id}'],
    ['/{a}/{b}/end', '/{a}/start/{c}'],
  ])('a rule for %s alone, where %s is a route too', (path, covered) => {
    const text =
      `The group "readers" has the rule "Allow GET ${path}", whose parameter also covers GET ${covered}. Give the ` +
      'group a rule of the same effect for that route too, or change one of the paths.';
    expect(refusalOf([allow(path)], [path, covered])).toThrow(new InvalidPropsError(text));
    expect(refusalOf([allow(path), { ...allow(covered), effect: 'Deny' }], [path, covered])).toThrow(text);
    expect(refusalOf([allow(path), allow(covered)], [path, covered])).not.toThrow();
  });

  test.each([
    ['/files', '/files/{id}'],
    ['/files/{id}', '/files'],
    ['/files/{id}/end', '/files/{id}/start'],
    ['/files/{id}/end', '/files/{id}/{part}'],
    ['/a/{id}', '/b/{id}'],
    ['/{a}/end', '/{a}/{b}'],
    ['/', '/{proxy+}'],
    ['/files/end', '/files/{proxy+}'],
  ])('and one for %s is not, where %s is a route too', (path, other) => {
    expect(refusalOf([allow(path)], [path, other])).not.toThrow();
  });

  test.each(['', '1st', 'a b', 'a/b', 'x'.repeat(129)])('a group named "%s"', (group) => {
    expect(refusalOf([allow('/files')], ['/files'], group)).toThrow(
      new InvalidPropsError(
        `The group name "${group}" cannot be used. Allowed: a letter, then up to 127 letters, digits, hyphens and underscores.`,
      ),
    );
  });

  test('a group without rules', () => {
    const groups = { readers: { description: 'd', rules: [] } } as unknown as GroupAuthorizationProps['groups'];
    expect(() => synthesized({ ...byGroup, groups })).toThrow(
      new InvalidPropsError('The group "readers" has no rules. Name at least one, or remove the group.'),
    );
  });
});
