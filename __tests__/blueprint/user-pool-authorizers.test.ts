import type { Blueprint } from '../../blueprint/model';
import { readBlueprint } from '../../blueprint/read-blueprint';
import { failureOf } from './support/failure';
import { type Change, machineToMachine } from './support/machine-to-machine-stacks';

const read = (...changes: readonly Change[]): Blueprint =>
  readBlueprint({ outputFolder: machineToMachine(...changes) });
const refusal = (...changes: readonly Change[]) => failureOf(() => read(...changes));

const authorizer = 'premium.resource.aws_api_gateway_authorizer.tokens';
const method = 'premium.resource.aws_api_gateway_method.get';

describe('a method behind a user pool', () => {
  const blueprint = read();
  const [api] = blueprint.restApis;

  test('has its authorizer with the pool of another stack, and its scopes', () => {
    expect(api?.routes.find(({ method: verb }) => verb === 'GET')?.authorization).toEqual({
      kind: 'COGNITO_USER_POOLS',
      scopes: ['premium_api/read'],
      authorizer: {
        stack: 'premium',
        address: 'aws_api_gateway_authorizer.tokens',
        id: expect.stringMatching(/^[0-9a-z]{6}$/),
        name: 'tokens',
        tokenHeader: 'Authorization',
        userPoolIds: blueprint.userPools.filter(({ stack }) => stack === 'issuer').map(({ id }) => id),
        validationExpression: undefined,
        resultTtlSeconds: 15,
      },
    });
  });

  test.each<readonly [what: string, changes: readonly Change[], expected: object]>([
    [
      'five minutes',
      [[`${authorizer}.authorizer_result_ttl_in_seconds`, undefined]],
      { authorizer: { resultTtlSeconds: 300 } },
    ],
    [
      'the header Authorization',
      [[`${authorizer}.identity_source`, undefined]],
      { authorizer: { tokenHeader: 'Authorization' } },
    ],
    [
      'another header',
      [[`${authorizer}.identity_source`, 'method.request.header.X-Token']],
      { authorizer: { tokenHeader: 'X-Token' } },
    ],
    [
      'an expression',
      [[`${authorizer}.identity_validation_expression`, 'a+']],
      { authorizer: { validationExpression: 'a+' } },
    ],
    [
      'no expression where it is empty',
      [[`${authorizer}.identity_validation_expression`, '']],
      { authorizer: { validationExpression: undefined } },
    ],
    ['no scopes', [[`${method}.authorization_scopes`, undefined]], { scopes: [] }],
  ])('has %s', (_, changes, expected) => {
    const [changed] = read(...changes).restApis;
    expect(changed?.routes.find(({ method: verb }) => verb === 'GET')?.authorization).toMatchObject(expected);
  });

  test.each<readonly [what: string, changes: readonly Change[], failure: readonly [string, string]]>([
    ...['TOKEN', 'REQUEST'].map(
      (type) =>
        [
          `an authorizer of type ${type}`,
          [[`${authorizer}.type`, type]],
          ['incoherent', `argument "provider_arns": it has no effect where type is "${type}". Leave it out.`],
        ] as const,
    ),
    [
      'an authorizer without a type, which is TOKEN',
      [[`${authorizer}.type`, undefined]],
      ['incoherent', 'argument "provider_arns": it has no effect where type is "TOKEN". Leave it out.'],
    ],
    [
      'no pool',
      [[`${authorizer}.provider_arns`, []]],
      ['invalid-argument', 'argument "provider_arns": is []. Allowed: the ARN of at least one user pool.'],
    ],
    [
      'a pool that is not there',
      [[`${authorizer}.provider_arns`, ['arn:aws:cognito-idp:x']]],
      ['incoherent', 'argument "provider_arns": "arn:aws:cognito-idp:x" is no user pool of these stacks.'],
    ],
    [
      'a token in the query',
      [[`${authorizer}.identity_source`, 'method.request.querystring.token']],
      [
        'invalid-argument',
        'argument "identity_source": is "method.request.querystring.token". Allowed: method.request.header.<name>.',
      ],
    ],
    [
      'two headers',
      [[`${authorizer}.identity_source`, 'method.request.header.A, method.request.header.B']],
      ['invalid-argument', 'argument "identity_source": is '],
    ],
    [
      'an expression that is none',
      [[`${authorizer}.identity_validation_expression`, '(']],
      ['invalid-argument', 'argument "identity_validation_expression": is "(". Allowed: a regular expression.'],
    ],
    ...[-1, 3_601, 1.5].map(
      (seconds) =>
        [
          `results kept for ${seconds} seconds`,
          [[`${authorizer}.authorizer_result_ttl_in_seconds`, seconds]],
          [
            'invalid-argument',
            `argument "authorizer_result_ttl_in_seconds": is ${seconds}. Allowed: a whole number from 0 to 3600.`,
          ],
        ] as const,
    ),
    [
      'no authorizer',
      [[`${method}.authorizer_id`, undefined]],
      ['invalid-argument', 'argument "authorizer_id": is required and has no value.'],
    ],
    [
      'an authorizer that is not there',
      [[`${method}.authorizer_id`, 'abcdef']],
      ['incoherent', 'argument "authorizer_id": "abcdef" is no authorizer of this API of these stacks.'],
    ],
    [
      'an authorizer of no API',
      [[`${authorizer}.rest_api_id`, 'abcdef']],
      [
        'incoherent',
        'aws_api_gateway_authorizer.tokens, argument "rest_api_id": "abcdef" is no REST API of these stacks.',
      ],
    ],
    [
      'two authorizers of one name',
      [
        [
          'premium.resource.aws_api_gateway_authorizer.again',
          {
            name: 'tokens',
            rest_api_id: '${aws_api_gateway_rest_api.api.id}',
            type: 'COGNITO_USER_POOLS',
            provider_arns: ['${aws_cognito_user_pool.pool.arn}'],
          },
        ],
      ],
      ['incoherent', '"tokens" is already taken by aws_api_gateway_authorizer.tokens of stack "premium".'],
    ],
    ...(['NONE', 'AWS_IAM'] as const).map(
      (kind) =>
        [
          `an authorizer under ${kind}`,
          [[`${method}.authorization`, kind]],
          [
            'incoherent',
            `argument "authorizer_id": it has no effect where authorization is "${kind}". Set authorization to "COGNITO_USER_POOLS", or leave the argument out.`,
          ],
        ] as const,
    ),
    [
      'scopes under AWS_IAM',
      [
        [`${method}.authorization`, 'AWS_IAM'],
        [`${method}.authorizer_id`, undefined],
      ],
      ['incoherent', 'argument "authorization_scopes": it has no effect where authorization is "AWS_IAM".'],
    ],
  ])('with %s is refused', (_, changes, [code, message]) => {
    expect(refusal(...changes)).toEqual([code, expect.stringContaining(message)]);
  });

  test('an authorizer that no method uses is read as well', () => {
    const unused: Change = [
      'premium.resource.aws_api_gateway_authorizer.unused',
      {
        name: 'unused',
        rest_api_id: '${aws_api_gateway_rest_api.api.id}',
        type: 'COGNITO_USER_POOLS',
        provider_arns: ['x'],
      },
    ];
    expect(refusal(unused)[0]).toBe('incoherent');
  });
});
