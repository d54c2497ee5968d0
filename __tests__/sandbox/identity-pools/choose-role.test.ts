import { chooseRole, type RoleChoice } from '../../../sandbox/identity-pools/choose-role';
import type { RoleMapping, RoleRule } from '../../../blueprint/model/federation';

const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const login = (claims: Readonly<Record<string, unknown>>, mappingKey = 'pool:client') => ({
  providerName: 'pool',
  subject: 'ann',
  references: [],
  mappingKey,
  claims,
});
const token = (ambiguous: RoleMapping['ambiguous']): RoleMapping => ({
  kind: 'Token',
  identityProvider: 'pool:client',
  ambiguous,
});
const rule = (matchType: RoleRule['matchType'], value: string, name: string = matchType): RoleRule => ({
  claim: 'c',
  matchType,
  value,
  roleArn: role(name),
});
const rules = (...list: readonly RoleRule[]): RoleMapping => ({
  kind: 'Rules',
  identityProvider: 'pool:client',
  ambiguous: 'Deny',
  rules: list,
});
const isRole = (name: string): RoleChoice => ({ kind: 'role', arn: role(name) });
const ambiguous: RoleChoice = {
  kind: 'ambiguous',
  provider: 'pool',
  reason: 'No role of the mapping fits, or more than one does, and the mapping says Deny.',
};
const refused: RoleChoice = { kind: 'custom-role-refused' };
const admin = { 'cognito:roles': [role('admin'), role('customer')], 'cognito:preferred_role': role('admin') };
const unclear = { 'cognito:roles': [role('admin'), role('customer')] };

test.each<readonly [string, readonly RoleMapping[], object, string | null, RoleChoice]>([
  ['no mapping: the role of the pool', [], admin, null, isRole('authenticated')],
  ['no mapping: nobody chooses', [], admin, role('customer'), refused],
  ['token: the preferred role', [token('Deny')], admin, null, isRole('admin')],
  ['token: one of the roles, when asked for', [token('Deny')], admin, role('customer'), isRole('customer')],
  ['token: another role, when asked for', [token('AuthenticatedRole')], admin, role('root'), refused],
  ['token: a role, when the token has none', [token('AuthenticatedRole')], {}, role('admin'), refused],
  ['token: a part of a list that is none', [token('Deny')], { 'cognito:roles': role('admin') }, role('admin'), refused],
  ['token: ambiguous, the role of the pool', [token('AuthenticatedRole')], unclear, null, isRole('authenticated')],
  ['token: ambiguous, denied', [token('Deny')], unclear, null, ambiguous],
  ['token: no roles, denied', [token('Deny')], {}, null, ambiguous],
  ['rules: equal', [rules(rule('Equals', 'a'))], { c: 'a' }, null, isRole('Equals')],
  ['rules: equal in another case', [rules(rule('Equals', 'a'))], { c: 'A' }, null, ambiguous],
  ['rules: only contained', [rules(rule('Equals', 'a'))], { c: 'ab' }, null, ambiguous],
  ['rules: contained', [rules(rule('Contains', 'b'))], { c: 'abc' }, null, isRole('Contains')],
  ['rules: start', [rules(rule('StartsWith', 'a'))], { c: 'abc' }, null, isRole('StartsWith')],
  ['rules: not the start', [rules(rule('StartsWith', 'b'))], { c: 'abc' }, null, ambiguous],
  ['rules: not equal', [rules(rule('NotEqual', 'a'))], { c: 'b' }, null, isRole('NotEqual')],
  ['rules: equal where it must not be', [rules(rule('NotEqual', 'a'))], { c: 'a' }, null, ambiguous],
  ['rules: not equal, and no such claim', [rules(rule('NotEqual', 'a'))], {}, null, ambiguous],
  [
    'rules: a claim that objects have by nature',
    [rules({ ...rule('NotEqual', 'a'), claim: 'constructor' })],
    {},
    null,
    ambiguous,
  ],
  [
    'rules: the first that fits',
    [rules(rule('Equals', 'x'), rule('Contains', 'a', 'first'), rule('Equals', 'a'))],
    { c: 'a' },
    null,
    isRole('first'),
  ],
  ['rules: a number', [rules(rule('Equals', '7'))], { c: 7 }, null, isRole('Equals')],
  ['rules: one of a list', [rules(rule('Equals', 'b'))], { c: ['a', 'b'] }, null, isRole('Equals')],
  ['rules: nobody chooses', [rules(rule('Equals', 'a'))], { c: 'a', ...admin }, role('admin'), refused],
])('%s', (...[, roleMappings, claims, customRoleArn, choice]) => {
  const pool = { authenticatedRoleArn: role('authenticated'), roleMappings };
  const logins = [login({ ...claims })];
  expect(chooseRole({ pool, logins, customRoleArn: customRoleArn ?? undefined })).toEqual(choice);
  const another = [login({ ...claims }, 'another provider')];
  expect(chooseRole({ pool, logins: another, customRoleArn: undefined })).toEqual(isRole('authenticated'));
});
