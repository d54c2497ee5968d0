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
import { startSandbox, type RunningSandbox } from '../../../sandbox/main';
import { callApi, signInWithSrp, type ApiAnswer, type ApiCall, type Keys } from '../../../tour/clients';
import { notesTarget, type NotesTarget } from '../../../tour/notes';
import { synthesizedOutput, type TerraformJson } from '../../support/synthesized-output';

/** The notes stack, running, and what a test does with it through real clients. */
export interface NotesWorld {
  readonly sandbox: RunningSandbox;
  readonly target: NotesTarget;
  readonly log: readonly string[];
  readonly users: CognitoIdentityProviderClient;
  readonly identities: CognitoIdentityClient;
  readonly providerName: string;
  signUp(username: string): Promise<void>;
  /** Signs up, confirms and signs in; resolves to the tokens. */
  signIn(username: string): Promise<Tokens>;
  credentials(idToken: string): Promise<{ readonly identityId: string; readonly keys: Keys }>;
  /** A signed-in user's keys in one step. */
  keysOf(username: string): Promise<{ readonly identityId: string; readonly keys: Keys }>;
  call(call: Omit<ApiCall, 'url' | 'region'> & { readonly path: string }): Promise<ApiAnswer>;
  moveClock(seconds: number): Promise<void>;
  stop(): Promise<void>;
}

export interface Tokens {
  readonly id: string;
  readonly access: string;
}

export const password = 'Passw0rd!';

export interface NotesWorldOptions {
  /** Changes the synthesized Terraform JSON before it runs. */
  readonly edit?: (terraform: TerraformJson) => void;
}

/** Synthesizes, edits where asked to, and starts the sandbox on a free port. */
export async function startNotes(options: NotesWorldOptions = {}): Promise<NotesWorld> {
  const output = synthesizedOutput();
  output.keepOnly('notes');
  if (options.edit !== undefined) output.edit('notes', options.edit);
  const log: string[] = [];
  const sandbox = await startSandbox({
    outputFolder: output.folder,
    port: '0',
    write: (line) => log.push(line),
  });
  return world(sandbox, log, () => output.remove());
}

function world(sandbox: RunningSandbox, log: readonly string[], cleanUp: () => void): NotesWorld {
  const target = notesTarget(sandbox.describe());
  const { endpoint, region } = target;
  const users = new CognitoIdentityProviderClient({ endpoint, region, credentials: target.developer });
  const identities = new CognitoIdentityClient({ endpoint, region });
  const providerName = `cognito-idp.${region}.amazonaws.com/${target.userPoolId}`;
  const signUp = async (username: string): Promise<void> => {
    await users.send(new SignUpCommand({ ClientId: target.clientId, Username: username, Password: password }));
  };
  const signIn = async (username: string): Promise<Tokens> => {
    await signUp(username);
    await users.send(new AdminConfirmSignUpCommand({ UserPoolId: target.userPoolId, Username: username }));
    const session = await signInWithSrp({ ...target, username, password });
    return { id: session.getIdToken().getJwtToken(), access: session.getAccessToken().getJwtToken() };
  };
  const credentials = (idToken: string) =>
    tradeForCredentials(identities, target.identityPoolId, { [providerName]: idToken });
  return {
    sandbox,
    target,
    log,
    users,
    identities,
    providerName,
    signUp,
    signIn,
    credentials,
    keysOf: async (username) => credentials((await signIn(username)).id),
    call: ({ path, ...call }) => callApi({ ...call, url: `${target.apiUrl}${path}`, region }),
    moveClock: async (seconds) => {
      const answer = await fetch(`${sandbox.url}/_sandbox/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ advanceSeconds: seconds }),
      });
      expect(answer.status).toBe(200);
    },
    stop: async () => {
      users.destroy();
      identities.destroy();
      await sandbox.stop();
      cleanUp();
    },
  };
}

async function tradeForCredentials(identities: CognitoIdentityClient, poolId: string, Logins: Record<string, string>) {
  const { IdentityId } = await identities.send(new GetIdCommand({ IdentityPoolId: poolId, Logins }));
  const { Credentials } = await identities.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }));
  return {
    identityId: IdentityId ?? '',
    keys: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    },
  };
}
