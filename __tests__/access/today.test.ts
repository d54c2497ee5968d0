import { type Cell, checks, principalKinds } from '../../access/model';
import { type AskedMatrix, matrixOf } from './support/matrices';

let matrix: AskedMatrix;
beforeAll(() => {
  matrix = matrixOf();
});

const notes = 'GET notes/notes';
const createNote = 'POST notes/createnote';
const pets = 'GET pet-store/pets';
const createPet = 'POST pet-store/pets';
const account = 'PUT pet-store/account';
const premiumRead = 'GET premium-content-provider/home/premium';
const premiumWrite = 'POST premium-content-provider/home/premium';
const readFiles = 'GET api-authentication/files';
const writeFiles = 'POST api-authentication/files';
const listFiles = 'GET api-authorization/files';
const addFile = 'POST api-authorization/files';
const dropFile = 'DELETE api-authorization/files/{fileId}';
const reader = 'machine api-authentication/awesomeapp-machines-reader';
const writer = 'machine api-authentication/awesomeapp-machines-writer';
const premium = 'machine cognito-identity-provider/premium-app-users';
const team = 'api-authorization';

const expected: readonly (readonly [principal: string, target: string, says: string])[] = [
  ['nobody', notes, 'denied at authorizer'],
  ['nobody', createNote, 'denied at authorizer'],
  ['nobody', pets, 'denied at authorizer'],
  ['nobody', readFiles, 'denied at authorizer'],
  ['nobody', listFiles, 'denied at authorizer'],
  ['nobody', premiumRead, 'denied at authorizer'],
  ['nobody', 'POST pet-store/login', 'allowed'],
  ['nobody', 'OPTIONS notes/notes', 'allowed'],
  ['nobody', 'GET content-consumers/content/authorized-read', 'allowed'],
  ['nobody', 'dynamodb:PutItem notes/notes', 'denied at role'],
  ['user notes', notes, 'allowed'],
  ['user notes', createNote, 'allowed'],
  ['user notes', pets, 'denied at statement'],
  ['user notes', readFiles, 'denied at authorizer'],
  ['user notes', 'dynamodb:Query notes/notes', 'denied at statement'],
  ['user pet-store', pets, 'allowed'],
  ['user pet-store', createPet, 'denied at statement'],
  ['group pet-store/customers', pets, 'allowed'],
  ['group pet-store/customers', 'GET pet-store/pets/{petId}', 'allowed'],
  ['group pet-store/customers', account, 'allowed'],
  ['group pet-store/customers', createPet, 'denied at statement'],
  ['group pet-store/customers', 'dynamodb:GetItem pet-store/accounts', 'conditional at item'],
  ['group pet-store/customers', 'dynamodb:GetItem pet-store/pets', 'denied at statement'],
  ['group pet-store/administrators', createPet, 'allowed'],
  ['group pet-store/administrators', notes, 'denied at statement'],
  ['identity pet-store/login.petstore', pets, 'allowed'],
  ['identity pet-store/login.petstore', createPet, 'denied at statement'],
  [premium, premiumRead, 'allowed'],
  [premium, premiumWrite, 'allowed'],
  [premium, readFiles, 'denied at authorizer'],
  [reader, readFiles, 'allowed'],
  [reader, writeFiles, 'denied at scope'],
  [reader, premiumRead, 'denied at authorizer'],
  [writer, readFiles, 'allowed'],
  [writer, writeFiles, 'allowed'],
  [writer, notes, 'denied at authorizer'],
  [`user ${team}`, listFiles, 'denied at group-policy'],
  [`group ${team}/readers`, listFiles, 'allowed'],
  [`group ${team}/readers`, 'GET api-authorization/files/{fileId}', 'allowed'],
  [`group ${team}/readers`, addFile, 'denied at group-policy'],
  [`group ${team}/readers`, dropFile, 'denied at group-policy'],
  [`group ${team}/writers`, addFile, 'allowed'],
  [`group ${team}/writers`, dropFile, 'denied at group-policy'],
  [`group ${team}/admins`, dropFile, 'allowed'],
  [`group ${team}/suspended`, listFiles, 'denied at group-policy'],
  [`group ${team}/suspended`, addFile, 'denied at group-policy'],
  ['group pet-store/administrators', listFiles, 'denied at authorizer'],
  ['function notes/create-note', 'dynamodb:PutItem notes/notes', 'allowed'],
  ['function notes/create-note', 'dynamodb:Query notes/notes', 'denied at statement'],
  ['function notes/create-note', createNote, 'denied at statement'],
  ['function pet-store/get-pet', 'dynamodb:GetItem pet-store/pets', 'allowed'],
  ['function pet-store/get-pet', 'dynamodb:PutItem pet-store/pets', 'denied at statement'],
  [
    'function content-consumers/content-consumer',
    'secretsmanager:GetSecretValue cognito-identity-provider/app-secrets',
    'allowed',
  ],
  [
    'function notes/list-notes',
    'secretsmanager:GetSecretValue cognito-identity-provider/app-secrets',
    'denied at statement',
  ],
  [
    'function api-authorization/teamfiles-authorizer',
    'dynamodb:BatchGetItem api-authorization/teamfiles-policies',
    'allowed',
  ],
];

