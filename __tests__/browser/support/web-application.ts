import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';

const folder = join(__dirname, '..', '..', '..', 'examples', 'web-application');

/** The example, served from an origin of its own. */
export interface WebApplication {
  readonly origin: string;
  /** What the page is told of its API and of where people sign in. */
  configure(configuration: Readonly<Record<string, string>>): void;
  close(): Promise<void>;
}

/** Serves the example on a free port. It can be configured later, because its origin must be known to synthesize. */
export async function serveWebApplication(): Promise<WebApplication> {
  let configuration: Readonly<Record<string, string>> = {};
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'app.ts')],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
  });
  const files: Readonly<Record<string, () => readonly [type: string, body: string]>> = {
    '/': () => ['text/html', readFileSync(join(folder, 'index.html'), 'utf8')],
    '/app.js': () => ['text/javascript', outputFiles[0]?.text ?? ''],
    '/config.json': () => ['application/json', JSON.stringify(configuration)],
  };
  const server = createServer((request, response) => {
    const file = files[new URL(request.url ?? '/', 'http://localhost').pathname];
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    const [type, body] = file();
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    configure: (given) => void (configuration = given),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
