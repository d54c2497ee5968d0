import type { Blueprint } from '../../blueprint/model';
import { readBlueprint } from '../../blueprint/read-blueprint';
import { failureOf } from './support/failure';
import { type Change, machineToMachine } from './support/machine-to-machine-stacks';

const read = (...changes: readonly Change[]): Blueprint =>
  readBlueprint({ outputFolder: machineToMachine(...changes) });
const refusal = (...changes: readonly Change[]) => failureOf(() => read(...changes));

const secret = 'issuer.resource.aws_secretsmanager_secret.secret';
const version = 'issuer.resource.aws_secretsmanager_secret_version.secret';

describe('a secret', () => {
  const blueprint = read();
  const [stored] = blueprint.secrets;

  test('has the ARN that AWS gives, and what the stack puts into it', () => {
    const machine = blueprint.userPools.flatMap(({ clients }) => clients).find(({ name }) => name === 'machine');
    const id = blueprint.userPools.find(({ stack }) => stack === 'issuer')?.id;
    expect(stored).toEqual({
      stack: 'issuer',
      address: 'aws_secretsmanager_secret.secret',
      name: `app/${id}`,
      arn: expect.stringMatching(
        new RegExp(`^arn:aws:secretsmanager:eu-west-1:123456789012:secret:app/${id}-[0-9A-Za-z]{6}$`),
      ),
      description: 'Of the app.',
      resourcePolicy: undefined,
      version: {
        stack: 'issuer',
        address: 'aws_secretsmanager_secret_version.secret',
        id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
        value: JSON.stringify({ id: machine?.id, secret: machine?.secret }),
      },
    });
    const outputs = blueprint.stacks.find(({ name }) => name === 'issuer')?.outputs ?? [];
    expect(outputs.find(({ name }) => name === 'secret_arn')?.value).toBe(stored?.arn);
    expect(outputs.find(({ name }) => name === 'version_id')?.value).toBe(stored?.version?.id);
  });

  test('may be without a value', () => {
    const without = read(
      [version, undefined],
      ['issuer.output.secret_arn', undefined],
      ['issuer.output.version_id', undefined],
    );
    expect(without.secrets.map((one) => one.version)).toEqual([undefined]);
  });

  const policy = '{"Version":"2012-10-17","Statement":[]}';
  const separate = 'issuer.resource.aws_secretsmanager_secret_policy.policy';
  const ofSecret = { secret_arn: '${aws_secretsmanager_secret.secret.arn}', policy };

  test.each<readonly [what: string, change: Change]>([
    ['its own', [`${secret}.policy`, policy]],
    ['a resource of its own', [separate, ofSecret]],
  ])('has a policy as %s', (_, change) => {
    expect(read(change).secrets[0]?.resourcePolicy).toEqual({ Version: '2012-10-17', Statement: [] });
  });

  test.each<readonly [what: string, changes: readonly Change[], failure: readonly [string, string]]>([
    [
      'two policies',
      [
        [`${secret}.policy`, policy],
        [separate, ofSecret],
      ],
      ['incoherent', 'aws_secretsmanager_secret.secret has a policy of its own already. Keep one of them.'],
    ],
    [
      'two values',
      [
        [
          'issuer.resource.aws_secretsmanager_secret_version.again',
          { secret_id: '${aws_secretsmanager_secret.secret.id}', secret_string: 'x' },
        ],
      ],
      [
        'incoherent',
        'aws_secretsmanager_secret.secret has aws_secretsmanager_secret_version.secret already. Keep one of them.',
      ],
    ],
    [
      'a value of no secret',
      [[`${version}.secret_id`, 'arn:aws:x']],
      ['incoherent', '"arn:aws:x" is no secret (by its ARN) of these stacks.'],
    ],
    [
      'a value that is not a text',
      [
        [`${version}.secret_string`, undefined],
        [`${version}.secret_binary`, 'eA=='],
      ],
      ['unsupported-value', 'argument "secret_binary": the sandbox does not model "eA==" here.'],
    ],
    [
      'a value that is not current',
      [[`${version}.version_stages`, ['AWSPENDING']]],
      [
        'unsupported-value',
        'argument "version_stages": the sandbox does not model ["AWSPENDING"] here. Accepted: ["AWSCURRENT"], or nothing.',
      ],
    ],
    [
      'a name that another has',
      [['issuer.resource.aws_secretsmanager_secret.again', { name: 'app/${aws_cognito_user_pool.pool.id}' }]],
      ['incoherent', 'is already taken by aws_secretsmanager_secret.secret of stack "issuer".'],
    ],
  ])('with %s is refused', (_, changes, [code, message]) => {
    expect(refusal(...changes)).toEqual([code, expect.stringContaining(message)]);
  });
});
