import { readBlueprint } from '../../blueprint/read-blueprint';
import { failureOf } from './support/failure';
import { changedPattern, type Change } from './support/pattern-stack';
import type { Json } from './support/stacks-on-disk';

const authorizer = 'resource.aws_api_gateway_authorizer.groups';
const method = 'resource.aws_api_gateway_method.get';

/** `GET /things` behind an authorizer that asks a function. */
const custom = (type: string | undefined, ...changes: readonly Change[]): readonly Change[] => [
  [
    authorizer,
    {
      name: 'groups',
      rest_api_id: '${aws_api_gateway_rest_api.api.id}',
      authorizer_uri: '${aws_lambda_function.run.invoke_arn}',
      ...(type === undefined ? {} : { type }),
    },
  ],
  [`${method}.authorization`, 'CUSTOM'],
  [`${method}.authorizer_id`, '${aws_api_gateway_authorizer.groups.id}'],
  ...changes,
];

const read = (...changes: readonly Change[]) => readBlueprint({ outputFolder: changedPattern(...changes) });
const authorizationOf = (...changes: readonly Change[]) =>
  read(...changes).restApis[0]?.routes.find(({ method: verb }) => verb === 'GET')?.authorization;
const refusal = (...changes: readonly Change[]) => failureOf(() => read(...changes));
const given = (argument: string, value: Json | undefined): Change => [`${authorizer}.${argument}`, value];

