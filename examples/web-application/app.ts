import * as oauth from 'oauth4webapi';

/** What a page must know. All of it is public; `/config.json` of its own origin has it. */
interface Configuration {
  /** `https://cognito-idp.<region>.amazonaws.com/<pool>` */
  readonly issuer: string;
  /** `https://<prefix>.auth.<region>.amazoncognito.com` */
  readonly domain: string;
  readonly clientId: string;
  readonly filesUrl: string;
}

/** What must survive the way to the sign-in page and back. */
interface Begun {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

const begunKey = 'sign-in';

// In memory alone: what another script of this origin could read from storage, it could use elsewhere.
let accessToken: string | undefined;

const configuration = (await (await fetch('config.json')).json()) as Configuration;
const home = new URL('.', window.location.href).href;
const redirectUri = new URL('callback', home).href;
const client: oauth.Client = { client_id: configuration.clientId };
const server: oauth.AuthorizationServer = {
  issuer: configuration.issuer,
  authorization_endpoint: `${configuration.domain}/oauth2/authorize`,
  token_endpoint: `${configuration.domain}/oauth2/token`,
};
// Plain HTTP is for this computer alone.
const plain = { [oauth.allowInsecureRequests]: ['127.0.0.1', 'localhost'].includes(window.location.hostname) };

on('sign-in', signIn);
on('list', () => callFiles('GET'));
on('add', () => callFiles('POST'));
on('sign-out', signOut);
if (new URLSearchParams(window.location.search).size > 0) await finishSignIn();

async function signIn(): Promise<void> {
  const begun: Begun = {
    verifier: oauth.generateRandomCodeVerifier(),
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
  };
  sessionStorage.setItem(begunKey, JSON.stringify(begun));
  const address = new URL(server.authorization_endpoint ?? '');
  address.search = new URLSearchParams({
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: redirectUri,
    scope: 'openid email',
    state: begun.state,
    nonce: begun.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(begun.verifier),
    code_challenge_method: 'S256',
  }).toString();
  window.location.assign(address);
}

async function finishSignIn(): Promise<void> {
  const answered = new URL(window.location.href);
  // The code is out of the address bar before anything else happens with it.
  window.history.replaceState(null, '', home);
  const kept = sessionStorage.getItem(begunKey);
  sessionStorage.removeItem(begunKey);
  if (kept === null) return show('person', 'This page did not begin the sign-in that was answered.');
  const begun = JSON.parse(kept) as Begun;
  const parameters = oauth.validateAuthResponse(server, client, answered, begun.state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    redirectUri,
    begun.verifier,
    plain,
  );
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, { expectedNonce: begun.nonce });
  accessToken = tokens.access_token;
  show('person', `Signed in as ${String(oauth.getValidatedIdTokenClaims(tokens)?.['email'])}.`);
}

async function callFiles(method: 'GET' | 'POST'): Promise<void> {
  const headers: HeadersInit = accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` };
  const response = await fetch(configuration.filesUrl, { method, headers });
  show('answer', `${response.status}: ${await response.text()}`);
}

function signOut(): void {
  accessToken = undefined;
  const address = new URL(`${configuration.domain}/logout`);
  address.search = new URLSearchParams({ client_id: client.client_id, logout_uri: home }).toString();
  window.location.assign(address);
}

function on(id: string, act: () => void | Promise<void>): void {
  document.getElementById(id)?.addEventListener('click', () => {
    Promise.resolve(act()).catch((error: unknown) => show('answer', `Failed: ${String(error)}`));
  });
}

function show(id: string, text: string): void {
  const element = document.getElementById(id);
  if (element !== null) element.textContent = text;
}
