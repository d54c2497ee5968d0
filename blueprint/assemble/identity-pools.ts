import { incoherent } from '../errors';
import type { CognitoProvider, IdentityPool, Role } from '../model';
import type { UserPool } from '../model/user-pools';
import type { Arguments } from '../resources/arguments';
import type { Block } from '../resources/block-type';
import { byAttribute, located, partner, text } from './locate';
import type { World } from './world-view';

/** All identity pools with their roles. The user pools and roles that they name must be among those given. */
export function identityPools(
  world: World,
  known: { readonly userPools: readonly UserPool[]; readonly roles: readonly Role[] },
): readonly IdentityPool[] {
  const attachments = attachmentsByPool(world);
  return world.all('aws_cognito_identity_pool').map((block) => {
    const id = text(block, 'id');
    const given = block.arguments;
    const roles = attachments.get(id);
    return {
      ...located(block),
      id,
      arn: text(block, 'arn'),
      name: given.string('identity_pool_name'),
      allowUnauthenticatedIdentities: given.flag('allow_unauthenticated_identities', false),
      allowClassicFlow: given.flag('allow_classic_flow', false),
      cognitoProviders: given
        .blocks('cognito_identity_providers')
        .map((provider) => cognitoProvider(provider, known.userPools)),
      authenticatedRoleArn: roleArn(roles, 'authenticated', known.roles),
      unauthenticatedRoleArn: roleArn(roles, 'unauthenticated', known.roles),
    };
  });
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
