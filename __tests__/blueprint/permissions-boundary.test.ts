import type { Role } from '../../blueprint/model';
import { readBlueprint } from '../../blueprint/read-blueprint';
import { failureOf } from './support/failure';
import { type Change, changedPattern } from './support/pattern-stack';

const boundary = 'resource.aws_iam_role.run.permissions_boundary';
const read = (...changes: readonly Change[]) => readBlueprint({ outputFolder: changedPattern(...changes) });

function role(...changes: readonly Change[]): Role {
  const [one, ...others] = read(...changes).roles;
  if (one === undefined || others.length > 0) throw new Error('not one role');
  return one;
}

test('a role without a permissions boundary has none', () => {
  expect(role().permissionsBoundary).toBeUndefined();
  expect(role([boundary, '']).permissionsBoundary).toBeUndefined();
});

test.each([
  ['by reference', '${aws_iam_policy.shared.arn}'],
  ['by its ARN', 'arn:aws:iam::123456789012:policy/shared'],
])('a permissions boundary is a policy of the stacks, named %s, and none of those that allow', (_, arn) => {
  const before = role();
  const { permissionsBoundary, policies } = role([boundary, arn]);
  expect(permissionsBoundary).toMatchObject({ address: 'aws_iam_policy.shared', name: 'shared' });
  expect(permissionsBoundary?.document['Version']).toBe('2012-10-17');
  expect(policies).toEqual(before.policies);
});

test('a permissions boundary may be an AWS-managed policy that is known', () => {
  const { permissionsBoundary } = role([boundary, 'arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess']);
  expect(permissionsBoundary).toMatchObject({ address: 'aws_iam_role.run', name: 'AWSXRayDaemonWriteAccess' });
});

test.each(['arn:aws:iam::123456789012:policy/other', 'arn:aws:iam::aws:policy/PowerUserAccess'])(
  'a permissions boundary whose content nobody here knows is refused: %s',
  (arn) => {
    const [code, message] = failureOf(() => read([boundary, arn]));
    expect(code).toBe('incoherent');
    expect(message).toMatch(
      new RegExp(
        `^Stack "pattern", aws_iam_role\\.run, argument "permissions_boundary": "${arn}" is no policy of these stacks, ` +
          'and no AWS-managed one whose content is known here \\(.*\\)\\. ' +
          'Synthesize the stack that makes the policy too, or leave the argument out where the stack is run here\\.$',
      ),
    );
  },
);
