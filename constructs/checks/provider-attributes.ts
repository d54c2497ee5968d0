import type { Fault } from './fault';
import { show } from './fault';
import type { ResolvedResource, ResolvedStack } from './resolved-stack';
import {
  blocksAt,
  isSet,
  isUnknown,
  referencePlaceholder,
  replaceReferences,
  textsAt,
  valuesAt,
} from './terraform-values';
import type { Arguments } from './terraform-values';
import { placed, poolsAt } from './user-pool-references';
import type { Placed } from './user-pool-references';

/** What lets a token of a client change its user's profile. */
const profileScope = 'aws.cognito.signin.user.admin';

/**
 * Clients through which a person could write a custom attribute that an identity provider fills. AWS demands that the
 * client through which a provider's people come may write it; nobody else may, or everybody writes down the groups that
 * they would like to be in. And nothing keeps SignUp from it but a trigger. Pools, providers and clients may be of
 * different stacks; a client of nobody knows which pool is judged as one of each.
 */
export function findWritableProviderAttributes(app: readonly ResolvedStack[]): readonly Fault[] {
  const providers = leadingToPools('aws_cognito_identity_provider', app).filter(({ resource }) =>
    fillsCustom(resource),
  );
  const clients = clientTypes.flatMap((type) => leadingToPools(type, app));
  return [
    ...providers.filter(({ pools }) => pools === undefined).map(ofUnseenPool),
    ...placed('aws_cognito_user_pool', app).flatMap((pool) => {
      const filled = providers.filter((provider) => leadsTo(provider, pool)).flatMap((one) => filledBy(one, pool));
      const ofPool = clients.filter((client) => client.pools === undefined || leadsTo(client, pool));
      return filled.length === 0 ? [] : faultsOfPool(pool, [...new Set(filled)], ofPool);
    }),
  ];
}

/** Does a stack hold a provider or a client of a pool that is not of the stack, so that it says nothing alone? */
export function reachesForeignPools(stack: ResolvedStack): boolean {
  return ['aws_cognito_identity_provider', ...clientTypes].some((type) =>
    leadingToPools(type, [stack]).some(({ pools }) => pools === undefined),
  );
}

const clientTypes = ['aws_cognito_user_pool_client', 'aws_cognito_managed_user_pool_client'];

/** Something of a user pool; `undefined` where nobody knows of which. */
interface OfPools extends Placed {
  readonly pools: readonly Placed[] | undefined;
}

function leadingToPools(type: string, app: readonly ResolvedStack[]): readonly OfPools[] {
  return placed(type, app).map(({ resource, stack }) => ({
    resource,
    stack,
    pools: poolsAt(resource.args['user_pool_id'], stack, app),
  }));
}

const leadsTo = ({ pools = [] }: OfPools, pool: Placed): boolean =>
  pools.some(({ resource }) => resource === pool.resource);

const fillsCustom = ({ args }: ResolvedResource): boolean =>
  isUnknown(args, 'attribute_mapping') || customIn(mappedBy(args)).length > 0;

const filledBy = ({ resource: { args } }: Placed, pool: Placed): readonly string[] =>
  isUnknown(args, 'attribute_mapping') ? customOf(pool.resource) : customIn(mappedBy(args));

const customIn = (attributes: readonly string[]): readonly string[] =>
  attributes.filter((attribute) => attribute.startsWith('custom:'));

const mappedBy = (args: Arguments): readonly string[] =>
  blocksAt(args, 'attribute_mapping').flatMap((mapping) => Object.keys(mapping));

/** A mapping that only Terraform will know may fill each of them. */
const customOf = (pool: ResolvedResource): readonly string[] =>
  textsAt(pool.args, 'schema.name').map((name) => `custom:${name}`);

function ofUnseenPool({ resource, stack }: Placed): Fault {
  return {
    stack: stack.name,
    address: resource.address,
    id: 'provider-attribute-unseen',
    argument: 'user_pool_id',
    value: show(resource.args['user_pool_id']),
    rule: 'An identity provider that fills custom attributes is of a user pool of this app: nobody can say who else may write them in another one.',
    whatToDo: 'Refer to the user pool by its id, or leave custom attributes out of attribute_mapping.',
  };
}

function faultsOfPool(pool: Placed, filled: readonly string[], clients: readonly Placed[]): readonly Fault[] {
  const writing = clients.filter(({ resource }) => mayWrite(resource, filled));
  const isUnguarded = writing.length > 0 && !hasTrigger(pool.resource);
  return [
    ...(isUnguarded ? [withoutTrigger(pool, filled)] : []),
    ...writing.flatMap(({ resource, stack }) =>
      wayInOf(resource, pool.resource).map((fault) => ({ ...fault, stack: stack.name, ...what(filled) })),
    ),
  ];
}

/** A block that Terraform makes of a list may be none. */
function hasTrigger({ args }: ResolvedResource): boolean {
  return isSet(args, 'lambda_config.pre_sign_up') && !isSet(args, 'dynamic.lambda_config');
}

function withoutTrigger({ resource, stack }: Placed, filled: readonly string[]): Fault {
  return {
    stack: stack.name,
    address: resource.address,
    id: 'provider-attribute-at-sign-up',
    argument: 'lambda_config.pre_sign_up',
    value: show(undefined),
    rule: `A pool with a client that may write ${filled.join(', ')} has a trigger before sign-up: SignUp writes whatever its client may.`,
    whatToDo: 'Set a function that refuses a sign-up with the attribute.',
  };
}

function what(filled: readonly string[]): Pick<Fault, 'id' | 'rule' | 'whatToDo'> {
  return {
    id: 'provider-attribute-writable',
    rule: `A client that may write ${filled.join(', ')}, which an identity provider fills, lets nobody write it: no sign-in past the page, no ${profileScope}.`,
    whatToDo: 'Leave the attribute out of write_attributes, or take the way in from this client.',
  };
}

/** All attributes where none are named: what AWS then lets be written may grow. */
function mayWrite({ args }: ResolvedResource, filled: readonly string[]): boolean {
  return (
    !isSet(args, 'write_attributes') || filled.some((attribute) => mayContain(args, 'write_attributes', attribute))
  );
}

/** Could this be among the texts? A reference may become anything, what is written around it stays. */
function mayContain(args: Arguments, path: string, wanted: string): boolean {
  return valuesAt(args, path)
    .flat()
    .filter((value) => typeof value === 'string')
    .some((value) => {
      const [start = '', ...others] = replaceReferences(value).split(referencePlaceholder);
      const end = others.at(-1);
      return end === undefined ? start === wanted : wanted.startsWith(start) && wanted.endsWith(end);
    });
}

function wayInOf(
  { address, args }: ResolvedResource,
  pool: ResolvedResource,
): readonly Pick<Fault, 'address' | 'argument' | 'value'>[] {
  const flows = valuesAt(args, 'explicit_auth_flows').flat().map(String);
  const harmless = new Set([
    'ALLOW_REFRESH_TOKEN_AUTH',
    ...(isSet(pool.args, 'lambda_config.define_auth_challenge') ? [] : ['ALLOW_CUSTOM_AUTH']),
  ]);
  const signsIn = flows.length === 0 || flows.some((flow) => !harmless.has(flow));
  const changesProfiles = mayContain(args, 'allowed_oauth_scopes', profileScope);
  return [
    ...(signsIn ? [{ address, argument: 'explicit_auth_flows', value: show(args['explicit_auth_flows']) }] : []),
    ...(changesProfiles
      ? [{ address, argument: 'allowed_oauth_scopes', value: show(args['allowed_oauth_scopes']) }]
      : []),
  ];
}
