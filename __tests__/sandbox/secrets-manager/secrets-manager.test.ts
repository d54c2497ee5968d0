import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
} from '@aws-sdk/client-secrets-manager';
import type { Secret } from '../../../blueprint/model';
import { accountId, region } from '../support/runtime-fixture';
import {
  allow,
  aSecret,
  type SecretsWorld,
  secretArn,
  startSecrets,
  type Statement,
  value,
  versionId,
} from '../support/secrets-manager-fixture';
import { request } from '../support/signed-requests';

const caller = `arn:aws:sts::${accountId}:assumed-role/consumer/consumer`;
const all = (world: SecretsWorld) => world.clientWith(allow('*', '*'));
const refusal = (name: string, message: string) => ({ name, message });

/** What a call fails with. */
async function failure(call: Promise<unknown>): Promise<{ name: string; message: string }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error) return { name: error.name, message: error.message };
  }
  return { name: 'none', message: 'it did not fail' };
}

describe('the value of a secret', () => {
  const nested = 'dev-app/us-east-1_AbCdEf123';

  test.each([
    ['its name', nested],
    ['its ARN', secretArn(nested)],
    ['its ARN without the last characters', secretArn(nested).slice(0, -7)],
  ])('is found by %s', async (_, SecretId) => {
    const world = await startSecrets([aSecret('other', { version: undefined }), aSecret(nested)]);
    const client = world.clientWith(allow('GetSecretValue', secretArn(nested)));
    const { $metadata, CreatedDate, ...answer } = await client.send(new GetSecretValueCommand({ SecretId }));
    expect(answer).toEqual({
      ARN: secretArn(nested),
      Name: nested,
      VersionId: versionId,
      SecretString: value,
      VersionStages: ['AWSCURRENT'],
    });
    expect([$metadata.httpStatusCode, CreatedDate?.getTime()]).toEqual([200, world.clock.now()]);
  });

  test('is described without the value', async () => {
    const world = await startSecrets([aSecret('app', { description: 'For consumers.' })]);
    const client = world.clientWith(allow('DescribeSecret', secretArn('app')));
    const { $metadata, CreatedDate, LastChangedDate, ...answer } = await client.send(
      new DescribeSecretCommand({ SecretId: 'app' }),
    );
    expect(answer).toEqual({
      ARN: secretArn('app'),
      Name: 'app',
      Description: 'For consumers.',
      VersionIdsToStages: { [versionId]: ['AWSCURRENT'] },
    });
    expect(CreatedDate).toEqual(LastChangedDate);
    expect(JSON.stringify({ $metadata, answer })).not.toContain('hidden');
  });

  test('is never logged, but who used it is', async () => {
    const world = await startSecrets([aSecret('app')]);
    await all(world).send(new GetSecretValueCommand({ SecretId: 'app' }));
    await all(world).send(new PutSecretValueCommand({ SecretId: 'app', SecretString: 'replaced' }));
    expect(
      world.lines.map(({ event, fields }) => [event, fields['operation'], fields['secret'], fields['caller']]),
    ).toEqual([
      ['secret used', 'GetSecretValue', 'app', caller],
      ['secret used', 'PutSecretValue', 'app', caller],
    ]);
    expect(JSON.stringify(world.lines)).not.toMatch(/hidden|replaced/);
  });
});

