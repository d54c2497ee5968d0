import * as oauth from 'oauth4webapi';
import { NotConfiguredError } from './errors';

/** What a page must know. All of it is public; `/config.json` of its own origin has it. */
interface Configuration {
  /** `https://cognito-idp.<region>.amazonaws.com/<pool>` */
  readonly issuer: string;
  /** `https://<prefix>.auth.<region>.amazoncognito.com` */
  readonly domain: string;
  readonly clientId: string;
  readonly filesUrl: string;
}

/** What the page made of it. */
interface Configured {
  readonly client: oauth.Client;
  readonly server: oauth.AuthorizationServer & { readonly authorization_endpoint: string };
  readonly logoutUrl: string;
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

const home = new URL('.', window.location.href).href;
const redirectUri = new URL('callback', home).href;
// Plain HTTP is for this computer alone.
const plain = { [oauth.allowInsecureRequests]: ['127.0.0.1', 'localhost'].includes(window.location.hostname) };
// Not awaited here: a button that is pressed before the answer has come must not be dead.
const configured = configure();

on('sign-in', signIn);
on('list', () => callFiles('GET'));
on('add', () => callFiles('POST'));
on('sign-out', signOut);
if (new URLSearchParams(window.location.search).size > 0) orTell(finishSignIn());

async function configure(): Promise<Configured> {
  const response = await fetch('config.json');
  if (!response.ok) throw new NotConfiguredError(`${response.status} ${response.statusText}`);
  const { issuer, domain, clientId, filesUrl } = (await response.json()) as Configuration;
  const server = {
    issuer,
    authorization_endpoint: `${domain}/oauth2/authorize`,
    token_endpoint: `${domain}/oauth2/token`,
  };
  return { client: { client_id: clientId }, server, logoutUrl: `${domain}/logout`, filesUrl };
}

async function signIn(): Promise<void> {
  const begun: Begun = {
    verifier: oauth.generateRandomCodeVerifier(),
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
  };
  const { client, server } = await configured;
  sessionStorage.setItem(begunKey, JSON.stringify(begun));
  const address = new URL(server.authorization_endpoint);
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
  const { client, server } = await configured;
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
  const { filesUrl } = await configured;
  const response = await fetch(filesUrl, { method, headers });
  show('answer', `${response.status}: ${await response.text()}`);
}

async function signOut(): Promise<void> {
  accessToken = undefined;
  const { client, logoutUrl } = await configured;
  const address = new URL(logoutUrl);
  address.search = new URLSearchParams({ client_id: client.client_id, logout_uri: home }).toString();
  window.location.assign(address);
}

function on(id: string, act: () => Promise<void>): void {
  document.getElementById(id)?.addEventListener('click', () => orTell(act()));
}

function orTell(acting: Promise<void>): void {
  acting.catch((error: unknown) => show('answer', `Failed: ${String(error)}`));
}

function show(id: string, text: string): void {
  const element = document.getElementById(id);
  if (element !== null) element.textContent = text;
}
