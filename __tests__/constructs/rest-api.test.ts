import { DefaultTokenResolver, StringConcat, Tokenization } from 'cdktf';
import { publicReason } from '../../constructs/checks/public-routes';
import { InvalidPropsError } from '../../constructs/errors';
import type { RestApi } from '../../constructs/api-gateway/rest-api';
import { handler, iam, petsApi } from './api-fixture';
import { removeTestStacks, resourcesIn, testStack } from './test-stack';

afterAll(removeTestStacks);

const badPaths = ['', 'pets', '/pets/', '//', '/pets//x', '/pet s', '/{a', '/{a+}/b', '/{}', '/a{b}', "/pets'", '/*'];
const goodPaths = ['/', '/pets', '/pets/{petId}', '/v1.0/pets_x:y', '/{proxy+}', '/pets/{proxy+}'];
const pathRule =
  'Allowed: "/" or segments of letters, digits, "._:-" or one {parameter}, such as /notes/{noteId}; {name+} only at the end.';

test.each(badPaths)('the path "%s" is refused', (path) => {
  expect(() => petsApi(testStack()).addRoute({ method: 'GET', path, authorization: iam, handler })).toThrow(
    new InvalidPropsError(`The path "${path}" is no route. ${pathRule}`),
  );
});

test.each(goodPaths)('the path "%s" is a route', (path) => {
  const stack = testStack();
  petsApi(stack).addRoute({ method: 'GET', path, authorization: iam, handler });
  const methods = Object.values(resourcesIn(stack)['aws_api_gateway_method'] ?? {});
  expect(methods.map(({ http_method }) => http_method).sort()).toEqual(['GET', 'OPTIONS']);
});

const refused: readonly (readonly [name: string, act: (api: RestApi) => unknown, text: string])[] = [
  [
    'one method of one path twice',
    (api) => {
      api.addRoute({ method: 'GET', path: '/pets', authorization: iam, handler });
      api.addRoute({ method: 'GET', path: '/pets', authorization: { kind: 'public', reason: 'why not' }, handler });
    },
    'GET /pets is declared twice. Remove one of the two routes.',
  ],
  [
    'a public route without a reason',
    (api) => api.addRoute({ method: 'GET', path: '/pets', authorization: { kind: 'public', reason: ' ' }, handler }),
    'GET /pets is public without a reason. Say in one sentence why, or choose another authorization.',
  ],
];

test.each(refused)('%s is refused', (_name, act, text) => {
  expect(() => act(petsApi(testStack()))).toThrow(new InvalidPropsError(text));
});

test('an API without an origin is refused', () => {
  expect(() => petsApi(testStack(), 'api', { corsOrigins: [] })).toThrow(
    new InvalidPropsError('The API "test/api" has no CORS origin. Name at least one, such as https://app.example.com.'),
  );
});

test('an API without a route is refused at synthesis', () => {
  const stack = testStack();
  petsApi(stack);
  expect(() => resourcesIn(stack)).toThrow(
    'The API "test/api" has no route: API Gateway refuses to deploy it. Call addRoute().',
  );
});

test('a public route is open, and its reason is on record for the checks', () => {
  const stack = testStack();
  const route = petsApi(stack).addRoute({
    method: 'GET',
    path: '/health',
    authorization: { kind: 'public', reason: 'A load balancer asks.' },
    handler,
  });
  expect(publicReason(route.node.findChild('Resource'))).toBe('A load balancer asks.');
  expect(resourcesIn(stack)['aws_api_gateway_method']?.['api-health-GET']?.['authorization']).toBe('NONE');
});

test('a route may be allowed and invoked under its own ARN alone, parameters as asterisks', () => {
  const stack = testStack();
  const route = petsApi(stack).addRoute({
    method: 'PUT',
    path: '/pets/{petId}/toys/{toy+}',
    authorization: iam,
    handler,
  });
  const [permission] = Object.values(resourcesIn(stack)['aws_lambda_permission'] ?? {});
  const arn = '${aws_api_gateway_rest_api.api.execution_arn}/dev/PUT/pets/*/toys/*';
  expect(permission).toMatchObject({ source_arn: arn });
  expect(
    Tokenization.resolve(route.arn, { scope: stack, resolver: new DefaultTokenResolver(new StringConcat()) }),
  ).toBe(arn);
});

test('the preflight of a path names all of its methods', () => {
  const stack = testStack();
  const api = petsApi(stack);
  for (const method of ['POST', 'GET', 'DELETE'] as const) {
    api.addRoute({ method, path: '/pets', authorization: iam, handler });
  }
  const [response] = Object.values(resourcesIn(stack)['aws_api_gateway_integration_response'] ?? {});
  expect(response?.['response_parameters']).toMatchObject({
    'method.response.header.Access-Control-Allow-Methods': "'OPTIONS,DELETE,GET,POST'",
    'method.response.header.Access-Control-Allow-Origin': "'https://app.example.com'",
  });
});
