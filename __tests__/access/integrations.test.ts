import { element, matrixOf } from './support/matrices';

const permission = ['aws_lambda_permission', 'api-notes-GET'] as const;
const integration = ['aws_api_gateway_integration', 'api-notes-GET'] as const;

/** What API Gateway needs to ask a function, broken in one place. */
const broken = [
  ['a permission for another service', permission, { principal: 's3.amazonaws.com' }],
  ['a permission for another account', permission, { source_account: '999999999999' }],
  ['a permission for another action', permission, { action: 'lambda:GetFunction' }],
  ['a permission for another method', permission, { source_arn: 'arn:aws:execute-api:us-east-1:123456789012:x/*' }],
  ['another method than POST to the function', integration, { integration_http_method: 'GET' }],
] as const;

test.each(broken)('%s: 500 for whoever was let in', (_, [type, name], change) => {
  const matrix = matrixOf({ notes: (resource) => Object.assign(element(resource, type, name), change) });
  expect(matrix.says('user notes', 'GET notes/notes')).toBe('denied at integration');
  expect(matrix.says('user notes', 'POST notes/createnote')).toBe('allowed');
});

test('a permission for the own account is as good as none for any', () => {
  const own = { source_account: '123456789012' };
  const matrix = matrixOf({ notes: (resource) => Object.assign(element(resource, ...permission), own) });
  expect(matrix.says('user notes', 'GET notes/notes')).toBe('allowed');
});

test('an identity pool takes tokens of the clients that it names, and of no other client of the pool', () => {
  const matrix = matrixOf({
    notes: (resource) => {
      const clients = (resource['aws_cognito_user_pool_client'] ??= {});
      clients['other'] = { ...element(resource, 'aws_cognito_user_pool_client', 'client'), name: 'other' };
      const pool = element(resource, 'aws_cognito_identity_pool', 'main');
      const [provider] = pool['cognito_identity_providers'] as object[];
      pool['cognito_identity_providers'] = [{ ...provider, client_id: '${aws_cognito_user_pool_client.other.id}' }];
    },
  });
  const { steps } = matrix.cell('user notes', 'GET notes/notes');
  expect(steps[0]?.text).toBe('signs in through the app client other');
});
