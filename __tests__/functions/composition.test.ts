import { alice, apiEvent, bob } from './api-event';
import { startNotesTable } from './notes-table';
import type { NotesTable } from './notes-table';

const before = { ...process.env };
let table: NotesTable;

beforeAll(async () => {
  table = await startNotesTable();
  process.env = {
    ...before,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL: table.endpoint,
    tableName: table.name,
    allowedOrigins: 'https://notes.example',
  };
});

afterAll(async () => {
  process.env = before;
  await table.stop();
});

it('lists a note to the one who created it, and to no one else', async () => {
  const output = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const { handler: createNote } = await import('../../functions/create-note/index');
  const { handler: listNotes } = await import('../../functions/list-notes/index');

  const created = await createNote(apiEvent({ body: 'hello world', headers: { origin: 'https://notes.example' } }));
  const [mine, theirs] = [await listNotes(apiEvent({})), await listNotes(apiEvent({ identityId: bob }))];
  const lines = output.mock.calls.map(([line]) => JSON.parse(String(line)) as Readonly<Record<string, unknown>>);
  output.mockRestore();

  expect(created.statusCode).toBe(200);
  expect(created.headers['Access-Control-Allow-Origin']).toBe('https://notes.example');
  const [item] = await table.items();
  expect(item).toMatchObject({ userId: alice, content: 'hello world' });
  expect(item?.['noteId']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(JSON.parse(mine?.body ?? '')).toEqual({ notes: [{ noteId: item?.['noteId'], content: 'hello world' }] });
  expect(JSON.parse(theirs?.body ?? '')).toEqual({ notes: [] });
  expect(lines).toEqual([
    { level: 'info', event: 'note-stored', requestId: 'request-1', identityId: alice, noteId: item?.['noteId'] },
    { level: 'info', event: 'notes-listed', requestId: 'request-1', identityId: alice, count: 1 },
    { level: 'info', event: 'notes-listed', requestId: 'request-1', identityId: bob, count: 0 },
  ]);
});
