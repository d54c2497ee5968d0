import { loadSettings } from '../../settings';
import { faultsOf } from './support/faults-of';

const repositoryAllowed =
  "owner/name or owner@id/name@id, as sub of the repository's tokens has it; with ACCOUNT_STACKS=on and STATE_BUCKET";
const complete = { ACCOUNT_STACKS: 'on', STATE_BUCKET: 'acme-state' };

test('the stacks of an account are there when they are asked for, and no deployment by itself', () => {
  expect(loadSettings({ ACCOUNT_STACKS: 'off' }).account).toBeUndefined();
  expect(loadSettings({ ACCOUNT_STACKS: 'on' }).account).toEqual({ deployment: undefined });
});

test('every variable of the deployment is read', () => {
  expect(loadSettings({ ...complete, DEPLOY_REPOSITORY: 'acme/api' }).account).toEqual({
    deployment: { repository: 'acme/api', environment: 'production', branch: 'main', provider: 'create' },
  });
  const all = {
    ...complete,
    DEPLOY_REPOSITORY: 'acme@123/my.api@456',
    DEPLOY_ENVIRONMENT: 'live',
    DEPLOY_BRANCH: 'release/1',
    DEPLOY_PROVIDER: 'existing',
  };
  expect(loadSettings(all).account).toEqual({
    deployment: { repository: 'acme@123/my.api@456', environment: 'live', branch: 'release/1', provider: 'existing' },
  });
});

const refused: readonly (readonly [variable: string, value: string, allowed: string])[] = [
  ['ACCOUNT_STACKS', 'yes', 'on or off'],
  ...[
    'acme',
    'acme/',
    'acme/*',
    '*/api',
    'acme/api:environment:x',
    'acme/api/more',
    'acme@1/api',
    'acme/api@1',
    'acme@x/api@1',
    'a?me/api',
    'acme/a${x}',
  ].map((value) => ['DEPLOY_REPOSITORY', value, repositoryAllowed] as const),
  ...['*', 'a:b', 'a b', 'x'.repeat(101)].map(
    (value) =>
      ['DEPLOY_ENVIRONMENT', value, 'the name of a GitHub environment: up to 100 letters, digits and . _ -'] as const,
  ),
  ...['*', 'a:b', 'feature/*', 'x'.repeat(201)].map(
    (value) => ['DEPLOY_BRANCH', value, 'the name of a branch: up to 200 letters, digits and . _ / -'] as const,
  ),
  ['DEPLOY_PROVIDER', 'new', 'create or existing'],
];

test.each(refused)('%s="%s" is refused with what is allowed', (variable, value, allowed) => {
  expect(faultsOf({ ...complete, [variable]: value })).toEqual([`${variable} is "${value}"; allowed: ${allowed}.`]);
});

test.each<Record<string, string>>([
  { DEPLOY_REPOSITORY: 'acme/api' },
  { DEPLOY_REPOSITORY: 'acme/api', ACCOUNT_STACKS: 'on' },
  { DEPLOY_REPOSITORY: 'acme/api', STATE_BUCKET: 'acme-state' },
])('roles without what they name are refused (%j)', (environment) => {
  expect(faultsOf(environment)).toEqual([`DEPLOY_REPOSITORY is "acme/api"; allowed: ${repositoryAllowed}.`]);
});
