import { fork } from 'node:child_process';
import { join } from 'node:path';

/** The company's application at its OpenID provider. */
export const companyClient = { id: 'teamfiles', secret: 'secret of the tests' } as const;

/** What the provider knows. */
export interface OidcProviderProps {
  /** `iss` of its tokens; it need not be where it listens. */
  readonly issuer: string;
  readonly redirectUri: string;
  /** Claims by the name that somebody signs in with. */
  readonly accounts: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A provider that listens. */
export interface OidcProvider {
  /** On 127.0.0.1. */
  readonly port: number;
  stop(): void;
}

/** Starts `oidc-provider` in a process of its own. */
export async function startOidcProvider({ issuer, redirectUri, accounts }: OidcProviderProps): Promise<OidcProvider> {
  const { id: client_id, secret: client_secret } = companyClient;
  const given = JSON.stringify({
    issuer,
    client: { client_id, client_secret, redirect_uris: [redirectUri] },
    accounts,
  });
  // What it warns of is for whoever runs it in production.
  const child = fork(join(__dirname, 'oidc-provider.mjs'), [given], { stdio: 'ignore', execArgv: [] });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { port: number }).port));
    child.once('exit', (code) => reject(new Error(`The OpenID provider ended with ${String(code)}.`)));
  });
  // A test that fails before it stops the provider must not wait for it forever; the provider ends with its parent.
  child.unref();
  child.channel?.unref();
  return { port, stop: () => child.disconnect() };
}
