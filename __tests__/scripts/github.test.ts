import { changedFiles, reportDrift, upsertComment } from '../../scripts/review/github';
import { startFakeGithub, type FakeGithub, type Note } from './fake-github';

const marker = '<!-- mark -->';
let fake: FakeGithub;

beforeEach(async () => {
  fake = await startFakeGithub();
});

afterEach(() => fake.stop());

const note = (id: number, body: string, type = 'Bot'): Note => ({
  id,
  number: id,
  body,
  user: { type },
  state: 'open',
});
const upsert = (body: string) => upsertComment(fake.github, { pull: 7, marker, body: `${marker}\n${body}` });

test('the first run makes a comment, the second changes it', async () => {
  expect(await upsert('one')).toBe('created');
  expect(await upsert('two')).toBe('updated');
  expect(fake.comments.map(({ body }) => body)).toEqual([`${marker}\ntwo`]);
});

test('it is found behind 250 other comments', async () => {
  for (let id = 1; id <= 250; id += 1) fake.comments.push(note(id, 'talk', 'User'));
  fake.comments.push(note(251, `${marker}\nold`));
  expect(await upsert('new')).toBe('updated');
  expect(fake.comments).toHaveLength(251);
  expect(fake.comments.at(-1)?.body).toBe(`${marker}\nnew`);
});

test('comments of people, and such that quote the marker, are left alone', async () => {
  fake.comments.push(note(1, `${marker}\nmine`, 'User'), note(2, `> ${marker}`));
  expect(await upsert('new')).toBe('created');
  expect(fake.comments.map(({ body }) => body)).toEqual([`${marker}\nmine`, `> ${marker}`, `${marker}\nnew`]);
});

test("the limit and a missing right are told in GitHub's words, without the token", async () => {
  await expect(upsert('x'.repeat(65_536))).rejects.toThrow(
    'GitHub answered 422 to POST /issues/7/comments: Validation Failed: body is too long (maximum is 65536 characters).',
  );
  fake.readOnly();
  const refusal = upsert('one');
  await expect(refusal).rejects.toThrow(
    'GitHub answered 403 to POST /issues/7/comments: Resource not accessible by integration. The job needs the permission to write',
  );
  await expect(refusal).rejects.not.toThrow('the-token');
  expect(fake.comments).toEqual([]);
});

test('one issue is kept while there is drift, and closed when there is none; pull requests and others stay', async () => {
  fake.issues.push(note(1, 'a bug', 'User'), { ...note(2, `${marker}\na pull`), pull_request: {} });
  const drifted = (body: string) =>
    reportDrift(fake.github, marker, { kind: 'drifted', title: 'Drift', body: `${marker}\n${body}` });
  expect(await reportDrift(fake.github, marker, { kind: 'clean' })).toBe('nothing');
  expect([await drifted('a'), await drifted('b')]).toEqual(['created', 'updated']);
  expect(await reportDrift(fake.github, marker, { kind: 'clean' })).toBe('closed');
  expect(fake.issues.map(({ state, body }) => [state, body])).toEqual([
    ['open', 'a bug'],
    ['open', `${marker}\na pull`],
    ['closed', `${marker}\nb`],
  ]);
  expect(await drifted('c')).toBe('created');
});

test('all files of a pull request are listed, over several pages, and the former names too', async () => {
  for (let at = 0; at < 250; at += 1) fake.files.push({ filename: `docs/${at}.md` });
  fake.files.push({ filename: 'new.ts', previous_filename: 'access/old.ts' });
  const found = await changedFiles(fake.github, 7);
  expect(found).toHaveLength(252);
  expect(found.slice(-2)).toEqual(['new.ts', 'access/old.ts']);
});
