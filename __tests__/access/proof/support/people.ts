import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { UserGroup, UserPool, UserPoolClient } from '../../../../blueprint/model/user-pools';
import { signInWithSrp } from '../../../../tour/clients';
import { password } from '../../../sandbox/support/pet-store-people';
import { together, type Credential, type Holder } from './holder';
import { tradeEverywhere } from './identities';
import type { ProofWorld } from './proof-world';

/** Tokens of one sign-in. */
interface Tokens {
  readonly id: string | undefined;
  readonly access: string;
}

/** An administrator makes the person, who signs in through each client that lets them, and trades each ID token. */
export async function personOf(world: ProofWorld, pool: UserPool, group?: UserGroup): Promise<Holder> {
  const username = `${group?.name ?? 'ungrouped'}@example.com`;
  const user = { UserPoolId: pool.id, Username: username };
  await world.userPools.send(new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS' }));
  await world.userPools.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }));
  if (group !== undefined) {
    await world.userPools.send(new AdminAddUserToGroupCommand({ ...user, GroupName: group.name }));
  }
  const holders: Holder[] = [];
  for (const client of pool.clients) {
    for (const tokens of await signIns(world, { pool, client, username })) {
      holders.push(await holderOf(world, pool, tokens));
    }
  }
  return together(holders);
}

interface SignIn {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly username: string;
}

async function signIns(world: ProofWorld, { pool, client, username }: SignIn): Promise<readonly Tokens[]> {
  if (!client.authFlows.has('ALLOW_USER_SRP_AUTH')) return [];
  const target = { endpoint: world.sandbox.url, userPoolId: pool.id, clientId: client.id };
  const session = await signInWithSrp({ ...target, username, password });
  return [{ id: session.getIdToken().getJwtToken(), access: session.getAccessToken().getJwtToken() }];
}

async function holderOf(world: ProofWorld, pool: UserPool, { id, access }: Tokens): Promise<Holder> {
  const brought: Credential[] = [{ kind: 'token', use: 'access', token: access }];
  if (id === undefined) return { credentials: brought, refusedBy: [] };
  const traded = await tradeEverywhere(world, { [pool.endpoint]: id });
  return together([{ credentials: [...brought, { kind: 'token', use: 'id', token: id }], refusedBy: [] }, traded]);
}

/** A program with the secret of a client asks for all of the client's scopes. */
export async function machineOf(world: ProofWorld, client: UserPoolClient): Promise<Holder> {
  const basic = Buffer.from(`${client.id}:${client.secret ?? ''}`).toString('base64');
  const answer = await fetch(`${world.sandbox.url}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials',
  });
  const { access_token: token } = (await answer.json()) as { access_token?: string };
  if (token === undefined) throw new TypeError(`${client.name} was given no token`);
  return { credentials: [{ kind: 'token', use: 'access', token }], refusedBy: [] };
}
