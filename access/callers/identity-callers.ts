import type { IdentityPool } from '../../blueprint/model';
import type { AccessWorld } from '../world';
import { type Caller, passes } from './caller';
import type { Login } from './choose-roles';
import { guestWays, signedInWays } from './identity-sessions';

/** Guests of an identity pool, where it has any, and those who signed in elsewhere than at a user pool of the stacks. */
export function identityPoolCallers(world: AccessWorld, pool: IdentityPool): readonly Caller[] {
  return [...guests(world, pool), ...providersOf(world, pool).map((provider) => signedIn(world, pool, provider))];
}

function guests(world: AccessWorld, pool: IdentityPool): readonly Caller[] {
  const ways = guestWays(world, pool);
  if (ways.length === 0) return [];
  const name = world.names.short(pool);
  return [
    {
      principal: {
        key: `guest ${name}`,
        kind: 'guest',
        name,
        how: `an identity of the identity pool ${pool.name} without a login`,
        at: world.origins.of(pool),
      },
      ways,
    },
  ];
}

interface Provider extends Pick<Login, 'kind'> {
  /** As people know it. */
  readonly shown: string;
  /** As logins, mappings and trust policies name it. */
  readonly name: string;
  readonly mappingKey: string;
}

function providersOf({ blueprint, names }: AccessWorld, pool: IdentityPool): readonly Provider[] {
  const same = (kind: Login['kind'], name: string, shown = name): Provider => ({ kind, name, shown, mappingKey: name });
  const foreign = pool.cognitoProviders.filter(
    ({ providerName }) => !blueprint.userPools.some(({ endpoint }) => endpoint === providerName),
  );
  return [
    ...(pool.developerProviderName === undefined ? [] : [same('developer', pool.developerProviderName)]),
    ...Object.keys(pool.loginProviders).map((name) => same('open-id', name)),
    // Logins name these by their issuer, and mappings by their ARN.
    ...pool.openIdConnectProviderArns.map((arn) => ({ ...same('open-id', nameInArn(arn)), mappingKey: arn })),
    ...pool.samlProviderArns.map((arn) => same('saml', arn, nameInArn(arn))),
    ...foreign.map(({ providerName, clientId }) => ({
      kind: 'user-pool' as const,
      name: providerName,
      shown: names.readable(providerName),
      mappingKey: `${providerName}:${clientId}`,
    })),
  ];
}

/** `arn:aws:iam::…:saml-provider/<name>` and `…:oidc-provider/<issuer>` */
const nameInArn = (arn: string): string => arn.slice(arn.indexOf('/') + 1);

function signedIn(world: AccessWorld, pool: IdentityPool, provider: Provider): Caller {
  const at = world.origins.of(pool);
  const { kind, mappingKey } = provider;
  const login: Login = { kind, provider: provider.name, mappingKey, claims: {} };
  const before = [passes('client', `shows the identity pool ${pool.name} a login of ${provider.shown}`, at)];
  const name = `${world.names.short(pool)}/${provider.shown}`;
  return {
    principal: {
      key: `identity ${name}`,
      kind: 'signed-in-identity',
      name,
      how: `an identity of the identity pool ${pool.name} with a login of ${provider.shown}`,
      at,
    },
    ways: signedInWays(world, pool, { login, before }),
  };
}
