import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { createHandler } from '../../functions/create-note/handler';
import { largestItemBytes } from '../../functions/create-note/note';
import type { Note } from '../../functions/create-note/note';
import { createNoteStore } from '../../functions/create-note/note-store';
import { createLogger } from '../../functions/shared/logger';
import { alice, apiEvent } from './api-event';
import type { EventChange } from './api-event';
import { startNotesTable } from './notes-table';
import type { NotesTable } from './notes-table';

const noteId = '0c5a1e2b-7f0d-4b7e-9a3c-5d6e7f809112';
const allowedOrigins = ['https://notes.example'];

interface Try {
  readonly put?: (note: Note) => Promise<void>;
  readonly event: EventChange;
}

/** Calls the handler with a store that remembers. */
async function call({ put, event }: Try) {
  const stored: Note[] = [];
  const lines: string[] = [];
  const handler = createHandler({
    notes: {
      put:
        put ??
        ((note) => {
          stored.push(note);
          return Promise.resolve();
        }),
    },
    newId: () => noteId,
    logger: createLogger((line) => lines.push(line)),
    allowedOrigins,
  });
  const answer = await handler(apiEvent(event));
  return { answer, message: (JSON.parse(answer.body) as { message: string }).message, stored, lines };
}

it('answers as the document does', async () => {
  const { answer, stored } = await call({ event: { body: '{"content":"hello world"}' } });
  expect(answer).toEqual({
    statusCode: 200,
    headers: {
      'Content-Type': 'application/json',
      'X-MyCompany-Func-Reply': 'notes-handler',
      'Cache-Control': 'no-store',
      Vary: 'Origin',
    },
    body: '{"message":"Note created successfully!"}',
  });
  expect(stored).toEqual([{ userId: alice, noteId, content: '{"content":"hello world"}' }]);
});

const overhead = 'userId'.length + alice.length + 'noteId'.length + noteId.length + 'content'.length;
const most = largestItemBytes - overhead;

it.each([
  [
    'no identity',
    { identityId: null, body: 'x' },
    403,
    'Notes belong to a Cognito identity. Sign the request with credentials from the identity pool.',
  ],
  [
    'an empty identity',
    { identityId: '', body: 'x' },
    403,
    'Notes belong to a Cognito identity. Sign the request with credentials from the identity pool.',
  ],
  ['no body', { body: null }, 400, 'The body is empty. Send the note as the body.'],
  ['an empty body', { body: '' }, 400, 'The body is empty. Send the note as the body.'],
  [
    'an empty body in base64',
    { body: '', isBase64Encoded: true },
    400,
    'The body is empty. Send the note as the body.',
  ],
  [
    'no base64',
    { body: 'a*b', isBase64Encoded: true },
    400,
    'The body is marked as base64 but is not. Send base64 or plain text.',
  ],
  [
    'bytes that are no UTF-8',
    { body: '/w==', isBase64Encoded: true },
    400,
    'The body is not UTF-8 text. Send the note as UTF-8 text.',
  ],
  ['half a surrogate pair', { body: 'a\ud800b' }, 400, 'The body is not UTF-8 text. Send the note as UTF-8 text.'],
  [
    'a byte too many',
    { body: 'a'.repeat(most + 1) },
    413,
    `The note is ${most + 1} bytes as UTF-8; at most ${most} can be stored. Send a shorter note.`,
  ],
  [
    'too many bytes in few characters',
    { body: '€'.repeat(most / 2) },
    413,
    `The note is ${Buffer.byteLength('€'.repeat(most / 2))} bytes as UTF-8; at most ${most} can be stored. Send a shorter note.`,
  ],
] as const)('refuses %s and stores nothing', async (_name, event, ...answer) => {
  const tried = await call({ event });
  expect([tried.answer.statusCode, tried.message]).toEqual(answer);
  expect(tried.stored).toEqual([]);
});

it.each([
  ['the largest note', 'a'.repeat(most), false],
  ['a byte order mark', Buffer.from('\ufeffhello').toString('base64'), true],
  ['blanks', ' ', false],
])('stores %s', async (_name, body, isBase64Encoded) => {
  const { answer, stored } = await call({ event: { body, isBase64Encoded } });
  expect(answer.statusCode).toBe(200);
  expect(stored.map(({ content }) => content)).toEqual([
    isBase64Encoded ? Buffer.from(body, 'base64').toString() : body,
  ]);
});

it('stores any body byte for byte under the caller, or refuses it', async () => {
  const body = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.json());
  await fc.assert(
    fc.asyncProperty(body, fc.boolean(), async (text, isBase64Encoded) => {
      const sent = Buffer.from(text);
      const { answer, stored } = await call({
        event: { body: isBase64Encoded ? sent.toString('base64') : text, isBase64Encoded },
      });
      const expected = text === '' ? [] : [{ userId: alice, noteId, bytes: sent.toString('hex') }];
      expect(answer.statusCode).toBe(text === '' ? 400 : 200);
      expect(
        stored.map((one) => ({
          userId: one.userId,
          noteId: one.noteId,
          bytes: Buffer.from(one.content).toString('hex'),
        })),
      ).toEqual(expected);
    }),
  );
});

it('refuses any bytes that are no text, and stores the others', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 8 }), async (bytes) => {
      const { answer, stored } = await call({
        event: { body: Buffer.from(bytes).toString('base64'), isBase64Encoded: true },
      });
      const isText = Buffer.from(Buffer.from(bytes).toString()).equals(Buffer.from(bytes));
      expect(answer.statusCode).toBe(isText ? 200 : 400);
      expect(stored.map(({ content }) => [...Buffer.from(content)])).toEqual(isText ? [[...bytes]] : []);
    }),
  );
});

