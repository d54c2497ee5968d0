import { compareAccess } from '../../../access/diff/compare-access';
import type { AccessMatrix, Demand, Verdict, When } from '../../../access/model';

const at = { stack: 'shop', address: 'x.y', construct: '' };
const target = 'GET shop/items';

const demand = (key: string): Demand => [
  { effect: 'Allow', resource: '*', conditions: [{ operator: 'StringEquals', key, values: ['x'] }] },
];
const when = (...keys: readonly string[]): When => keys.map((key) => [demand(key)]);

/** Of nobody and one user: a verdict, or the conditions of an *if*. */
function matrix(answers: Readonly<Record<'nobody' | 'user shop', Verdict | When>>): AccessMatrix {
  return {
    version: 1,
    principals: [
      { key: 'nobody', kind: 'nobody', name: 'nobody', how: '' },
      { key: 'user shop', kind: 'signed-in-user', name: 'shop', how: '', at },
    ],
    targets: [{ kind: 'route', key: target, api: 'shop', method: 'GET', path: '/items', authorization: 'CUSTOM', at }],
    cells: Object.entries(answers).map(([principal, answer]) => ({
      principal,
      target,
      steps: [],
      ...(typeof answer === 'string' ? { verdict: answer } : { verdict: 'conditional', when: answer }),
    })),
  };
}

type Sides = readonly [before: Parameters<typeof matrix>[0], after: Parameters<typeof matrix>[0]];

test.each<[name: string, sides: Sides, told: readonly string[]]>([
  [
    'what everybody has on another condition is told once',
    [
      { nobody: when('a'), 'user shop': when('a') },
      { nobody: when('b'), 'user shop': when('b') },
    ],
    ['changed nobody: StringEquals a x -> StringEquals b x'],
  ],
  [
    'and so it is where somebody has it in a second way, too, by a further condition',
    [
      { nobody: when('a'), 'user shop': [...when('a'), [demand('a'), demand('own')]] },
      { nobody: when('b'), 'user shop': [...when('b'), [demand('b'), demand('own')]] },
    ],
    ['changed nobody: StringEquals a x -> StringEquals b x'],
  ],
  [
    'what somebody has beyond everybody is told of them',
    [
      { nobody: when('a'), 'user shop': when('a', 'b') },
      { nobody: when('a'), 'user shop': when('a', 'c') },
    ],
    ['changed user shop: StringEquals a x; or StringEquals b x -> StringEquals a x; or StringEquals c x'],
  ],
  [
    'a way more is a gain, and one fewer a loss',
    [
      { nobody: 'denied', 'user shop': when('a') },
      { nobody: 'denied', 'user shop': when('a', 'b') },
    ],
    ['gain user shop: StringEquals a x -> StringEquals a x; or StringEquals b x'],
  ],
  [
    'the same conditions are nothing',
    [
      { nobody: 'denied', 'user shop': when('a', 'b') },
      { nobody: 'denied', 'user shop': when('b', 'a') },
    ],
    [],
  ],
  [
    'where it is sure now, only that is told',
    [
      { nobody: 'denied', 'user shop': when('a') },
      { nobody: 'denied', 'user shop': 'allowed' },
    ],
    ['gain user shop: conditional -> allowed'],
  ],
])('%s', (_, [before, after], told) => {
  const changes = compareAccess(matrix(before), matrix(after)).map(
    ({ direction, principals, conditions, before: was, after: is }) =>
      `${direction} ${principals.join(', ')}: ${conditions?.before ?? was} -> ${conditions?.after ?? is}`,
  );
  expect(changes).toEqual(told);
});
