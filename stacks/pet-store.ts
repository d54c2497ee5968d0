import type { Construct } from 'constructs';
import { RestApi } from '../constructs/api-gateway/rest-api';
import { BaseStack } from '../constructs/base-stack';
import { IdentityPool } from '../constructs/cognito/identity-pool';
import { UserGroup } from '../constructs/cognito/user-group';
import { UserPool, UserPoolClient } from '../constructs/cognito/user-directory';
import { Table } from '../constructs/dynamodb/table';
import { OpenIdConnectProvider } from '../constructs/iam/open-id-connect-provider';
import { SamlProvider } from '../constructs/iam/saml-provider';
import type { Settings } from '../settings';
import { addIdentityPoolRoles, addOpenIdConnectRoles, addSamlRoles, type BuiltRoute } from './pet-store/access';
import { addCreateStoreUser, addHandlers, addLogin } from './pet-store/handlers';
import { petStoreRoutes } from './pet-store/routes';

/** How the login backend is called at the identity pool. A change makes another pool: all identity ids would be lost. */
const developerProviderName = 'login.petstore';

/**
 * A pet store: everybody who signed in sees the pets, administrators alone add some, and everybody changes only their own
 * account. Credentials come from an identity pool (a user pool, social providers, an own login backend), from SAML 2.0, or
 * from an OpenID Connect provider.
 */
export class PetStoreStack extends BaseStack {
  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id, settings);
    const { userPool, client } = addDirectory(this, settings);
    const federation = addFederation(this, settings);
    const identityPool = addIdentityPool(this, { settings, client, ...federation });
    const accounts = addTable(this, settings, { id: 'accounts', partitionKey: 'identityId' });
    const pets = addTable(this, settings, { id: 'pets', partitionKey: 'petId' });
    const { api, routes } = addApi(this, { settings, pets, accounts, identityPool, client });
    const roles = addIdentityPoolRoles(this, { settings, routes, identityPool, userPool, accounts });
    addGroups(this, userPool, roles);
    identityPool.attachRoles({
      authenticated: roles.customers,
      mappings: [{ kind: 'token', client, ambiguous: settings.petStore.ambiguousRole }],
    });
    const login = settings.petStore.developerLogin ? addLoginBackend(this, { settings, api, identityPool }) : {};
    this.addOutputs({
      accounts_table_name: accounts.name,
      administrators_role_arn: roles.administrators.arn,
      api_invoke_url: api.invokeUrl,
      customers_role_arn: roles.customers.arn,
      identity_pool_id: identityPool.id,
      pets_table_name: pets.name,
      pets_url: `${api.invokeUrl}/pets`,
      region: settings.region,
      rest_api_id: api.id,
      user_pool_client_id: client.id,
      user_pool_id: userPool.id,
      ...login,
      ...addFederatedRoles(this, { settings, routes, ...federation }),
    });
  }
}

interface Directory {
  readonly userPool: UserPool;
  readonly client: UserPoolClient;
}

function addDirectory(stack: PetStoreStack, { production: protect }: Settings): Directory {
  const userPool = new UserPool(stack, 'user-pool', { name: 'pet-store-user-pool', selfSignUp: true, protect });
  const client = new UserPoolClient(stack, 'client', {
    name: 'pet-store-app',
    userPool,
    signInFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    refreshTokenDays: 30,
  });
  return { userPool, client };
}

interface Federation {
  readonly saml: SamlProvider | undefined;
  readonly openIdConnect: OpenIdConnectProvider | undefined;
}

function addFederation(stack: PetStoreStack, { namePrefix, stage, petStore }: Settings): Federation {
  const { samlMetadata: metadata, openIdConnect } = petStore;
  return {
    saml:
      metadata === undefined
        ? undefined
        : new SamlProvider(stack, 'saml', { name: `${namePrefix}${stage}-pet-store`, metadata }),
    openIdConnect:
      openIdConnect === undefined
        ? undefined
        : new OpenIdConnectProvider(stack, 'oidc', {
            issuer: openIdConnect.issuer,
            clientIds: [openIdConnect.clientId, openIdConnect.adminClientId],
          }),
  };
}

