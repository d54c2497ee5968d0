import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSamlIdp, receive, type SamlIdp } from '../../sandbox/federation/support/saml-idp';

/** A SAML identity provider with pages. */
export interface SamlPages {
  readonly idp: SamlIdp;
  readonly origin: string;
  stop(): Promise<void>;
}

/**
 * Serves it on 127.0.0.1: it asks for a login, believes it, and lets the browser post the answer by itself, as providers do.
 *
 * @param people Attributes by login.
 */
export async function serveSamlPages(
  people: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
): Promise<SamlPages> {
  const idp = createSamlIdp();
  const answerTo = (location: string, login: string): string => {
    const asked = receive(location);
    const SAMLResponse = idp.answer(asked, { now: Date.now(), subject: login, attributes: people[login] ?? {} });
    return posting(asked.assertionConsumerUrl, { SAMLResponse, RelayState: asked.relayState });
  };
  const server = createServer((request, response) => {
    const { search, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
    const login = searchParams.get('login');
    response.writeHead(200, { 'content-type': 'text/html', connection: 'close' });
    if (!searchParams.has('SAMLRequest')) response.end('<h1>Nothing was asked</h1>');
    else if (login === null) response.end(asking(Object.fromEntries(searchParams)));
    else response.end(answerTo(`http://127.0.0.1/${search}`, login));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    idp,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise((closed) => server.close(() => closed())),
  };
}

const hidden = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
    .join('');

const asking = (query: Readonly<Record<string, string>>): string =>
  `<h1>Company</h1><form>${hidden(query)}<label>Login <input name="login"></label> <button>Continue</button></form>`;

/** A page that posts a form to another site as soon as it is shown. */
export const posting = (to: string, fields: Readonly<Record<string, string>>): string =>
  `<form method="post" action="${to}">${hidden(fields)}</form><script>document.forms[0].submit()</script>`;
