import {
  AdminAddUserToGroupCommand,
  AdminRemoveUserFromGroupCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { startSandbox, type RunningSandbox } from '../../../sandbox/main';
import { frameworkTarget } from '../../../tour/framework';
import { accessTokenOf, signInAgain, type Directory } from '../../../tour/people';
import { synthesizedOutput, type SynthesizedOutput } from '../../support/synthesized-output';

let output: SynthesizedOutput;
let sandbox: RunningSandbox;
let team: Directory & { readonly filesUrl: string };
let administrator: CognitoIdentityProviderClient;

beforeAll(async () => {
  output = synthesizedOutput();
  output.keepOnly('api-authentication', 'api-authorization');
  sandbox = await startSandbox({ outputFolder: output.folder, port: '0', write: () => undefined });
  team = frameworkTarget(sandbox.describe()).authorization;
  administrator = new CognitoIdentityProviderClient({ ...team, credentials: team.developer });
});

afterAll(async () => {
  administrator.destroy();
  await sandbox.stop();
  output.remove();
});

const person = (username: string, ...groups: string[]): Promise<string> => accessTokenOf(team, { username, groups });

async function call(method: string, token: string, path = ''): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  return (await fetch(`${team.filesUrl}${path}`, { method, headers })).status;
}

/** The authorizer's own time, in milliseconds: 0 where its kept result was used. */
async function authorizerTime(token: string): Promise<number> {
  const answer = await fetch(team.filesUrl, { headers: { authorization: `Bearer ${token}` } });
  const { authorizer } = (await answer.json()) as { authorizer: { integrationLatency: number } };
  return authorizer.integrationLatency;
}

async function moveClock(seconds: number): Promise<void> {
  await fetch(`${sandbox.url}/_sandbox/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advanceSeconds: seconds }),
  });
}

const inGroup = (Username: string, GroupName: string) => ({ UserPoolId: team.userPoolId, Username, GroupName });

test('one user is allowed on one route and denied on another within one cache period, in both orders', async () => {
  const first = await person('allowed-first@example.com', 'readers');
  expect([await call('GET', first), await call('POST', first), await call('GET', first)]).toEqual([200, 403, 200]);
  const second = await person('denied-first@example.com', 'readers');
  expect([await call('POST', second), await call('GET', second), await call('POST', second)]).toEqual([403, 200, 403]);
});

test('the kept result is used, and for its own token alone', async () => {
  const token = await person('kept@example.com', 'readers');
  await call('GET', token);
  expect(await authorizerTime(token)).toBe(0);
  const other = await person('kept-other@example.com');
  expect(await call('GET', other)).toBe(403);
});

test('rights of several groups add up, and an explicit deny of one of them wins', async () => {
  const both = await person('both@example.com', 'readers', 'writers');
  expect([await call('GET', both), await call('POST', both), await call('DELETE', both, '/1')]).toEqual([
    200, 200, 403,
  ]);
  const suspended = await person('suspended@example.com', 'admins', 'suspended');
  expect([await call('GET', suspended), await call('POST', suspended), await call('DELETE', suspended, '/1')]).toEqual([
    200, 403, 403,
  ]);
});

test('a group that was added counts with the next token; one that was taken away, no longer than the old token lives', async () => {
  const username = 'promoted@example.com';
  const before = await person(username, 'readers');
  expect(await call('POST', before)).toBe(403);
  await administrator.send(new AdminAddUserToGroupCommand(inGroup(username, 'writers')));
  expect(await call('POST', before)).toBe(403);
  const promoted = await signInAgain(team, username);
  expect(await call('POST', promoted)).toBe(200);

  await administrator.send(new AdminRemoveUserFromGroupCommand(inGroup(username, 'writers')));
  expect(await call('POST', promoted)).toBe(200);
  // Past the hour, and past what the authorizer allows a clock to be off.
  await moveClock(3_700);
  expect(await call('POST', promoted)).toBe(401);
  expect(await call('POST', await signInAgain(team, username))).toBe(403);
});

test('50 calls of two users at once are each answered by their own rights', async () => {
  const [reader, writer] = [
    await person('many-r@example.com', 'readers'),
    await person('many-w@example.com', 'writers'),
  ];
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => call('POST', index % 2 === 0 ? reader : writer)),
  );
  expect(answers.filter((status, index) => status !== (index % 2 === 0 ? 403 : 200))).toEqual([]);
});
