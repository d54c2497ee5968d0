import { hasReference, isSet, isUnknown, numbersAt, textAt, textsAt } from '../terraform-values';
import type { Arguments } from '../terraform-values';
import { refersTo } from '../resolved-stack';
import { standardAttributes } from './cognito-schema';
import { atMostMembers, first, matches, rulesOf, texts, together } from './judges';
import type { Around, AwsRefusal } from './model';

const seconds: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** Default units and values of the Cognito API reference. */
const validities = [
  { name: 'access_token', unit: 'hours', value: 1, least: 300, most: 86_400, range: '5 minutes to 1 day' },
  { name: 'id_token', unit: 'hours', value: 1, least: 300, most: 86_400, range: '5 minutes to 1 day' },
  { name: 'refresh_token', unit: 'days', value: 30, least: 3600, most: 315_360_000, range: '60 minutes to 10 years' },
] as const;

const ownScopes = new Set(['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin']);

/** App clients, as the Cognito API reference and its refusals at creation have it. */
export const userPoolClientRefusals: readonly AwsRefusal[] = rulesOf('aws_cognito_user_pool_client', [
  {
    id: 'cognito-client-name',
    argument: 'name',
    rule: 'a name is 1 to 128 letters, digits, spaces and + = , . @ - _.',
    whatToDo: 'Rename the client.',
    judge: matches(/^[\w\s+=,.@-]{1,128}$/),
  },
  {
    id: 'cognito-oauth-needs-flows-and-scopes',
    argument: 'allowed_oauth_flows_user_pool_client',
    rule: 'true needs allowed_oauth_flows and allowed_oauth_scopes.',
    whatToDo: 'Set both, or false.',
    judge: together(
      ['allowed_oauth_flows_user_pool_client', 'allowed_oauth_flows', 'allowed_oauth_scopes'],
      (args) =>
        args['allowed_oauth_flows_user_pool_client'] === true &&
        !(isSet(args, 'allowed_oauth_flows') && isSet(args, 'allowed_oauth_scopes')),
    ),
  },
  {
    id: 'cognito-oauth-needs-callback',
    argument: 'callback_urls',
    rule: 'the flows "code" and "implicit" need a callback URL.',
    whatToDo: 'Set callback_urls.',
    judge: together(
      ['callback_urls', 'allowed_oauth_flows'],
      (args) => withBrowser(args) && !isSet(args, 'callback_urls'),
    ),
  },
  {
    id: 'cognito-client-credentials-alone',
    argument: 'allowed_oauth_flows',
    rule: '"client_credentials" goes with no other flow.',
    whatToDo: 'Make one client for machines and another for people.',
    judge: (args, argument) =>
      withBrowser(args) && textsAt(args, argument).includes('client_credentials')
        ? first([textsAt(args, argument)])
        : undefined,
  },
  {
    id: 'cognito-client-credentials-secret',
    argument: 'generate_secret',
    rule: 'the flow "client_credentials" needs a client secret.',
    whatToDo: 'Set generate_secret to true.',
    judge: together(
      ['generate_secret', 'allowed_oauth_flows'],
      (args) => textsAt(args, 'allowed_oauth_flows').includes('client_credentials') && noSecret(args),
    ),
  },
  ...['callback_urls', 'logout_urls'].map((argument) => ({
    id: `cognito-${argument.replace('_', '-')}-https`,
    argument,
    rule: 'http:// is for localhost, 127.0.0.1 and [::1] only.',
    whatToDo: 'Use https://.',
    judge: texts(
      (url) => !/^http:/i.test(url) || /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/?#]|$)/i.test(url),
    ),
  })),
  {
    id: 'cognito-callback-urls-fragment',
    argument: 'callback_urls',
    rule: 'a callback URL has no fragment.',
    whatToDo: 'Remove what begins with #.',
    judge: texts((url) => !url.includes('#')),
  },
  ...['callback_urls', 'logout_urls'].map((argument) => ({
    id: `cognito-${argument.replace('_', '-')}-count`,
    argument,
    rule: 'there are at most 100 of these URLs.',
    whatToDo: 'Make a second client.',
    judge: atMostMembers(100),
  })),
  {
    id: 'cognito-default-redirect',
    argument: 'default_redirect_uri',
    rule: 'it is one of callback_urls, character by character.',
    whatToDo: 'Add it there.',
    judge: (args, argument) =>
      isUnknown(args, 'callback_urls')
        ? undefined
        : first(textsAt(args, argument).filter((url) => !textsAt(args, 'callback_urls').includes(url))),
  },
  {
    id: 'cognito-oauth-scope-unknown',
    argument: 'allowed_oauth_scopes',
    rule: 'a scope is openid, email, phone, profile, aws.cognito.signin.user.admin, or <identifier>/<scope> of a resource server.',
    whatToDo: 'Correct the scope, or refer to scope_identifiers of the resource server.',
    judge: (args, argument, around) =>
      first(textsAt(args, argument).filter((scope) => !ownScopes.has(scope) && !isOfAServer(scope, around))),
  },
  {
    id: 'cognito-supported-provider-unknown',
    argument: 'supported_identity_providers',
    rule: 'a provider is "COGNITO" or the provider_name of an identity provider of the pool.',
    whatToDo: 'Declare the identity provider, or correct the name.',
    judge: (args, argument, around) =>
      poolIsHere(args, around) ? first(textsAt(args, argument).filter((name) => !isProvider(name, around))) : undefined,
  },
  {
    id: 'cognito-auth-flows-mixed',
    argument: 'explicit_auth_flows',
    rule: 'names with ALLOW_ do not mix with the older names.',
    whatToDo: 'Use the names with ALLOW_ only.',
    judge: (args, argument) => {
      const flows = textsAt(args, argument);
      const older = flows.filter((flow) => !flow.startsWith('ALLOW_'));
      return older.length > 0 && older.length < flows.length ? first(older) : undefined;
    },
  },
  {
    id: 'cognito-auth-flow-unknown',
    argument: 'explicit_auth_flows',
    rule: 'a flow is one of ALLOW_USER_SRP_AUTH, ALLOW_REFRESH_TOKEN_AUTH, ALLOW_USER_PASSWORD_AUTH, ALLOW_ADMIN_USER_PASSWORD_AUTH, ALLOW_CUSTOM_AUTH, ALLOW_USER_AUTH and the older ADMIN_NO_SRP_AUTH, CUSTOM_AUTH_FLOW_ONLY, USER_PASSWORD_AUTH.',
    whatToDo: 'Correct the name.',
    judge: matches(
      /^(?:ALLOW_(?:USER_SRP|REFRESH_TOKEN|USER_PASSWORD|ADMIN_USER_PASSWORD|CUSTOM|USER)_AUTH|ADMIN_NO_SRP_AUTH|CUSTOM_AUTH_FLOW_ONLY|USER_PASSWORD_AUTH)$/,
    ),
  },
  ...validities.map(({ name, least, most, range }) => ({
    id: `cognito-${name.replace('_', '-')}-validity`,
    argument: `${name}_validity`,
    rule: `a token lives ${range}, counted in token_validity_units.`,
    whatToDo: 'Correct the value or the unit; without a unit it is hours, for the refresh token days.',
    judge: (args: Arguments) => {
      const life = isSet(args, `${name}_validity`) ? lifeOf(args, name) : undefined;
      return life !== undefined && (life < least || life > most) ? `${life} s` : undefined;
    },
  })),
  {
    id: 'cognito-token-order',
    argument: 'refresh_token_validity',
    rule: 'access and ID tokens live no longer than the refresh token.',
    whatToDo: 'Lengthen the refresh token or shorten the others; mind token_validity_units.',
    judge: (args) => {
      const refresh = lifeOf(args, 'refresh_token');
      const longest = Math.max(lifeOf(args, 'access_token') ?? 0, lifeOf(args, 'id_token') ?? 0);
      return refresh !== undefined && longest > refresh ? `${refresh} s, others ${longest} s` : undefined;
    },
  },
  {
    id: 'cognito-write-attributes',
    argument: 'write_attributes',
    rule: 'email_verified, phone_number_verified and sub cannot be written.',
    whatToDo: 'Remove it.',
    judge: texts((name) => !['email_verified', 'phone_number_verified', 'sub'].includes(name)),
  },
  ...['read_attributes', 'write_attributes'].map((argument) => ({
    id: `cognito-${argument.replace('_', '-')}-unknown`,
    argument,
    rule: "an attribute is a standard one, or custom:<name> of the pool's schema.",
    whatToDo: 'Declare it in the schema of the pool, or correct the name.',
    judge: attributeExists,
  })),
  {
    id: 'cognito-propagate-needs-secret',
    argument: 'enable_propagate_additional_user_context_data',
    rule: 'true needs a client secret.',
    whatToDo: 'Set generate_secret to true.',
    judge: together(
      ['enable_propagate_additional_user_context_data', 'generate_secret'],
      (args) => args['enable_propagate_additional_user_context_data'] === true && noSecret(args),
    ),
  },
]);

