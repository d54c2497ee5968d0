import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from '@aws-sdk/client-cognito-identity';
import { callApi, type ApiAnswer, type Keys } from './clients';
import { apiOf, outputOf, type Description } from './description';
import { mustBe, TourError } from './errors';
import { idTokenOf, type Directory, type Person } from './people';
import type { Step, Story } from './story';

/** Where the pet store runs. */
export interface PetStoreTarget extends Directory {
  readonly identityPoolId: string;
  readonly apiUrl: string;
}

interface Signed {
  readonly keys: Keys;
  /** Speaks for its owner besides the signature. */
  readonly token: string;
}

interface World extends PetStoreTarget {
  readonly people: Map<string, Signed>;
}

/** Reads the target from `GET /_sandbox`. */
export function petStoreTarget(description: Description): PetStoreTarget {
  return {
    endpoint: description.url,
    region: description.region,
    developer: description.developer,
    userPoolId: outputOf(description, 'pet-store', 'user_pool_id'),
    clientId: outputOf(description, 'pet-store', 'user_pool_client_id'),
    identityPoolId: outputOf(description, 'pet-store', 'identity_pool_id'),
    apiUrl: apiOf(description, 'pet-store').invokeUrl,
  };
}

/** Document 2's story: what a role may do, and whose data it may touch. */
export const petStoreStory = (target: PetStoreTarget): Story<World> => ({
  title: 'The pet store: methods by role, data by owner',
  world: () => ({ ...target, people: new Map() }),
  steps: [
    signIn('Alice', 'administrators'),
    signIn('Bob', 'customers'),
    callStep('Alice adds a pet', { who: 'Alice', method: 'POST', path: '/pets', body: pet }, 201),
    callStep('Bob sees the pets', { who: 'Bob', method: 'GET', path: '/pets' }, 200),
    callStep('Bob adds one', { who: 'Bob', method: 'POST', path: '/pets', body: pet }, 403),
    callStep('Bob writes his account', { who: 'Bob', method: 'PUT', path: '/account', body: account }, 200),
    callStep(
      "Bob signs, but shows Alice's token",
      { who: 'Bob', token: 'Alice', method: 'GET', path: '/account' },
      403,
    ),
    callStep('Bob reads his account', { who: 'Bob', method: 'GET', path: '/account' }, 200),
  ],
});

const pet = { name: 'Rex', species: 'dog', priceInCents: 10_000 };
const account = { displayName: 'Bob', address: '1 Main Street', version: 0 };

function signIn(name: string, group: string): Step<World> {
  const person: Person = { username: `${name.toLowerCase()}@example.com`, groups: [group] };
  return {
    title: `${name} signs in, and the identity pool gives the role of the group`,
    act: async (world) => {
      const token = await idTokenOf(world, person);
      world.people.set(name, { token, keys: await trade(world, token) });
      return `${person.username}, group ${group}`;
    },
  };
}

async function trade(world: World, token: string): Promise<Keys> {
  const client = new CognitoIdentityClient({ endpoint: world.endpoint, region: world.region });
  const Logins = { [`cognito-idp.${world.region}.amazonaws.com/${world.userPoolId}`]: token };
  const { IdentityId } = await client.send(new GetIdCommand({ IdentityPoolId: world.identityPoolId, Logins }));
  const { Credentials } = await client.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }));
  client.destroy();
  if (!Credentials?.AccessKeyId || !Credentials.SecretKey || !Credentials.SessionToken) {
    throw new TourError('The identity pool gave no credentials.');
  }
  const { AccessKeyId, SecretKey, SessionToken } = Credentials;
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretKey, sessionToken: SessionToken };
}

interface Call {
  readonly who: string;
  /** Whose token is shown. @default the signer's */
  readonly token?: string;
  readonly method: string;
  readonly path: string;
  readonly body?: object;
}

function callStep(title: string, call: Call, status: number): Step<World> {
  return {
    title: `${title}: ${call.method} ${call.path}`,
    act: async (world) => {
      const answer = await send(world, call);
      mustBe('The status', answer.status, status);
      return `${status < 400 ? '' : 'refused: '}${answer.status} ${answer.body}`;
    },
  };
}

function send(world: World, { who, token, method, path, body }: Call): Promise<ApiAnswer> {
  const signer = personOf(world, who);
  const shown = personOf(world, token ?? who).token;
  return callApi({
    method,
    url: `${world.apiUrl}${path}`,
    region: world.region,
    keys: signer.keys,
    headers: { 'x-identity-token': shown },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

function personOf(world: World, name: string): Signed {
  const person = world.people.get(name);
  if (person === undefined) throw new TourError(`${name} has not signed in.`);
  return person;
}