describe('a failing table', () => {
  const named = (name: string, message = 'secret of the note') =>
    Object.assign(new Error(message), { name, $metadata: { requestId: 'aws-1', attempts: 3 } });

  it.each([
    ['AccessDeniedException', 500, undefined],
    ['ResourceNotFoundException', 500, undefined],
    ['ValidationException', 500, undefined],
    ['TimeoutError', 500, undefined],
    ['TypeError', 500, undefined],
    ['ProvisionedThroughputExceededException', 503, '1'],
    ['ThrottlingException', 503, '1'],
    ['RequestLimitExceeded', 503, '1'],
  ])('%s is answered %d', async (name, status, retryAfter) => {
    const { answer, message, lines } = await call({ event: { body: 'x' }, put: () => Promise.reject(named(name)) });
    expect([answer.statusCode, message]).toEqual([status, 'The note could not be stored. Try again.']);
    expect(answer.headers['Retry-After']).toBe(retryAfter);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'error',
      event: 'note-not-stored',
      requestId: 'request-1',
      status,
      errorName: name,
      awsRequestId: 'aws-1',
      attempts: 3,
    });
  });

  it('is answered even when what is thrown is no error', async () => {
    const { answer } = await call({ event: { body: 'x' }, put: () => Promise.reject('no error' as unknown as Error) });
    expect(answer.statusCode).toBe(500);
  });

  it('tells the log what a deployer can correct, and never what may repeat the note', async () => {
    const linesOf = async (name: string) =>
      (await call({ event: { body: 'x' }, put: () => Promise.reject(named(name)) })).lines.join();
    expect(await linesOf('AccessDeniedException')).toContain('secret of the note');
    expect(await linesOf('ValidationException')).not.toContain('secret of the note');
  });
});

it('writes neither body nor headers nor tokens to the log', async () => {
  const secret = 'do-not-log-me';
  const event = { body: secret, headers: { Authorization: secret, 'X-Amz-Security-Token': secret, origin: secret } };
  const outcomes = [
    await call({ event }),
    await call({ event: { ...event, identityId: null } }),
    await call({ event: { ...event, body: `${secret}\ud800` } }),
    await call({ event, put: () => Promise.reject(new Error(secret)) }),
  ];
  expect(outcomes.map(({ lines }) => lines.length)).toEqual([1, 1, 1, 1]);
  expect(outcomes.flatMap(({ lines }) => lines).join()).not.toContain(secret);
  expect(outcomes.map(({ answer }) => JSON.stringify(answer)).join()).not.toContain(secret);
});

it.each([
  [{ Origin: 'https://notes.example' }, 'https://notes.example'],
  [{ origin: 'https://notes.example' }, 'https://notes.example'],
  [{ Origin: 'https://notes.example.evil' }, undefined],
  [{ Origin: 'http://notes.example' }, undefined],
  [{ Origin: 'null' }, undefined],
  [{}, undefined],
])('an answer to %j may be read by %s, refused or not', async (headers, allowed) => {
  for (const body of ['x', null]) {
    const { answer } = await call({ event: { body, headers: headers as Record<string, string> } });
    expect(answer.headers['Access-Control-Allow-Origin']).toBe(allowed);
    expect(answer.headers['Vary']).toBe('Origin');
  }
});

describe('with a real table', () => {
  let table: NotesTable;
  beforeAll(async () => {
    table = await startNotesTable();
  });
  afterAll(() => table.stop());

  it('stores each note and overwrites none', async () => {
    const store = createNoteStore(table.client, table.name);
    const note = { userId: alice, noteId: randomUUID(), content: 'zero \u0000, emoji 🗒️' };
    await store.put(note);
    await expect(store.put({ ...note, content: 'other' })).rejects.toThrow(ConditionalCheckFailedException);
    expect(await table.items()).toEqual([note]);
  });

  it('stores the largest note that it promises', async () => {
    const note = {
      userId: 'big',
      noteId,
      content: 'a'.repeat(largestItemBytes - 'userIdbignoteIdcontent'.length - noteId.length),
    };
    await createNoteStore(table.client, table.name).put(note);
    expect((await table.items()).map(({ userId }) => userId)).toContain('big');
  });

  it('fails where the table is missing', async () => {
    const store = createNoteStore(table.client, 'no-such-table');
    await expect(store.put({ userId: alice, noteId, content: 'x' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});

describe('when the answer to the first attempt was lost', () => {
  const note = { userId: alice, noteId, content: 'x' };
  const meeting = (content: string, owner = alice) => ({
    send: () =>
      Promise.reject(
        new ConditionalCheckFailedException({
          $metadata: {},
          message: 'The conditional request failed',
          Item: { userId: { S: owner }, noteId: { S: noteId }, content: { S: content } },
        }),
      ),
  });
  const storeOver = (client: ReturnType<typeof meeting>) =>
    createNoteStore(client as unknown as NotesTable['client'], 't');

  it('the second attempt has stored the note already', async () => {
    await expect(storeOver(meeting('x')).put(note)).resolves.toBeUndefined();
  });

  it.each([
    ['other content', meeting('y')],
    ["somebody else's note", meeting('x', 'other')],
  ])('but %s is a failure', async (_name, client) => {
    await expect(storeOver(client).put(note)).rejects.toThrow('The conditional request failed');
  });
});
