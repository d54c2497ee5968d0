import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiGatewayIntegration } from '@cdktf/provider-aws/lib/api-gateway-integration';
import { ApiGatewayMethod } from '@cdktf/provider-aws/lib/api-gateway-method';
import { CognitoIdentityProvider } from '@cdktf/provider-aws/lib/cognito-identity-provider';
import { CognitoUserPool } from '@cdktf/provider-aws/lib/cognito-user-pool';
import { CognitoUserPoolClient } from '@cdktf/provider-aws/lib/cognito-user-pool-client';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, Aspects, TerraformStack, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { declareWildcard } from '../../constructs/checks/declared-wildcards';
import { SynthesisRefusedError } from '../../constructs/checks/errors';
import { protectSynthesis } from '../../constructs/checks/protect-synthesis';
import { declarePublic } from '../../constructs/checks/public-routes';

class TestStack extends TerraformStack {
  constructor(scope: Construct, id = 'stack') {
    super(scope, id);
    new AwsProvider(this, 'aws', { region: 'eu-west-1' });
  }

  method(id: string, httpMethod: string, authorization: string): ApiGatewayMethod {
    return new ApiGatewayMethod(this, id, { restApiId: 'api', resourceId: id, httpMethod, authorization });
  }

  integration(id: string, type: string): void {
    new ApiGatewayIntegration(this, `${id}-integration`, {
      restApiId: 'api',
      resourceId: id,
      httpMethod: 'OPTIONS',
      type,
      ...(type === 'MOCK' ? {} : { uri: 'https://a.example', integrationHttpMethod: 'POST' }),
    });
  }

  policy(id: string, resource: string): IamRolePolicy {
    const Statement = [{ Effect: 'Allow', Action: 'xray:PutTraceSegments', Resource: resource }];
    return new IamRolePolicy(this, id, { role: 'r', policy: JSON.stringify({ Version: '2012-10-17', Statement }) });
  }
}

/** What refuses synthesis, as `<address> <id>`. */
function faultsOf(build: (stack: TestStack) => void): readonly string[] {
  const app = Testing.app();
  const stack = new TestStack(app);
  build(stack);
  protectSynthesis(app);
  return refused(() => {
    app.synth();
  });
}

function refused(synthesize: () => void): readonly string[] {
  try {
    synthesize();
    return [];
  } catch (error) {
    if (error instanceof SynthesisRefusedError) {
      return error.faults.map(({ address, id }) => `${address} ${id}`);
    }
    throw error;
  }
}

describe('methods that a user pool guards', () => {
  const guarded = { restApiId: 'api', resourceId: 'r', httpMethod: 'GET', authorization: 'COGNITO_USER_POOLS' };

  it('refuses one without a scope', () => {
    expect(faultsOf((stack) => new ApiGatewayMethod(stack, 'm', { ...guarded, authorizerId: 'a' }))).toEqual([
      'aws_api_gateway_method.m unscoped-method',
    ]);
  });

  it('lets pass one with a scope', () => {
    const props = { ...guarded, authorizerId: 'a', authorizationScopes: ['api/read'] };
    expect(faultsOf((stack) => new ApiGatewayMethod(stack, 'm', props))).toEqual([]);
  });
});

it('refuses a client that may write what an identity provider fills', () => {
  const faults = faultsOf((stack) => {
    const userPoolId = new CognitoUserPool(stack, 'p', { name: 'p' }).id;
    new CognitoIdentityProvider(stack, 'i', {
      userPoolId,
      providerName: 'Company',
      providerType: 'SAML',
      providerDetails: { MetadataURL: 'https://idp.example.com/metadata' },
      attributeMapping: { 'custom:groups': 'groups' },
    });
    new CognitoUserPoolClient(stack, 'c', { name: 'c', userPoolId, writeAttributes: ['email'] });
    new CognitoUserPoolClient(stack, 'd', { name: 'd', userPoolId });
  });
  expect(faults).toEqual([
    'aws_cognito_user_pool.p provider-attribute-at-sign-up',
    'aws_cognito_user_pool_client.d provider-attribute-writable',
  ]);
});

it('refuses what no check can read', () => {
  expect(faultsOf((stack) => stack.addOverride('module.m', { source: 'acme/network/aws' }))).toEqual([
    'module.m unseen-resource',
  ]);
});

