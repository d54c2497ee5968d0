import type { Blueprint } from '../../blueprint/model';
import { readBlueprint } from '../../blueprint/read-blueprint';
import { failureOf } from './support/failure';
import { type Change, machineToMachine } from './support/machine-to-machine-stacks';

const read = (...changes: readonly Change[]): Blueprint =>
  readBlueprint({ outputFolder: machineToMachine(...changes) });
const refusal = (...changes: readonly Change[]) => failureOf(() => read(...changes));

const client = 'issuer.resource.aws_cognito_user_pool_client.client';
const version = 'issuer.resource.aws_secretsmanager_secret_version.secret';
const pool = '${aws_cognito_user_pool.pool.id}';

describe('a pool for machines', () => {
  const [userPool] = read().userPools.filter(({ stack }) => stack === 'issuer');

  test('has its resource server, and the scopes as tokens name them', () => {
    expect(userPool?.resourceServers).toEqual([
      {
        stack: 'issuer',
        address: 'aws_cognito_resource_server.server',
        identifier: 'premium_api',
        name: 'premium',
        scopes: ['premium_api/write', 'premium_api/read'],
      },
    ]);
    expect([userPool?.aliasAttributes, userPool?.usernameAttributes]).toEqual([['email'], []]);
  });

  test('has a client with a secret, a flow and scopes', () => {
    const [machine] = userPool?.clients ?? [];
    expect(machine?.secret).toMatch(/^[0-9a-z]{51}$/);
    expect(machine?.oauth).toEqual({
      flows: new Set(['client_credentials']),
      scopes: ['premium_api/write', 'premium_api/read'],
    });
  });

  test('has none of it where the client is not allowed to use it', () => {
    const [other] = read([`${client}.allowed_oauth_flows_user_pool_client`, false]).userPools;
    expect(other?.clients.map(({ oauth }) => oauth)).toEqual([undefined]);
  });

  test.each<readonly [what: string, changes: readonly Change[], failure: readonly [string, string]]>([
    [
      'a flow through a browser',
      [[`${client}.allowed_oauth_flows`, ['code']]],
      [
        'unsupported-value',
        'argument "allowed_oauth_flows": the sandbox does not model ["code"] here. Accepted: ["client_credentials"].',
      ],
    ],
    [
      'the implicit flow beside it',
      [[`${client}.allowed_oauth_flows`, ['client_credentials', 'implicit']]],
      [
        'unsupported-value',
        'argument "allowed_oauth_flows": the sandbox does not model ["client_credentials","implicit"] here.',
      ],
    ],
    [
      'no flow',
      [[`${client}.allowed_oauth_flows`, undefined]],
      ['invalid-argument', 'argument "allowed_oauth_flows": is []. Allowed: client_credentials.'],
    ],
    [
      'no scope',
      [[`${client}.allowed_oauth_scopes`, []]],
      ['invalid-argument', 'argument "allowed_oauth_scopes": is []. Allowed: at least one scope.'],
    ],
    [
      'no secret',
      [
        [`${client}.generate_secret`, undefined],
        [version, undefined],
        [
          'issuer.output',
          { pool_arn: { value: '${aws_cognito_user_pool.pool.arn}' }, identifier: { value: 'premium_api' } },
        ],
      ],
      [
        'invalid-argument',
        'argument "generate_secret": is false. Allowed: true where allowed_oauth_flows has client_credentials.',
      ],
    ],
    [
      'a scope that its pool does not have',
      [[`${client}.allowed_oauth_scopes`, ['premium_api/delete']]],
      [
        'invalid-argument',
        'argument "allowed_oauth_scopes": is "premium_api/delete". Allowed: aws.cognito.signin.user.admin, email, openid, phone, profile, premium_api/write, premium_api/read.',
      ],
    ],
    [
      'a scope of another pool',
      [
        ['issuer.resource.aws_cognito_user_pool.other', { name: 'other' }],
        [
          'issuer.resource.aws_cognito_resource_server.other',
          {
            identifier: 'other',
            name: 'other',
            user_pool_id: '${aws_cognito_user_pool.other.id}',
            scope: [{ scope_name: 'read' }],
          },
        ],
        [`${client}.allowed_oauth_scopes`, ['other/read']],
      ],
      ['invalid-argument', 'argument "allowed_oauth_scopes": is "other/read". Allowed: '],
    ],
    [
      'two resource servers of one name',
      [
        [
          'issuer.resource.aws_cognito_resource_server.again',
          { identifier: 'premium_api', name: 'again', user_pool_id: pool },
        ],
      ],
      ['incoherent', '"premium_api" is already taken by aws_cognito_resource_server.server of stack "issuer".'],
    ],
    [
      'a resource server of no pool',
      [['issuer.resource.aws_cognito_resource_server.server.user_pool_id', 'eu-west-1_x']],
      ['incoherent', '"eu-west-1_x" is no user pool of these stacks.'],
    ],
  ])('%s is refused', (_, changes, [code, message]) => {
    expect(refusal(...changes)).toEqual([code, expect.stringContaining(message)]);
  });

  test.each(['callback_urls', 'logout_urls', 'default_redirect_uri'])('%s changes nothing', (name) => {
    expect(refusal([`${client}.${name}`, 'https://example.com'])[0]).toBe('none');
  });
});