function withBrowser(args: Arguments): boolean {
  return textsAt(args, 'allowed_oauth_flows').some((flow) => flow === 'code' || flow === 'implicit');
}

function noSecret(args: Arguments): boolean {
  return args['generate_secret'] === undefined || args['generate_secret'] === false;
}

/** Seconds, or `undefined` where only Terraform will know. */
function lifeOf(args: Arguments, name: (typeof validities)[number]['name']): number | undefined {
  const defaults = validities.find((one) => one.name === name);
  const units = `token_validity_units.${name}`;
  if (defaults === undefined || isUnknown(args, `${name}_validity`) || isUnknown(args, units)) {
    return undefined;
  }
  const [value] = numbersAt(args, `${name}_validity`);
  const unit = seconds[textAt(args, units) ?? defaults.unit];
  // Zero stands for the default, which has its own unit.
  return value === undefined || value === 0
    ? defaults.value * (seconds[defaults.unit] ?? 1)
    : unit === undefined
      ? undefined
      : value * unit;
}

/** The pool is of this stack, so all that belongs to it can be seen. */
function poolIsHere(args: Arguments, { stack }: Around): boolean {
  return stack.resources.some((one) => one.type === 'aws_cognito_user_pool' && refersTo(args['user_pool_id'], one));
}

