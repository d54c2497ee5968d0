import { describeFault } from '../../constructs/checks/fault';
import { findWritableProviderAttributes } from '../../constructs/checks/provider-attributes';
import type { Arguments } from '../../constructs/checks/terraform-values';
import type { ResolvedStack } from '../../constructs/checks/resolved-stack';
import { stackOf } from './resolved';

const ofPool = { user_pool_id: '${aws_cognito_user_pool.it.id}' };
const mapping = { email: 'email', 'custom:idp_groups': 'groups' };
const guarded = { lambda_config: { pre_sign_up: '${aws_lambda_function.f.arn}' } };

/** Lets the provider's people in, and nobody write. */
const browser = {
  ...ofPool,
  explicit_auth_flows: ['ALLOW_CUSTOM_AUTH'],
  allowed_oauth_scopes: ['openid'],
  write_attributes: ['email', 'custom:idp_groups'],
};

const password = { ...ofPool, explicit_auth_flows: ['ALLOW_USER_SRP_AUTH'], write_attributes: ['email'] };

interface World {
  readonly pool?: Arguments;
  readonly provider?: Arguments;
  readonly clients: readonly Arguments[];
}

function faults({ pool = guarded, provider = { ...ofPool, attribute_mapping: mapping }, clients }: World) {
  return findWritableProviderAttributes([
    stackOf(
      ['aws_cognito_user_pool', pool],
      ['aws_cognito_identity_provider', provider],
      ...clients.map((client) => ['aws_cognito_user_pool_client', client] as const),
    ),
  ]);
}

const idsOf = (world: World) => faults(world).map(({ address, argument, id }) => `${address} ${argument} ${id}`);
const client = 'aws_cognito_user_pool_client.it';

it('lets pass the client that people come through, and clients that leave the attribute alone', () => {
  expect(faults({ clients: [browser, password] })).toEqual([]);
  expect(faults({ clients: [{ ...browser, explicit_auth_flows: ['ALLOW_REFRESH_TOKEN_AUTH'] }] })).toEqual([]);
});