describe('a pool, a provider and a client of three stacks', () => {
  /** With the stack that is synthesized first at the front. */
  const appOf = (order: readonly string[], writeAttributes: string[]) => {
    const app = Testing.app();
    const stacks = new Map(order.map((id) => [id, new TestStack(app, id)]));
    const stackNamed = (id: string) => stacks.get(id) ?? new TestStack(app, id);
    const { id: userPoolId } = new CognitoUserPool(stackNamed('pools'), 'p', {
      name: 'p',
      lambdaConfig: { preSignUp: 'arn:aws:lambda:eu-west-1:123456789012:function:f' },
    });
    new CognitoIdentityProvider(stackNamed('providers'), 'i', {
      userPoolId,
      providerName: 'Company',
      providerType: 'SAML',
      providerDetails: { MetadataURL: 'https://idp.example.com/metadata' },
      attributeMapping: { 'custom:groups': 'groups' },
    });
    new CognitoUserPoolClient(stackNamed('clients'), 'c', { name: 'c', userPoolId, writeAttributes });
    protectSynthesis(app);
    return { app, stacks };
  };
  const orders = [
    ['pools', 'providers', 'clients'],
    ['clients', 'providers', 'pools'],
    ['providers', 'clients', 'pools'],
  ];

  it.each(orders)('are judged together (%s, %s, %s)', (...order) => {
    const { app } = appOf(order, ['email', 'custom:groups']);
    expect(refused(() => app.synth())).toEqual(['aws_cognito_user_pool_client.c provider-attribute-writable']);
    expect(readdirSync(app.outdir, { recursive: true }).filter((name) => String(name).includes('clients'))).toEqual([]);
  });

  it.each(orders)('pass where the client leaves the attribute alone (%s, %s, %s)', (...order) => {
    const { app } = appOf(order, ['email']);
    expect(refused(() => app.synth())).toEqual([]);
  });

  it('are judged once more at the end, for what an aspect changed', () => {
    const { app, stacks } = appOf(['clients', 'providers', 'pools'], ['email', 'custom:groups']);
    stacks.get('providers')?.addOverride('resource.aws_cognito_identity_provider.i.attribute_mapping', null);
    const pools = stacks.get('pools');
    if (pools === undefined) throw new Error('The stack pools is missing.');
    Aspects.of(pools).add({
      visit: () => {
        stacks.get('providers')?.addOverride('resource.aws_cognito_identity_provider.i.attribute_mapping', {
          'custom:groups': 'groups',
        });
      },
    });
    expect(refused(() => app.synth())).toEqual(['aws_cognito_user_pool_client.c provider-attribute-writable']);
  });
});

