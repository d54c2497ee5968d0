import type { Route } from '../../constructs/api-gateway/route';
import type { BaseStack } from '../../constructs/base-stack';
import type { IdentityPool } from '../../constructs/cognito/identity-pool';
import { AuthenticatedRole } from '../../constructs/cognito/identity-pool-role';
import type { UserPool } from '../../constructs/cognito/user-directory';
import type { Table } from '../../constructs/dynamodb/table';
import { noStatements } from '../../constructs/errors';
import { OpenIdConnectRole, SamlRole } from '../../constructs/iam/federated-role';
import type { OpenIdConnectProvider } from '../../constructs/iam/open-id-connect-provider';
import type { PolicyStatement } from '../../constructs/iam/policy';
import type { SamlProvider } from '../../constructs/iam/saml-provider';
import type { OpenIdConnectSettings, Settings } from '../../settings';
import type { PetStoreRole, PetStoreRoute } from './routes';

/** A route of the table as it was built. */
export interface BuiltRoute {
  readonly declared: PetStoreRoute;
  readonly route: Route;
}

/** What roles are made of. */
export interface AccessParts {
  readonly settings: Settings;
  readonly routes: readonly BuiltRoute[];
}

/** Roles that identity providers lead to, by class of people. */
export type Roles<Role> = Readonly<Record<PetStoreRole, Role>>;

/** The roles of people with an identity of the identity pool. */
export function addIdentityPoolRoles(
  stack: BaseStack,
  parts: AccessParts & {
    readonly identityPool: IdentityPool;
    readonly userPool: UserPool;
    readonly accounts: Table;
  },
): Roles<AuthenticatedRole> {
  const { settings, identityPool, userPool, accounts } = parts;
  const add = (role: PetStoreRole): AuthenticatedRole =>
    new AuthenticatedRole(stack, role, {
      name: roleName(settings, role),
      policyName: `${role}_policy`,
      identityPool,
      // Only there are groups. Users of the store's own login backend are customers, whichever role they ask for.
      ...(role === 'administrators' ? { signedInThrough: userPool } : {}),
      statements: [callRoutes(role, parts.routes), useOwnAccount(accounts)],
    });
  return { administrators: add('administrators'), customers: add('customers') };
}

/** The roles that SAML assertions name. */
export function addSamlRoles(
  stack: BaseStack,
  { settings, routes, provider }: AccessParts & { readonly provider: SamlProvider },
): Roles<SamlRole> {
  const add = (role: PetStoreRole): SamlRole =>
    new SamlRole(stack, `saml-${role}`, {
      name: roleName(settings, `saml-${role}`),
      policyName: `saml_${role}_policy`,
      provider,
      statements: [callRoutes(role, routes)],
    });
  return { administrators: add('administrators'), customers: add('customers') };
}

/** The roles that tokens of the third party lead to: each application is one class of people. */
export function addOpenIdConnectRoles(
  stack: BaseStack,
  parts: AccessParts & { readonly provider: OpenIdConnectProvider; readonly clients: OpenIdConnectSettings },
): Roles<OpenIdConnectRole> {
  const { settings, routes, provider, clients } = parts;
  const add = (role: PetStoreRole, clientId: string): OpenIdConnectRole =>
    new OpenIdConnectRole(stack, `oidc-${role}`, {
      name: roleName(settings, `oidc-${role}`),
      policyName: `oidc_${role}_policy`,
      provider,
      clientId,
      statements: [callRoutes(role, routes)],
    });
  return {
    administrators: add('administrators', clients.adminClientId),
    customers: add('customers', clients.clientId),
  };
}

/** Exactly the routes that the table gives to the role. */
function callRoutes(role: PetStoreRole, routes: readonly BuiltRoute[]): PolicyStatement {
  const [first, ...others] = routes
    .filter(({ declared }) => declared.roles.includes(role))
    .map(({ route }) => route.arn);
  if (first === undefined) {
    throw noStatements(role);
  }
  return { effect: 'Allow', actions: ['execute-api:Invoke'], resources: [first, ...others] };
}

/**
 * The second way to one's own data, with no function between: DynamoDB compares the partition key of each item with the
 * identity id that Cognito put into the credentials. No action without a key is among them: `ForAllValues` is true of none.
 */
function useOwnAccount(accounts: Table): PolicyStatement {
  return {
    effect: 'Allow',
    actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:Query'],
    resources: [accounts.arn],
    condition: {
      'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['$${cognito-identity.amazonaws.com:sub}'] },
    },
  };
}

function roleName({ namePrefix, stage }: Settings, name: string): string {
  return `${namePrefix}${stage}-pet-store-${name}`;
}
