import { incoherent } from '../errors';
import type { CognitoProvider, IdentityPool, Role } from '../model';
import type { OpenIdConnectProvider, SamlProvider } from '../model/federation';
import type { UserPool } from '../model/user-pools';
import type { Arguments } from '../resources/arguments';
import type { Block } from '../resources/block-type';
import { byAttribute, located, partner, text } from './locate';
import { roleMappings } from './role-mappings';
import { tagsOf } from './tags';
import type { World } from './world-view';

/** What identity pools may name. */
export interface KnownToIdentityPools {
  readonly userPools: readonly UserPool[];
  readonly roles: readonly Role[];
  readonly samlProviders: readonly SamlProvider[];
  readonly openIdConnectProviders: readonly OpenIdConnectProvider[];
}

/** The names of social providers; `api.twitter.com` has no OpenID tokens and is legacy. */
const socialProviders = ['accounts.google.com', 'appleid.apple.com', 'graph.facebook.com', 'www.amazon.com'];

/** All identity pools with their roles. Whatever they name must be among what is given. */
export function identityPools(world: World, known: KnownToIdentityPools): readonly IdentityPool[] {
  const attachments = attachmentsByPool(world);
  return world.all('aws_cognito_identity_pool').map((block) => {
    const id = text(block, 'id');
    const given = block.arguments;
    const roles = attachments.get(id);
    const providers = providersOf(block, known);
    return {
      ...located(block),
      ...providers,
      id,
      arn: text(block, 'arn'),
      name: given.string('identity_pool_name'),
      tags: tagsOf(block),
      allowUnauthenticatedIdentities: given.flag('allow_unauthenticated_identities', false),
      allowClassicFlow: given.flag('allow_classic_flow', false),
      authenticatedRoleArn: roleArn(roles, 'authenticated', known.roles),
      unauthenticatedRoleArn: roleArn(roles, 'unauthenticated', known.roles),
      roleMappings: roles === undefined ? [] : roleMappings(roles, providers, known.roles),
    };
  });
}

/** Whom an identity pool believes. */
export type PoolProviders = Pick<
  IdentityPool,
  'cognitoProviders' | 'developerProviderName' | 'loginProviders' | 'openIdConnectProviderArns' | 'samlProviderArns'
>;

function providersOf({ arguments: given }: Block, known: KnownToIdentityPools): PoolProviders {
  return {
    cognitoProviders: given
      .blocks('cognito_identity_providers')
      .map((provider) => cognitoProvider(provider, known.userPools)),
    developerProviderName: developerProviderName(given),
    loginProviders: loginProviders(given),
    openIdConnectProviderArns: knownArns(given, 'openid_connect_provider_arns', known.openIdConnectProviders),
    samlProviderArns: knownArns(given, 'saml_provider_arns', known.samlProviders),
  };
}

function developerProviderName(given: Arguments): string | undefined {
  const name = given.optionalString('developer_provider_name');
  if (name === undefined || name === '') return undefined;
  if (/^[\w._-]{1,128}$/.test(name)) return name;
  throw given.invalid('developer_provider_name', name, 'up to 128 letters, digits and . _ -');
}

function loginProviders(given: Arguments): Readonly<Record<string, string>> {
  const providers = given.stringMap('supported_login_providers');
  const unknown = Object.keys(providers).find((name) => !socialProviders.includes(name));
  if (unknown === undefined) return providers;
  throw given.invalid('supported_login_providers', unknown, socialProviders.join(', '));
}

function knownArns(given: Arguments, argument: string, known: readonly { readonly arn: string }[]): readonly string[] {
  const arns = given.strings(argument);
  const unknown = arns.find((arn) => !known.some((provider) => provider.arn === arn));
  if (unknown === undefined) return arns;
  throw incoherent(
    given.at(argument),
    `${JSON.stringify(unknown)} is no identity provider of these stacks`,
    'Refer to a provider that is synthesized with them',
  );
}

function attachmentsByPool(world: World): ReadonlyMap<string, Block> {
  const find = byAttribute(world.all('aws_cognito_identity_pool'), 'id');
  const found = new Map<string, Block>();
  for (const attachment of world.all('aws_cognito_identity_pool_roles_attachment')) {
    const pool = partner(attachment, 'identity_pool_id', { find, kind: 'identity pool' });
    const first = found.get(text(pool, 'id'));
    if (first !== undefined) {
      throw incoherent(
        located(attachment),
        `${pool.address} has its roles from ${first.address} already, and each attachment replaces the other`,
        'Keep one of them',
      );
    }
    found.set(text(pool, 'id'), attachment);
  }
  return found;
}

function roleArn(
  attachment: Block | undefined,
  kind: 'authenticated' | 'unauthenticated',
  roles: readonly Role[],
): string | undefined {
  if (attachment === undefined) return undefined;
  const attached = attachment.arguments.stringMap('roles');
  const unknown = Object.keys(attached).find((name) => name !== 'authenticated' && name !== 'unauthenticated');
  if (unknown !== undefined) throw attachment.arguments.invalid('roles', unknown, 'authenticated, unauthenticated');
  const arn = attached[kind];
  if (arn === undefined || roles.some((role) => role.arn === arn)) return arn;
  throw incoherent(
    attachment.arguments.at(`roles.${kind}`),
    `${JSON.stringify(arn)} is no role of these stacks`,
    'Refer to a role that is synthesized with them',
  );
}

function cognitoProvider(given: Arguments, userPools: readonly UserPool[]): CognitoProvider {
  const providerName = given.string('provider_name');
  const clientId = given.string('client_id');
  const pool = userPools.find(({ endpoint }) => endpoint === providerName);
  if (pool === undefined) {
    throw incoherent(
      given.at('provider_name'),
      `${JSON.stringify(providerName)} is no endpoint of a user pool of these stacks`,
      'Use the endpoint attribute of a user pool that is synthesized with them',
    );
  }
  if (!pool.clients.some(({ id }) => id === clientId)) {
    throw incoherent(
      given.at('client_id'),
      `${JSON.stringify(clientId)} is no client of ${pool.address}`,
      'Use the id of one of its clients',
    );
  }
  return { providerName, clientId, serverSideTokenCheck: given.flag('server_side_token_check', false) };
}
