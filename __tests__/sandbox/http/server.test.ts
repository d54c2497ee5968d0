import { connect } from 'node:net';
import type { RequestHandler, SandboxRequest, SandboxResponse } from '../../../sandbox/http/message';
import { startServer } from '../../../sandbox/http/server';
import { createMovableClock } from '../../../sandbox/system/movable-clock';
import { atEnd, ids, recordingLogger } from '../support/runtime-fixture';

const fine: SandboxResponse = { status: 200, headers: { 'x-a': 'b' }, body: 'ok' };

async function serve(handle: RequestHandler) {
  const logger = recordingLogger();
  const server = await startServer({ handle, clock: createMovableClock(), ids, logger }, 0);
  atEnd(() => server.stop());
  return { port: server.port, url: `http://127.0.0.1:${server.port}/x`, lines: logger.lines };
}

/** Sends bytes as they are, and resolves to all that comes back until the connection ends. */
function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text, 'latin1'));
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
}

describe('an answer that cannot be sent', () => {
  it.each<[string, SandboxResponse]>([
    ['a header value beyond Latin-1', { ...fine, headers: { 'x-a': 'b', 'x-note': 'Kelvin \u212a' } }],
    ['a line break in a header value', { ...fine, headers: { 'x-note': 'a\r\nset-cookie: b' } }],
    ['a space in the name of a header', { ...fine, headers: { 'x note': 'a' } }],
    ['a status that HTTP does not have', { ...fine, status: 99 }],
  ])('%s: is a defect in the log and a 500 to the client, and the next request is served', async (_, unsendable) => {
    const { url, lines } = await serve((request) => Promise.resolve(request.query === '' ? unsendable : fine));
    const answer = await fetch(url);
    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({ __type: 'InternalFailure' });
    expect(answer.headers.get('x-sandbox-reason')).toBe('A defect of the sandbox itself, not a decision.');
    for (const name of ['x-a', 'x-note', 'set-cookie']) expect(answer.headers.get(name)).toBeNull();
    expect(lines.map(({ event }) => event)).toEqual(['sandbox-defect']);
    expect((await fetch(`${url}?again`)).status).toBe(200);
  });
});

describe('headers', () => {
  const read = async (headers: string): Promise<SandboxRequest> => {
    const seen: SandboxRequest[] = [];
    const { port } = await serve((request) => {
      seen.push(request);
      return Promise.resolve(fine);
    });
    await sendRaw(port, `GET /x HTTP/1.1\r\nHost: localhost\r\n${headers}Connection: close\r\n\r\n`);
    const [request] = seen;
    if (request === undefined) throw new Error('Nothing arrived.');
    return request;
  };

  it('are found whatever their case, all values of a name together', async () => {
    const { header, rawHeaders } = await read('X-A: 1\r\nx-a: 2\r\nCookie: c\r\nX-a: 3\r\n');
    expect([header('x-a'), header('X-A'), header('cookie'), header('x-b')]).toEqual(['1,2,3', '1,2,3', 'c', undefined]);
    expect(rawHeaders.slice(1, 5)).toEqual([
      ['X-A', '1'],
      ['x-a', '2'],
      ['Cookie', 'c'],
      ['X-a', '3'],
    ]);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s is a name like any other', async (name) => {
    expect((await read('')).header(name)).toBeUndefined();
    expect((await read(`${name}: x\r\n`)).header(name)).toBe('x');
    expect((await read(`${name}: x\r\n`)).header('host')).toBe('localhost');
  });
});
