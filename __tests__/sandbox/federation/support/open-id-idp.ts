import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';

/** A request that the provider got. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly form: Readonly<Record<string, string>>;
}

/** An OpenID provider that says whatever a test wants it to say. */
export interface OpenIdIdp {
  readonly issuer: string;
  readonly url: string;
  readonly received: Received[];
  /** What the token endpoint answers next, and later. */
  tokens: { readonly status: number; readonly body: unknown };
  userInfo: { readonly status: number; readonly body: unknown };
  /** An ID token with exactly these claims, by the provider's key or by another with the same `kid`. */
  token(claims: Readonly<Record<string, unknown>>, by?: 'its key' | 'another key' | 'nobody'): Promise<string>;
  stop(): Promise<void>;
}

/** Real providers are in the other tests: this one can lie. */
export async function startOpenIdIdp(issuer = 'https://oidc.example.com'): Promise<OpenIdIdp> {
  const [own, foreign] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  const keys = [{ ...(await exportJWK(own.publicKey)), alg: 'RS256', use: 'sig', kid: 'key-1' }];
  const idp = { received: [] as Received[], tokens: { status: 500, body: {} }, userInfo: { status: 500, body: {} } };
  const documents: Readonly<Record<string, () => { status: number; body: unknown }>> = {
    '/.well-known/openid-configuration': () => ({
      status: 200,
      body: {
        issuer,
        jwks_uri: `${issuer}/jwks`,
        authorization_endpoint: `${issuer}/authorize?tenant=1`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/me`,
      },
    }),
    '/jwks': () => ({ status: 200, body: { keys } }),
    '/token': () => idp.tokens,
    '/me': () => idp.userInfo,
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
      const { authorization } = request.headers;
      idp.received.push({ method: request.method ?? '', path, authorization, form });
      const { status, body } = documents[path]?.() ?? { status: 404, body: {} };
      response.writeHead(status, { connection: 'close' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(idp, {
    issuer,
    url,
    token: (claims: Readonly<Record<string, unknown>>, by: 'its key' | 'another key' | 'nobody' = 'its key') => {
      const payload = Buffer.from(JSON.stringify(claims));
      if (by === 'nobody') {
        const header = Buffer.from(JSON.stringify({ alg: 'none', kid: 'key-1' })).toString('base64url');
        return Promise.resolve(`${header}.${payload.toString('base64url')}.`);
      }
      const { privateKey } = by === 'its key' ? own : foreign;
      return new CompactSign(payload).setProtectedHeader({ alg: 'RS256', kid: 'key-1' }).sign(privateKey);
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}
