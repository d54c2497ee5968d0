import type { Cell } from '../../access/model';
import { type AskedMatrix, element, matrixOf } from './support/matrices';

let matrix: AskedMatrix;
beforeAll(() => {
  matrix = matrixOf();
});

const isRoute = ({ target }: Cell): boolean =>
  matrix.targets.some(({ key, kind }) => key === target && kind === 'route');
const places = (steps: Cell['steps']): readonly string[] =>
  steps.map(({ at }) => `${at?.stack ?? ''}:${at?.address ?? ''}`);

/** What a function's own row says that it reaches. */
function reached(functionPlace: string): readonly string[] {
  const owner = matrix.principals.find(
    ({ kind, at }) =>
      kind === 'function' &&
      places([{ check: 'client', outcome: 'passes', text: '', ...(at === undefined ? {} : { at }) }])[0] ===
        functionPlace,
  );
  const open = matrix.cells.filter(({ principal, verdict }) => principal === owner?.key && verdict !== 'denied');
  const things = matrix.targets.filter(
    ({ key, kind }) => kind !== 'route' && open.some(({ target }) => target === key),
  );
  return [...new Set(things.map(({ at }) => `${at.stack}:${at.address}`))].toSorted();
}

test('every call that a function answers ends with what the function reaches, by its own row', () => {
  const answered = matrix.cells.filter(
    ({ verdict, steps }) =>
      verdict !== 'denied' &&
      steps.some(({ check, at }) => check === 'integration' && at?.address.startsWith('aws_lambda_function.') === true),
  );
  const wrong = answered.filter(({ steps }) => {
    const integration = steps.findIndex(({ check }) => check === 'integration');
    const [lambda = '', ...items] = places(steps.slice(integration));
    const expected = reached(lambda);
    const isItem = steps.slice(integration + 1).every(({ check, outcome }) => check === 'item' && outcome === 'passes');
    const distinct = [...new Set(items)].toSorted();
    return !isItem || JSON.stringify(distinct) !== JSON.stringify(expected.length === 0 ? [lambda] : expected);
  });
  expect(wrong).toEqual([]);
  const all = new Set(answered.flatMap(({ steps }) => places(steps.filter(({ check }) => check === 'item'))));
  expect([...all].filter((place) => !place.includes('aws_lambda_function')).length).toBeGreaterThan(3);
});

test('every answer about a table says of which items it speaks', () => {
  const tables = new Set(matrix.targets.filter(({ kind }) => kind === 'table').map(({ key }) => key));
  const open = matrix.cells.filter(({ target, verdict }) => tables.has(target) && verdict !== 'denied');
  expect(open.filter(({ steps }) => steps.at(-1)?.check !== 'item')).toEqual([]);
  expect(new Set(open.map(({ verdict }) => verdict))).toEqual(new Set(['allowed', 'conditional']));
});

test('no call that is refused, or that API Gateway answers by itself, speaks of items', () => {
  const cells = matrix.cells.filter(
    (cell) => isRoute(cell) && (cell.verdict === 'denied' || !cell.steps.some(({ text }) => text.endsWith(' answers'))),
  );
  expect(cells.filter(({ steps }) => steps.some(({ check }) => check === 'item'))).toEqual([]);
  expect(cells.length).toBeGreaterThan(100);
});

describe('the words', () => {
  const account = 'GET pet-store/account';
  const items = (asked: AskedMatrix, principal: string, target: string): readonly string[] =>
    asked
      .cell(principal, target)
      .steps.filter(({ check }) => check === 'item')
      .map(({ text }) => text);

  test.each([
    [
      'group pet-store/customers',
      account,
      'dev-pet-store-account may dynamodb:GetItem, dynamodb:PutItem: any item of pet-store/accounts; its code decides which',
    ],
    [
      'nobody',
      'GET content-consumers/content/authorized-read',
      'dev-content_consumers may secretsmanager:GetSecretValue: the secret cognito-identity-provider/app-secrets',
    ],
    [
      'group api-authorization/readers',
      'GET api-authorization/files',
      'dev-teamfiles-echo reaches no table and no secret of the stacks',
    ],
    ['function notes/list-notes', 'dynamodb:Query notes/notes', 'no condition on keys: any item of the table'],
  ])('%s, %s: %s', (principal, target, text) => {
    expect(items(matrix, principal, target)).toEqual([text]);
  });

  test('a function whose role names the items says which', () => {
    const changed = matrixOf({
      'pet-store': (resource) => {
        const holder = element(resource, 'aws_iam_role_policy', 'account-role');
        const policy = JSON.parse(String(holder['policy'])) as { Statement: Record<string, unknown>[] };
        Object.assign(policy.Statement[0] ?? {}, {
          Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['shop'] } },
        });
        holder['policy'] = JSON.stringify(policy);
      },
    });
    const says = (action: string) =>
      `dev-pet-store-account may dynamodb:${action}: items of pet-store/accounts, allowed where ForAllValues:StringEquals dynamodb:LeadingKeys shop, by policy pet-store:aws_iam_role_policy.account-role, statement 0`;
    expect(items(changed, 'group pet-store/customers', account)).toEqual([says('GetItem'), says('PutItem')]);
    expect(changed.says('group pet-store/customers', account)).toBe('allowed');
    expect(changed.says('function pet-store/account', 'dynamodb:GetItem pet-store/accounts')).toBe(
      'conditional at item',
    );
  });
});
