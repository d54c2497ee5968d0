import { connect } from 'node:net';
import { request } from 'node:http';
import fc from 'fast-check';
import { startNotes, type NotesWorld } from './notes-world';

let notes: NotesWorld;

beforeAll(async () => {
  notes = await startNotes();
});

afterAll(() => notes.stop());

/** The sandbox still serves. */
async function alive(): Promise<boolean> {
  return (await fetch(`${notes.sandbox.url}/_sandbox`)).ok;
}

/** A request with headers that `fetch` would not send. */
function raw(
  path: string,
  headers: Readonly<Record<string, string>>,
  method = 'GET',
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port: notes.sandbox.port, path, method, headers }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

const target = 'AWSCognitoIdentityProviderService.SignUp';

test.each(['', '{', 'null', '[]', '"text"', '{"ClientId":1}', '{"__proto__":{"x":1}}'])(
  'malformed JSON %j is a client error',
  async (body) => {
    const answer = await fetch(notes.sandbox.url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
      body,
    });
    expect(answer.status).toBe(400);
    expect(Object.keys((await answer.json()) as object).sort()).toEqual(['__type', 'message']);
  },
);

test('an oversized body is refused, signed in or not', async () => {
  const answer = await fetch(`${notes.target.apiUrl}/createnote`, {
    method: 'POST',
    body: 'x'.repeat(10 * 1024 * 1024 + 1),
  });
  expect([answer.status, await answer.text()]).toEqual([413, 'HTTP content length exceeded 10485760 bytes.']);
  await expect(
    fetch(notes.sandbox.url, { method: 'POST', body: 'x'.repeat(13 * 1024 * 1024) }).then(
      ({ status }) => status,
      () => 413,
    ),
  ).resolves.toBe(413);
  expect(await alive()).toBe(true);
});

test('a request that is only half sent does no harm', async () => {
  const sockets = await Promise.all(
    Array.from(
      { length: 20 },
      () =>
        new Promise<ReturnType<typeof connect>>((resolve) => {
          const socket = connect(notes.sandbox.port, '127.0.0.1', () => {
            socket.write('POST / HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 1000\r\n\r\n{"half":');
            resolve(socket);
          });
          socket.on('error', () => socket.destroy());
        }),
    ),
  );
  expect(await alive()).toBe(true);
  sockets.forEach((socket) => socket.destroy());
  expect(await alive()).toBe(true);
});

test('bytes that are not HTTP end their connection only', async () => {
  const answer = await new Promise<string>((resolve) => {
    let text = '';
    const socket = connect(notes.sandbox.port, '127.0.0.1', () => socket.write('\u0000\u0001 not http\r\n\r\n'));
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('close', () => resolve(text));
  });
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(await alive()).toBe(true);
});

const anyRequest = fc.record({
  path: fc.webPath(),
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD'),
  authorization: fc.constantFrom(
    '',
    'Bearer x',
    'AWS4-HMAC-SHA256',
    'AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=0',
  ),
  toApi: fc.boolean(),
});

test('whatever the path, method and headers, the answer is a refusal and not a crash', async () => {
  const api = `/restapis/${notes.sandbox.blueprint.restApis[0]?.id ?? ''}/dev`;
  await fc.assert(
    fc.asyncProperty(anyRequest, async ({ path, method, authorization, toApi }) => {
      const { status } = await raw(
        `${toApi ? api : ''}${path || '/'}`,
        authorization === '' ? {} : { authorization },
        method,
      );
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    }),
    { numRuns: 200 },
  );
  expect(await alive()).toBe(true);
});

describe('who may reach it', () => {
  test.each(['evil.example', 'localhost.evil.example', '127.0.0.1.nip.io', 'sandbox'])(
    'the host %s is refused',
    async (host) => {
      const { status } = await raw('/_sandbox', { host });
      expect(status).toBe(421);
    },
  );

  test.each([
    ['origin', 'https://evil.example'],
    ['origin', 'null'],
    ['sec-fetch-site', 'cross-site'],
    ['sec-fetch-site', 'same-site'],
    // What an API answers is at the same address, and may show what somebody else has written.
    ['sec-fetch-site', 'same-origin'],
  ])('a page that sends %s: %s may not read /_sandbox', async (name, value) => {
    for (const path of ['/_sandbox', '/_sandbox/codes']) {
      const { status, body } = await raw(path, { [name]: value });
      expect(status).toBe(403);
      expect(body).not.toContain(notes.target.developer.secretAccessKey);
    }
  });

  test.each(['{}', 'soon', '{"advanceSeconds":"1"}', '{"now":"tomorrow"}', '{"advanceSeconds":1,"more":2}'])(
    'the clock is not moved by %s',
    async (body) => {
      const answer = await fetch(`${notes.sandbox.url}/_sandbox/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      expect(answer.status).toBe(400);
    },
  );
});

test('a sandbox that was stopped can be started again, with the same ids and nothing stored', async () => {
  const again = await startNotes();
  expect(again.target.userPoolId).toBe(notes.target.userPoolId);
  expect(again.target.clientId).toBe(notes.target.clientId);
  await again.signIn('john@example.com');
  await again.stop();
  await again.sandbox.stop();
  const third = await startNotes();
  await third.signIn('john@example.com');
  await third.stop();
});
