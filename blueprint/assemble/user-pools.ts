import { incoherent } from '../errors';
import type { LambdaFunction, Role } from '../model';
import type { PasswordPolicy, SchemaAttribute, UserGroup, UserPool, UserPoolDomain } from '../model/user-pools';
import type { Arguments } from '../resources/arguments';
import type { Block } from '../resources/block-type';
import { identityProviders } from './identity-providers';
import { byAttribute, located, partner, refuseDuplicates, text } from './locate';
import type { World } from './world-view';
import { resourceServers } from './resource-servers';
import { userPoolClient } from './user-pool-clients';
import { multiFactor, recovery } from './user-pool-security';
import { tagsOf } from './tags';
import { userPoolTriggers } from './user-pool-triggers';

/** What a pool may name. */
interface Named {
  /** By its groups. */
  readonly roles: readonly Role[];
  /** By its triggers. */
  readonly functions: readonly LambdaFunction[];
}

/** All user pools with their clients, groups, domains and identity providers. */
export function userPools(world: World, { roles, functions }: Named): readonly UserPool[] {
  const pools = world.all('aws_cognito_user_pool');
  const children = {
    clients: childrenOf(world, 'aws_cognito_user_pool_client'),
    groups: childrenOf(world, 'aws_cognito_user_group'),
    servers: childrenOf(world, 'aws_cognito_resource_server'),
    domains: childrenOf(world, 'aws_cognito_user_pool_domain'),
    providers: childrenOf(world, 'aws_cognito_identity_provider'),
  };
  refuseDuplicates(world.all('aws_cognito_user_pool_domain'), (block) => block.arguments.string('domain'));
  return pools.map((block) => {
    const id = text(block, 'id');
    const given = block.arguments;
    const servers = resourceServers(children.servers(id));
    const providers = identityProviders(children.providers(id));
    return {
      ...located(block),
      id,
      arn: text(block, 'arn'),
      name: given.string('name'),
      tags: tagsOf(block),
      endpoint: text(block, 'endpoint'),
      usernameAttributes: given.strings('username_attributes'),
      aliasAttributes: given.strings('alias_attributes'),
      autoVerifiedAttributes: given.strings('auto_verified_attributes'),
      caseSensitiveUsernames: given.block('username_configuration')?.flag('case_sensitive', true) ?? true,
      allowAdminCreateUserOnly:
        given.block('admin_create_user_config')?.flag('allow_admin_create_user_only', false) ?? false,
      passwordPolicy: passwordPolicy(given.block('password_policy')),
      mfa: multiFactor(given),
      recovery: recovery(given),
      verifiedBeforeUpdate:
        given.block('user_attribute_update_settings')?.strings('attributes_require_verification_before_update') ?? [],
      triggers: userPoolTriggers(given, functions),
      identityProviders: providers,
      schema: given.blocks('schema').map(schemaAttribute),
      clients: children.clients(id).map((client) => userPoolClient(client, { servers, providers })),
      groups: groups(children.groups(id), roles),
      resourceServers: servers,
      domain: domain(children.domains(id)),
    };
  });
}

function childrenOf(world: World, type: string): (poolId: string) => readonly Block[] {
  const find = byAttribute(world.all('aws_cognito_user_pool'), 'id');
  const owned = world.all(type).map((child) => {
    const pool = partner(child, 'user_pool_id', { find, kind: 'user pool' });
    return { child, poolId: text(pool, 'id') };
  });
  return (wanted) => owned.filter(({ poolId }) => poolId === wanted).map(({ child }) => child);
}

/** AWS's policy where none is given; a block that is given says everything, and what it leaves out is off. */
function passwordPolicy(given: Arguments | undefined): PasswordPolicy {
  const strict = given === undefined;
  return {
    minimumLength: given === undefined ? 8 : minimumLength(given),
    requireUppercase: given?.flag('require_uppercase', false) ?? strict,
    requireLowercase: given?.flag('require_lowercase', false) ?? strict,
    requireNumbers: given?.flag('require_numbers', false) ?? strict,
    requireSymbols: given?.flag('require_symbols', false) ?? strict,
    temporaryPasswordValidityDays: given?.number('temporary_password_validity_days', 7) || 7,
  };
}

/** The provider sends 0 for a length that a block leaves out, and AWS refuses it. */
function minimumLength(given: Arguments): number {
  const length = given.optionalNumber('minimum_length');
  if (length === undefined || !Number.isInteger(length) || length < 6 || length > 99) {
    throw given.invalid('minimum_length', length, 'a whole number from 6 to 99');
  }
  return length;
}

/** OpenID Connect's standard claims; any other attribute is a custom one. */
const standardAttributes: readonly string[] = [
  ...[
    'sub',
    'name',
    'given_name',
    'family_name',
    'middle_name',
    'nickname',
    'preferred_username',
    'profile',
    'picture',
  ],
  ...['website', 'email', 'email_verified', 'gender', 'birthdate', 'zoneinfo', 'locale', 'phone_number'],
  ...['phone_number_verified', 'address', 'updated_at'],
];

function schemaAttribute(given: Arguments): SchemaAttribute {
  const name = given.string('name');
  const lengths = given.block('string_attribute_constraints');
  const range = given.block('number_attribute_constraints');
  const minimum = lengths?.optionalNumber('min_length') ?? range?.optionalNumber('min_value');
  const maximum = lengths?.optionalNumber('max_length') ?? range?.optionalNumber('max_value');
  return {
    name: standardAttributes.includes(name) ? name : `custom:${name}`,
    dataType: given.word('attribute_data_type', ['String', 'Number', 'DateTime', 'Boolean']),
    required: given.flag('required', false),
    mutable: given.flag('mutable', false),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  };
}

function groups(blocks: readonly Block[], roles: readonly Role[]): readonly UserGroup[] {
  refuseDuplicates(blocks, (block) => block.arguments.string('name'));
  return blocks.map((block) => {
    if (block.arguments.has('role_arn')) {
      partner(block, 'role_arn', { find: (arn) => roles.find((role) => role.arn === arn), kind: 'role' });
    }
    return {
      ...located(block),
      name: block.arguments.string('name'),
      roleArn: block.arguments.optionalString('role_arn'),
      precedence: block.arguments.optionalNumber('precedence'),
      description: block.arguments.optionalString('description'),
    };
  });
}

function domain(blocks: readonly Block[]): UserPoolDomain | undefined {
  const [block, second] = blocks;
  if (block === undefined) return undefined;
  if (second !== undefined) {
    throw incoherent(located(second), `the user pool has the domain ${block.address} already`, 'Keep one of them');
  }
  const prefix = block.arguments.string('domain');
  return { ...located(block), prefix, host: `${prefix}.auth.${block.account.region}.amazoncognito.com` };
}
