import { apiOf, type Description } from './description';
import { missing, mustBe, TourError } from './errors';
import type { Step, Story } from './story';

/** Where the machine-to-machine stacks run. */
export interface MachineToMachineTarget {
  /** The consumers' API, which an end user calls. */
  readonly contentUrl: string;
  /** The premium API, which machines call. */
  readonly premiumUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What the story has come to. */
interface World extends MachineToMachineTarget {
  token?: string;
}

/** Reads the target from `GET /_sandbox`. */
export function machineToMachineTarget(description: Description): MachineToMachineTarget {
  const pool = description.stacks['cognito-identity-provider']?.userPools[0];
  const client = pool?.clients[0];
  if (pool?.domain === undefined || client?.secret === undefined) {
    throw missing('cognito-identity-provider', 'user pool with a domain and a client with a secret');
  }
  return {
    contentUrl: `${apiOf(description, 'content-consumers').invokeUrl}/content`,
    premiumUrl: `${apiOf(description, 'premium-content-provider').invokeUrl}/home/premium`,
    tokenUrl: pool.domain.tokenUrl,
    clientId: client.id,
    clientSecret: client.secret,
  };
}

/** Document 3's story: an API for machines, each call paid for with a scope. */
export const machineToMachineStory = (target: MachineToMachineTarget): Story<World> => ({
  title: 'Premium content for machines: OAuth2 client credentials, and a scope for each method',
  world: () => ({ ...target }),
  steps: [
    unauthorizedRead,
    authorizedRead,
    authorizedWrite,
    wrongSecret,
    foreignScope,
    getToken,
    wrongScope,
    rightScope,
  ],
});

const throughConsumer = (title: string, path: string, expected: { status: number; body: string }): Step<World> => ({
  title,
  act: async (world) => {
    const answer = await fetch(`${world.contentUrl}/${path}`);
    const seen = { status: answer.status, body: await answer.text() };
    mustBe('The answer', seen, expected);
    return `${seen.status} ${seen.body}`;
  },
});

const unauthorizedRead = throughConsumer('The consumer calls the premium API without a token', 'unauthorized-read', {
  status: 401,
  body: '{"message":"Unauthorized"}',
});

const authorizedRead = throughConsumer('It reads its secret, gets a token for read, and calls GET', 'authorized-read', {
  status: 200,
  body: '{"message":"Premium Content: OAuth Scope: Read"}',
});

const authorizedWrite = throughConsumer('It gets a token for write, and calls POST', 'authorized-write', {
  status: 200,
  body: '{"message":"Premium Content: OAuth Scope: Write"}',
});

interface TokenAnswer {
  readonly status: number;
  readonly error?: string;
  readonly access_token?: string;
  readonly expires_in?: number;
}

async function askForToken(world: World, secret: string, scope: string): Promise<TokenAnswer> {
  const answer = await fetch(world.tokenUrl, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${world.clientId}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
  });
  return { status: answer.status, ...((await answer.json()) as Omit<TokenAnswer, 'status'>) };
}

const wrongSecret: Step<World> = {
  title: 'Another machine asks for a token with a wrong secret',
  act: async (world) => {
    const { status, error } = await askForToken(world, 'guessed', 'premium_api/read');
    mustBe('The answer', { status, error }, { status: 400, error: 'invalid_client' });
    return `refused: ${status} ${error ?? ''}`;
  },
};

const foreignScope: Step<World> = {
  title: 'The machine asks for a scope that it does not have',
  act: async (world) => {
    const { status, error } = await askForToken(world, world.clientSecret, 'premium_api/delete');
    mustBe('The answer', { status, error }, { status: 400, error: 'invalid_scope' });
    return `refused: ${status} ${error ?? ''}`;
  },
};

const getToken: Step<World> = {
  title: 'It asks for read alone',
  act: async (world) => {
    const answer = await askForToken(world, world.clientSecret, 'premium_api/read');
    if (answer.access_token === undefined) throw new TourError(`There is no token: ${answer.error ?? answer.status}.`);
    world.token = answer.access_token;
    return `access token for premium_api/read, good for ${answer.expires_in ?? 0} s`;
  },
};

async function callPremium(world: World, method: string): Promise<{ status: number; body: string }> {
  if (world.token === undefined) throw new TourError('There is no token.');
  const answer = await fetch(world.premiumUrl, { method, headers: { authorization: `Bearer ${world.token}` } });
  return { status: answer.status, body: await answer.text() };
}

const wrongScope: Step<World> = {
  title: 'It calls POST with the token for read',
  act: async (world) => {
    const seen = await callPremium(world, 'POST');
    mustBe('The answer', seen, { status: 401, body: '{"message":"Unauthorized"}' });
    return `refused: ${seen.status} ${seen.body}`;
  },
};

const rightScope: Step<World> = {
  title: 'It calls GET with it',
  act: async (world) => {
    const seen = await callPremium(world, 'GET');
    mustBe('The answer', seen, { status: 200, body: '{"message":"Premium Content: OAuth Scope: Read"}' });
    return `${seen.status} ${seen.body}`;
  },
};
