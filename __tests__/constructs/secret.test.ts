import { DefaultTokenResolver, StringConcat, Tokenization } from 'cdktf';
import { InvalidPropsError } from '../../constructs/errors';
import { Secret, type SecretProps } from '../../constructs/secrets-manager/secret';
import { removeTestStacks, resourcesIn, testStack } from './test-stack';

afterAll(removeTestStacks);

const props: SecretProps = { name: 'app', description: 'd', value: { id: 'i', key: '${a.b.c}' }, protect: false };

const resolver = new DefaultTokenResolver(new StringConcat());

const made = (change: Partial<SecretProps> = {}) => {
  const stack = testStack();
  const secret = new Secret(stack, 's', { ...props, ...change });
  const resources = resourcesIn(stack);
  return {
    arn: Tokenization.resolve(secret.arn, { scope: stack, resolver, preparing: false }) as string,
    secret: resources['aws_secretsmanager_secret']?.['s'],
    version: resources['aws_secretsmanager_secret_version']?.['s'],
  };
};

test('a deleted secret can be brought back for 30 days, or as many as are said', () => {
  expect(made().secret?.['recovery_window_in_days']).toBe(30);
  expect(made({ recoveryDays: 7 }).secret?.['recovery_window_in_days']).toBe(7);
});

test.each([0, 6, 31, 7.5, Number.NaN])('a recovery window of %d days is refused', (recoveryDays) => {
  expect(() => made({ recoveryDays })).toThrow(
    new InvalidPropsError(
      `The secret "test/s" has a recovery window of ${recoveryDays} days. Allowed: a whole number from 7 to 30.`,
    ),
  );
});

test('the value is encoded by Terraform, so that no character of a reference can break the JSON', () => {
  expect(made().version).toMatchObject({
    secret_id: '${aws_secretsmanager_secret.s.id}',
    secret_string: expect.stringMatching(/^\$\{jsonencode\(\{"id" = "i", "key" = .*a\.b\.c.*\}\)\}$/),
  });
});

test('who uses the ARN waits for the value', () => {
  expect(made().arn).toBe('${aws_secretsmanager_secret_version.s.arn}');
});

test('it is protected when asked', () => {
  expect(made({ protect: true }).secret?.['lifecycle']).toEqual({ prevent_destroy: true });
  expect(made().secret).not.toHaveProperty('lifecycle');
});