describe('a rotation', () => {
  test('makes the new value current and the old one previous', async () => {
    const world = await startSecrets([aSecret('app')]);
    const client = all(world);
    world.clock.move(60_000);
    const put = await client.send(new PutSecretValueCommand({ SecretId: 'app', SecretString: 'second' }));
    expect(put).toMatchObject({ ARN: secretArn('app'), Name: 'app', VersionStages: ['AWSCURRENT'] });
    const read = async (VersionStage?: string) =>
      (await client.send(new GetSecretValueCommand({ SecretId: 'app', VersionStage }))).SecretString;
    expect([await read(), await read('AWSCURRENT'), await read('AWSPREVIOUS')]).toEqual(['second', 'second', value]);
    const described = await client.send(new DescribeSecretCommand({ SecretId: 'app' }));
    expect(described.VersionIdsToStages).toEqual({
      [String(put.VersionId)]: ['AWSCURRENT'],
      [versionId]: ['AWSPREVIOUS'],
    });
    expect([described.CreatedDate?.getTime(), described.LastChangedDate?.getTime()]).toEqual([
      world.clock.now() - 60_000,
      world.clock.now(),
    ]);
  });

  test('forgets the value before the previous one', async () => {
    const world = await startSecrets([aSecret('app')]);
    const client = all(world);
    for (const SecretString of ['second', 'third']) {
      await client.send(new PutSecretValueCommand({ SecretId: 'app', SecretString }));
    }
    expect(await failure(client.send(new GetSecretValueCommand({ SecretId: 'app', VersionId: versionId })))).toEqual(
      refusal(
        'ResourceNotFoundException',
        `Secrets Manager can't find the specified secret value for VersionId: ${versionId}`,
      ),
    );
  });

  test('may wait under a label of its own', async () => {
    const world = await startSecrets([aSecret('app')]);
    const client = all(world);
    const VersionStages = ['AWSPENDING'];
    await client.send(new PutSecretValueCommand({ SecretId: 'app', SecretString: 'second', VersionStages }));
    const read = async (VersionStage: string) =>
      (await client.send(new GetSecretValueCommand({ SecretId: 'app', VersionStage }))).SecretString;
    expect([await read('AWSCURRENT'), await read('AWSPENDING')]).toEqual([value, 'second']);
    expect((await failure(read('AWSPREVIOUS'))).name).toBe('ResourceNotFoundException');
  });

  test('asked for twice is done once, and with another value it is refused', async () => {
    const world = await startSecrets([aSecret('app')]);
    const client = all(world);
    const ClientRequestToken = '99999999-2222-4333-8444-555555555555';
    const put = (SecretString: string) =>
      client.send(new PutSecretValueCommand({ SecretId: 'app', SecretString, ClientRequestToken }));
    expect((await put('second')).VersionId).toBe(ClientRequestToken);
    expect((await put('second')).VersionStages).toEqual(['AWSCURRENT']);
    expect(await failure(put('third'))).toEqual(
      refusal('ResourceExistsException', 'A resource with the ID you requested already exists.'),
    );
    expect((await client.send(new GetSecretValueCommand({ SecretId: 'app' }))).SecretString).toBe('second');
  });
});

const denied = (action: string, resource: string, because: string) =>
  refusal(
    'AccessDeniedException',
    `User: ${caller} is not authorized to perform: secretsmanager:${action} on resource: ${resource} ${because}`,
  );

const noIdentityPolicy = (action: string): string =>
  `because no identity-based policy allows the secretsmanager:${action} action`;

