import { readBlueprint } from '../../blueprint/read-blueprint';
import { failureOf } from './support/failure';
import { type Change, changedPattern } from './support/pattern-stack';

const tagsOf = (...changes: readonly Change[]) => {
  const { userPools, identityPools } = readBlueprint({ outputFolder: changedPattern(...changes) });
  return [...userPools, ...identityPools].map(({ tags }) => tags);
};

const provider = 'provider.aws';
const pool = 'resource.aws_cognito_user_pool.pool.tags';
const identities = 'resource.aws_cognito_identity_pool.identities.tags';

test('pools have the tags that the provider gives to everything', () => {
  expect(tagsOf()).toEqual([{ stage: 'dev' }, { stage: 'dev' }]);
});

test('their own tags are added, and go before', () => {
  expect(
    tagsOf([pool, { stage: 'prod', team: 'notes' }], [identities, { team: '${aws_cognito_user_pool.pool.name}' }]),
  ).toEqual([
    { stage: 'prod', team: 'notes' },
    { stage: 'dev', team: 'pool' },
  ]);
});

test('a provider without default tags gives none', () => {
  expect(tagsOf([provider, [{ region: 'eu-west-1' }]])).toEqual([{}, {}]);
  expect(tagsOf([provider, [{ region: 'eu-west-1', default_tags: [] }]])).toEqual([{}, {}]);
});

test('tags that are no texts are refused', () => {
  const [code, message] = failureOf(() => tagsOf([provider, [{ default_tags: [{ tags: ['dev'] }] }]]));
  expect(code).toBe('invalid-argument');
  expect(message).toMatch(/^Stack "pattern", provider\.aws, argument "default_tags\[0\]\.tags": /);
});
