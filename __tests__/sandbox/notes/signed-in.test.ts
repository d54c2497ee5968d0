import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { startNotes, type NotesWorld } from './notes-world';

let notes: NotesWorld;

beforeAll(async () => {
  notes = await startNotes();
});

afterAll(() => notes.stop());

/** The whole table, read by the developer with keys that may. */
async function stored(): Promise<
  readonly { readonly userId: string | undefined; readonly content: string | undefined }[]
> {
  const { endpoint, region, developer } = notes.target;
  const client = new DynamoDBClient({ endpoint, region, credentials: developer });
  const { Items = [] } = await client.send(new ScanCommand({ TableName: 'dev-notes' }));
  client.destroy();
  return Items.map(({ userId, content }) => ({ userId: userId?.S, content: content?.S }));
}

test('an unsigned request is refused as in the document', async () => {
  const answer = await notes.call({ method: 'POST', path: '/createnote', body: '{"content":"hello world"}' });
  expect({ status: answer.status, body: answer.body, type: answer.errorType }).toEqual({
    status: 403,
    body: '{"message":"Missing Authentication Token"}',
    type: 'MissingAuthenticationTokenException',
  });
  expect(answer.headers.get('x-sandbox-reason')).not.toBeNull();
});

test("a signed request stores a note under the caller's identity id", async () => {
  const { identityId, keys } = await notes.keysOf('john@example.com');
  const answer = await notes.call({ method: 'POST', path: '/createnote', body: '{"content":"hello world"}', keys });
  expect({ status: answer.status, body: answer.body, reply: answer.headers.get('x-mycompany-func-reply') }).toEqual({
    status: 200,
    body: '{"message":"Note created successfully!"}',
    reply: 'notes-handler',
  });
  expect(await stored()).toContainEqual({ userId: identityId, content: '{"content":"hello world"}' });
});

test("GET /notes lists the caller's own notes and nobody else's, a page at a time", async () => {
  const [ann, bob] = [await notes.keysOf('ann@example.com'), await notes.keysOf('bob@example.com')];
  for (const content of ['1', '2', '3'])
    await notes.call({ method: 'POST', path: '/createnote', body: content, keys: ann.keys });
  await notes.call({ method: 'POST', path: '/createnote', body: 'of bob', keys: bob.keys });

  const first = await notes.call({ method: 'GET', path: '/notes?limit=2', keys: ann.keys });
  const page = JSON.parse(first.body) as { notes: { content: string }[]; cursor?: string };
  expect(page.notes).toHaveLength(2);
  const second = await notes.call({
    method: 'GET',
    path: `/notes?limit=2&cursor=${page.cursor ?? ''}`,
    keys: ann.keys,
  });
  const rest = JSON.parse(second.body) as { notes: { content: string }[] };
  expect([...page.notes, ...rest.notes].map(({ content }) => content).sort()).toEqual(['1', '2', '3']);

  const stolen = await notes.call({ method: 'GET', path: `/notes?cursor=${page.cursor ?? ''}`, keys: bob.keys });
  const seen = (JSON.parse(stolen.body) as { notes: { content: string }[] }).notes.map(({ content }) => content);
  expect(seen.filter((content) => content !== 'of bob')).toEqual([]);
});

test('200 signed requests at once neither fail nor mix up their callers', async () => {
  const callers = await Promise.all(['p', 'q', 'r', 's'].map((name) => notes.keysOf(`${name}@example.com`)));
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, index) => {
      const caller = callers[index % callers.length];
      const body = `${caller?.identityId ?? ''} ${index}`;
      return notes.call({
        method: 'POST',
        path: '/createnote',
        body,
        ...(caller === undefined ? {} : { keys: caller.keys }),
      });
    }),
  );
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  const ids = new Set(callers.map(({ identityId }) => identityId));
  const written = (await stored()).filter(({ userId }) => ids.has(userId ?? ''));
  expect(written).toHaveLength(200);
  expect(written.filter(({ userId, content }) => !content?.startsWith(`${userId ?? ''} `))).toEqual([]);
});

test('a preflight of the web app is answered without a signature, with the methods of the route', async () => {
  const answer = await fetch(`${notes.target.apiUrl}/createnote`, {
    method: 'OPTIONS',
    headers: { origin: 'http://localhost:3000', 'access-control-request-method': 'POST' },
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('access-control-allow-origin')).toBe('http://localhost:3000');
  expect(answer.headers.get('access-control-allow-methods')).toContain('POST');
  expect(answer.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('x-amz-security-token');
});

test('what was typed, sent or issued in secret is not in the log', async () => {
  const { id, access } = await notes.signIn('quiet@example.com');
  const { keys } = await notes.credentials(id);
  await notes.call({ method: 'POST', path: '/createnote', body: 'a very private note', keys });
  const log = notes.log.join('\n');
  const secrets = [id, access, keys.secretAccessKey, keys.sessionToken ?? '', 'Passw0rd!', 'a very private note'];
  expect(secrets.filter((secret) => secret.length === 0 || log.includes(secret))).toEqual([]);
});