it.each<readonly [why: string, change: Arguments, argument: string]>([
  ['SRP', { explicit_auth_flows: ['ALLOW_USER_SRP_AUTH'] }, 'explicit_auth_flows'],
  ['a password', { explicit_auth_flows: ['ALLOW_USER_PASSWORD_AUTH'] }, 'explicit_auth_flows'],
  ['an administrator', { explicit_auth_flows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'] }, 'explicit_auth_flows'],
  ['a choice of factors', { explicit_auth_flows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_USER_AUTH'] }, 'explicit_auth_flows'],
  ["AWS's default", { explicit_auth_flows: undefined }, 'explicit_auth_flows'],
  ['flows that are not known', { explicit_auth_flows: '${var.flows}' }, 'explicit_auth_flows'],
  ['one that is not known', { explicit_auth_flows: ['ALLOW_CUSTOM_AUTH', '${var.flow}'] }, 'explicit_auth_flows'],
  ['scopes that are not known', { allowed_oauth_scopes: ['openid', '${var.scope}'] }, 'allowed_oauth_scopes'],
  ['a scope that may be it', { allowed_oauth_scopes: ['aws.cognito.${var.scope}'] }, 'allowed_oauth_scopes'],
  ['a token for the profile', { allowed_oauth_scopes: ['aws.cognito.signin.user.admin'] }, 'allowed_oauth_scopes'],
])('refuses a client that may write the attribute and lets people in by %s', (_why, change, argument) => {
  expect(idsOf({ clients: [{ ...browser, ...change }] })).toEqual([
    `${client} ${argument} provider-attribute-writable`,
  ]);
});

it('refuses a sign-in client that names no attributes: AWS decides then what may be written', () => {
  const { write_attributes: named, ...unnamed } = password;
  expect(named).toEqual(['email']);
  expect(idsOf({ clients: [unnamed] })).toEqual([`${client} explicit_auth_flows provider-attribute-writable`]);
});

it.each([{ write_attributes: ['email', '${var.it}'] }, { write_attributes: '${var.all}' }])(
  'refuses a sign-in client of which nobody knows what it may write: %j',
  (change) => {
    expect(idsOf({ clients: [{ ...password, ...change }] })).toEqual([
      `${client} explicit_auth_flows provider-attribute-writable`,
    ]);
  },
);

it('takes each attribute of the pool for filled where nobody knows what the provider fills', () => {
  const world = {
    pool: { ...guarded, schema: [{ name: 'tenant' }] },
    provider: { ...ofPool, attribute_mapping: '${var.mapping}' },
  };
  const write = (attribute: string) => ({ ...password, write_attributes: ['email', attribute] });
  expect(idsOf({ ...world, clients: [write('custom:tenant')] })).toEqual([
    `${client} explicit_auth_flows provider-attribute-writable`,
  ]);
  expect(idsOf({ ...world, clients: [password] })).toEqual([]);
});

it('lets pass a scope of a resource server, which is no scope of the profile whatever its identifier is', () => {
  const allowed_oauth_scopes = ['openid', '${aws_cognito_resource_server.api.identifier}/read'];
  expect(faults({ clients: [{ ...browser, allowed_oauth_scopes }] })).toEqual([]);
});

it('counts ALLOW_CUSTOM_AUTH as a way in where the pool has the trigger for it', () => {
  const pool = { lambda_config: { ...guarded.lambda_config, define_auth_challenge: '${aws_lambda_function.d.arn}' } };
  expect(idsOf({ pool, clients: [browser] })).toEqual([`${client} explicit_auth_flows provider-attribute-writable`]);
});

it('refuses a pool that would let SignUp write the attribute', () => {
  expect(faults({ pool: {}, clients: [browser] }).map(describeFault)).toEqual([
    'stack: aws_cognito_user_pool.it: lambda_config.pre_sign_up = (not set). A pool with a client that may write custom:idp_groups has a trigger before sign-up: SignUp writes whatever its client may. Set a function that refuses a sign-up with the attribute. [provider-attribute-at-sign-up]',
  ]);
});

it('says where, what and what to do', () => {
  const [fault] = faults({ clients: [{ ...browser, explicit_auth_flows: ['ALLOW_USER_SRP_AUTH'] }] });
  expect(fault && describeFault(fault)).toBe(
    'stack: aws_cognito_user_pool_client.it: explicit_auth_flows = ["ALLOW_USER_SRP_AUTH"]. A client that may write custom:idp_groups, which an identity provider fills, lets nobody write it: no sign-in past the page, no aws.cognito.signin.user.admin. Leave the attribute out of write_attributes, or take the way in from this client. [provider-attribute-writable]',
  );
});

it('asks nothing of pools whose providers fill standard attributes alone, or of other pools', () => {
  const open = { ...browser, explicit_auth_flows: ['ALLOW_USER_SRP_AUTH'] };
  expect(faults({ provider: { ...ofPool, attribute_mapping: { email: 'email' } }, clients: [open] })).toEqual([]);
  expect(faults({ clients: [{ ...open, user_pool_id: '${aws_cognito_user_pool.other.id}' }] })).toEqual([]);
});

describe('stacks of one app', () => {
  const outputOf = (name: string) =>
    `\${data.terraform_remote_state.cross-stack-reference-input-pools.outputs.${name}}`;
  const pools: ResolvedStack = {
    ...stackOf(['aws_cognito_user_pool', guarded], ['aws_cognito_user_pool', { schema: [{ name: 'idp_groups' }] }]),
    name: 'pools',
    outputs: {
      pool: { value: '${aws_cognito_user_pool.it.id}' },
      other: { value: '${aws_cognito_user_pool.it2.id}' },
      relayed: { value: outputOf('pool') },
      loop: { value: outputOf('loop') },
    },
  };
  const open = { explicit_auth_flows: ['ALLOW_USER_SRP_AUTH'], write_attributes: ['custom:idp_groups'] };
  const stackWith = (name: string, type: string, args: Arguments): ResolvedStack => ({
    ...stackOf([type, args]),
    name,
    locals: { pool: outputOf('pool'), loop: '${local.loop}' },
  });
  const providers = (user_pool_id: string) =>
    stackWith('providers', 'aws_cognito_identity_provider', { user_pool_id, attribute_mapping: mapping });
  const clients = (user_pool_id: string, type = 'aws_cognito_user_pool_client') =>
    stackWith('clients', type, { ...open, user_pool_id });
  const idsIn = (...app: readonly ResolvedStack[]) =>
    findWritableProviderAttributes(app).map(({ stack, address, id }) => `${stack} ${address} ${id}`);
  const writable = `clients ${client} provider-attribute-writable`;

  it.each([outputOf('pool'), outputOf('relayed'), '${local.pool}', outputOf('x').replace('.x}', '["pool"]}')])(
    'are judged together: %s',
    (reference) => {
      expect(idsIn(pools, providers(reference), clients(reference))).toEqual([writable]);
      expect(idsIn(clients(outputOf('relayed')), providers(reference), pools)).toEqual([writable]);
      expect(idsIn(pools, providers(reference), clients(outputOf('other')))).toEqual([]);
    },
  );

  it.each(['eu-west-1_AbC123', '${var.pool}', '${data.aws_cognito_user_pools.p.ids[0]}', outputOf('unheard_of')])(
    'take a client of a pool that nobody knows for one of each: %s',
    (reference) => {
      expect(idsIn(pools, providers(outputOf('pool')), clients(reference))).toEqual([writable]);
    },
  );

  it.each([
    ...['eu-west-1_AbC123', '${var.pool}', '${var.x ? var.y : aws_cognito_user_pool.it.id}', outputOf('loop')],
    ...['${aws_cognito_user_pool.it.id}${var.rest}', '${aws_cognito_user_pool.it.id == var.x ? var.y : var.z}'],
  ])('may not hold a provider that fills attributes of a pool that nobody knows: %s', (reference) => {
    expect(idsIn(pools, providers(reference))).toEqual([
      'providers aws_cognito_identity_provider.it provider-attribute-unseen',
    ]);
    const standard = { user_pool_id: reference, attribute_mapping: { email: 'email' } };
    expect(idsIn(pools, stackWith('providers', 'aws_cognito_identity_provider', standard))).toEqual([]);
  });

  it('may not hold one whose pool is any of two, of which one is unknown', () => {
    const other = { ...stackOf(), name: 'more', outputs: { pool: { value: 'eu-west-1_AbC123' } } };
    expect(idsIn(pools, other, providers(outputOf('pool')))).toEqual([
      'providers aws_cognito_identity_provider.it provider-attribute-unseen',
    ]);
  });

  it('are judged for clients of every kind', () => {
    const managed = clients(outputOf('pool'), 'aws_cognito_managed_user_pool_client');
    expect(idsIn(pools, providers(outputOf('pool')), managed)).toEqual([
      'clients aws_cognito_managed_user_pool_client.it provider-attribute-writable',
    ]);
  });

  it('are told the trigger that their pool lacks', () => {
    const harmless = stackWith('clients', 'aws_cognito_user_pool_client', {
      ...browser,
      user_pool_id: outputOf('other'),
    });
    expect(idsIn(pools, providers(outputOf('other')), harmless)).toEqual([
      'pools aws_cognito_user_pool.it2 provider-attribute-at-sign-up',
    ]);
  });

  it('know a pool that is made by count', () => {
    const user_pool_id = '${aws_cognito_user_pool.it[0].id}';
    const app = stackOf(
      ['aws_cognito_user_pool', { ...guarded, count: 1 }],
      ['aws_cognito_identity_provider', { user_pool_id, attribute_mapping: mapping }],
      ['aws_cognito_user_pool_client', { ...open, user_pool_id }],
    );
    expect(idsIn(app)).toEqual([`stack ${client} provider-attribute-writable`]);
  });

  it('say what is unseen, and what to do', () => {
    expect(findWritableProviderAttributes([providers('eu-west-1_AbC123')]).map(describeFault)).toEqual([
      'providers: aws_cognito_identity_provider.it: user_pool_id = "eu-west-1_AbC123". An identity provider that fills custom attributes is of a user pool of this app: nobody can say who else may write them in another one. Refer to the user pool by its id, or leave custom attributes out of attribute_mapping. [provider-attribute-unseen]',
    ]);
  });
});
