import type { Principal } from '../../../../access/model';
import type { IdentityPool } from '../../../../blueprint/model';
import type { Located } from '../../../../blueprint/model/located';
import { federatedAs } from './federated';
import { nobody, type Self, type Holder } from './holder';
import { developerIdentity, samlIdentity, tradeAt } from './identities';
import { machineOf } from './machines';
import { personOf } from './people';
import type { ProofWorld } from './proof-world';

/** A principal of whom the sandbox gives no credentials to anybody, and why. */
export class NotToBeHad extends Error {}

/** Becomes a principal by the means that it has on AWS. */
export async function become(world: ProofWorld, principal: Principal, self: Self = {}): Promise<Holder> {
  const { blueprint } = world.sandbox;
  switch (principal.kind) {
    case 'nobody':
      return nobody;
    case 'guest':
      return tradeAt(world, madeBy(blueprint.identityPools, principal));
    case 'signed-in-user':
    case 'group': {
      const pool = blueprint.userPools.find((one) => [one, ...one.groups].some((thing) => isAt(thing, principal)));
      if (pool === undefined) throw new NotToBeHad('the function takes keys of other issuers from the internet alone');
      return personOf(world, { pool, group: pool.groups.find((group) => isAt(group, principal)), self });
    }
    case 'machine': {
      const clients = blueprint.userPools.flatMap((pool) => pool.clients);
      return machineOf(world, madeBy(clients, principal));
    }
    case 'signed-in-identity':
      return identityOf(world, madeBy(blueprint.identityPools, principal), { principal, self });
    case 'federated-role':
      return federatedAs(world, madeBy(blueprint.roles, principal));
    case 'trusted-role':
      throw new NotToBeHad('keys of other accounts, and those of users, are none that the stacks make');
    case 'function': {
      const keys = await world.functionKeys(madeBy(blueprint.functions, principal));
      return { credentials: [{ kind: 'keys', keys }], refusedBy: [] };
    }
  }
}

const isAt = ({ stack, address }: Located, { at }: Principal): boolean => at?.stack === stack && at.address === address;

function madeBy<Thing extends Located>(things: readonly Thing[], principal: Principal): Thing {
  const found = things.find((thing) => isAt(thing, principal));
  if (found === undefined) throw new TypeError(`nothing of the stacks is ${principal.key}`);
  return found;
}

/** Issuers of social providers, where it is not `https://` and the name (Amazon Cognito developer guide). */
const issuers: Readonly<Record<string, string>> = {
  'graph.facebook.com': 'https://www.facebook.com',
};

async function identityOf(
  world: ProofWorld,
  pool: IdentityPool,
  { principal: { name, key }, self }: { readonly principal: Principal; readonly self: Self },
): Promise<Holder> {
  const { openIdConnectProviders } = world.sandbox.blueprint;
  const provider = name.slice(name.indexOf('/') + 1);
  if (provider === pool.developerProviderName) return developerIdentity(world, pool, provider);
  const providerArn = pool.samlProviderArns.find((arn) => arn.endsWith(`:saml-provider/${provider}`));
  if (providerArn !== undefined) return samlIdentity(world, pool, { providerArn, namedRole: self.namedRole });
  const issuer = issuers[provider] ?? `https://${provider}`;
  const registered = openIdConnectProviders.find((one) => one.issuer === issuer)?.clientIds[0];
  const clientId = pool.loginProviders[provider] ?? registered;
  const stand = world.outside.openId.get(issuer);
  if (clientId === undefined || stand === undefined) throw new TypeError(`nothing stands for the provider of ${key}`);
  return tradeAt(world, pool, { [provider]: await stand.signIn(clientId, 'ann') });
}