describe('a method behind a Lambda authorizer', () => {
  test.each(['TOKEN', undefined])('of type %s is read whole', (type) => {
    const blueprint = read(...custom(type));
    const [fn] = blueprint.functions;
    expect(blueprint.restApis[0]?.routes.find(({ method: verb }) => verb === 'GET')?.authorization).toEqual({
      kind: 'CUSTOM',
      authorizer: {
        kind: 'TOKEN',
        stack: 'pattern',
        address: 'aws_api_gateway_authorizer.groups',
        id: expect.stringMatching(/^[0-9a-z]{6}$/),
        name: 'groups',
        functionArn: fn?.arn,
        tokenHeader: 'Authorization',
        validationExpression: undefined,
        resultTtlSeconds: 300,
      },
    });
  });

  test.each<readonly [what: string, changes: readonly Change[], expected: object]>([
    [
      'an expression and another header',
      custom(
        'TOKEN',
        given('identity_source', 'method.request.header.X-Token'),
        given('identity_validation_expression', '^Bearer [-0-9A-Za-z._]+$'),
        given('authorizer_result_ttl_in_seconds', 0),
      ),
      { tokenHeader: 'X-Token', validationExpression: '^Bearer [-0-9A-Za-z._]+$', resultTtlSeconds: 0 },
    ],
    [
      'the header Authorization by default',
      custom('REQUEST'),
      { kind: 'REQUEST', identitySources: [{ place: 'header', name: 'Authorization' }] },
    ],
    [
      'all kinds of identity sources',
      custom(
        'REQUEST',
        given(
          'identity_source',
          'method.request.header.X-Key, method.request.querystring.key,stageVariables.color ,context.identity.sourceIp',
        ),
      ),
      {
        identitySources: [
          { place: 'header', name: 'X-Key' },
          { place: 'querystring', name: 'key' },
          { place: 'stageVariables', name: 'color' },
          { place: 'context', name: 'identity.sourceIp' },
        ],
      },
    ],
    [
      'no identity source where nothing is kept',
      custom('REQUEST', given('identity_source', ''), given('authorizer_result_ttl_in_seconds', 0)),
      { identitySources: [] },
    ],
  ])('has %s', (_, changes, expected) => {
    expect(authorizationOf(...changes)).toMatchObject({ kind: 'CUSTOM', authorizer: expected });
  });

  const source = (text: string) =>
    [
      `the identity source ${JSON.stringify(text)}`,
      custom('REQUEST', given('identity_source', text)),
      [
        'invalid-argument',
        `argument "identity_source": is ${JSON.stringify(text)}. Allowed: method.request.header.<name>,`,
      ],
    ] as const;

  test.each<readonly [what: string, changes: readonly Change[], failure: readonly [string, string]]>([
    source(''),
    source(','),
    source('method.request.header.A,'),
    source('method.request.path.id'),
    source('method.request.body.id'),
    source('method.request.header.'),
    source('method.request.stageVariables.a'),
    source('header.A'),
    source('context.authorizer.principalId'),
    source('context.identity.caller'),
    source('stageVariables'),
    source('$request.header.Authorization'),
    [
      'no function',
      custom('TOKEN', given('authorizer_uri', undefined)),
      ['invalid-argument', 'argument "authorizer_uri": is required and has no value.'],
    ],
    [
      'the ARN of a function',
      custom('TOKEN', given('authorizer_uri', '${aws_lambda_function.run.arn}')),
      ['incoherent', 'invokes no function of these stacks. Use the invoke_arn of a function'],
    ],
    [
      'credentials',
      custom('TOKEN', given('authorizer_credentials', 'arn:aws:iam::123456789012:role/x')),
      [
        'unsupported-value',
        'argument "authorizer_credentials": the sandbox does not model "arn:aws:iam::123456789012:role/x" here.',
      ],
    ],
    [
      'user pools',
      custom('TOKEN', given('provider_arns', ['${aws_cognito_user_pool.pool.arn}'])),
      ['incoherent', 'argument "provider_arns": it has no effect where type is "TOKEN". Leave it out.'],
    ],
    [
      'an expression for a request',
      custom('REQUEST', given('identity_validation_expression', '.+')),
      ['incoherent', 'argument "identity_validation_expression": it has no effect where type is "REQUEST".'],
    ],
    [
      'two headers for a token',
      custom('TOKEN', given('identity_source', 'method.request.header.A,method.request.header.B')),
      ['invalid-argument', 'Allowed: method.request.header.<name>.'],
    ],
    [
      'an expression that only Java reads',
      custom('TOKEN', given('identity_validation_expression', '(?i)bearer .+')),
      ['invalid-argument', 'is "(?i)bearer .+". Allowed: a regular expression.'],
    ],
    [
      'an expression that Java reads in another way',
      custom('TOKEN', given('identity_validation_expression', '[a-z&&[^x]]+')),
      ['invalid-argument', 'is "[a-z&&[^x]]+". Allowed: a regular expression'],
    ],
    [
      'an intersection of classes',
      custom('TOKEN', given('identity_validation_expression', '[a-z&&x]+')),
      ['invalid-argument', 'is "[a-z&&x]+". Allowed: a regular expression without && in a class.'],
    ],
    [
      'a result kept for too long',
      custom('TOKEN', given('authorizer_result_ttl_in_seconds', 3_601)),
      ['invalid-argument', 'Allowed: a whole number from 0 to 3600.'],
    ],
    [
      'another type',
      custom('JWT'),
      ['unsupported-value', 'argument "type": the sandbox does not model "JWT" here. Accepted: "TOKEN", or "REQUEST"'],
    ],
    [
      'scopes',
      custom('TOKEN', [`${method}.authorization_scopes`, ['api/read']]),
      ['incoherent', 'argument "authorization_scopes": it has no effect where authorization is "CUSTOM".'],
    ],
    [
      'no authorizer',
      custom('TOKEN', [`${method}.authorizer_id`, undefined]),
      ['invalid-argument', 'argument "authorizer_id": is required and has no value.'],
    ],
    [
      'an authorizer of another kind of method',
      custom('TOKEN', [`${method}.authorization`, 'COGNITO_USER_POOLS']),
      [
        'incoherent',
        'argument "authorizer_id": aws_api_gateway_authorizer.groups is for methods whose authorization is "CUSTOM", and this one\'s is "COGNITO_USER_POOLS". Set authorization to "CUSTOM", or name another authorizer.',
      ],
    ],
    [
      'an authorizer that is not heeded',
      custom('TOKEN', [`${method}.authorization`, 'NONE']),
      [
        'incoherent',
        'argument "authorizer_id": it has no effect where authorization is "NONE". Set authorization to "CUSTOM", or leave the argument out.',
      ],
    ],
  ])('with %s is refused', (_, changes, [code, message]) => {
    expect(refusal(...changes)).toEqual([code, expect.stringContaining(message)]);
  });

  test('a user pool authorizer with a function is refused', () => {
    const changes = custom('COGNITO_USER_POOLS', given('provider_arns', ['${aws_cognito_user_pool.pool.arn}']));
    expect(refusal(...changes)).toEqual([
      'incoherent',
      expect.stringContaining('argument "authorizer_uri": it has no effect where type is "COGNITO_USER_POOLS".'),
    ]);
  });
});
