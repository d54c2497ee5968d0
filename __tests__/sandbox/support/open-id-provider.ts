import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';

/** An OpenID Connect provider on this computer, which says that it is another issuer. */
export interface TestOpenIdProvider {
  readonly issuer: string;
  readonly url: string;
  /** How often its keys were asked for. */
  readonly keyRequests: () => number;
  /** A token for an application. */
  signIn(clientId: string, subject: string, claims?: Readonly<Record<string, unknown>>): Promise<string>;
  stop(): Promise<void>;
}

/** Starts a provider: discovery, a key set, and tokens that are good for an hour. */
export async function startOpenIdProvider(issuer: string): Promise<TestOpenIdProvider> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const keys = [{ ...(await exportJWK(publicKey)), alg: 'RS256', use: 'sig', kid: 'key-1' }];
  let keyRequests = 0;
  const server = createServer((request, response) => {
    const discovery = { issuer, jwks_uri: `${issuer.replace(/\/$/, '')}/jwks` };
    const documents = new Map<string, unknown>([
      ['/.well-known/openid-configuration', discovery],
      ['/jwks', { keys }],
    ]);
    if (request.url === '/jwks') keyRequests += 1;
    const document = documents.get(request.url ?? '');
    response.writeHead(document === undefined ? 404 : 200, { connection: 'close' }).end(JSON.stringify(document ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    issuer,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keyRequests: () => keyRequests,
    signIn: (aud, sub, claims = {}) => {
      const iat = Math.floor(Date.now() / 1000);
      const body = { iss: issuer, aud, sub, iat, exp: iat + 3_600, ...claims };
      return new CompactSign(Buffer.from(JSON.stringify(body)))
        .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
        .sign(privateKey);
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
