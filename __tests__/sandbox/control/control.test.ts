import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignUpCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { startSandbox, type RunningSandbox } from '../../../sandbox/main';
import type { SandboxDescription } from '../../../sandbox/control/describe';
import { signInWithSrp } from '../../../tour/clients';
import { notesTarget } from '../../../tour/notes';
import { synthesizedOutput, type SynthesizedOutput } from '../../support/synthesized-output';

let output: SynthesizedOutput;
let folder: string;
let sandbox: RunningSandbox;

const usersFile = (users: unknown): string => {
  const path = join(folder, 'users.json');
  writeFileSync(path, typeof users === 'string' ? users : JSON.stringify(users));
  return path;
};

const start = (options: { port?: string; usersFile?: string } = {}): Promise<RunningSandbox> =>
  startSandbox({ outputFolder: output.folder, port: '0', write: () => undefined, ...options });

beforeAll(async () => {
  output = synthesizedOutput();
  output.keepOnly('notes');
  folder = mkdtempSync(join(tmpdir(), 'control-'));
  const jane = { userPool: 'notes-user-pool', username: 'jane@example.com', password: 'Passw0rd!' };
  sandbox = await start({ usersFile: usersFile([jane]) });
});

afterAll(async () => {
  await sandbox.stop();
  output.remove();
  rmSync(folder, { recursive: true, force: true });
});

test('GET /_sandbox says what runs, so that a client can be configured without reading Terraform', async () => {
  const description = (await (await fetch(`${sandbox.url}/_sandbox`)).json()) as SandboxDescription;
  const notes = description.stacks['notes'];
  const pool = notes?.userPools[0];
  expect(notes?.apis).toEqual([
    {
      id: notes?.outputs['rest_api_id'],
      name: 'dev-aws-lambda-lab',
      stage: 'dev',
      invokeUrl: `${sandbox.url}/restapis/${String(notes?.outputs['rest_api_id'])}/dev`,
      routes: expect.arrayContaining(['POST /createnote', 'GET /notes']),
    },
  ]);
  expect(pool?.id).toBe(notes?.outputs['user_pool_id']);
  expect(pool?.issuer).toBe(`https://cognito-idp.us-east-1.amazonaws.com/${pool?.id ?? ''}`);
  expect(pool?.clients.map(({ id, name }) => ({ id, name }))).toEqual([
    { id: notes?.outputs['user_pool_client_id'], name: 'notes-app' },
  ]);
  expect(notes?.identityPools.map(({ id }) => id)).toEqual([notes?.outputs['identity_pool_id']]);
  expect(notes?.tables).toEqual(['dev-notes']);
  const keys = (await (await fetch(pool?.jwksUrl ?? '')).json()) as { keys: readonly unknown[] };
  expect(keys.keys).toHaveLength(2);
});

test('keys that a client wrote its own notes into, as SDKs do, are told without them', async () => {
  const { developer } = sandbox.describe();
  Object.assign(developer, { $source: { CREDENTIALS_CODE: 'e' } });
  const description = (await (await fetch(`${sandbox.url}/_sandbox`)).json()) as SandboxDescription;
  expect(Object.keys(description.developer)).toEqual(['accessKeyId', 'secretAccessKey']);
});

test('users of --users are there from the start, and sign in', async () => {
  const session = await signInWithSrp({
    ...notesTarget(sandbox.describe()),
    username: 'jane@example.com',
    password: 'Passw0rd!',
  });
  expect(session.getIdToken().decodePayload()['email']).toBe('jane@example.com');
});

test('a code that AWS would mail is shown', async () => {
  const { endpoint, region, clientId } = notesTarget(sandbox.describe());
  const client = new CognitoIdentityProviderClient({
    endpoint,
    region,
    credentials: { accessKeyId: '-', secretAccessKey: '-' },
  });
  await client.send(new SignUpCommand({ ClientId: clientId, Username: 'new@example.com', Password: 'Passw0rd!' }));
  client.destroy();
  const codes = (await (await fetch(`${sandbox.url}/_sandbox/codes`)).json()) as readonly {
    readonly content: string;
  }[];
  expect(codes.at(-1)).toMatchObject({ destination: 'new@example.com', content: expect.stringMatching(/^\d{6}$/) });
});

test.each([
  ['no JSON', '{', /users\.json cannot be used:\n {2}- /],
  ['no list', {}, /the file: /],
  ['no password', [{ username: 'a@example.com' }], /0\.password: /],
  ['an unknown member', [{ username: 'a@example.com', password: 'Passw0rd!', admin: true }], /0: .*admin/],
])('a users file with %s is refused with what it should be', async (_name, users, message) => {
  await expect(start({ usersFile: usersFile(users) })).rejects.toThrow(message);
});

test.each(['-1', '65536', 'http', '4500.5', ''])('the port %j is refused', async (port) => {
  await expect(start({ port })).rejects.toThrow('It must be a whole number from 0 to 65535; 0 takes any free port.');
});

test('a port that is taken leads to the next free one', async () => {
  const second = await start({ port: String(sandbox.port) });
  expect(second.port).toBeGreaterThan(sandbox.port);
  expect((await fetch(`${second.url}/_sandbox`)).ok).toBe(true);
  await second.stop();
});

test('what authorizers found can be flushed, but not by a web page elsewhere', async () => {
  const flush = (headers: Record<string, string> = {}) =>
    fetch(`${sandbox.url}/_sandbox/authorizer-cache/flush`, { method: 'POST', headers });
  const done = await flush();
  expect([done.status, await done.json()]).toEqual([200, { flushed: true }]);
  expect((await flush({ origin: 'https://example.com' })).status).toBe(403);
});
