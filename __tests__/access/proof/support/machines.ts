import type { UserPoolClient } from '../../../../blueprint/model/user-pools';
import type { Holder } from './holder';
import type { ProofWorld } from './proof-world';

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
