import {
  AssociateSoftwareTokenCommand,
  CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  GetUserPoolMfaConfigCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { AuthenticatorApp } from './authenticator-app';
import { signInWithSrp } from './clients';
import type { Description } from './description';
import { mustBe, mustBeRefused } from './errors';
import { frameworkTarget } from './framework';
import { create, password, type Directory } from './people';
import type { Step, Story } from './story';

interface World extends Directory {
  readonly users: CognitoIdentityProviderClient;
  readonly username: string;
  readonly app: AuthenticatorApp;
  /** `OFF`, `OPTIONAL` or `ON`, as the pool has it. */
  mfa: string;
}

const newPassword = 'Battery-staple-8';

/** Document 4's objectives for people: second factors, and what they do about their accounts without anybody's help. */
export const selfServiceStory = (description: Description): Story<World> => ({
  title: 'People: a forgotten password, a second factor, and guesses at both',
  world: () => {
    const directory = frameworkTarget(description).authorization;
    const { endpoint, region, developer: credentials } = directory;
    return {
      ...directory,
      users: new CognitoIdentityProviderClient({ endpoint, region, credentials }),
      username: 'emma@example.com',
      app: new AuthenticatorApp(endpoint),
      mfa: 'OFF',
    };
  },
  steps: [account, wrongCode, reset, nobody, oldPassword, setUp, usedCode, guessedCode, nextCode],
});

const signIn = (world: World, given: { readonly password?: string; readonly oneTimeCode?: string } = {}) =>
  signInWithSrp({ ...world, password: newPassword, ...given });

const account: Step<World> = {
  title: 'An administrator makes an account for Emma',
  act: async (world) => {
    await create(world, { username: world.username, groups: [], verified: true });
    const { MfaConfiguration } = await world.users.send(
      new GetUserPoolMfaConfigCommand({ UserPoolId: world.userPoolId }),
    );
    world.mfa = MfaConfiguration ?? 'OFF';
    return `${world.username}; second factors of the pool: ${world.mfa}`;
  },
};

async function setPassword({ users, clientId, username }: World, ConfirmationCode: string): Promise<void> {
  const given = { ClientId: clientId, Username: username, ConfirmationCode, Password: newPassword };
  await users.send(new ConfirmForgotPasswordCommand(given));
}

async function mailedCode({ endpoint, username }: World): Promise<string> {
  const mails = (await (await fetch(`${endpoint}/_sandbox/codes`)).json()) as readonly {
    readonly destination: string;
    readonly content: string;
  }[];
  return mails.findLast(({ destination }) => destination === username)?.content ?? '';
}

const askForReset = async ({ users, clientId }: World, Username: string): Promise<string> => {
  const { CodeDeliveryDetails: sent } = await users.send(new ForgotPasswordCommand({ ClientId: clientId, Username }));
  return `a code goes by ${sent?.DeliveryMedium ?? ''} to ${sent?.Destination ?? ''}`;
};

const wrongCode: Step<World> = {
  title: 'She forgot her password. Mallory asks for a reset, and guesses the code',
  act: async (world) => {
    const told = await askForReset(world, world.username);
    const right = await mailedCode(world);
    const guess = setPassword(world, right === '123456' ? '654321' : '123456');
    return `${told}; refused: ${await mustBeRefused(guess, 'CodeMismatchException')}`;
  },
};

const reset: Step<World> = {
  title: 'Emma reads her mail, and sets a new one',
  act: async (world) => {
    await setPassword(world, await mailedCode(world));
    return 'set';
  },
};

const nobody: Step<World> = {
  title: 'Mallory asks for a reset of somebody who has no account',
  act: async (world) => {
    const told = await askForReset(world, 'nobody@example.com');
    mustBe('The answer', told.replace(/[^ ]+$/, ''), 'a code goes by EMAIL to ');
    return `the answer does not tell: ${told}`;
  },
};

const oldPassword: Step<World> = {
  title: 'Somebody signs in with her old password',
  act: async (world) => `refused: ${await mustBeRefused(signIn(world, { password }), 'NotAuthorizedException')}`,
};

const setUp: Step<World> = {
  title: 'She signs in, and sets up an app for one-time codes',
  act: async (world) => {
    const session = await signIn(world);
    if (world.mfa === 'ON') return 'the sign-in asked for it before it gave a token';
    const AccessToken = session.getAccessToken().getJwtToken();
    const associated = world.users.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    if (world.mfa === 'OFF') return `refused: ${await mustBeRefused(associated, 'SoftwareTokenMFANotFoundException')}`;
    world.app.add((await associated).SecretCode ?? '');
    await world.users.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: await world.app.code() }));
    const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
    await world.users.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings }));
    return 'from now on the pool asks for a code of it';
  },
};

/** Where the pool has no second factors there is nothing to be seen, and the story says so. */
const withApp = (step: Step<World>): Step<World> => ({
  title: step.title,
  act: async (world) => (world.mfa === 'OFF' ? 'not here: the pool has no second factors (MFA=off)' : step.act(world)),
});

const usedCode = withApp({
  title: 'Mallory saw password and code, and uses both once more',
  act: async (world) => {
    const again = signIn(world, { oneTimeCode: await world.app.code() });
    return `refused: ${await mustBeRefused(again, 'ExpiredCodeException')}`;
  },
});

const guessedCode = withApp({
  title: 'Mallory guesses a code',
  act: async (world) => {
    const near = await Promise.all([-2, -1, 0, 1, 2].map((ahead) => world.app.code(ahead)));
    const oneTimeCode = ['000000', '111111', '222222', '333333', '444444', '555555'].find(
      (code) => !near.includes(code),
    );
    const guess = signIn(world, oneTimeCode === undefined ? {} : { oneTimeCode });
    return `refused: ${await mustBeRefused(guess, 'CodeMismatchException')}`;
  },
});

const nextCode = withApp({
  title: 'Emma signs in with the code that comes next',
  act: async (world) => {
    const session = await signIn(world, { oneTimeCode: await world.app.code(1) });
    const { username, token_use: use } = session.getAccessToken().decodePayload();
    return `${String(use)} token for ${String(username)}`;
  },
});