function addIdentityPool(
  stack: PetStoreStack,
  { settings, client, saml, openIdConnect }: Pick<Directory, 'client'> & Federation & { readonly settings: Settings },
): IdentityPool {
  const { petStore, production: protect } = settings;
  return new IdentityPool(stack, 'identity-pool', {
    name: 'pet store identity pool',
    clients: [client],
    providers: {
      ...(petStore.developerLogin ? { developerProviderName } : {}),
      social: petStore.socialProviders,
      samlProviderArns: saml === undefined ? [] : [saml.arn],
      openIdConnectProviderArns: openIdConnect === undefined ? [] : [openIdConnect.arn],
    },
    protect,
  });
}

function addTable(
  stack: PetStoreStack,
  { namePrefix, stage, production: protect }: Settings,
  { id, partitionKey }: { readonly id: string; readonly partitionKey: string },
): Table {
  return new Table(stack, id, { name: `${namePrefix}${stage}-pet-store-${id}`, partitionKey, protect });
}

interface ApiParts {
  readonly settings: Settings;
  readonly pets: Table;
  readonly accounts: Table;
  readonly identityPool: IdentityPool;
  readonly client: UserPoolClient;
}

function addApi(
  stack: PetStoreStack,
  parts: ApiParts,
): { readonly api: RestApi; readonly routes: readonly BuiltRoute[] } {
  const { settings } = parts;
  const api = new RestApi(stack, 'api', {
    ...settings,
    name: `${settings.namePrefix}${settings.stage}-pet-store`,
    stageName: settings.stage,
    corsRequestHeaders: ['X-Identity-Token'],
  });
  const handlers = addHandlers(stack, {
    ...parts,
    developerProviderName: settings.petStore.developerLogin ? developerProviderName : '',
  });
  const routes = petStoreRoutes.map((declared) => {
    const { method, path, handler } = declared;
    return {
      declared,
      route: api.addRoute({ method, path, authorization: { kind: 'iam' }, handler: handlers[handler] }),
    };
  });
  return { api, routes };
}

function addGroups(
  stack: PetStoreStack,
  userPool: UserPool,
  { administrators, customers }: ReturnType<typeof addIdentityPoolRoles>,
): void {
  new UserGroup(stack, 'administrators-group', {
    name: 'administrators',
    description: 'People who may add pets',
    userPool,
    role: administrators,
    precedence: 1,
  });
  new UserGroup(stack, 'customers-group', {
    name: 'customers',
    description: 'People who may see pets',
    userPool,
    role: customers,
    precedence: 2,
  });
}

interface LoginBackend {
  readonly settings: Settings;
  readonly api: RestApi;
  readonly identityPool: IdentityPool;
}

/** @returns outputs */
function addLoginBackend(stack: PetStoreStack, { settings, api, identityPool }: LoginBackend): Record<string, string> {
  const users = addTable(stack, settings, { id: 'users', partitionKey: 'username' });
  api.addRoute({
    method: 'POST',
    path: '/login',
    authorization: {
      kind: 'public',
      reason: 'Who signs in has no credentials yet; the function checks the password and limits attempts.',
    },
    handler: addLogin(stack, { settings, users, identityPool, developerProviderName }),
    // Each attempt costs 128 MB and some tenths of a second, and everybody may make one.
    throttle: { rateLimit: 5, burstLimit: 10 },
  });
  return {
    create_store_user_function_name: addCreateStoreUser(stack, { settings, users }).name,
    developer_provider_name: developerProviderName,
    login_url: `${api.invokeUrl}/login`,
    users_table_name: users.name,
  };
}

interface FederatedParts extends Federation {
  readonly settings: Settings;
  readonly routes: readonly BuiltRoute[];
}

/** @returns outputs */
function addFederatedRoles(stack: PetStoreStack, parts: FederatedParts): Record<string, string> {
  const { settings, routes, saml, openIdConnect } = parts;
  const outputs: Record<string, string> = {};
  if (saml !== undefined) {
    const roles = addSamlRoles(stack, { settings, routes, provider: saml });
    outputs['saml_provider_arn'] = saml.arn;
    outputs['saml_administrators_role_arn'] = roles.administrators.arn;
    outputs['saml_customers_role_arn'] = roles.customers.arn;
  }
  const clients = settings.petStore.openIdConnect;
  if (openIdConnect !== undefined && clients !== undefined) {
    const roles = addOpenIdConnectRoles(stack, { settings, routes, provider: openIdConnect, clients });
    outputs['oidc_provider_arn'] = openIdConnect.arn;
    outputs['oidc_administrators_role_arn'] = roles.administrators.arn;
    outputs['oidc_customers_role_arn'] = roles.customers.arn;
  }
  return outputs;
}