describe('who may', () => {
  const app = secretArn('app');
  const withPolicy = (statement: Statement): Partial<Secret> => ({
    resourcePolicy: {
      Version: '2012-10-17',
      Statement: [{ Action: 'secretsmanager:GetSecretValue', Resource: '*', ...statement }],
    },
  });
  const role = { AWS: `arn:aws:iam::${accountId}:role/consumer` };

  test.each<readonly [who: string, statements: readonly Statement[], secret: Partial<Secret>]>([
    ['whose role names the secret', [allow('GetSecretValue', app)], {}],
    [
      'whose role names it with its last characters unknown',
      [allow('GetSecretValue', `${app.slice(0, -6)}??????`)],
      {},
    ],
    ['whom the secret itself names', [], withPolicy({ Effect: 'Allow', Principal: role })],
  ])('read: %s', async (_, statements, secret) => {
    const world = await startSecrets([aSecret('app', secret)]);
    const answer = await world.clientWith(...statements).send(new GetSecretValueCommand({ SecretId: 'app' }));
    expect(answer.SecretString).toBe(value);
  });

  test.each<readonly [who: string, statements: readonly Statement[], secret: Partial<Secret>, because: string]>([
    ['whose role has no policy', [], {}, noIdentityPolicy('GetSecretValue')],
    [
      'whose role names another secret',
      [allow('GetSecretValue', secretArn('other'))],
      {},
      noIdentityPolicy('GetSecretValue'),
    ],
    [
      'whose role may do something else',
      [allow(['DescribeSecret', 'PutSecretValue'], app)],
      {},
      noIdentityPolicy('GetSecretValue'),
    ],
    [
      'whose role is denied',
      [allow('*', '*'), { ...allow('GetSecretValue', app), Effect: 'Deny' }],
      {},
      'with an explicit deny in an identity-based policy',
    ],
    [
      'whom the secret itself denies',
      [allow('*', '*')],
      withPolicy({ Effect: 'Deny', Principal: '*' }),
      'with an explicit deny in a resource-based policy',
    ],
    [
      'where the secret names another role',
      [],
      withPolicy({ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accountId}:role/other` } }),
      noIdentityPolicy('GetSecretValue'),
    ],
  ])('not read: %s', async (_, statements, ...[secret, because]) => {
    const world = await startSecrets([aSecret('app', secret)]);
    const call = world.clientWith(...statements).send(new GetSecretValueCommand({ SecretId: 'app' }));
    expect(await failure(call)).toEqual(denied('GetSecretValue', app, because));
  });

  test.each([
    ['DescribeSecret', new DescribeSecretCommand({ SecretId: 'app' })],
    ['PutSecretValue', new PutSecretValueCommand({ SecretId: 'app', SecretString: 'x' })],
  ] as const)('%s needs an action of its own', async (action, command) => {
    const world = await startSecrets([aSecret('app')]);
    const client = world.clientWith(allow('GetSecretValue', '*'));
    const call = command instanceof DescribeSecretCommand ? client.send(command) : client.send(command);
    expect(await failure(call)).toEqual(denied(action, app, noIdentityPolicy(action)));
  });

  test('who may read nothing is not told what there is', async () => {
    const world = await startSecrets([aSecret('app')]);
    const call = world
      .clientWith(allow('GetSecretValue', app))
      .send(new GetSecretValueCommand({ SecretId: 'nothing' }));
    const resource = `arn:aws:secretsmanager:${region}:${accountId}:secret:nothing`;
    expect(await failure(call)).toEqual(denied('GetSecretValue', resource, noIdentityPolicy('GetSecretValue')));
  });

  test('a request without a signature is not read', async () => {
    const world = await startSecrets([aSecret('app')]);
    const headers = { 'x-amz-target': 'secretsmanager.GetSecretValue', 'content-type': 'application/x-amz-json-1.1' };
    const answer = await world.handle(request({ method: 'POST', headers, body: '{"SecretId":"app"}' }));
    expect([answer.status, JSON.parse(String(answer.body))]).toEqual([
      400,
      { __type: 'MissingAuthenticationTokenException', Message: 'Missing Authentication Token' },
    ]);
  });
});

describe('what cannot be answered', () => {
  test.each<
    readonly [
      what: string,
      input: ConstructorParameters<typeof GetSecretValueCommand>[0],
      name: string,
      message: string,
    ]
  >([
    [
      'no such secret',
      { SecretId: 'nothing' },
      'ResourceNotFoundException',
      "Secrets Manager can't find the specified secret.",
    ],
    [
      'the ARN of none',
      { SecretId: secretArn('nothing') },
      'ResourceNotFoundException',
      "Secrets Manager can't find the specified secret.",
    ],
    [
      'a secret without a value',
      { SecretId: 'empty' },
      'ResourceNotFoundException',
      "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
    ],
    [
      'a label that nothing has',
      { SecretId: 'app', VersionStage: 'AWSPREVIOUS' },
      'ResourceNotFoundException',
      "Secrets Manager can't find the specified secret value for staging label: AWSPREVIOUS",
    ],
    [
      'a version that is not there',
      { SecretId: 'app', VersionId: '00000000-2222-4333-8444-555555555555' },
      'ResourceNotFoundException',
      "Secrets Manager can't find the specified secret value for VersionId: 00000000-2222-4333-8444-555555555555",
    ],
    [
      'a label of another version',
      { SecretId: 'app', VersionId: versionId, VersionStage: 'AWSPREVIOUS' },
      'InvalidRequestException',
      'You provided a VersionStage that is not associated to the provided VersionId.',
    ],
    [
      'no id',
      { SecretId: '' },
      'InvalidParameterException',
      "1 validation error detected: Value at 'secretId' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
  ])('%s', async (_, input, ...[name, message]) => {
    const world = await startSecrets([aSecret('app'), aSecret('empty', { version: undefined })]);
    expect(await failure(all(world).send(new GetSecretValueCommand(input)))).toEqual(refusal(name, message));
  });

  test('an operation that the sandbox does not have', async () => {
    const world = await startSecrets([aSecret('app')]);
    expect(await failure(all(world).send(new ListSecretsCommand({})))).toEqual(
      refusal('UnknownOperationException', 'The sandbox does not know the Secrets Manager operation ListSecrets.'),
    );
  });

  test.each([
    ['not JSON', '{'],
    ['not an object', '[]'],
  ])('a body that is %s', async (_, body) => {
    const world = await startSecrets([aSecret('app')]);
    const answer = await world.handle(
      request({ method: 'POST', headers: { 'x-amz-target': 'secretsmanager.GetSecretValue' }, body }),
    );
    expect([answer.status, JSON.parse(String(answer.body))]).toMatchObject([400, { __type: 'SerializationException' }]);
  });
});