test.each(expected)('%s, %s: %s', (principal, target, says) => {
  expect(matrix.says(principal, target)).toBe(says);
});

test('nobody is let in by a route only where it has no authorization', () => {
  const open = matrix.targets.filter(({ key }) => matrix.cell('nobody', key).verdict !== 'denied');
  expect(open.map((target) => (target.kind === 'route' ? target.authorization : target.key))).toEqual(
    open.map(() => 'NONE'),
  );
  expect(open.length).toBeGreaterThan(0);
});

test('every pair has one cell, and keys are sorted and used once', () => {
  const { principals, targets, cells } = matrix;
  const keys = [principals, targets].map((list) => list.map(({ key }) => key));
  for (const list of keys) expect(list).toEqual([...new Set(list)].sort());
  const pairs = cells.map(({ principal, target }) => `${principal}\n${target}`);
  expect(pairs).toEqual(principals.flatMap((one) => targets.map((other) => `${one.key}\n${other.key}`)));
});

test('a verdict is what its steps say', () => {
  for (const { verdict, steps } of matrix.cells) {
    expect(steps.length).toBeGreaterThan(0);
    const stopped = steps.findIndex(({ outcome }) => outcome === 'stops');
    expect(stopped).toBe(verdict === 'denied' ? steps.length - 1 : -1);
    expect(steps.some(({ outcome }) => outcome === 'decides')).toBe(verdict === 'conditional');
    expect(steps.every(({ check }) => checks.includes(check))).toBe(true);
  }
});

test('what is let in says what answers it', () => {
  const routes = new Set(matrix.targets.filter(({ kind }) => kind === 'route').map(({ key }) => key));
  const open = matrix.cells.filter(({ target, verdict }) => routes.has(target) && verdict === 'allowed');
  const last = ({ steps }: Cell) => steps.findLast(({ check }) => check !== 'item')?.check;
  expect(open.filter((cell) => last(cell) !== 'integration')).toEqual([]);
});

test('every step that comes from a stack names the construct that made it', () => {
  const origins = [
    ...matrix.cells.flatMap(({ steps }) => steps.flatMap(({ at }) => at ?? [])),
    ...matrix.principals.flatMap(({ at }) => at ?? []),
    ...matrix.targets.map(({ at }) => at),
  ];
  expect(origins.filter(({ construct, stack }) => !construct.startsWith(`${stack}/`))).toEqual([]);
  expect(matrix.principals.filter(({ at }) => at === undefined).map(({ key }) => key)).toEqual(['nobody']);
});

test('nothing in it was generated by a deployment', () => {
  const texts = [
    ...matrix.principals.flatMap(({ key, how }) => [key, how]),
    ...matrix.targets.map(({ key }) => key),
    ...matrix.cells.flatMap(({ steps }) => steps.map(({ text }) => text)),
  ];
  const generated = /us-east-1_|us-east-1:[0-9a-f-]{36}|execute-api:us-east-1|\b\d{12}\b|AROA|[\u0000-\u001f]/;
  expect([...new Set(texts)].filter((text) => generated.test(text))).toEqual([]);
});

test('each kind of principal is one of the model', () => {
  expect(matrix.principals.filter(({ kind }) => !principalKinds.includes(kind))).toEqual([]);
});
