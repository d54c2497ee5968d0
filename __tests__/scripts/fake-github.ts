import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Github } from '../../scripts/review/github';

/** A comment or issue as GitHub gives it. */
export interface Note {
  readonly id: number;
  readonly number?: number;
  readonly user: { readonly type: string };
  readonly state?: string;
  readonly title?: string;
  readonly pull_request?: object;
  readonly body: string;
}

interface ChangedFile {
  readonly filename: string;
  readonly previous_filename?: string;
}

/** Behaves like GitHub's API in what the review uses: pages, the limit of a comment, rights. */
export interface FakeGithub {
  readonly github: Github;
  readonly comments: Note[];
  readonly issues: Note[];
  /** Files of each pull request. */
  readonly files: ChangedFile[];
  readonly calls: string[];
  /** From then on each write is refused, as it is with the token of a fork. */
  readOnly(): void;
  stop(): Promise<void>;
}

export async function startFakeGithub(): Promise<FakeGithub> {
  const state = {
    comments: [] as Note[],
    issues: [] as Note[],
    files: [] as ChangedFile[],
    calls: [] as string[],
    readOnly: false,
  };
  const server = createServer((request, response) => void answer(state, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...state,
    github: { apiUrl: `http://127.0.0.1:${port}`, repository: 'acme/api', token: 'the-token' },
    readOnly: () => {
      state.readOnly = true;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface State {
  readonly comments: Note[];
  readonly issues: Note[];
  readonly files: ChangedFile[];
  readonly calls: string[];
  readonly readOnly: boolean;
}

async function answer(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? '', 'http://localhost');
  const method = request.method ?? '';
  state.calls.push(`${method} ${url.pathname}${url.search}`);
  const send = (status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  if (request.headers.authorization !== 'Bearer the-token') return send(401, { message: 'Bad credentials' });
  const part = <Entry>(all: readonly Entry[]): readonly Entry[] => {
    const size = Number(url.searchParams.get('per_page') ?? 30);
    const page = Number(url.searchParams.get('page') ?? 1);
    return all.slice((page - 1) * size, page * size);
  };
  if (/^\/repos\/acme\/api\/pulls\/\d+\/files$/.test(url.pathname)) return send(200, part(state.files));
  if (!url.pathname.startsWith('/repos/acme/api/issues')) return send(404, { message: 'Not Found' });
  const list = /\/comments/.test(url.pathname) ? state.comments : state.issues;
  if (method === 'GET') {
    const open = url.searchParams.get('state') === 'open' ? list.filter((one) => one.state === 'open') : list;
    return send(200, part(open));
  }
  if (state.readOnly) return send(403, { message: 'Resource not accessible by integration' });
  const body = JSON.parse(Buffer.concat(chunks).toString()) as Partial<Note>;
  if ((body.body ?? '').length > 65_536) {
    return send(422, { message: 'Validation Failed: body is too long (maximum is 65536 characters)' });
  }
  if (method === 'POST') {
    const id = list.length + 1;
    list.push({ id, number: id, user: { type: 'Bot' }, state: 'open', body: '', ...body });
    return send(201, list.at(-1));
  }
  const at = list.findIndex(({ id }) => url.pathname.endsWith(`/${id}`));
  const old = list[at];
  if (method !== 'PATCH' || old === undefined) return send(404, { message: 'Not Found' });
  list[at] = { ...old, ...body };
  return send(200, list[at]);
}