function isProvider(name: string, { stack }: Around): boolean {
  return (
    name === 'COGNITO' ||
    stack.resources.some(
      ({ type, args }) =>
        type === 'aws_cognito_identity_provider' &&
        (args['provider_name'] === name || hasReference(args['provider_name'])),
    )
  );
}

function isOfAServer(scope: string, { self, stack }: Around): boolean {
  if (!/^[^/]+.*\/[^/]+$/.test(scope)) {
    return false;
  }
  const servers = stack.resources.filter(({ type }) => type === 'aws_cognito_resource_server');
  return (
    !poolIsHere(self.args, { self, stack }) ||
    servers.some(({ args }) => {
      const identifier = textAt(args, 'identifier');
      return (
        identifier === undefined || textsAt(args, 'scope.scope_name').some((name) => scope === `${identifier}/${name}`)
      );
    })
  );
}

function attributeExists(args: Arguments, argument: string, { stack }: Around): string | undefined {
  const pool = stack.resources.find(
    (one) => one.type === 'aws_cognito_user_pool' && refersTo(args['user_pool_id'], one),
  );
  return first(
    textsAt(args, argument).filter((name) =>
      name.startsWith('custom:')
        ? pool !== undefined &&
          !textsAt(pool.args, 'schema.name').some((declared) => `custom:${declared.replace(/^custom:/, '')}` === name)
        : !standardAttributes.has(name),
    ),
  );
}
