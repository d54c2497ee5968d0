import { hasReference, isUnknown, textAt, textsAt } from '../terraform-values';
import type { Arguments } from '../terraform-values';
import { refersTo } from '../resolved-stack';
import type { ResolvedResource } from '../resolved-stack';
import { standardAttributes } from './cognito-schema';
import { first, rulesOf } from './judges';
import type { Judge } from './judges';
import { comeBefore } from './order';
import type { Around, AwsRefusal } from './model';

const ownScopes = new Set(['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin']);

/** What an app client names of its pool, and must be there before it (Cognito's refusals at creation). */
export const clientOfPoolRefusals: readonly AwsRefusal[] = rulesOf('aws_cognito_user_pool_client', [
  {
    id: 'cognito-oauth-scope-unknown',
    argument: 'allowed_oauth_scopes',
    rule: 'a scope is openid, email, phone, profile, aws.cognito.signin.user.admin, or <identifier>/<scope> of a resource server of the pool.',
    whatToDo: 'Correct the scope, or refer to scope_identifiers of the resource server.',
    judge: (args, argument, around) =>
      first(
        textsAt(args, argument).filter(
          (scope) =>
            !ownScopes.has(scope) &&
            (!/^[^/]+.*\/[^/]+$/.test(scope) || (poolIsHere(around) && serversOf(scope, around).length === 0)),
        ),
      ),
  },
  {
    id: 'cognito-oauth-scope-order',
    argument: 'allowed_oauth_scopes',
    rule: 'a resource server is there before a client may use its scopes; a scope that is written out does not order them.',
    whatToDo: 'Refer to scope_identifiers of the resource server, or name it in depends_on.',
    judge: comesLater((scope, around) => (ownScopes.has(scope) ? [] : serversOf(scope, around))),
  },
  {
    id: 'cognito-supported-provider-unknown',
    argument: 'supported_identity_providers',
    rule: 'a provider is "COGNITO" or the provider_name of an identity provider of the pool.',
    whatToDo: 'Declare the identity provider, or correct the name.',
    judge: (args, argument, around) =>
      first(
        textsAt(args, argument).filter(
          (name) => name !== 'COGNITO' && poolIsHere(around) && providersOf(name, around).length === 0,
        ),
      ),
  },
  {
    id: 'cognito-supported-provider-order',
    argument: 'supported_identity_providers',
    rule: 'an identity provider is there before a client may use it; a name that is written out does not order them.',
    whatToDo: 'Refer to provider_name of the identity provider, or name it in depends_on.',
    judge: comesLater((name, around) => (name === 'COGNITO' ? [] : providersOf(name, around))),
  },
  ...['read_attributes', 'write_attributes'].map((argument) => ({
    id: `cognito-${argument.replace('_', '-')}-unknown`,
    argument,
    rule: "an attribute is a standard one, or custom:<name> of the pool's schema.",
    whatToDo: 'Declare it in the schema of the pool, or correct the name.',
    judge: attributeExists,
  })),
]);

/** What is written out, is made by this stack, and does not come before the client. */
function comesLater(made: (name: string, around: Around) => readonly ResolvedResource[]): Judge {
  return (args, argument, around) => {
    const earlier = comeBefore(around.self, around.stack);
    return first(
      textsAt(args, argument).filter((name) => {
        const makers = made(name, around);
        return makers.length > 0 && makers.every(({ address }) => !earlier.has(address));
      }),
    );
  };
}

/** The pool is of this stack, so all that belongs to it can be seen. */
function poolIsHere({ self, stack }: Around): boolean {
  return stack.resources.some(
    (one) => one.type === 'aws_cognito_user_pool' && refersTo(self.args['user_pool_id'], one),
  );
}

/** Resources of a type that may be of the client's pool. */
function ofPool(type: string, { self, stack }: Around): readonly ResolvedResource[] {
  const id = self.args['user_pool_id'];
  return stack.resources.filter(
    (one) => one.type === type && (one.args['user_pool_id'] === id || !belongsToAnother(one, { self, stack })),
  );
}

/** It refers to a pool of this stack, and the client does not. */
function belongsToAnother(one: ResolvedResource, { self, stack }: Around): boolean {
  return stack.resources.some(
    (pool) =>
      pool.type === 'aws_cognito_user_pool' &&
      refersTo(one.args['user_pool_id'], pool) &&
      !refersTo(self.args['user_pool_id'], pool),
  );
}

function providersOf(name: string, around: Around): readonly ResolvedResource[] {
  return ofPool('aws_cognito_identity_provider', around).filter(
    ({ args }) => args['provider_name'] === name || hasReference(args['provider_name']),
  );
}

function serversOf(scope: string, around: Around): readonly ResolvedResource[] {
  return ofPool('aws_cognito_resource_server', around).filter(({ args }) => {
    const identifier = textAt(args, 'identifier');
    if (identifier === undefined) return true;
    if (isUnknown(args, 'scope') || isUnknown(args, 'scope.scope_name')) return scope.startsWith(`${identifier}/`);
    return textsAt(args, 'scope.scope_name').some((name) => scope === `${identifier}/${name}`);
  });
}

function attributeExists(args: Arguments, argument: string, { stack }: Around): string | undefined {
  const pool = stack.resources.find(
    (one) => one.type === 'aws_cognito_user_pool' && refersTo(args['user_pool_id'], one),
  );
  return first(
    textsAt(args, argument).filter((name) =>
      /^(?:dev:)?custom:/.test(name) ? pool !== undefined && !declares(pool.args, name) : !standardAttributes.has(name),
    ),
  );
}

/** A pool whose schema Terraform ignores, or only Terraform will know, may have any. */
function declares(pool: Arguments, name: string): boolean {
  const ignored = textsAt(pool, 'lifecycle.ignore_changes').some((one) => one === 'all' || one.startsWith('schema'));
  return (
    ignored ||
    isUnknown(pool, 'schema') ||
    isUnknown(pool, 'schema.name') ||
    textsAt(pool, 'schema.name').some((declared) => plain(declared) === plain(name))
  );
}

const plain = (name: string): string => name.replace(/^(?:dev:)?custom:/, '');
