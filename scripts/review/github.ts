import { githubRefused } from './errors';

/** A comment on GitHub holds so many characters, and an issue's text too. */
export const commentLimit = 65_536;

/** A repository, and the right to write to it. */
export interface Github {
  /** `https://api.github.com`, or that of an own GitHub server; without a slash at its end. */
  readonly apiUrl: string;
  /** `owner/name` */
  readonly repository: string;
  readonly token: string;
}

/** A file of a pull request; one that was renamed has its former name too. */
interface ChangedFile {
  readonly filename: string;
  readonly previous_filename?: string;
}

interface Note {
  readonly id: number;
  readonly number?: number;
  readonly body?: string | null;
  readonly user?: { readonly type?: string } | null;
  readonly pull_request?: unknown;
}

/** Changes the comment that carries the marker, or makes it. A person's comment that quotes the marker is left alone. */
export async function upsertComment(
  github: Github,
  comment: { readonly pull: number; readonly marker: string; readonly body: string },
): Promise<'created' | 'updated'> {
  const comments = await pages<Note>(github, `/issues/${comment.pull}/comments`);
  const own = comments.find((one) => isOwn(one, comment.marker));
  const body = { body: comment.body };
  if (own === undefined) {
    await call(github, `POST /issues/${comment.pull}/comments`, body);
    return 'created';
  }
  await call(github, `PATCH /issues/comments/${own.id}`, body);
  return 'updated';
}

/** Names of all files that a pull request changes, also the former ones. GitHub lists the first 3,000 files. */
export async function changedFiles(github: Github, pull: number): Promise<readonly string[]> {
  const files = await pages<ChangedFile>(github, `/pulls/${pull}/files`);
  return files.flatMap(({ filename, previous_filename: former }) =>
    former === undefined ? [filename] : [filename, former],
  );
}

/** What the stacks are like: `clean`, or how they drifted. */
export type Drift =
  { readonly kind: 'clean' } | { readonly kind: 'drifted'; readonly title: string; readonly body: string };

/** Keeps one open issue while there is drift, and closes it when there is none. */
export async function reportDrift(
  github: Github,
  marker: string,
  drift: Drift,
): Promise<'created' | 'updated' | 'closed' | 'nothing'> {
  const open = (await pages<Note>(github, '/issues?state=open')).filter(
    (one) => one.pull_request === undefined && isOwn(one, marker),
  );
  if (drift.kind === 'clean') {
    for (const { number } of open) {
      await call(github, `PATCH /issues/${number}`, { state: 'closed', state_reason: 'completed' });
    }
    return open.length === 0 ? 'nothing' : 'closed';
  }
  const text = { title: drift.title, body: drift.body };
  const [first] = open;
  if (first === undefined) await call(github, 'POST /issues', text);
  else await call(github, `PATCH /issues/${first.number}`, text);
  return first === undefined ? 'created' : 'updated';
}

function isOwn({ body, user }: Note, marker: string): boolean {
  return user?.type === 'Bot' && (body ?? '').startsWith(marker);
}

async function pages<Entry>(github: Github, path: string): Promise<readonly Entry[]> {
  const all: Entry[] = [];
  for (let page = 1; ; page += 1) {
    const query = `${path.includes('?') ? '&' : '?'}per_page=100&page=${page}`;
    const entries = (await call(github, `GET ${path}${query}`)) as readonly Entry[];
    all.push(...entries);
    if (entries.length < 100) return all;
  }
}

async function call(github: Github, request: string, body?: object): Promise<unknown> {
  const [method = '', path = ''] = request.split(' ');
  const answer = await fetch(`${github.apiUrl}/repos/${github.repository}${path}`, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${github.token}`,
      'content-type': 'application/json',
      'x-github-api-version': '2022-11-28',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw githubRefused(request, answer.status, messageIn(text));
  return JSON.parse(text);
}

function messageIn(text: string): string {
  try {
    return String((JSON.parse(text) as { message?: unknown }).message);
  } catch {
    return text.slice(0, 200);
  }
}
