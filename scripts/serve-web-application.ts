import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { build } from 'esbuild';

const folder = resolve(__dirname, '../examples/web-application');

/** The example, served from an origin of its own. */
export interface WebApplication {
  readonly origin: string;
  /** What the page is told of its API and of where people sign in. */
  configure(configuration: Readonly<Record<string, string>>): void;
  close(): Promise<void>;
}

/**
 * Serves the example on 127.0.0.1. It can be configured later, because its origin must be known to synthesize.
 *
 * @param port 0 takes any free one
 */
export async function serveWebApplication(port: number): Promise<WebApplication> {
  let configuration: Readonly<Record<string, string>> = {};
  const script = await bundle();
  const page = (): readonly [type: string, body: string] => ['text/html', readFileSync(`${folder}/index.html`, 'utf8')];
  const files: Readonly<Record<string, () => readonly [type: string, body: string]>> = {
    '/': page,
    '/callback': page,
    '/app.js': () => ['text/javascript', script],
    '/config.json': () => ['application/json', JSON.stringify(configuration)],
  };
  const server = createServer((request, response) => {
    const file = files[(request.url ?? '/').split('?')[0] ?? '/'];
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    const [type, body] = file();
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' }).end(body);
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', listening);
  });
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    configure: (given) => void (configuration = given),
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${folder}/app.ts`],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
