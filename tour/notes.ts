import {
  AdminConfirmSignUpCommand,
  CognitoIdentityProviderClient,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from '@aws-sdk/client-cognito-identity';
import type { CognitoUserSession } from 'amazon-cognito-identity-js';
import { callApi, signInWithSrp, type Keys } from './clients';
import { apiOf, outputOf, type Description } from './description';
import { mustBe, mustBeRefused, TourError } from './errors';
import type { Story, Step } from './story';

/** Where the notes API runs; all of it comes from the sandbox's description. */
export interface NotesTarget {
  readonly endpoint: string;
  readonly region: string;
  readonly developer: Keys;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly identityPoolId: string;
  readonly apiUrl: string;
}

/** What the story has come to. */
interface World extends NotesTarget {
  readonly username: string;
  readonly password: string;
  readonly users: CognitoIdentityProviderClient;
  readonly identities: CognitoIdentityClient;
  session?: CognitoUserSession;
  identityId?: string;
  keys?: Keys;
}

const note = JSON.stringify({ content: 'hello world' });

/** Reads the target from `GET /_sandbox`. */
export function notesTarget(description: Description): NotesTarget {
  return {
    endpoint: description.url,
    region: description.region,
    developer: description.developer,
    userPoolId: outputOf(description, 'notes', 'user_pool_id'),
    clientId: outputOf(description, 'notes', 'user_pool_client_id'),
    identityPoolId: outputOf(description, 'notes', 'identity_pool_id'),
    apiUrl: apiOf(description, 'notes').invokeUrl,
  };
}

/** Document 1's story: from nobody to a stored note, and everybody who is turned away on the way. */
export const notesStory = (target: NotesTarget): Story<World> => ({
  title: 'The notes API: Cognito user pool, identity pool, and a REST API behind IAM',
  world: () => ({
    ...target,
    username: 'johndoe@example.com',
    password: 'Passw0rd!',
    users: new CognitoIdentityProviderClient({
      endpoint: target.endpoint,
      region: target.region,
      credentials: target.developer,
    }),
    identities: new CognitoIdentityClient({ endpoint: target.endpoint, region: target.region }),
  }),
  steps: [
    unsigned,
    signUp,
    unconfirmed,
    confirm,
    wrongPassword,
    signIn,
    guest,
    accessToken,
    credentials,
    create,
    tampered,
    list,
  ],
});

const unsigned: Step<World> = {
  title: 'Anybody: POST /createnote without a signature',
  act: async (world) => {
    const answer = await callApi({
      method: 'POST',
      url: `${world.apiUrl}/createnote`,
      body: note,
      region: world.region,
    });
    mustBe('The status', answer.status, 403);
    mustBe('The body', answer.body, '{"message":"Missing Authentication Token"}');
    return `refused: ${answer.status} ${answer.body}`;
  },
};

const signUp: Step<World> = {
  title: 'John signs up with his e-mail address',
  act: async (world) => {
    const answer = await world.users.send(
      new SignUpCommand({ ClientId: world.clientId, Username: world.username, Password: world.password }),
    );
    mustBe('UserConfirmed', answer.UserConfirmed, false);
    return `user ${answer.UserSub ?? ''}, a code goes to ${answer.CodeDeliveryDetails?.Destination ?? ''}`;
  },
};

const signInAs = (world: World, password: string): Promise<CognitoUserSession> => signInWithSrp({ ...world, password });

const unconfirmed: Step<World> = {
  title: 'He signs in before he is confirmed',
  act: async (world) => `refused: ${await mustBeRefused(signInAs(world, world.password), 'UserNotConfirmedException')}`,
};

const confirm: Step<World> = {
  title: 'An administrator confirms him (aws cognito-idp admin-confirm-sign-up)',
  act: async (world) => {
    await world.users.send(new AdminConfirmSignUpCommand({ UserPoolId: world.userPoolId, Username: world.username }));
    return 'confirmed';
  },
};

const wrongPassword: Step<World> = {
  title: 'Mallory signs in as John with a wrong password',
  act: async (world) => `refused: ${await mustBeRefused(signInAs(world, 'Passw0rd?'), 'NotAuthorizedException')}`,
};

const signIn: Step<World> = {
  title: 'John signs in; SRP keeps his password on his own computer',
  act: async (world) => {
    world.session = await signInAs(world, world.password);
    const { iss, token_use: use, exp, iat } = world.session.getIdToken().decodePayload();
    return `${String(use)} token of ${String(iss)}, good for ${Number(exp) - Number(iat)} s`;
  },
};

const guest: Step<World> = {
  title: 'A guest asks the identity pool for an identity',
  act: async (world) => {
    const attempt = world.identities.send(new GetIdCommand({ IdentityPoolId: world.identityPoolId }));
    return `refused: ${await mustBeRefused(attempt, 'NotAuthorizedException')}`;
  },
};

const logins = (world: World, token: string): Record<string, string> => ({
  [`cognito-idp.${world.region}.amazonaws.com/${world.userPoolId}`]: token,
});

const accessToken: Step<World> = {
  title: 'John shows the identity pool his access token instead of his ID token',
  act: async (world) => {
    const token = sessionOf(world).getAccessToken().getJwtToken();
    const attempt = world.identities.send(
      new GetIdCommand({ IdentityPoolId: world.identityPoolId, Logins: logins(world, token) }),
    );
    return `refused: ${await mustBeRefused(attempt, 'NotAuthorizedException')}`;
  },
};

const credentials: Step<World> = {
  title: 'He trades his ID token for temporary credentials',
  act: async (world) => {
    const Logins = logins(world, sessionOf(world).getIdToken().getJwtToken());
    const { IdentityId } = await world.identities.send(
      new GetIdCommand({ IdentityPoolId: world.identityPoolId, Logins }),
    );
    const { Credentials } = await world.identities.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }));
    if (IdentityId === undefined || !Credentials?.AccessKeyId || !Credentials.SecretKey || !Credentials.SessionToken) {
      throw new TourError('The identity pool gave no credentials.');
    }
    world.identityId = IdentityId;
    world.keys = {
      accessKeyId: Credentials.AccessKeyId,
      secretAccessKey: Credentials.SecretKey,
      sessionToken: Credentials.SessionToken,
    };
    return `identity ${IdentityId}, key ${Credentials.AccessKeyId} until ${Credentials.Expiration?.toISOString() ?? ''}`;
  },
};