describe('open methods', () => {
  it.each(['GET', 'POST', 'ANY', 'OPTIONS'])('refuses %s with NONE', (verb) => {
    expect(faultsOf((stack) => stack.method('m', verb, 'NONE'))).toEqual(['aws_api_gateway_method.m open-method']);
  });

  it.each(['', 'none', 'AWS-IAM', '${var.authorization}'])(
    'refuses the authorization "%s", which may be none',
    (value) => {
      expect(faultsOf((stack) => stack.method('m', 'GET', value))).toEqual(['aws_api_gateway_method.m open-method']);
    },
  );

  it('accepts what asks who is calling', () => {
    expect(faultsOf((stack) => stack.method('m', 'GET', 'AWS_IAM'))).toEqual([]);
  });

  it('accepts an open method that is declared public, and no other one', () => {
    const build = (stack: TestStack) => {
      declarePublic(stack.method('health', 'GET', 'NONE'), 'A load balancer asks it.');
      stack.method('notes', 'GET', 'NONE');
    };
    expect(faultsOf(build)).toEqual(['aws_api_gateway_method.notes open-method']);
  });

  it('accepts a preflight that a mock answers', () => {
    const build = (stack: TestStack) => {
      stack.method('m', 'OPTIONS', 'NONE');
      stack.integration('m', 'MOCK');
    };
    expect(faultsOf(build)).toEqual([]);
  });

  it('refuses a preflight that reaches a backend', () => {
    const build = (stack: TestStack) => {
      stack.method('m', 'OPTIONS', 'NONE');
      stack.integration('m', 'HTTP_PROXY');
      stack.integration('other', 'MOCK');
    };
    expect(faultsOf(build)).toEqual(['aws_api_gateway_method.m open-method']);
  });

  it('refuses a preflight when the mock answers for another resource', () => {
    const build = (stack: TestStack) => {
      stack.method('m', 'OPTIONS', 'NONE');
      stack.integration('other', 'MOCK');
    };
    expect(faultsOf(build)).toEqual(['aws_api_gateway_method.m open-method']);
  });

  it('refuses GET on a resource whose GET a mock answers', () => {
    const build = (stack: TestStack) => {
      stack.method('m', 'GET', 'NONE');
      stack.integration('m', 'MOCK');
    };
    expect(faultsOf(build)).toEqual(['aws_api_gateway_method.m open-method']);
  });

  it.each([
    [
      'an override of the resource',
      (stack: TestStack) => stack.method('m', 'GET', 'AWS_IAM').addOverride('authorization', 'NONE'),
    ],
    [
      'an override of the stack',
      (stack: TestStack) => {
        stack.method('m', 'GET', 'AWS_IAM');
        stack.addOverride('resource.aws_api_gateway_method.m.authorization', 'NONE');
      },
    ],
    [
      'a method that only the override knows',
      (stack: TestStack) => {
        stack.addOverride('resource.aws_api_gateway_method.m', { authorization: 'NONE', http_method: 'GET' });
      },
    ],
  ])('sees through %s', (_name, build) => {
    expect(faultsOf(build)).toEqual(['aws_api_gateway_method.m open-method']);
  });

  it.each([
    ['aws_lambda_function_url', { authorization_type: 'NONE' }, 'open-door'],
    ['aws_apigatewayv2_route', {}, 'open-door'],
    ['aws_apigatewayv2_route', { authorization_type: 'NONE' }, 'open-door'],
    ['aws_apigatewayv2_route', { authorization_type: '${var.type}' }, 'open-door'],
    ['aws_lambda_function_url', { authorization_type: 'JWT' }, 'open-door'],
    ['aws_lambda_function_url', { authorization_type: '${var.type}' }, 'open-door'],
    ['aws_apigatewayv2_api', { protocol_type: 'HTTP', target: '${aws_lambda_function.f.arn}' }, 'open-door'],
    ['aws_apigatewayv2_api', { protocol_type: 'HTTP', body: '{}' }, 'routes-in-body'],
    ['aws_appsync_graphql_api', { authentication_type: 'API_KEY' }, 'open-door'],
    [
      'aws_appsync_graphql_api',
      { authentication_type: 'AWS_IAM', additional_authentication_provider: [{ authentication_type: 'API_KEY' }] },
      'open-door',
    ],
    [
      'aws_appsync_api',
      { event_config: [{ auth_provider: [{ auth_type: 'AWS_IAM' }, { auth_type: 'API_KEY' }] }] },
      'open-door',
    ],
    ['aws_api_gateway_rest_api', { body: '{}' }, 'routes-in-body'],
    ['aws_api_gateway_rest_api_put', { body: '{}' }, 'routes-in-body'],
  ])('refuses the other ways in: %s %j', (type, args, id) => {
    expect(
      faultsOf((stack) => {
        stack.addOverride(`resource.${type}.x`, args);
      }),
    ).toEqual([`${type}.x ${id}`]);
  });

  it.each([
    ['aws_apigatewayv2_route', { authorization_type: 'JWT' }],
    ['aws_apigatewayv2_api', { protocol_type: 'HTTP' }],
    ['aws_appsync_graphql_api', { authentication_type: 'AMAZON_COGNITO_USER_POOLS' }],
    ['aws_appsync_api', { event_config: [{ auth_provider: [{ auth_type: 'AWS_LAMBDA' }] }] }],
  ])('accepts other ways in that ask who is calling: %s %j', (type, args) => {
    expect(faultsOf((stack) => stack.addOverride(`resource.${type}.x`, args))).toEqual([]);
  });

  it.each<readonly [string, { readonly protocol?: string; readonly connect?: object }, readonly string[]]>([
    ['who asked at $connect', { connect: { authorization_type: 'AWS_IAM' } }, []],
    [
      'who asked nobody at $connect',
      { connect: { authorization_type: 'NONE' } },
      ['aws_apigatewayv2_route.connect open-door', 'aws_apigatewayv2_route.send open-door'],
    ],
    ['that has no $connect', {}, ['aws_apigatewayv2_route.send open-door']],
    [
      'that is no WebSocket API',
      { protocol: 'HTTP', connect: { authorization_type: 'AWS_IAM' } },
      ['aws_apigatewayv2_route.send open-door'],
    ],
  ])('judges a message to a WebSocket API %s', (_name, { protocol = 'WEBSOCKET', connect }, faults) => {
    const route = { api_id: '${aws_apigatewayv2_api.a.id}' };
    const build = (stack: TestStack) => {
      stack.addOverride('resource.aws_apigatewayv2_api.a', { protocol_type: protocol });
      if (connect !== undefined) {
        const all = { ...route, route_key: '$connect', ...connect };
        stack.addOverride('resource.aws_apigatewayv2_route.connect', all);
      }
      stack.addOverride('resource.aws_apigatewayv2_route.send', { ...route, route_key: 'send' });
    };
    expect(faultsOf(build)).toEqual(faults);
  });

  it('judges a WebSocket API by every $connect that is written', () => {
    const route = { api_id: '${aws_apigatewayv2_api.a.id}' };
    const build = (stack: TestStack) => {
      stack.addOverride('resource.aws_apigatewayv2_api.a', { protocol_type: 'WEBSOCKET' });
      const connect = { ...route, route_key: '$connect' };
      stack.addOverride('resource.aws_apigatewayv2_route.a', { ...connect, authorization_type: 'AWS_IAM' });
      stack.addOverride('resource.aws_apigatewayv2_route.b', { ...connect, authorization_type: 'NONE' });
      stack.addOverride('resource.aws_apigatewayv2_route.send', { ...route, route_key: 'send' });
    };
    expect(faultsOf(build)).toEqual(['aws_apigatewayv2_route.b open-door', 'aws_apigatewayv2_route.send open-door']);
  });

  it('accepts a function URL that asks who is calling', () => {
    const build = (stack: TestStack) => {
      stack.addOverride('resource.aws_lambda_function_url.x', { authorization_type: 'AWS_IAM' });
    };
    expect(faultsOf(build)).toEqual([]);
  });
});

