import { ApiGatewayMethod } from '@cdktf/provider-aws/lib/api-gateway-method';
import { InvalidDeclarationError } from '../../constructs/checks/errors';
import { describeFault } from '../../constructs/checks/fault';
import { declareIdToken, idTokenReason } from '../../constructs/checks/id-token-routes';
import { resolveStack } from '../../constructs/checks/resolved-stack';
import { findUnscopedMethods } from '../../constructs/checks/unscoped-methods';
import type { Arguments } from '../../constructs/checks/terraform-values';
import { removeTestStacks, testStack } from '../constructs/test-stack';
import { stackOf } from './resolved';

afterAll(removeTestStacks);

const guarded = { authorization: 'COGNITO_USER_POOLS', authorizer_id: '${aws_api_gateway_authorizer.a.id}' };

const faults = (args: Arguments) => findUnscopedMethods(stackOf(['aws_api_gateway_method', args]));

it.each<Arguments>([
  {},
  ...[[], null, [''], ['openid'], ['api/read', 'email'], ['phone', 'profile']].map((authorization_scopes) => ({
    authorization_scopes,
  })),
])('refuses no scope, or one that everybody has (%j)', (scopes) => {
  expect(faults({ ...guarded, ...scopes })).toHaveLength(1);
});

it.each<Arguments>([
  { ...guarded, authorization_scopes: ['api/read'] },
  { ...guarded, authorization_scopes: ['${aws_cognito_resource_server.a.identifier}/read'] },
  { ...guarded, authorization_scopes: '${var.scopes}' },
  { authorization: 'AWS_IAM' },
  { authorization: 'NONE' },
  { authorization: 'CUSTOM', authorizer_id: 'a' },
])('lets pass %j', (args) => {
  expect(faults(args)).toEqual([]);
});

it('says where, what and what to do', () => {
  expect(faults(guarded).map(describeFault)).toEqual([
    'stack: aws_api_gateway_method.it: authorization_scopes = (not set). A method with COGNITO_USER_POOLS asks for a scope, or takes id tokens for a declared reason: without a scope, or with one of OpenID Connect, everybody who can sign in gets in. Set authorization_scopes, or call declareIdToken(method, reason) if every user may call it. [unscoped-method]',
  ]);
});

describe('a declaration', () => {
  const methodIn = (stack = testStack()) => ({
    stack,
    method: new ApiGatewayMethod(stack, 'm', {
      restApiId: 'a',
      resourceId: 'r',
      httpMethod: 'GET',
      authorization: 'COGNITO_USER_POOLS',
      authorizerId: 'z',
    }),
  });

  it('with a reason lets the method pass', () => {
    const { stack, method } = methodIn();
    expect(findUnscopedMethods(resolveStack(stack))).toHaveLength(1);
    declareIdToken(method, ' Every user may see the menu. ');
    expect(findUnscopedMethods(resolveStack(stack))).toEqual([]);
    expect(idTokenReason(method)).toBe('Every user may see the menu.');
  });

  it('without a reason, or of something else, is none', () => {
    const { stack, method } = methodIn();
    expect(() => declareIdToken(method, ' ')).toThrow(
      new InvalidDeclarationError(
        'declareIdToken("test/m"): the reason is empty. Say in one sentence why this is right, for the reviewer.',
      ),
    );
    expect(() => declareIdToken(stack, 'why')).toThrow(
      new InvalidDeclarationError(
        'declareIdToken("test"): this is no aws_api_gateway_method. Pass the ApiGatewayMethod itself.',
      ),
    );
    expect(findUnscopedMethods(resolveStack(stack))).toHaveLength(1);
  });
});
