import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { fitPayload } from '../../functions/list-notes/fit-payload';
import { createHandler } from '../../functions/list-notes/handler';
import { createNoteReader } from '../../functions/list-notes/note-reader';
import type { ListedNote, NoteReader } from '../../functions/list-notes/note-reader';
import { createLogger } from '../../functions/shared/logger';
import { alice, apiEvent, bob } from './api-event';
import type { EventChange } from './api-event';
import { startNotesTable } from './notes-table';
import type { NotesTable } from './notes-table';

interface Listed {
  readonly notes: readonly ListedNote[];
  readonly cursor?: string;
  readonly message?: string;
}

async function call(notes: NoteReader, event: EventChange) {
  const lines: string[] = [];
  const handler = createHandler({ notes, logger: createLogger((line) => lines.push(line)), allowedOrigins: [] });
  const answer = await handler(apiEvent(event));
  return { answer, body: JSON.parse(answer.body) as Listed, lines };
}

const idOf = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
const cursorOf = (text: string) => Buffer.from(text).toString('base64url');

describe('with a real table', () => {
  let table: NotesTable;
  let reader: NoteReader;
  beforeAll(async () => {
    table = await startNotesTable();
    reader = createNoteReader(table.client, table.name);
    const put = (userId: string, index: number) =>
      table.client.send(
        new PutItemCommand({
          TableName: table.name,
          Item: { userId: { S: userId }, noteId: { S: idOf(index) }, content: { S: `${userId} ${index}` } },
        }),
      );
    // Notes of two users, in turns: a page that leaves its partition would show at once.
    await Promise.all(Array.from({ length: 50 }, (_, index) => put(index % 2 === 0 ? alice : bob, index)));
  });
  afterAll(() => table.stop());

  it("lists the caller's own notes by id, 20 at a time", async () => {
    const { answer, body } = await call(reader, {});
    expect(answer.statusCode).toBe(200);
    expect(body.notes).toHaveLength(20);
    expect(body.notes[1]).toEqual({ noteId: idOf(2), content: `${alice} 2` });
    expect(body.cursor).toBe(cursorOf(idOf(38)));
  });

  it.each([1, 3, 7, 24, 25, 26, 100])('pages of %d together give each note once', async (limit) => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await call(reader, {
        query: { limit: String(limit), ...(cursor === undefined ? {} : { cursor }) },
      });
      expect(body.notes.length).toBeLessThanOrEqual(limit);
      seen.push(...body.notes.map(({ content }) => content));
      cursor = body.cursor;
    } while (cursor !== undefined && seen.length <= 25);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => `${alice} ${index * 2}`));
  });

  it('has no cursor where nothing is left', async () => {
    const { body } = await call(reader, { identityId: 'eu-west-1:nobody' });
    expect(body).toEqual({ notes: [] });
  });

  it("shows nobody else's notes, whatever the cursor says", async () => {
    const cursor = fc.oneof(
      fc.nat(60).map((index) => cursorOf(idOf(index))),
      fc.uuid().map(cursorOf),
      fc.string().map(cursorOf),
      fc.string(),
      fc.constantFrom(
        cursorOf(JSON.stringify({ userId: { S: bob }, noteId: { S: idOf(1) } })),
        cursorOf(`${bob}/${idOf(1)}`),
        Buffer.from(idOf(1)).toString('base64'),
        `${cursorOf(idOf(1))}=`,
      ),
    );
    await fc.assert(
      fc.asyncProperty(cursor, async (given) => {
        const { answer, body } = await call(reader, { query: { cursor: given, limit: '100' } });
        expect([200, 400]).toContain(answer.statusCode);
        expect((body.notes ?? []).filter(({ content }) => !content.startsWith(alice))).toEqual([]);
      }),
    );
  });
});

