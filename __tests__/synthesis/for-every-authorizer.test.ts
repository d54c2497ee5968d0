import { listOf, resourcesOf, statementsOf, synthesizedStacks } from './synthesized-stacks';
import type { SynthesizedResource } from './synthesized-stacks';
import { variants } from './variants';

const addressesOf = (resources: readonly SynthesizedResource[]): readonly string[] =>
  resources.map(({ stack, address }) => `${stack} ${address}`).sort();

describe.each(variants)('$name', ({ environment, name }) => {
  const stacks = synthesizedStacks(environment);
  /** All of a type; there must be some, or the property would hold for nothing. */
  const every = (type: string): readonly SynthesizedResource[] => {
    const found = resourcesOf(stacks, type);
    expect(found.length).toBeGreaterThan(0);
    return found;
  };

  test('every authorizer reads the Authorization header, and forgets within a minute', () => {
    for (const { args } of every('aws_api_gateway_authorizer')) {
      expect(args['identity_source']).toBe('method.request.header.Authorization');
      expect(args['authorizer_result_ttl_in_seconds']).toBeLessThanOrEqual(60);
    }
  });

  test('every authorizer of a user pool names its pool by reference', () => {
    const authorizers = every('aws_api_gateway_authorizer').filter(({ args }) => args['type'] !== 'TOKEN');
    expect(authorizers.length).toBeGreaterThan(0);
    for (const { args } of authorizers) {
      expect(args).toMatchObject({
        type: 'COGNITO_USER_POOLS',
        provider_arns: [expect.stringMatching(/aws_cognito_user_pool[\w.-]+arn\}$/)],
      });
      // It is compared with `aud`, which access tokens do not have.
      expect(args['identity_validation_expression']).toBeUndefined();
    }
  });

  test('every Lambda authorizer takes what looks like a bearer token, and alone may invoke its function', () => {
    const authorizers = every('aws_api_gateway_authorizer').filter(({ args }) => args['type'] === 'TOKEN');
    expect(authorizers.length).toBeGreaterThan(0);
    for (const { stack, address, args } of authorizers) {
      const shape = new RegExp(String(args['identity_validation_expression']), 'u');
      expect(['Bearer eyJ.eyJ.abc_-', 'bearer a.b.c'].filter((value) => !shape.test(value))).toEqual([]);
      const others = ['Bearer a.b', 'Bearer a.b.', 'Bearer a.b.c.d', 'a.b.c', 'Basic a.b.c', 'Bearer a.b.c x', ''];
      expect(others.filter((value) => shape.test(value))).toEqual([]);
      const name = String(args['authorizer_uri']).replace(/^\$\{(.+)\.invoke_arn\}$/, '$${$1.function_name}');
      const allowed = every('aws_lambda_permission').filter(
        (permission) => permission.stack === stack && permission.args['function_name'] === name,
      );
      expect(allowed.map((permission) => permission.args['source_arn'])).toEqual([
        `${String(args['rest_api_id']).replace('.id}', '.execution_arn}')}/authorizers/\${${address}.id}`,
      ]);
    }
  });

  test('every method that a function guards is guarded by an authorizer of its own API', () => {
    const guarded = every('aws_api_gateway_method').filter(({ args }) => args['authorization'] === 'CUSTOM');
    expect(guarded.length).toBeGreaterThan(0);
    for (const { stack, args } of guarded) {
      const own = every('aws_api_gateway_authorizer').filter(
        (candidate) =>
          candidate.stack === stack &&
          args['authorizer_id'] === `\${${candidate.address}.id}` &&
          candidate.args['rest_api_id'] === args['rest_api_id'] &&
          candidate.args['type'] === 'TOKEN',
      );
      expect(own).toHaveLength(1);
    }
  });

  test('every authorizer function reads the table of its API by its name, and may do nothing else', () => {
    const readers = every('aws_iam_role_policy').filter(({ args }) => String(args['policy']).includes('BatchGetItem'));
    expect(addressesOf(readers)).toEqual(['api-authorization aws_iam_role_policy.teamfiles-authorizer-role']);
    const [permission, ...others] = statementsOf(readers[0]?.args['policy']);
    expect(permission).toEqual({
      Effect: 'Allow',
      Action: ['dynamodb:BatchGetItem'],
      Resource: ['${aws_dynamodb_table.teamfiles-policies.arn}'],
    });
    expect(others.flatMap(({ Action }) => listOf(Action)).every((action) => /^(?:logs|xray):/.test(action))).toBe(true);
  });

  test('every group of a pool whose API asks for groups has its policy, by the same name, and the other way round', () => {
    const groups = every('aws_cognito_user_group').filter(({ stack }) => stack === 'api-authorization');
    const items = every('aws_dynamodb_table_item').filter(({ stack }) => stack === 'api-authorization');
    const named = items.map(({ args }) => (JSON.parse(String(args['item'])) as { group: { S: string } }).group.S);
    expect(named.sort()).toEqual(groups.map(({ args }) => String(args['name'])).sort());
    expect(named.length).toBeGreaterThan(0);
  });

  test('every API of the framework has its alarms; those that tell 401 from 403 need access logs', () => {
    const expected = {
      'api-authentication': ['client-errors', 'server-errors'],
      'api-authorization': ['authorizer-errors', 'authorizer-latency', 'client-errors', 'server-errors'],
    };
    const refused = name === 'production' ? ['forbidden', 'unauthorized'] : [];
    for (const [stack, alarms] of Object.entries(expected)) {
      const found = every('aws_cloudwatch_metric_alarm').filter((alarm) => alarm.stack === stack);
      const ids = found.map(({ address }) => address.replace(/^.+-alarms-/, '')).sort();
      expect(ids).toEqual([...alarms, ...refused].sort());
      for (const { args } of found) {
        expect(args).toMatchObject({ treat_missing_data: 'notBreaching', period: 300 });
        expect(args['alarm_description']).toMatch(/\.$/);
      }
    }
  });
});