describe('declarations', () => {
  it('wants a reason for an open method', () => {
    const stack = new TestStack(Testing.app());
    const method = stack.method('m', 'GET', 'NONE');
    expect(() => {
      declarePublic(method, ' ');
    }).toThrow(
      'declarePublic("stack/m"): the reason is empty. Say in one sentence why this is right, for the reviewer.',
    );
  });

  it('wants the method itself', () => {
    const stack = new TestStack(Testing.app());
    expect(() => {
      declarePublic(new Construct(stack, 'route'), 'Because.');
    }).toThrow('declarePublic("stack/route"): this is no aws_api_gateway_method. Pass the ApiGatewayMethod itself.');
  });

  it('wants a reason for a wildcard', () => {
    const stack = new TestStack(Testing.app());
    expect(() => {
      declareWildcard(stack.policy('p', '*'), '');
    }).toThrow('declareWildcard("stack/p"): the reason is empty.');
  });

  it('lets a declared wildcard pass, and no other one', () => {
    const build = (stack: TestStack) => {
      declareWildcard(stack.policy('declared', '*'), 'X-Ray has no resources.');
      stack.policy('other', '*');
    };
    expect(faultsOf(build)).toEqual(['aws_iam_role_policy.other policy-wide-resource']);
  });
});

describe('the guard', () => {
  const twoBadStacks = () => {
    const app = Testing.app();
    const stacks = ['one', 'two'].map((id) => new TestStack(app, id));
    for (const stack of stacks) {
      stack.method('m', 'GET', 'NONE');
      new CognitoUserPool(stack, 'pool', { name: 'a/b' });
    }
    return { app, stacks };
  };

  it('tells all faults of all stacks at once, with what to do', () => {
    const { app } = twoBadStacks();
    protectSynthesis(app);
    expect(() => {
      app.synth();
    }).toThrow(
      [
        'Synthesis refused for 4 faults:',
        ...['one', 'two'].flatMap((stack) => [
          `  ${stack}: aws_api_gateway_method.m: authorization = "NONE". A method asks who is calling (AWS_IAM, CUSTOM or COGNITO_USER_POOLS), or is public for a declared reason. Set an authorization, or call declarePublic(method, reason) if everybody may call it. [open-method]`,
          `  ${stack}: aws_cognito_user_pool.pool: name = "a/b". refused at deployment, because a name is 1 to 128 letters, digits, spaces and + = , . @ - _. Rename the pool. [cognito-user-pool-name]`,
        ]),
      ].join('\n'),
    );
  });

  it('stands in the way of one stack alone', () => {
    const { app, stacks } = twoBadStacks();
    protectSynthesis(app);
    expect(
      stacks.map(
        (stack) =>
          refused(() => {
            Testing.fullSynth(stack);
          }).length,
      ),
    ).toEqual([4, 4]);
  });

  it('judges a stack that comes later', () => {
    const app = Testing.app();
    new TestStack(app, 'early');
    protectSynthesis(app);
    new TestStack(app, 'late').method('m', 'GET', 'NONE');
    expect(
      refused(() => {
        app.synth();
      }),
    ).toEqual(['aws_api_gateway_method.m open-method']);
  });

  it('writes nothing that it refuses', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'refused-'));
    const app = new App({ outdir });
    new TestStack(app).method('m', 'GET', 'NONE');
    protectSynthesis(app);
    expect(
      refused(() => {
        app.synth();
      }),
    ).toHaveLength(1);
    expect(readdirSync(outdir, { recursive: true }).filter((name) => /\.json$/.test(String(name)))).toEqual([]);
  });

  it('does not take part in an app that skips validations', () => {
    expect(() => {
      protectSynthesis(new App({ outdir: mkdtempSync(join(tmpdir(), 'skip-')), skipValidation: true }));
    }).toThrow('The app is made with skipValidation: true, so no check would run. Make it without that option.');
  });
});
