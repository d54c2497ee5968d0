import fc from 'fast-check';
import { effectiveMethod, matchRoute } from '../../../sandbox/gateway/match-route';
import { open, route } from '../support/gateway-fixture';

const routes = [
  'GET /',
  'GET /pets',
  'POST /pets',
  'GET /pets/mine',
  'GET /pets/{petId}',
  'DELETE /pets/{petId}',
  'ANY /pets/{petId}/toys',
  'GET /pets/{petId}/toys',
  'GET /pets/mine/{toy}/name',
  'ANY /files/{path+}',
  'POST /admin',
  'GET /p%C3%A4th',
].map((definition) => route(definition));

const matched = (method: string, path: string, among = routes) => {
  const match = matchRoute(among, method, path);
  return match && [`${match.route.method} ${match.route.path}`, match.pathParameters];
};

it.each<[string, string, Record<string, string>]>([
  ['GET /', 'GET /', {}],
  ['GET /pets', 'GET /pets', {}],
  ['GET /pets/', 'GET /pets', {}],
  ['POST /pets', 'POST /pets', {}],
  ['GET /pets/mine', 'GET /pets/mine', {}],
  ['GET /pets/7', 'GET /pets/{petId}', { petId: '7' }],
  ['GET /pets/a%2Fb%20c', 'GET /pets/{petId}', { petId: 'a%2Fb%20c' }],
  ['GET /pets/%6Dine', 'GET /pets/{petId}', { petId: '%6Dine' }],
  ['DELETE /pets/mine', 'DELETE /pets/{petId}', { petId: 'mine' }],
  ['GET /pets/7/toys', 'GET /pets/{petId}/toys', { petId: '7' }],
  ['PUT /pets/7/toys', 'ANY /pets/{petId}/toys', { petId: '7' }],
  ['GET /pets/mine/toys', 'GET /pets/{petId}/toys', { petId: 'mine' }],
  ['PUT /files/a//b/', 'ANY /files/{path+}', { path: 'a//b' }],
  ['GET /p%C3%A4th', 'GET /p%C3%A4th', {}],
])('%s is for %s', (asked, expected, parameters) => {
  const [method = '', path = ''] = asked.split(' ');
  expect(matched(method, path)).toEqual([expected, parameters]);
});

it.each([
  'POST /',
  'HEAD /pets',
  'PATCH /pets',
  'GET /pets//',
  'GET //pets',
  'GET /Pets',
  'GET /pets/7/toys/8',
  'GET /files',
  'GET /files/',
  'TRACE /files/a',
  'GET /admin',
  'GET /petsx',
  'GET /pets/../admin',
])('%s is for none', (asked) => {
  const [method = '', path = ''] = asked.split(' ');
  expect(matched(method, path)).toBeUndefined();
});

it('a resource that lacks the method leaves the request to a greedy one: a closed POST does not close GET', () => {
  const open_ = [route('POST /admin'), open('ANY /{proxy+}')];
  expect(matched('GET', '/admin', open_)).toEqual(['ANY /{proxy+}', { proxy: 'admin' }]);
  expect(matched('POST', '/admin', open_)).toEqual(['POST /admin', {}]);
});

it('a fixed resource goes before a greedy one even where it has ANY only', () => {
  const among = [route('GET /{proxy+}'), route('ANY /admin')];
  expect(matched('GET', '/admin', among)).toEqual(['ANY /admin', {}]);
});

it('a parameter goes before a greedy one, whichever was declared first', () => {
  const among = [route('GET /{proxy+}'), route('GET /a/{rest+}'), route('GET /a/{id}'), route('GET /{first}')];
  for (const order of [among, among.toReversed()]) {
    expect(matched('GET', '/a/1', order)).toEqual(['GET /a/{id}', { id: '1' }]);
    expect(matched('GET', '/a/1/2', order)).toEqual(['GET /a/{rest+}', { rest: '1/2' }]);
    expect(matched('GET', '/b', order)).toEqual(['GET /{first}', { first: 'b' }]);
    expect(matched('GET', '/b/1', order)).toEqual(['GET /{proxy+}', { proxy: 'b/1' }]);
  }
});

it('the order of the routes does not matter', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(routes, { minLength: routes.length }),
      fc.constantFrom('GET', 'POST', 'DELETE', 'PUT'),
      fc.constantFrom('/', '/pets', '/pets/mine', '/pets/7', '/pets/mine/toys', '/files/a', '/pets/mine/ball/name'),
      (shuffled, method, path) => expect(matched(method, path, shuffled)).toEqual(matched(method, path)),
    ),
    { seed: 6 },
  );
});

it('never raises, and finds only what has the method and as many segments', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ unit: 'binary' }), (method, path) => {
      const match = matchRoute(routes, method, `/${path}`);
      expect(match === undefined || [method, 'ANY'].includes(match.route.method)).toBe(true);
      const asked = `/${path.endsWith('/') ? path.slice(0, -1) : path}`;
      const filled = match?.route.path.replace(
        /\{(\w+)\+?\}/g,
        (_whole, name: string) => match.pathParameters[name] ?? '?',
      );
      expect(match === undefined ? asked : filled).toBe(asked);
    }),
    { seed: 7, numRuns: 500 },
  );
});

it('takes a parameter with the name of a property of every object', () => {
  const match = matchRoute([route('GET /{__proto__}')], 'GET', '/x');
  expect(JSON.stringify(match?.pathParameters)).toBe('{"__proto__":"x"}');
});

it.each([
  ['POST', undefined, 'POST'],
  ['POST', 'DELETE', 'DELETE'],
  ['POST', ' patch ', 'PATCH'],
  ['POST', 'TRACE', 'POST'],
  ['POST', '', 'POST'],
  ['GET', 'DELETE', 'GET'],
  ['PUT', 'DELETE', 'PUT'],
])('%s with the override %j is %s', (method, override, expected) => {
  expect(effectiveMethod(method, override)).toBe(expected);
});
