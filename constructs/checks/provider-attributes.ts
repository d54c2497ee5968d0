import type { Fault } from './fault';
import { show } from './fault';
import { refersTo } from './resolved-stack';
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

/** What lets a token of a client change its user's profile. */
const profileScope = 'aws.cognito.signin.user.admin';

/**
 * Clients through which a person could write a custom attribute that an identity provider fills. AWS demands that the
 * client through which a provider's people come may write it; nobody else may, or everybody writes down the groups that
 * they would like to be in. And nothing keeps SignUp from it but a trigger. Pool, providers and clients are of one stack.
 */
export function findWritableProviderAttributes(stack: ResolvedStack): readonly Fault[] {
  return stack.resources
    .filter(({ type }) => type === 'aws_cognito_user_pool')
    .flatMap((pool) => {
      const filled = filledByProviders(pool, stack);
      return filled.length === 0 ? [] : faultsOfPool(pool, filled, stack);
    });
}

function filledByProviders(pool: ResolvedResource, { resources }: ResolvedStack): readonly string[] {
  return resources
    .filter(({ type, args }) => type === 'aws_cognito_identity_provider' && refersTo(args['user_pool_id'], pool))
    .flatMap(({ args }) => (isUnknown(args, 'attribute_mapping') ? customOf(pool) : mappedBy(args)))
    .filter((attribute) => attribute.startsWith('custom:'));
}

const mappedBy = (args: Arguments): readonly string[] =>
  blocksAt(args, 'attribute_mapping').flatMap((mapping) => Object.keys(mapping));

/** A mapping that only Terraform will know may fill each of them. */
const customOf = (pool: ResolvedResource): readonly string[] =>
  textsAt(pool.args, 'schema.name').map((name) => `custom:${name}`);

function faultsOfPool(pool: ResolvedResource, filled: readonly string[], stack: ResolvedStack): readonly Fault[] {
  const clients = stack.resources.filter(
    ({ type, args }) => type === 'aws_cognito_user_pool_client' && refersTo(args['user_pool_id'], pool),
  );
  const unguarded =
    clients.some((client) => mayWrite(client, filled)) && !isSet(pool.args, 'lambda_config.pre_sign_up');
  return [
    ...(unguarded
      ? [
          {
            stack: stack.name,
            address: pool.address,
            id: 'provider-attribute-at-sign-up',
            argument: 'lambda_config.pre_sign_up',
            value: show(undefined),
            rule: `A pool with a client that may write ${filled.join(', ')} has a trigger before sign-up: SignUp writes whatever its client may.`,
            whatToDo: 'Set a function that refuses a sign-up with the attribute.',
          },
        ]
      : []),
    ...clients
      .filter((client) => mayWrite(client, filled))
      .flatMap((client) => wayInOf(client, pool).map((fault) => ({ ...fault, stack: stack.name, ...what(filled) }))),
  ];
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
