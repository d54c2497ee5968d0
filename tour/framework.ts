import { apiOf, outputOf, type Description } from './description';
import { missing, mustBe } from './errors';
import { accessTokenOf, type Directory } from './people';
import type { Step, Story } from './story';

/** Where the two use cases of the framework run. */
export interface FrameworkTarget {
  readonly authentication: Directory & {
    readonly filesUrl: string;
    readonly tokenUrl: string;
    readonly reader: Client;
  };
  readonly authorization: Directory & { readonly filesUrl: string };
}

interface Client {
  readonly id: string;
  readonly secret: string;
}

interface World extends FrameworkTarget {
  token: string;
}

/** Reads the target from `GET /_sandbox`. */
export function frameworkTarget(description: Description): FrameworkTarget {
  const [authentication, authorization] = ['api-authentication', 'api-authorization'] as const;
  const pool = description.stacks[authentication]?.userPools[0];
  const readerId = outputOf(description, authentication, 'reader_client_id');
  const secret = pool?.clients.find(({ id }) => id === readerId)?.secret;
  if (pool?.domain === undefined || secret === undefined) throw missing(authentication, 'machine client with a secret');
  return {
    authentication: {
      ...at(description, authentication),
      tokenUrl: pool.domain.tokenUrl,
      reader: { id: readerId, secret },
    },
    authorization: at(description, authorization),
  };
}

function at(description: Description, stack: string): Directory & { readonly filesUrl: string } {
  return {
    endpoint: description.url,
    region: description.region,
    developer: description.developer,
    userPoolId: outputOf(description, stack, 'user_pool_id'),
    clientId: outputOf(description, stack, 'user_pool_client_id'),
    filesUrl: `${apiOf(description, stack).invokeUrl}/files`,
  };
}

const unauthorized = { status: 401, body: '{"message":"Unauthorized"}' };

async function call(url: string, method: string, token?: string): Promise<{ status: number; body: string }> {
  const headers = new Headers(token === undefined ? {} : { authorization: `Bearer ${token}` });
  const answer = await fetch(url, { method, headers });
  return { status: answer.status, body: await answer.text() };
}

interface Expected {
  readonly status: number;
  readonly body?: string;
}

/** A call whose answer must be this; a service that is reached echoes whom it was told it serves. */
function callStep(title: string, of: (world: World) => Parameters<typeof call>, expected: Expected): Step<World> {
  return {
    title,
    act: async (world) => {
      const { status, body } = await call(...of(world));
      mustBe('The status', status, expected.status);
      if (expected.body !== undefined) mustBe('The body', body, expected.body);
      return status === 200 ? `200, and the service is told: ${toldOf(body)}` : `refused: ${status} ${body}`;
    },
  };
}

function toldOf(body: string): string {
  const { authorizer } = JSON.parse(body) as { authorizer: Readonly<Record<string, unknown>> };
  const claims = (authorizer['claims'] ?? authorizer) as Readonly<Record<string, unknown>>;
  const told = Object.entries(claims).filter(([name]) => ['sub', 'scope', 'groups'].includes(name));
  return told.map(([name, value]) => `${name}=${String(value)}`).join(' ');
}

/** Document 4's first use case: whoever has a valid token gets in. */
export const authenticationStory = (target: FrameworkTarget): Story<World> => ({
  title: 'Any API behind authentication: tokens checked by API Gateway, no code of the service takes part',
  world: () => ({ ...target, token: '' }),
  steps: [
    callStep('Anybody: GET /files without a token', (world) => [world.authentication.filesUrl, 'GET'], unauthorized),
    machineToken,
    callStep('It lists files', (world) => [world.authentication.filesUrl, 'GET', world.token], { status: 200 }),
    callStep('It writes a file', (world) => [world.authentication.filesUrl, 'POST', world.token], unauthorized),
    signedIn('Ann signs in', (world) => world.authentication, { username: 'ann@example.com', groups: [] }),
    callStep('She writes a file', (world) => [world.authentication.filesUrl, 'POST', world.token], { status: 200 }),
    callStep(
      "Her token at another team's API",
      (world) => [world.authorization.filesUrl, 'GET', world.token],
      unauthorized,
    ),
  ],
});

const machineToken: Step<World> = {
  title: 'A machine gets a token for https://awesomeapp.example.com/file.read',
  act: async (world) => {
    const { tokenUrl, reader } = world.authentication;
    const answer = await fetch(tokenUrl, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${reader.id}:${reader.secret}`).toString('base64')}` },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        scope: 'https://awesomeapp.example.com/file.read',
      }),
    });
    mustBe('The status', answer.status, 200);
    const { access_token: token, expires_in: seconds } = (await answer.json()) as Record<string, unknown>;
    world.token = String(token);
    return `access token, good for ${String(seconds)} s`;
  },
};

function signedIn(
  title: string,
  directory: (world: World) => Directory,
  person: Parameters<typeof accessTokenOf>[1],
): Step<World> {
  return {
    title,
    act: async (world) => {
      world.token = await accessTokenOf(directory(world), person);
      return `${person.username}, groups: ${person.groups.join(', ') || 'none'}`;
    },
  };
}

const files = (world: World): string => world.authorization.filesUrl;
const team = (world: World): Directory => world.authorization;

/** Document 4's second use case: the groups in the token decide, by policies that Terraform put into a table. */
export const authorizationStory = (target: FrameworkTarget): Story<World> => ({
  title: 'Any API behind authorization: a Lambda authorizer, and a policy for each group',
  world: () => ({ ...target, token: '' }),
  steps: [
    callStep('Anybody: GET /files without a token', (world) => [files(world), 'GET'], unauthorized),
    signedIn('Rita signs in', team, { username: 'rita@example.com', groups: ['readers'] }),
    callStep('She lists files', (world) => [files(world), 'GET', world.token], { status: 200 }),
    callStep('She writes a file, within the cache period', (world) => [files(world), 'POST', world.token], {
      status: 403,
    }),
    signedIn('Walt signs in', team, { username: 'walt@example.com', groups: ['writers'] }),
    callStep('He writes a file', (world) => [files(world), 'POST', world.token], { status: 200 }),
    callStep('He deletes one', (world) => [`${files(world)}/1`, 'DELETE', world.token], { status: 403 }),
    signedIn('Nora signs in', team, { username: 'nora@example.com', groups: [] }),
    callStep('She lists files', (world) => [files(world), 'GET', world.token], { status: 403 }),
  ],
});
