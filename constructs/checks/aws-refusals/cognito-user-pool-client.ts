import { isSet, isUnknown, numbersAt, textAt, textsAt } from '../terraform-values';
import type { Arguments } from '../terraform-values';
import { atMostMembers, between, first, matches, rulesOf, texts, together } from './judges';
import type { AwsRefusal } from './model';

const seconds: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** Default units and values of the Cognito API reference. */
const validities = [
  { name: 'access_token', unit: 'hours', value: 1, least: 300, most: 86_400, range: '5 minutes to 1 day' },
  { name: 'id_token', unit: 'hours', value: 1, least: 300, most: 86_400, range: '5 minutes to 1 day' },
  { name: 'refresh_token', unit: 'days', value: 30, least: 3600, most: 315_360_000, range: '60 minutes to 10 years' },
] as const;

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
    id: 'cognito-oauth-scopes-count',
    argument: 'allowed_oauth_scopes',
    rule: 'there are at most 50 scopes.',
    whatToDo: 'Make a second client.',
    judge: atMostMembers(50),
  },
  {
    id: 'cognito-session-validity',
    argument: 'auth_session_validity',
    rule: 'a sign-in may take 3 to 15 minutes.',
    whatToDo: 'Choose one of these.',
    judge: between(3, 15),
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
    rule: 'a flow is one of ALLOW_USER_SRP_AUTH, ALLOW_REFRESH_TOKEN_AUTH, ALLOW_USER_PASSWORD_AUTH, ALLOW_ADMIN_USER_PASSWORD_AUTH, ALLOW_CUSTOM_AUTH, ALLOW_USER_AUTH, ALLOW_CLIENT_TOKEN_AUTH and the older ADMIN_NO_SRP_AUTH, CUSTOM_AUTH_FLOW_ONLY, USER_PASSWORD_AUTH.',
    whatToDo: 'Correct the name.',
    judge: matches(
      /^(?:ALLOW_(?:USER_SRP|REFRESH_TOKEN|USER_PASSWORD|ADMIN_USER_PASSWORD|CUSTOM|USER|CLIENT_TOKEN)_AUTH|ADMIN_NO_SRP_AUTH|CUSTOM_AUTH_FLOW_ONLY|USER_PASSWORD_AUTH)$/,
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
