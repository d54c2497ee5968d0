import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { importJWK, jwtVerify } from 'jose';
import { makeToken } from './example-token';

/**
 * The measure of the sandbox: nothing but `node:http` and one verification a request. A process of its own, which tells its
 * parent where it listens and what to send.
 */
async function main(): Promise<void> {
  const { token, jwk } = await makeToken();
  const key = await importJWK(jwk, 'RS256');
  const server = createServer((request, response) => {
    jwtVerify((request.headers.authorization ?? '').slice('Bearer '.length), key).then(
      ({ payload }) => {
        response.setHeader('Content-Type', 'application/json');
        response.end(JSON.stringify({ sub: payload.sub }));
      },
      () => response.writeHead(401).end(),
    );
  });
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    process.send?.({ url: `http://127.0.0.1:${String(port)}/`, headers: { Authorization: `Bearer ${token}` } });
  });
}

void main();
