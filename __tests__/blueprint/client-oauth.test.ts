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
      callbackUrls: [],
      logoutUrls: [],
      defaultRedirectUri: undefined,
    });
  });

  test('has a client for browsers, with the addresses that these may be sent to', () => {
    const callback = 'https://app.example.com/callback';
    const [other] = read(
      [`${client}.allowed_oauth_flows`, ['code']],
      [`${client}.callback_urls`, [callback]],
      [`${client}.logout_urls`, ['https://app.example.com/']],
      [`${client}.default_redirect_uri`, callback],
    ).userPools;
    expect(other?.clients.map(({ oauth }) => oauth)).toEqual([
      expect.objectContaining({
        flows: new Set(['code']),
        callbackUrls: [callback],
        logoutUrls: ['https://app.example.com/'],
        defaultRedirectUri: callback,
      }),
    ]);
  });

  test('has none of it where the client is not allowed to use it', () => {
    const [other] = read([`${client}.allowed_oauth_flows_user_pool_client`, false]).userPools;
    expect(other?.clients.map(({ oauth }) => oauth)).toEqual([undefined]);
  });

  test.each<readonly [what: string, changes: readonly Change[], failure: readonly [string, string]]>([
    [
      'a flow through a browser without an address to go back to',
      [[`${client}.allowed_oauth_flows`, ['code']]],
      [
        'invalid-argument',
        'argument "callback_urls": is []. Allowed: at least one address where allowed_oauth_flows has code.',
      ],
    ],
    [
      'a default address that is none of the client',
      [
        [`${client}.callback_urls`, ['https://app.example.com/callback']],
        [`${client}.default_redirect_uri`, 'https://app.example.com/'],
      ],
      [
        'invalid-argument',
        'argument "default_redirect_uri": is "https://app.example.com/". Allowed: https://app.example.com/callback.',
      ],
    ],
    [
      'flows for people and for machines in one client',
      [
        [`${client}.allowed_oauth_flows`, ['client_credentials', 'code']],
        [`${client}.callback_urls`, ['https://app.example.com/callback']],
      ],
      [
        'invalid-argument',
        'argument "allowed_oauth_flows": is ["client_credentials","code"]. Allowed: client_credentials alone, or without it.',
      ],
    ],
    [
      'the implicit flow',
      [[`${client}.allowed_oauth_flows`, ['implicit']]],
      [
        'unsupported-value',
        'argument "allowed_oauth_flows": the sandbox does not model ["implicit"] here. Accepted: ["client_credentials"], ["code"].',
      ],
    ],
    [
      'no flow',
      [[`${client}.allowed_oauth_flows`, undefined]],
      ['invalid-argument', 'argument "allowed_oauth_flows": is []. Allowed: client_credentials or code.'],
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
});