const create: Step<World> = {
  title: 'He signs POST /createnote with them (Signature Version 4)',
  act: async (world) => {
    const answer = await callApi({
      method: 'POST',
      url: `${world.apiUrl}/createnote`,
      body: note,
      region: world.region,
      keys: keysOf(world),
    });
    mustBe('The status', answer.status, 200);
    mustBe('The body', answer.body, '{"message":"Note created successfully!"}');
    mustBe('X-MyCompany-Func-Reply', answer.headers.get('x-mycompany-func-reply'), 'notes-handler');
    return `${answer.status} ${answer.body}`;
  },
};

const tampered: Step<World> = {
  title: 'Mallory changes the signed request on its way',
  act: async (world) => {
    const call = {
      method: 'POST',
      url: `${world.apiUrl}/createnote`,
      body: note,
      region: world.region,
      keys: keysOf(world),
    };
    const answer = await callApi({ ...call, tamperedBody: note.replace('hello', 'adieu') });
    mustBe('The status', answer.status, 403);
    mustBe('The error type', answer.errorType, 'InvalidSignatureException');
    return `refused: ${answer.status} ${answer.errorType ?? ''}`;
  },
};

const list: Step<World> = {
  title: 'John lists his notes: GET /notes',
  act: async (world) => {
    const answer = await callApi({
      method: 'GET',
      url: `${world.apiUrl}/notes`,
      region: world.region,
      keys: keysOf(world),
    });
    mustBe('The status', answer.status, 200);
    const { notes } = JSON.parse(answer.body) as { notes: readonly { readonly content: string }[] };
    mustBe(
      'The notes',
      notes.map(({ content }) => content),
      [note],
    );
    return `${answer.status} ${answer.body}`;
  },
};

function sessionOf(world: World): CognitoUserSession {
  if (world.session === undefined) throw new TourError('Nobody has signed in.');
  return world.session;
}

function keysOf(world: World): Keys {
  if (world.keys === undefined) throw new TourError('There are no credentials.');
  return world.keys;
}
