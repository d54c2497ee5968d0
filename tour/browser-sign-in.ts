import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import * as oauth from 'oauth4webapi';
import { AuthenticatorApp } from './authenticator-app';
import type { Description } from './description';
import { missing, mustBe, TourError } from './errors';
import { frameworkTarget } from './framework';
import { create, password, type Directory } from './people';
import { SignInPages, type Shown } from './sign-in-pages';
import type { Step, Story } from './story';

/** Where an application in a browser signs people in. */
interface Application {
  readonly server: oauth.AuthorizationServer;
  readonly client: oauth.Client;
  readonly domainUrl: string;
}

interface World extends Directory {
  readonly filesUrl: string;
  readonly application: Application;
  readonly pages: SignInPages;
  readonly username: string;
  readonly verifier: string;
  redirectUri: string;
  answer: URLSearchParams;
  tokens: oauth.TokenEndpointResponse | undefined;
}

const stack = 'api-authorization';
const state = 'of-this-page';
// Plain HTTP is for this computer alone.
const plain = { [oauth.allowInsecureRequests]: true };

/** The application's part, or `undefined` where the stack knows no page to send people back to. */
function applicationOf({ stacks }: Description): Application | undefined {
  const pool = stacks[stack]?.userPools[0];
  const clientId = stacks[stack]?.outputs['browser_client_id'];
  if (typeof clientId !== 'string') return undefined;
  if (pool?.domain === undefined) throw missing(stack, 'domain, where its browser client signs people in');
  return {
    client: { client_id: clientId },
    domainUrl: pool.domain.browserUrl,
    server: { issuer: pool.issuer, token_endpoint: pool.domain.tokenUrl },
  };
}

/** Sign-in with a browser; `undefined` where no stack has it, as in production without `CALLBACK_URLS`. */
export function browserStory(description: Description): Story<World> | undefined {
  const application = applicationOf(description);
  if (application === undefined) return undefined;
  return {
    title: 'An application in a browser: authorization code with PKCE, and no secret',
    world: () => ({
      ...frameworkTarget(description).authorization,
      application,
      pages: new SignInPages(application.domainUrl),
      username: 'finn@example.com',
      verifier: oauth.generateRandomCodeVerifier(),
      redirectUri: '',
      answer: new URLSearchParams(),
      tokens: undefined,
    }),
    steps: [account, foreignPage, signIn, wrongVerifier, signInAgain, exchange, usedCode, list, add],
  };
}

const account: Step<World> = {
  title: 'Finn has an account, and is in the group readers',
  act: async (world) => {
    const { endpoint, region, developer: credentials, userPoolId: UserPoolId } = world;
    await create(world, { username: world.username, groups: ['readers'], verified: true });
    const users = new CognitoIdentityProviderClient({ endpoint, region, credentials });
    const ClientId = world.application.client.client_id;
    const { UserPoolClient } = await users.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
    users.destroy();
    const [redirectUri] = UserPoolClient?.CallbackURLs ?? [];
    if (redirectUri === undefined) throw missing(stack, 'callback URL for its browser client');
    world.redirectUri = redirectUri;
    return `after the sign-in the domain sends him to ${redirectUri}`;
  },
};

/** Asks the domain for a sign-in, as the page of an application does. */
async function begin(world: World, changed: Readonly<Record<string, string>> = {}): Promise<Shown> {
  const parameters = {
    response_type: 'code',
    client_id: world.application.client.client_id,
    redirect_uri: world.redirectUri,
    scope: 'openid email',
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(world.verifier),
    code_challenge_method: 'S256',
    ...changed,
  };
  return world.pages.open(`/oauth2/authorize?${new URLSearchParams(parameters).toString()}`);
}

function arrived({ redirectUri }: World, shown: Shown): URLSearchParams {
  const { leaves } = shown;
  if (leaves === undefined) throw new TourError(`He is still on the page "${shown.title}".`);
  mustBe('Where he is sent', leaves.origin + leaves.pathname, redirectUri);
  return leaves.searchParams;
}

const foreignPage: Step<World> = {
  title: "Mallory's page asks for it, to be sent the code",
  act: async (world) => {
    const shown = await begin(world, { redirect_uri: 'https://mallory.example.com/callback' });
    mustBe('The error', shown.document.querySelector('code')?.text, 'redirect_mismatch');
    return `refused on the domain's own page: ${shown.title}`;
  },
};

const signIn: Step<World> = {
  title: 'Finn signs in on the page of the domain',
  act: async (world) => {
    let shown = await world.pages.submit(await begin(world), { username: world.username, password });
    const key = shown.document.querySelector('code')?.text.replace(/\s/g, '');
    if (shown.leaves === undefined && key !== undefined) {
      const app = new AuthenticatorApp(world.endpoint);
      app.add(key);
      shown = await world.pages.submit(shown, { code: await app.code() });
    }
    return keepAnswer(world, shown);
  },
};

function keepAnswer(world: World, shown: Shown): string {
  const answer = arrived(world, shown);
  world.answer = oauth.validateAuthResponse(world.application.server, world.application.client, answer, state);
  return `back at the application with a code, and the state as it was sent`;
}

const bring = ({ application, answer, redirectUri }: World, verifier: string): Promise<Response> =>
  oauth.authorizationCodeGrantRequest(
    application.server,
    application.client,
    oauth.None(),
    answer,
    redirectUri,
    verifier,
    plain,
  );

/** The token endpoint's refusal. */
async function mustBeRefusedAtTokens(response: Response): Promise<string> {
  const { error } = (await response.json()) as { readonly error?: string };
  mustBe('The answer', [response.status, error], [400, 'invalid_grant']);
  return `refused: 400 invalid_grant`;
}

const wrongVerifier: Step<World> = {
  title: 'Mallory caught the code on its way, and brings it without the verifier that only the page has',
  act: async (world) => mustBeRefusedAtTokens(await bring(world, oauth.generateRandomCodeVerifier())),
};

const signInAgain: Step<World> = {
  title: 'That code is spent. Finn comes back, and needs no password: his browser has a session at the domain',
  act: async (world) => keepAnswer(world, await begin(world)),
};

const exchange: Step<World> = {
  title: 'The page brings the code with its verifier',
  act: async (world) => {
    const { server, client } = world.application;
    world.tokens = await oauth.processAuthorizationCodeResponse(server, client, await bring(world, world.verifier));
    const claims = oauth.getValidatedIdTokenClaims(world.tokens);
    return `access, id and refresh token of ${String(claims?.['email'])}`;
  },
};

const usedCode: Step<World> = {
  title: 'Somebody brings the same code and verifier again',
  act: async (world) => mustBeRefusedAtTokens(await bring(world, world.verifier)),
};

async function call({ filesUrl, tokens }: World, method: string): Promise<number> {
  const headers = { authorization: `Bearer ${tokens?.access_token ?? ''}` };
  return (await fetch(filesUrl, { method, headers })).status;
}

const list: Step<World> = {
  title: 'The page lists files, as readers may',
  act: async (world) => {
    mustBe('The status', await call(world, 'GET'), 200);
    return '200';
  },
};

const add: Step<World> = {
  title: 'It adds one',
  act: async (world) => {
    mustBe('The status', await call(world, 'POST'), 403);
    return 'refused: 403';
  },
};