it('asks for the partition of the caller, consistently, and for nothing else', async () => {
  const sent: unknown[] = [];
  const client = {
    send: (command: { input: unknown }) => {
      sent.push(command.input);
      return Promise.resolve({ Items: [] });
    },
  };
  await call(createNoteReader(client as unknown as NotesTable['client'], 'dev-notes'), {
    query: { cursor: cursorOf(idOf(4)), limit: '2' },
  });
  expect(sent).toEqual([
    {
      TableName: 'dev-notes',
      KeyConditionExpression: 'userId = :caller',
      ExpressionAttributeValues: { ':caller': { S: alice } },
      ProjectionExpression: 'noteId, content',
      ConsistentRead: true,
      Limit: 2,
      ExclusiveStartKey: { userId: { S: alice }, noteId: { S: idOf(4) } },
    },
  ]);
});

const empty: NoteReader = { list: () => Promise.resolve({ notes: [], more: false }) };

it.each(['0', '101', '-1', '1.5', '1e1', ' 5', '', '٣', '9'.repeat(200)])('refuses the limit "%s"', async (limit) => {
  const { answer, body } = await call(empty, { query: { limit } });
  const shown = JSON.stringify(limit.length > 60 ? `${limit.slice(0, 60)}…` : limit);
  expect([answer.statusCode, body.message]).toEqual([400, `limit is ${shown}; allowed: a whole number from 1 to 100.`]);
});

it.each(['', 'x', cursorOf('no-uuid'), cursorOf(idOf(1).toUpperCase().replace('8', 'A')), `${cursorOf(idOf(1))}.`])(
  'refuses the cursor "%s"',
  async (cursor) => {
    const { answer, body } = await call(empty, { query: { cursor } });
    expect([answer.statusCode, body.message]).toEqual([
      400,
      `cursor is ${JSON.stringify(cursor)}; allowed: the cursor of the previous page. Leave it out to start from the beginning.`,
    ]);
  },
);

it('refuses a caller without an identity before it reads anything', async () => {
  let reads = 0;
  const reader: NoteReader = {
    list: () => {
      reads += 1;
      return Promise.resolve({ notes: [], more: false });
    },
  };
  const { answer } = await call(reader, { identityId: null });
  expect([answer.statusCode, reads]).toEqual([403, 0]);
});

it.each([
  ['AccessDeniedException', 500],
  ['ThrottlingException', 503],
])('%s is answered %d', async (name, status) => {
  const failing: NoteReader = { list: () => Promise.reject(Object.assign(new Error('x'), { name })) };
  const { answer, body } = await call(failing, {});
  expect([answer.statusCode, body.message]).toEqual([status, 'The notes could not be read. Try again.']);
});

it('answers 500 for an item that is no note', async () => {
  const client = { send: () => Promise.resolve({ Items: [{ noteId: { S: idOf(1) }, content: { N: '1' } }] }) };
  const { answer, lines } = await call(createNoteReader(client as unknown as NotesTable['client'], 't'), {});
  expect(answer.statusCode).toBe(500);
  expect(lines.join()).toContain('UnreadableNoteError');
});

it('cuts a page that Lambda could not deliver, and goes on behind it', async () => {
  // A control character is one byte in the table and seven in the answer.
  const notes = Array.from({ length: 3 }, (_, index) => ({ noteId: idOf(index), content: '\u0001'.repeat(340_000) }));
  const { answer, body } = await call({ list: () => Promise.resolve({ notes, more: false }) }, {});
  expect(body.notes.map(({ noteId }) => noteId)).toEqual([idOf(0), idOf(1)]);
  expect(body.cursor).toBe(cursorOf(idOf(1)));
  expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(6 * 1024 * 1024);
});

it('delivers the largest note alone', async () => {
  const notes = Array.from({ length: 2 }, (_, index) => ({ noteId: idOf(index), content: '\u0001'.repeat(409_000) }));
  const { answer, body } = await call({ list: () => Promise.resolve({ notes, more: true }) }, {});
  expect(body.notes).toHaveLength(1);
  expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(6 * 1024 * 1024);
});

it('never answers an empty page that has more behind it', () => {
  const notes = Array.from({ length: 2 }, (_, index) => ({ noteId: idOf(index), content: '\u0001'.repeat(800_000) }));
  expect(fitPayload({ notes, more: false })).toEqual({ notes: notes.slice(0, 1), more: true });
});
