import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { startSandbox, type RunningSandbox } from '../../../sandbox/main';
import { synthesizedOutput, type TerraformJson } from '../../support/synthesized-output';

/** An app client as the sandbox describes it. */
export interface Machine {
  readonly id: string;
  readonly secret: string;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly errorType: string | null;
  readonly reason: string | null;
}

/** The three stacks of machine-to-machine, running, with strangers beside them whose tokens must not count. */
export interface MachineToMachineWorld {
  readonly sandbox: RunningSandbox;
  readonly log: readonly string[];
  /** The client of the stacks, for whom a scope of another API was added. */
  readonly machine: Machine;
  /** Another client of the same pool, to take over when the secret is rotated. */
  readonly successor: Machine;
  /** The client of another pool, which names its resource server and scopes alike. */
  readonly stranger: Machine;
  /** Asks for a token; all of the client's scopes where none is named. */
  token(machine: Machine, scope?: string): Promise<string>;
  /** A person's tokens, of the machine's pool. */
  person(): Promise<{ readonly access: string; readonly id: string }>;
  /** Calls `/home/premium`. */
  premium(method: string, headers: Readonly<Record<string, string>>): Promise<Answer>;
  /** Calls `/content/<name>` as an end user does. */
  content(name: string): Promise<Answer>;
  moveClock(seconds: number): Promise<void>;
  stop(): Promise<void>;
}

const pool = '${aws_cognito_user_pool.user-pool.id}';

function addStrangers({ resource }: TerraformJson): void {
  const { aws_cognito_user_pool_client: clients, aws_cognito_resource_server: servers } = resource;
  const known = clients?.['premium-app-users'];
  const server = servers?.['premium-api'];
  Object.assign(known ?? {}, {
    allowed_oauth_scopes: ['premium_api/read', 'premium_api/write', 'other_api/read'],
  });
  const other = '${aws_cognito_user_pool.other.id}';
  const scope = [{ scope_name: 'read', scope_description: 'Read.' }];
  Object.assign(servers ?? {}, {
    another: { identifier: 'other_api', name: 'other', user_pool_id: pool, scope },
    stranger: { ...server, user_pool_id: other },
  });
  Object.assign(clients ?? {}, {
    successor: { ...known, name: 'successor' },
    people: { name: 'people', user_pool_id: pool, explicit_auth_flows: ['ALLOW_USER_PASSWORD_AUTH'] },
    stranger: {
      ...known,
      name: 'stranger',
      user_pool_id: other,
      allowed_oauth_scopes: ['premium_api/read', 'premium_api/write'],
    },
  });
  Object.assign(resource['aws_cognito_user_pool'] ?? {}, { other: { name: 'other' } });
  Object.assign(resource['aws_cognito_user_pool_domain'] ?? {}, {
    other: { domain: 'other-domain', user_pool_id: other },
  });
}

/** Synthesizes the stacks, adds the strangers and starts the sandbox on a free port. */
export async function startMachineToMachine(): Promise<MachineToMachineWorld> {
  const output = synthesizedOutput();
  output.keepOnly('cognito-identity-provider', 'premium-content-provider', 'content-consumers');
  output.edit('cognito-identity-provider', addStrangers);
  const log: string[] = [];
  const sandbox = await startSandbox({ outputFolder: output.folder, port: '0', write: (line) => log.push(line) });
  const client = clientNamed(sandbox);
  const apis = Object.values(sandbox.describe().stacks).flatMap((stack) => stack.apis);
  const urlOf = (name: string) => apis.find((api) => api.name === name)?.invokeUrl ?? '';
  return {
    sandbox,
    log,
    machine: client('premium_app_users'),
    successor: client('successor'),
    stranger: client('stranger'),
    token: (machine, scope) => askToken(sandbox.url, machine, scope),
    person: () => signIn(sandbox, client('people').id),
    premium: (method, headers) => call(`${urlOf('walled-garden-api')}/home/premium`, { method, headers }),
    content: (name) => call(`${urlOf('miztiik-world-api')}/content/${name}`, {}),
    moveClock: async (seconds) => {
      const body = JSON.stringify({ advanceSeconds: seconds });
      const headers = { 'content-type': 'application/json' };
      expect((await fetch(`${sandbox.url}/_sandbox/clock`, { method: 'POST', headers, body })).status).toBe(200);
    },
    stop: async () => {
      await sandbox.stop();
      output.remove();
    },
  };
}

function clientNamed(sandbox: RunningSandbox): (name: string) => Machine {
  const pools = Object.values(sandbox.describe().stacks).flatMap((stack) => stack.userPools);
  return (name) => {
    const found = pools.flatMap(({ clients }) => clients).find((client) => client.name === name);
    return { id: found?.id ?? '', secret: found?.secret ?? '' };
  };
}

async function askToken(url: string, { id, secret }: Machine, scope: string | undefined): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) });
  const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
  const answer = await fetch(`${url}/oauth2/token`, { method: 'POST', headers: { authorization }, body });
  expect(answer.status).toBe(200);
  return String(((await answer.json()) as Record<string, unknown>)['access_token']);
}

async function signIn(sandbox: RunningSandbox, ClientId: string): Promise<{ access: string; id: string }> {
  const { region, developer: credentials } = sandbox.describe();
  const users = new CognitoIdentityProviderClient({ endpoint: sandbox.url, region, credentials });
  const UserPoolId = sandbox.blueprint.userPools.find(({ clients }) => clients.some(({ id }) => id === ClientId))?.id;
  const person = { UserPoolId, Username: 'jane' };
  const UserAttributes = [{ Name: 'email', Value: 'jane@example.com' }];
  await users.send(new AdminCreateUserCommand({ ...person, UserAttributes, MessageAction: 'SUPPRESS' }));
  await users.send(new AdminSetUserPasswordCommand({ ...person, Password: 'Passw0rd!', Permanent: true }));
  const { AuthenticationResult: tokens } = await users.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'jane', PASSWORD: 'Passw0rd!' },
    }),
  );
  users.destroy();
  return { access: tokens?.AccessToken ?? '', id: tokens?.IdToken ?? '' };
}

async function call(url: string, init: RequestInit): Promise<Answer> {
  const answer = await fetch(url, init);
  return {
    status: answer.status,
    body: await answer.text(),
    errorType: answer.headers.get('x-amzn-errortype'),
    reason: answer.headers.get('x-sandbox-reason'),
  };
}
