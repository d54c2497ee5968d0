import type { AccessMatrix } from '../../access/model';
import { element, matrixOf } from './support/matrices';

/** Nobody has a refresh token who did not sign in before, so the flow that takes one is no way in. */
const refreshAlone = ['ALLOW_REFRESH_TOKEN_AUTH'];

const peopleOf = ({ principals }: AccessMatrix, pool: string): readonly string[] =>
  principals
    .filter(({ kind, name }) => ['signed-in-user', 'group'].includes(kind) && name.split('/')[0] === pool)
    .map(({ key }) => key);

test('a pool whose clients are machines has no people, though each may refresh', () => {
  const matrix = matrixOf();
  const machines = matrix.principals.filter(({ kind }) => kind === 'machine').map(({ name }) => name.split('/')[0]);
  expect(machines).toContain('cognito-identity-provider');
  expect(peopleOf(matrix, 'cognito-identity-provider')).toEqual([]);
});

test.each([
  ['ALLOW_USER_SRP_AUTH', ['user notes']],
  ['ALLOW_CUSTOM_AUTH', ['user notes']],
  [undefined, []],
])('a client whose one other flow is %s makes people of %j', (flow, people) => {
  const matrix = matrixOf({
    notes: (resource) => {
      for (const client of Object.values(resource['aws_cognito_user_pool_client'] ?? {})) {
        client['explicit_auth_flows'] = [...refreshAlone, ...(flow === undefined ? [] : [flow])];
        client['allowed_oauth_flows_user_pool_client'] = false;
      }
    },
  });
  expect(peopleOf(matrix, 'notes')).toEqual(people);
});

test.each([
  ['browser', false, refreshAlone, 'denied at scope'],
  ['server', true, refreshAlone, 'denied at scope'],
  ['browser', false, ['ALLOW_USER_SRP_AUTH'], 'allowed'],
])('people of a %s (secret: %s) with %j, where a route asks for a token of a password: %s', (...given) => {
  const [, generate_secret, explicit_auth_flows, says] = given;
  const matrix = matrixOf({
    'api-authentication': (resource) => {
      for (const method of Object.values(resource['aws_api_gateway_method'] ?? {})) {
        if ('authorization_scopes' in method) method['authorization_scopes'] = ['aws.cognito.signin.user.admin'];
      }
      Object.assign(element(resource, 'aws_cognito_user_pool_client', 'awesomeapp-user-client'), {
        generate_secret,
        explicit_auth_flows,
        allowed_oauth_flows_user_pool_client: true,
        allowed_oauth_flows: ['code'],
        allowed_oauth_scopes: ['openid'],
        callback_urls: ['https://app.example.com/'],
        supported_identity_providers: ['COGNITO'],
      });
    },
  });
  expect(matrix.says('user api-authentication', 'GET api-authentication/files')).toBe(says);
});
