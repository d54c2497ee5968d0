import { blocksAt, hasReference, isSet, textAt, textsAt, valuesAt } from '../terraform-values';
import type { Arguments } from '../terraform-values';
import { atMostMembers, first, keysMatch, matches, oneOf, rulesOf } from './judges';
import { refersTo } from '../resolved-stack';
import type { Around, AwsRefusal } from './model';

const mappings = 'role_mapping';

/** Identity pools and the roles they hand out. */
export const identityPoolRefusals: readonly AwsRefusal[] = [
  ...rulesOf('aws_cognito_identity_pool', [
    {
      id: 'cognito-identity-pool-name',
      argument: 'identity_pool_name',
      rule: 'a name is 1 to 128 letters, digits, spaces and + = , . @ - _.',
      whatToDo: 'Rename the identity pool.',
      judge: matches(/^[\w\s+=,.@-]{1,128}$/),
    },
    {
      id: 'cognito-identity-pool-provider-name',
      argument: 'cognito_identity_providers.provider_name',
      rule: 'a provider is cognito-idp.<region>.amazonaws.com/<user pool id>, without https:// and not the id alone.',
      whatToDo: 'Refer to the endpoint of the user pool.',
      judge: matches(/^cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/[\w-]+_[0-9a-zA-Z]+$/),
    },
    {
      id: 'cognito-identity-pool-provider-pair',
      argument: 'cognito_identity_providers',
      rule: 'a user pool as provider has both provider_name and client_id.',
      whatToDo: 'Set both.',
      judge: (args, argument) =>
        first(blocksAt(args, argument).filter((one) => !(isSet(one, 'provider_name') && isSet(one, 'client_id')))),
    },
    {
      id: 'cognito-identity-pool-provider-attribute',
      argument: 'cognito_identity_providers.provider_name',
      rule: 'a provider is the endpoint of the user pool, not its id or ARN.',
      whatToDo: 'Refer to aws_cognito_user_pool.<name>.endpoint.',
      judge: (args, argument) =>
        first(
          valuesAt(args, argument).filter(
            (name) => typeof name === 'string' && /^\$\{aws_cognito_user_pool\.[^.]+\.(?:id|arn)\}$/.test(name),
          ),
        ),
    },
    {
      id: 'cognito-identity-pool-developer-name',
      argument: 'developer_provider_name',
      rule: 'a name is 1 to 128 letters, digits and . _ -.',
      whatToDo: 'Rename the developer provider; later it cannot be renamed any more.',
      judge: matches(/^[\w._-]{1,128}$/),
    },
    {
      id: 'cognito-identity-pool-login-providers',
      argument: 'supported_login_providers',
      rule: 'a social provider is graph.facebook.com, accounts.google.com, www.amazon.com, appleid.apple.com or api.twitter.com.',
      whatToDo: 'Correct the key; other OpenID Connect providers belong in openid_connect_provider_arns.',
      judge: keysMatch(
        /^(?:graph\.facebook\.com|accounts\.google\.com|www\.amazon\.com|appleid\.apple\.com|api\.twitter\.com)$/,
      ),
    },
    {
      id: 'cognito-identity-pool-saml-arn',
      argument: 'saml_provider_arns',
      rule: 'a SAML provider is arn:…:iam::<account>:saml-provider/<name>.',
      whatToDo: 'Refer to the arn of the provider.',
      judge: matches(/^arn:[\w-]+:iam::\d{12}:saml-provider\/[\w._-]+$/),
    },
    {
      id: 'cognito-identity-pool-oidc-arn',
      argument: 'openid_connect_provider_arns',
      rule: 'an OpenID Connect provider is arn:…:iam::<account>:oidc-provider/<issuer without https://>.',
      whatToDo: 'Refer to the arn of the provider.',
      judge: matches(/^arn:[\w-]+:iam::\d{12}:oidc-provider\/.+$/),
    },
  ]),
  ...rulesOf('aws_cognito_identity_pool_roles_attachment', [
    {
      id: 'cognito-roles-keys',
      argument: 'roles',
      rule: 'roles has the keys "authenticated" and "unauthenticated" only.',
      whatToDo: 'Use a role mapping for others.',
      judge: keysMatch(/^(?:authenticated|unauthenticated)$/),
    },
    {
      id: 'cognito-roles-arn',
      argument: 'roles',
      rule: 'each role is the ARN of an IAM role.',
      whatToDo: 'Refer to the arn of the role.',
      judge: (args, argument) =>
        first(
          blocksAt(args, argument)
            .flatMap((roles) => Object.values(roles))
            .filter((role) => !hasReference(role) && !/^arn:[\w-]+:iam::\d{12}:role\/.+$/.test(String(role))),
        ),
    },
    {
      id: 'cognito-role-mapping-provider',
      argument: 'role_mapping.identity_provider',
      rule: 'a user pool is named with its client: cognito-idp.<region>.amazonaws.com/<user pool id>:<client id>.',
      whatToDo: 'Add :<client id>.',
      judge: matches(/^(?!cognito-idp\.[^:]*$)/),
    },
    {
      id: 'cognito-role-mapping-client',
      argument: 'role_mapping.identity_provider',
      rule: 'a user pool is named with its client: <endpoint of the user pool>:<client id>.',
      whatToDo: 'Write the endpoint of the user pool, a colon, and the id of the client.',
      judge: (args, argument) =>
        first(
          valuesAt(args, argument).filter(
            (name) =>
              typeof name === 'string' && /^\$\{aws_cognito_user_pool\.[^.}]+\.(?:endpoint|id|arn)\}$/.test(name),
          ),
        ),
    },
    {
      id: 'cognito-role-mapping-configured',
      argument: 'role_mapping.identity_provider',
      rule: 'a mapping is for a provider of the identity pool.',
      whatToDo: 'Add the provider to the identity pool, or correct the name.',
      judge: notConfigured,
    },
    {
      id: 'cognito-role-mapping-count',
      argument: mappings,
      rule: 'there are at most 10 mappings.',
      whatToDo: 'Map fewer providers.',
      judge: atMostMembers(10),
    },
    {
      id: 'cognito-role-mapping-ambiguous',
      argument: 'role_mapping.ambiguous_role_resolution',
      rule: 'the types "Token" and "Rules" say what happens when no role, or more than one, fits.',
      whatToDo: 'Set "Deny" (or "AuthenticatedRole").',
      judge: (args) => first(blocksAt(args, mappings).filter((one) => !isSet(one, 'ambiguous_role_resolution'))),
    },
    {
      id: 'cognito-role-mapping-rules-missing',
      argument: 'role_mapping.mapping_rule',
      rule: 'the type "Rules" needs rules.',
      whatToDo: 'Add mapping_rule blocks.',
      judge: (args) => first(ofType(args, 'Rules').filter((one) => !isSet(one, 'mapping_rule'))),
    },
    {
      id: 'cognito-role-mapping-rules-with-token',
      argument: 'role_mapping.mapping_rule',
      rule: 'the type "Token" takes no rules.',
      whatToDo: 'Set the type "Rules", or remove the rules.',
      judge: (args) => first(ofType(args, 'Token').filter((one) => isSet(one, 'mapping_rule'))),
    },
    {
      id: 'cognito-role-mapping-rules-count',
      argument: 'role_mapping.mapping_rule',
      rule: 'a mapping has at most 25 rules.',
      whatToDo: 'Use groups and the type "Token".',
      judge: (args, _argument, around) =>
        blocksAt(args, mappings)
          .map((one) => atMostMembers(25)(one, 'mapping_rule', around))
          .find((found) => found !== undefined),
    },
    {
      id: 'cognito-role-mapping-match-type',
      argument: 'role_mapping.mapping_rule.match_type',
      rule: 'a match type is Equals, Contains, StartsWith or NotEqual.',
      whatToDo: 'Correct it.',
      judge: oneOf('Equals', 'Contains', 'StartsWith', 'NotEqual'),
    },
  ]),
  ...rulesOf('aws_cognito_user_group', [
    {
      id: 'cognito-group-name',
      argument: 'name',
      rule: 'a name is 1 to 128 characters without spaces.',
      whatToDo: 'Rename the group.',
      judge: matches(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u),
    },
    {
      id: 'cognito-group-role',
      argument: 'role_arn',
      rule: 'the role of a group is the ARN of an IAM role.',
      whatToDo: 'Refer to the arn of the role.',
      judge: matches(/^arn:[\w-]+:iam::\d{12}:role\/.+$/),
    },
    {
      id: 'cognito-group-name-twice',
      argument: 'name',
      rule: 'a name is used once in a user pool.',
      whatToDo: 'Rename one of the groups.',
      judge: (args, argument, { self, stack }) =>
        first(
          textsAt(args, argument).filter((name) =>
            stack.resources.some(
              (other) =>
                other.type === self.type &&
                other.address < self.address &&
                other.args['user_pool_id'] === args['user_pool_id'] &&
                textAt(other.args, 'name') === name,
            ),
          ),
        ),
    },
  ]),
];

function ofType(args: Arguments, type: string): readonly Arguments[] {
  return blocksAt(args, mappings).filter((one) => textAt(one, 'type') === type);
}

/** Providers that only Terraform will know may be any. */
function notConfigured(args: Arguments, argument: string, { stack }: Around): string | undefined {
  const pool = stack.resources.find(
    (one) => one.type === 'aws_cognito_identity_pool' && refersTo(args['identity_pool_id'], one),
  );
  if (pool === undefined) return undefined;
  const known = providersOf(pool.args);
  return known.some(hasReference)
    ? undefined
    : first(textsAt(args, argument).filter((name) => !known.some((one) => one === name || one.endsWith(`/${name}`))));
}

function providersOf(pool: Arguments): readonly string[] {
  const users = 'cognito_identity_providers';
  const lists = ['supported_login_providers', 'saml_provider_arns', 'openid_connect_provider_arns', users];
  return [
    ...lists.flatMap((name) => valuesAt(pool, name).flat()).filter((value) => typeof value === 'string'),
    ...blocksAt(pool, 'supported_login_providers').flatMap((map) => Object.keys(map)),
    ...blocksAt(pool, users).map((one) => `${String(one['provider_name'])}:${String(one['client_id'])}`),
  ];
}
