import { GetCredentialsForIdentityCommand, GetIdCommand } from '@aws-sdk/client-cognito-identity';
import { AdminConfirmSignUpCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { callApi, signInWithSrp, type Keys } from '../../../tour/clients';
import { password, startNotes, type NotesWorld } from './notes-world';

let notes: NotesWorld;
let keys: Keys;

/** Each note is a request to this route, unless a case says otherwise. */
const create = { method: 'POST', path: '/createnote', body: '{"content":"hello"}' } as const;

beforeAll(async () => {
  notes = await startNotes();
  keys = (await notes.keysOf('john@example.com')).keys;
});

afterAll(() => notes.stop());

async function answerOf(call: Parameters<NotesWorld['call']>[0]) {
  const { status, body, errorType } = await notes.call(call);
  return { status, type: errorType, message: messageOf(body) };
}

function messageOf(body: string): unknown {
  const parsed = JSON.parse(body) as { message?: unknown; Message?: unknown };
  return parsed.Message ?? parsed.message;
}

const mismatch = expect.stringContaining(
  'The request signature we calculated does not match the signature you provided.',
);

describe('API Gateway refuses', () => {
  test('a signature made with another secret', async () => {
    expect(await answerOf({ ...create, keys: { ...keys, secretAccessKey: 'x'.repeat(40) } })).toEqual({
      status: 403,
      type: 'InvalidSignatureException',
      message: mismatch,
    });
  });

  test('a body that was changed after it was signed', async () => {
    expect(await answerOf({ ...create, keys, tamperedBody: '{"content":"adieu"}' })).toEqual({
      status: 403,
      type: 'InvalidSignatureException',
      message: mismatch,
    });
  });

  test('an access key that nobody has', async () => {
    expect(await answerOf({ ...create, keys: { ...keys, accessKeyId: 'ASIAAAAAAAAAAAAAAAAA' } })).toMatchObject({
      status: 403,
      message: 'The security token included in the request is invalid.',
    });
  });

  test("another session's token", async () => {
    const other = (await notes.keysOf('other@example.com')).keys;
    expect(await answerOf({ ...create, keys: { ...keys, sessionToken: other.sessionToken ?? '' } })).toMatchObject({
      status: 403,
      message: 'The security token included in the request is invalid.',
    });
  });

  test.each([
    ['another path', { ...create, path: '/createnotes' }, 'MissingAuthenticationTokenException'],
    ['another method', { ...create, method: 'DELETE' }, 'MissingAuthenticationTokenException'],
  ])('%s, unsigned', async (_name, call, type) => {
    expect(await answerOf(call)).toEqual({ status: 403, type, message: 'Missing Authentication Token' });
  });

  test('another stage, signed or not', async () => {
    const url = `${notes.target.apiUrl.replace(/\/dev$/, '/prod')}/createnote`;
    for (const signed of [{}, { keys }]) {
      const answer = await callApi({ method: 'POST', url, body: '{}', region: notes.target.region, ...signed });
      expect([answer.status, answer.body, answer.errorType]).toEqual([
        403,
        '{"message":"Forbidden"}',
        'ForbiddenException',
      ]);
    }
  });

  test('a bearer token where a signature is asked for', async () => {
    const answer = await fetch(`${notes.target.apiUrl}/createnote`, {
      method: 'POST',
      headers: { authorization: 'Bearer abc' },
    });
    expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([403, 'IncompleteSignatureException']);
    expect(await answer.text()).toContain('Invalid key=value pair (missing equal-sign) in Authorization header');
  });

  test('credentials of a role whose policy does not name the route', async () => {
    const narrowed = await startNotes({
      edit: ({ resource }) => {
        const policy = resource['aws_iam_role_policy']?.['authenticated'];
        if (policy === undefined) throw new Error('The notes stack has no policy for signed-in users.');
        policy['policy'] = String(policy['policy']).replaceAll('createnote', 'othernote');
      },
    });
    const { keys: narrow } = await narrowed.keysOf('john@example.com');
    const answer = await narrowed.call({ ...create, keys: narrow });
    await narrowed.stop();
    expect([answer.status, answer.errorType]).toEqual([403, 'AccessDeniedException']);
    expect(answer.body).toMatch(
      /^\{"message":"User: arn:aws:sts::\d{12}:assumed-role\/dev-Cognito_notesAuth_Role\/CognitoIdentityCredentials is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:\*{8}\d{4}:[a-z0-9]+\/dev\/POST\/createnote because no identity-based policy allows the execute-api:Invoke action"\}$/,
    );
    expect(answer.headers.get('x-sandbox-reason')).toContain('authenticated');
  });
});

describe('time', () => {
  const inSeconds = (seconds: number): Date => new Date(Date.now() + seconds * 1_000);

  test.each([
    ['was made more than 5 minutes ago', -301, 'Signature expired: '],
    ['is more than 5 minutes ahead', 301, 'Signature not yet current: '],
  ])('a signature that %s is refused', async (_name, seconds, text) => {
    expect(await answerOf({ ...create, keys, signingDate: inSeconds(seconds) })).toEqual({
      status: 403,
      type: 'InvalidSignatureException',
      message: expect.stringContaining(text),
    });
  });

  test('a signature within the 5 minutes is good', async () => {
    for (const seconds of [-290, 290]) {
      expect(await answerOf({ ...create, keys, signingDate: inSeconds(seconds) })).toMatchObject({ status: 200 });
    }
  });

  test('credentials end after their hour, and not before', async () => {
    const timed = await startNotes();
    const { keys: mine } = await timed.keysOf('hour@example.com');
    await timed.moveClock(3_590);
    const before = await timed.call({ ...create, keys: mine, signingDate: inSeconds(3_590) });
    await timed.moveClock(20);
    const after = await timed.call({ ...create, keys: mine, signingDate: inSeconds(3_610) });
    await timed.stop();
    expect(before.status).toBe(200);
    expect([after.status, after.body]).toEqual([
      403,
      '{"message":"The security token included in the request is expired"}',
    ]);
  });
});

describe('Cognito refuses', () => {
  const identity = { login: (token: string) => ({ [notes.providerName]: token }) };

  test('a guest at the identity pool', async () => {
    await expect(
      notes.identities.send(new GetIdCommand({ IdentityPoolId: notes.target.identityPoolId })),
    ).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Unauthenticated access is not supported for this identity pool.',
    });
  });

  test('an access token at the identity pool', async () => {
    const { access } = await notes.signIn('access@example.com');
    await expect(
      notes.identities.send(
        new GetIdCommand({ IdentityPoolId: notes.target.identityPoolId, Logins: identity.login(access) }),
      ),
    ).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Invalid login token. Missing a required claim: aud',
    });
  });

  test("an identity without its owner's login", async () => {
    const { identityId } = await notes.keysOf('owner@example.com');
    const other = await notes.signIn('thief@example.com');
    for (const Logins of [undefined, identity.login(other.id)]) {
      await expect(
        notes.identities.send(new GetCredentialsForIdentityCommand({ IdentityId: identityId, Logins })),
      ).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    }
  });

  test('a wrong password', async () => {
    await notes.signIn('careful@example.com');
    await expect(
      signInWithSrp({ ...notes.target, username: 'careful@example.com', password: 'Passw0rd?' }),
    ).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
  });

  test('a user who is not confirmed', async () => {
    await notes.signUp('hasty@example.com');
    await expect(signInWithSrp({ ...notes.target, username: 'hasty@example.com', password })).rejects.toMatchObject({
      name: 'UserNotConfirmedException',
      message: 'User is not confirmed.',
    });
  });

  test("an administrator's call signed by a signed-in user", async () => {
    await notes.signUp('victim@example.com');
    const { endpoint, region, userPoolId } = notes.target;
    const client = new CognitoIdentityProviderClient({ endpoint, region, credentials: keys });
    await expect(
      client.send(new AdminConfirmSignUpCommand({ UserPoolId: userPoolId, Username: 'victim@example.com' })),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
    client.destroy();
  });
});

