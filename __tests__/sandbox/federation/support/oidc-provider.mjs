/**
 * A certified OpenID provider in a process of its own: it is published as ES modules alone.
 * `node oidc-provider.mjs <JSON: issuer, client, accounts>`; it sends its port, and ends with its parent.
 */
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const { issuer, client, accounts } = JSON.parse(process.argv[2] ?? '');

const provider = new Provider(issuer, {
  clients: [{ ...client, token_endpoint_auth_method: 'client_secret_post' }],
  cookies: { keys: ['of the tests'] },
  features: { devInteractions: { enabled: false } },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['groups'] },
  // Cognito sends none.
  pkce: { required: () => false },
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  findAccount: (_, sub) =>
    accounts[sub] === undefined ? undefined : { accountId: sub, claims: () => ({ sub, ...accounts[sub] }) },
});
const answer = provider.callback();

const server = createServer((request, response) => {
  const uid = /^\/interaction\/([\w-]+)$/.exec(request.url ?? '')?.[1];
  if (uid === undefined) answer(request, response);
  else if (request.method === 'GET') showLogin(response, uid);
  else void logIn(request, response);
});

function showLogin(response, uid) {
  response.writeHead(200, { 'content-type': 'text/html' });
  const field = '<label>Login <input name="login"></label> <button>Continue</button>';
  const head = '<title>Partner</title><link rel="icon" href="data:,">';
  response.end(`${head}<h1>Partner</h1><form method="post" action="/interaction/${uid}">${field}</form>`);
}

/** Whoever says who they are is believed, and shares what was asked for. */
async function logIn(request, response) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const accountId = new URLSearchParams(Buffer.concat(chunks).toString()).get('login');
  const { params } = await provider.interactionDetails(request, response);
  if (accountId === null || accounts[accountId] === undefined) {
    const refusal = { error: 'access_denied', error_description: 'User is not assigned.' };
    await provider.interactionFinished(request, response, refusal);
    return;
  }
  const grant = new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  const result = { login: { accountId }, consent: { grantId: await grant.save() } };
  await provider.interactionFinished(request, response, result);
}

server.listen(0, '127.0.0.1', () => process.send?.({ port: server.address().port }));
process.on('disconnect', () => process.exit());
