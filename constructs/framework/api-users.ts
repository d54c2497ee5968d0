import type { Construct } from 'constructs';
import { BrowserClient } from '../cognito/browser-client';
import { profileAttributes } from '../cognito/profile-attributes';
import { UserPool, UserPoolClient } from '../cognito/user-directory';
import { addFederationFunctions, addProviders } from './federation';
import { addDomain } from './pool-domain';
import type { GroupAuthorizationProps, ProtectedApiProps, WebApp } from './protected-api-props';

/** Who may sign in to an API, and where. */
export interface ApiUsers {
  readonly userPool: UserPool;
  readonly userClient: UserPoolClient;
  /** Where there is a web application. */
  readonly browserClient: BrowserClient | undefined;
  /** By output name. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** Makes the pool with its clients. `name` is that of the API. */
export function addUsers(api: Construct, name: string, props: ProtectedApiProps): ApiUsers {
  const byGroup = props.kind === 'authorization-by-group' ? props : undefined;
  const functions = federationFunctions(api, name, byGroup);
  const userPool = new UserPool(api, 'users', {
    name,
    selfSignUp: props.selfSignUp ?? false,
    mfa: props.mfa ?? 'optional',
    ...(props.passwordPolicy === undefined ? {} : { passwordPolicy: props.passwordPolicy }),
    // There from the start: AWS takes no attribute back when a provider goes, and adds one without harm.
    providerGroups: byGroup !== undefined,
    ...(functions === undefined ? {} : { triggers: functions.triggers }),
    protect: props.production,
  });
  functions?.allow(userPool);
  const userClient = new UserPoolClient(api, 'user-client', {
    name: `${name}-users`,
    userPool,
    signInFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    refreshTokenDays: 30,
    writeAttributes: profileAttributes,
  });
  const users = { userPool, userClient };
  return byGroup?.webApp === undefined
    ? { ...users, browserClient: undefined, outputs: {} }
    : { ...users, ...addWebApp(api, { ...byGroup, webApp: byGroup.webApp, userPool, apiName: name }) };
}

function federationFunctions(api: Construct, apiName: string, props: GroupAuthorizationProps | undefined) {
  const federation = props?.webApp?.federation;
  return props === undefined || federation === undefined
    ? undefined
    : addFederationFunctions(api, federation, { ...props, name: apiName });
}

interface WebAppParts extends GroupAuthorizationProps {
  readonly webApp: WebApp;
  readonly userPool: UserPool;
  readonly apiName: string;
}

function addWebApp(api: Construct, parts: WebAppParts): Pick<ApiUsers, 'browserClient' | 'outputs'> {
  const { webApp, userPool, apiName } = parts;
  const domain = addDomain(api, parts);
  const browserClient = new BrowserClient(api, 'browser-client', {
    name: `${apiName}-browser`,
    userPool,
    callbackUrls: webApp.callbackUrls,
    ...(webApp.logoutUrls === undefined ? {} : { logoutUrls: webApp.logoutUrls }),
    identityProviders: webApp.federation === undefined ? [] : addProviders(api, userPool, webApp.federation),
  });
  return {
    browserClient,
    outputs: {
      browser_client_id: browserClient.id,
      login_url: `${domain.url}/oauth2/authorize`,
      logout_url: `${domain.url}/logout`,
      token_endpoint: domain.tokenEndpoint,
      // What the administrator of an identity provider asks for, before there is one here.
      oidc_redirect_url: `${domain.url}/oauth2/idpresponse`,
      saml_acs_url: `${domain.url}/saml2/idpresponse`,
      saml_entity_id: `urn:amazon:cognito:sp:${userPool.id}`,
    },
  };
}