test('a token of a pool that the identity pool does not know is refused', async () => {
  const world = await startNotes({
    edit: ({ resource }) => {
      const pools = resource['aws_cognito_user_pool'];
      const clients = resource['aws_cognito_user_pool_client'];
      if (pools === undefined || clients === undefined) throw new Error('The notes stack has no user pool.');
      pools['foreign'] = { ...pools['notes-user-pool'], name: 'foreign' };
      clients['foreign'] = { ...clients['client'], user_pool_id: '${aws_cognito_user_pool.foreign.id}' };
    },
  });
  const foreign = world.sandbox.blueprint.userPools.find(({ name }) => name === 'foreign');
  const client = foreign?.clients[0];
  if (foreign === undefined || client === undefined) throw new Error('The foreign pool was not read.');
  const target = { ...world.target, userPoolId: foreign.id, clientId: client.id };
  const { SignUpCommand } = await import('@aws-sdk/client-cognito-identity-provider');
  await world.users.send(new SignUpCommand({ ClientId: client.id, Username: 'eve@example.com', Password: password }));
  await world.users.send(new AdminConfirmSignUpCommand({ UserPoolId: foreign.id, Username: 'eve@example.com' }));
  const session = await signInWithSrp({ ...target, username: 'eve@example.com', password });
  const token = session.getIdToken().getJwtToken();
  const attempt = (provider: string) =>
    world.identities.send(
      new GetIdCommand({ IdentityPoolId: world.target.identityPoolId, Logins: { [provider]: token } }),
    );
  await expect(attempt(foreign.endpoint)).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'Token is not from a supported provider of this identity pool.',
  });
  await expect(attempt(world.providerName)).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: "Invalid login token. Issuer doesn't match providerName",
  });
  await world.stop();
});

test('a function whose role lost dynamodb:PutItem fails as on AWS, and says nothing of it to the caller', async () => {
  const world = await startNotes({
    edit: ({ resource }) => {
      for (const policy of Object.values(resource['aws_iam_role_policy'] ?? {})) {
        policy['policy'] = String(policy['policy']).replaceAll('dynamodb:PutItem', 'dynamodb:DescribeTable');
      }
    },
  });
  const { keys: mine } = await world.keysOf('john@example.com');
  const answer = await world.call({ ...create, keys: mine });
  expect(answer.status).toBe(500);
  expect(answer.body).toContain('The note could not be stored');
  expect(answer.body).not.toContain('dynamodb');
  expect(world.log.some((line) => line.includes('is not authorized to perform: dynamodb:PutItem'))).toBe(true);
  await world.stop();
});
