import {
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetOpenIdTokenCommand,
  GetOpenIdTokenForDeveloperIdentityCommand,
} from '@aws-sdk/client-cognito-identity';
import { AssumeRoleWithWebIdentityCommand } from '@aws-sdk/client-sts';
import type { IdentityPool } from '../../../../blueprint/model';
import { keysOf, refusedAs, together, type Credential, type Holder } from './holder';
import type { ProofWorld } from './proof-world';

type Logins = Readonly<Record<string, string>>;

/** What an identity pool gives for logins, by both of its flows; without logins, what it gives to guests. */
export async function tradeAt(world: ProofWorld, pool: IdentityPool, logins?: Logins): Promise<Holder> {
  const IdentityId = await identify(world, pool, logins);
  if (IdentityId === undefined) return { credentials: [], refusedBy: [] };
  const identity = { IdentityId, ...(logins === undefined ? {} : { Logins: logins }) };
  return together([await enhanced(world, identity), await classic(world, identity)]);
}

/** At every identity pool, whether or not it is meant to take the login. */
export async function tradeEverywhere(world: ProofWorld, logins: Logins): Promise<Holder> {
  const { identityPools } = world.sandbox.blueprint;
  return together(await Promise.all(identityPools.map((pool) => tradeAt(world, pool, logins))));
}

/** Somebody for whom the backend behind a pool's developer provider vouches. */
export async function developerIdentity(world: ProofWorld, pool: IdentityPool, provider: string): Promise<Holder> {
  const asked = { IdentityPoolId: pool.id, Logins: { [provider]: 'a user of the backend' } };
  const { IdentityId, Token = '' } = await world.identityPools.send(
    new GetOpenIdTokenForDeveloperIdentityCommand(asked),
  );
  const identity = { IdentityId, Logins: { 'cognito-identity.amazonaws.com': Token } };
  return together([
    { credentials: [{ kind: 'token', use: 'other', token: Token }], refusedBy: [] },
    await enhanced(world, identity),
    await atSts(world, identity, Token),
  ]);
}

/** Somebody of a SAML provider, by responses that name no role, and each role of the stacks; or one role alone. */
export async function samlIdentity(
  world: ProofWorld,
  pool: IdentityPool,
  { providerArn, namedRole }: { readonly providerArn: string; readonly namedRole: string | undefined },
): Promise<Holder> {
  const every = [undefined, ...world.sandbox.blueprint.roles.map(({ arn }) => arn)];
  const holders: Holder[] = [];
  for (const arn of namedRole === undefined ? every : [namedRole]) {
    const response = samlResponse(world, arn === undefined ? [] : [`${arn},${providerArn}`]);
    holders.push(await tradeAt(world, pool, { [providerArn]: response }));
  }
  return together(holders);
}

/** A response of the SAML provider. `roles`: pairs of a role and its provider. */
export function samlResponse({ sandbox, outside }: ProofWorld, roles: readonly string[]): string {
  if (outside.saml === undefined) throw new TypeError('nothing stands for the SAML provider');
  return outside.saml.respond({ now: Date.parse(sandbox.describe().time) - 1_000, roles });
}

async function identify(world: ProofWorld, pool: IdentityPool, Logins?: Logins): Promise<string | undefined> {
  const asked = { IdentityPoolId: pool.id, ...(Logins === undefined ? {} : { Logins }) };
  try {
    return (await world.identityPools.send(new GetIdCommand(asked))).IdentityId;
  } catch (error) {
    refusedAs(error, ['NotAuthorizedException']);
    return undefined;
  }
}

interface Identity {
  readonly IdentityId: string | undefined;
  readonly Logins?: Logins;
}

async function enhanced({ identityPools }: ProofWorld, identity: Identity): Promise<Holder> {
  try {
    const { Credentials } = await identityPools.send(new GetCredentialsForIdentityCommand(identity));
    return { credentials: [credentialOf(keysOf(Credentials), identity)], refusedBy: [] };
  } catch (error) {
    refusedAs(error, ['InvalidIdentityPoolConfigurationException', 'NotAuthorizedException']);
    return { credentials: [], refusedBy: ['role'] };
  }
}

async function classic(world: ProofWorld, identity: Identity): Promise<Holder> {
  const token = await openIdToken(world.identityPools, identity);
  return token === undefined ? { credentials: [], refusedBy: [] } : atSts(world, identity, token);
}

/** Each role is asked for by name, since its trust policy alone decides. */
async function atSts({ sts, sandbox }: ProofWorld, identity: Identity, WebIdentityToken: string): Promise<Holder> {
  const found: Credential[] = [];
  for (const { arn: RoleArn } of sandbox.blueprint.roles) {
    const asked = { RoleArn, RoleSessionName: 'classic', WebIdentityToken };
    try {
      const { Credentials } = await sts.send(new AssumeRoleWithWebIdentityCommand(asked));
      found.push(credentialOf(keysOf(Credentials), identity));
    } catch (error) {
      // The audience is that of a pool whose tokens STS does not take.
      refusedAs(error, ['AccessDenied', 'InvalidIdentityTokenException']);
    }
  }
  return { credentials: found, refusedBy: [] };
}

async function openIdToken(client: ProofWorld['identityPools'], identity: Identity): Promise<string | undefined> {
  try {
    return (await client.send(new GetOpenIdTokenCommand(identity))).Token;
  } catch (error) {
    refusedAs(error, ['InvalidParameterException']);
    return undefined;
  }
}

const credentialOf = (keys: ReturnType<typeof keysOf>, { IdentityId }: Identity): Credential => ({
  kind: 'keys',
  keys,
  ...(IdentityId === undefined ? {} : { identityId: IdentityId }),
});
