import { AccessError } from '../../access/errors';
import { findPrincipal } from '../../access/find-principal';
import { findTarget } from '../../access/find-target';
import type { Principal, PrincipalKind, Target } from '../../access/model';

const at = { stack: 'shop', address: 'x.y', construct: '' };

const principal = (kind: PrincipalKind, key: string): Principal => ({
  key,
  kind,
  name: key.slice(key.indexOf(' ') + 1),
  how: key,
  at,
});

/** Sorted by key, as in every matrix. */
const principals = [
  principal('federated-role', 'federated shop/staff'),
  principal('function', 'function shop/basket'),
  principal('function', 'function shop/staff-list'),
  principal('group', 'group shop/staff'),
  principal('guest', 'guest shop'),
  principal('signed-in-identity', 'identity shop/login.shop'),
  principal('machine', 'machine shop/till'),
  principal('nobody', 'nobody'),
  principal('signed-in-user', 'user shop'),
];

const route = (key: string): Target => {
  const [method = '', place = ''] = key.split(' ');
  const [api = ''] = place.split('/');
  return { kind: 'route', key, api, method, path: place.slice(api.length), authorization: 'AWS_IAM', at };
};

const table = (key: string): Target => {
  const [action = '', name = ''] = key.split(' ');
  return { kind: 'table', key, name, action, at };
};

const targets = [
  route('ANY shop/items/{itemId}'),
  route('ANY shop/{proxy+}'),
  route('DELETE shop/items/{itemId}'),
  route('GET office/items'),
  route('GET shop/Items'),
  route('GET shop/items'),
  route('GET shop/items/new/{part}'),
  route('GET shop/items/{itemId}/parts'),
  route('GET shop/{kind}/new/parts'),
  route('GET shopping/lists'),
  route('PATCH shop/{proxy+}'),
  route('POST shop/items'),
  table('dynamodb:GetItem shop/items'),
];

/** The code of the error, and what it lists. */
function refusal(ask: () => unknown): { readonly code: string; readonly listed: readonly string[] } {
  try {
    ask();
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    return {
      code: error.code,
      listed: error.message
        .split('\n')
        .slice(1)
        .map((line) => line.trim()),
    };
  }
  throw new TypeError('it was answered');
}

describe('principals that can be meant are listed', () => {
  test('people before machines, and these before functions, where no word fits', () => {
    expect(refusal(() => findPrincipal({ principals }, 'bob'))).toEqual({
      code: 'unknown-principal',
      listed: [
        'nobody',
        'guest shop',
        'user shop',
        'group shop/staff',
        'machine shop/till',
        'identity shop/login.shop',
        'federated shop/staff',
        'function shop/basket',
        'function shop/staff-list',
      ],
    });
  });

  test('those with most of the words first', () => {
    const { code, listed } = refusal(() => findPrincipal({ principals }, 'function staff nightly'));
    expect(code).toBe('unknown-principal');
    expect(listed.slice(0, 4)).toEqual([
      'function shop/staff-list',
      'group shop/staff',
      'federated shop/staff',
      'function shop/basket',
    ]);
    expect(listed).toHaveLength(principals.length);
  });

  test('only those that fit, in the order of the matrix, where several do', () => {
    expect(refusal(() => findPrincipal({ principals }, 'staff'))).toEqual({
      code: 'ambiguous-principal',
      listed: ['federated shop/staff', 'group shop/staff'],
    });
  });
});

describe('targets that can be meant are listed', () => {
  const anything = 'ANY shop/{proxy+}';
  const items = ['GET shop/Items', 'GET shop/items', 'PATCH shop/{proxy+}'];
  const post = 'POST shop/items';
  const sameApi = [
    'ANY shop/items/{itemId}',
    'DELETE shop/items/{itemId}',
    'GET shop/items/new/{part}',
    'GET shop/items/{itemId}/parts',
    'GET shop/{kind}/new/parts',
  ];

  test.each<[name: string, asked: [verb: string, place: string], listed: readonly string[]]>([
    [
      'of the same place before others of the API',
      ['FETCH', 'shop/items/'],
      [anything, ...items, post, 'dynamodb:GetItem shop/items', ...sameApi],
    ],
    ['of the API alone, whose name is no part of another', ['GET', 'shopping/x'], ['GET shopping/lists']],
    ['of all APIs, by the path alone', ['GET', '/items'], [anything, 'GET office/items', ...items, post]],
    ['all, where nothing is near', ['GET', 'elsewhere'], targets.map(({ key }) => key)],
  ])('%s', (_, [verb, place], listed) => {
    expect(refusal(() => findTarget({ targets }, verb, place))).toEqual({ code: 'unknown-target', listed });
  });
});

test.each([
  ['GET', 'shop/items', 'GET shop/items'],
  ['GET', 'shop/Items', 'GET shop/Items'],
  ['GET', 'SHOP/ITEMS', 'GET shop/Items'],
  ['GET', 'shop/items/new/parts', 'GET shop/items/new/{part}'],
  ['GET', 'shop/toys/new/parts', 'GET shop/{kind}/new/parts'],
  ['GET', 'shop/items/7/parts/', 'GET shop/items/{itemId}/parts'],
  ['DELETE', 'shop/items/7', 'DELETE shop/items/{itemId}'],
  ['put', 'shop/items/7', 'ANY shop/items/{itemId}'],
  ['PATCH', 'shop/items/7', 'ANY shop/items/{itemId}'],
  ['PATCH', 'shop/toys/7', 'PATCH shop/{proxy+}'],
  ['POST', 'shop/toys/7', 'ANY shop/{proxy+}'],
])('%s %s is the route that API Gateway would take', (verb, place, key) => {
  expect(findTarget({ targets }, verb, place).key).toBe(key);
});
