import { answer, faultOf, usage } from '../../access/command';
import { findPrincipal } from '../../access/find-principal';
import { findTarget } from '../../access/find-target';
import type { AccessMatrix } from '../../access/model';
import { type SynthesizedOutput, synthesizedOutput } from '../support/synthesized-output';

let output: SynthesizedOutput;
let matrix: AccessMatrix;
beforeAll(() => {
  output = synthesizedOutput();
  matrix = JSON.parse(ask('--json')) as AccessMatrix;
});
afterAll(() => output.remove());

const ask = (...args: readonly string[]): string => answer([...args, '--output', output.folder]);

function faultAt(run: () => unknown) {
  try {
    run();
  } catch (error) {
    return faultOf(error);
  }
  throw new TypeError('it was answered');
}

test.each([
  ['group pet-store/customers', 'group pet-store/customers'],
  ['GROUP Pet-Store / Customers', 'group pet-store/customers'],
  ['customers', 'group pet-store/customers'],
  ['user notes', 'user notes'],
  ['premium users', 'machine cognito-identity-provider/premium-app-users'],
  ['nobody', 'nobody'],
  ['list notes', 'function notes/list-notes'],
])('%s means %s', (words, key) => {
  expect(findPrincipal(matrix, words).key).toBe(key);
});

test.each([
  ['GET', 'notes/notes', 'GET notes/notes'],
  ['get', 'Notes/notes/', 'GET notes/notes'],
  ['GET', 'pet-store/pets/7', 'GET pet-store/pets/{petId}'],
  ['GET', 'pet-store/pets/{petId}', 'GET pet-store/pets/{petId}'],
  ['dynamodb:putitem', 'notes/notes', 'dynamodb:PutItem notes/notes'],
])('%s %s means %s', (verb, place, key) => {
  expect(findTarget(matrix, verb, place).key).toBe(key);
});

test('why answers in words, whatever the order of its options', () => {
  expect(ask('why', 'pet-store', 'customers', 'POST', 'pet-store/pets')).toMatch(
    /^group pet-store\/customers -> POST pet-store\/pets: denied\n/,
  );
  expect(ask('why', 'nobody', 'POST', 'pet-store/login')).toMatch(/: allowed\n[\s\S]*Every check lets it pass\.\n$/);
});

test('filters leave out all else', () => {
  const part = (...args: readonly string[]) => JSON.parse(ask('--json', ...args)) as AccessMatrix;
  expect(new Set(part('--stack', 'notes').targets.map(({ at }) => at.stack))).toEqual(new Set(['notes']));
  expect(
    part('--api', 'pet-store').targets.filter((target) => target.kind !== 'route' || target.api !== 'pet-store'),
  ).toEqual([]);
  const one = part('--principal', 'customers', '--stack', 'notes');
  expect(one.principals.map(({ key }) => key)).toEqual(['group pet-store/customers']);
  expect(one.cells.map(({ target }) => target)).toEqual(one.targets.map(({ key }) => key));
});

test.each(['--markdown', '--html', '--json'])('%s is the same each time', (form) => {
  expect(ask(form)).toBe(ask(form));
});

test.each([['--help'], ['-h'], ['why', '--help']])('%s %s tells how the command is used', (...args) => {
  expect(ask(...args)).toMatch(/^Usage:\n {2}npm run access -- /);
});

const misunderstood: readonly (readonly [args: readonly string[], says: string])[] = [
  [['--nope'], "Unknown option '--nope'"],
  [['--json', '--html'], 'Choose one of --json, --markdown and --html.'],
  [['who'], 'There is no command "who".'],
  [['why', 'nobody', 'GET'], '"why" takes who asks, a method, and a path with its API.'],
  [['why', 'nobody', 'GET', 'notes/notes', '--json'], '"why" takes no option but --output.'],
  [['why', 'bob', 'GET', 'notes/notes'], 'There is no principal "bob". Ask for one of these:\n  nobody\n'],
  [['why', 'pet', 'GET', 'notes/notes'], '"pet" can be several principals. Ask for one of these:\n'],
  [['why', '', 'GET', 'notes/notes'], '"why" takes who asks'],
  [['why', 'nobody', 'GET', 'notes/x'], 'There is no target "GET notes/x". Ask for one of these:\n  GET notes/notes\n'],
  [['--stack', 'x'], '--stack "x" fits nothing. Use one of these:\n  api-authentication\n'],
  [
    ['--stack', 'pet-store', '--api', 'notes'],
    'No route of the API "notes" is in the stack "pet-store". Use one of --stack and --api,',
  ],
  [['--api', 'x'], '--api "x" fits nothing. Use one of these:\n  api-authentication\n'],
];

test.each(misunderstood)('%j is not understood', (args, says) => {
  const fault = faultAt(() => ask(...args));
  expect(fault?.status).toBe(2);
  expect(fault?.message).toContain(says);
});

test('a fault of the command line says how it is used', () => {
  expect(faultAt(() => ask('--nope'))?.message).toContain(usage);
});

test('stacks that cannot be read are status 1, and a fault of the program none', () => {
  expect(faultAt(() => answer(['--output', '/nonexistent']))).toMatchObject({
    status: 1,
    message: expect.stringContaining('/nonexistent') as string,
  });
  expect(faultOf(new TypeError('x'))).toBeUndefined();
});

test('a policy that is not understood stops it, with its place', () => {
  const broken = synthesizedOutput();
  broken.edit('notes', ({ resource }) => {
    const role = resource['aws_iam_role_policy']?.['authenticated'];
    if (role === undefined) throw new TypeError('no such policy');
    role['policy'] = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Permit', Action: '*', Resource: '*' }],
    });
  });
  const fault = faultAt(() => answer(['--output', broken.folder]));
  broken.remove();
  expect(fault?.status).toBe(1);
  expect(fault?.message).toMatch(
    /^The policy of notes:aws_iam_role_policy.authenticated is not understood. .*"Permit"/,
  );
});
