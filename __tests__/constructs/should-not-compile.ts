/**
 * Programs that must not compile, each under the reason. The type check of the project fails when one of them does.
 * Nothing runs this file.
 */
import type { RouteAuthorization } from '../../constructs/api-gateway/authorization';
import type { RestApi } from '../../constructs/api-gateway/rest-api';
import { Route } from '../../constructs/api-gateway/route';
import type { UserPoolAuthorizer } from '../../constructs/api-gateway/user-pool-authorizer';
import type { BaseStack } from '../../constructs/base-stack';
import { BrowserClient } from '../../constructs/cognito/browser-client';
import type { IdentityPool } from '../../constructs/cognito/identity-pool';
import { AuthenticatedRole, type UnauthenticatedRole } from '../../constructs/cognito/identity-pool-role';
import { MachineClient } from '../../constructs/cognito/machine-client';
import type { ResourceServer } from '../../constructs/cognito/resource-server';
import { ServerClient } from '../../constructs/cognito/server-client';
import { UserPoolClient, type UserPool, type UserPoolClientProps } from '../../constructs/cognito/user-directory';
import type { PolicyStatement } from '../../constructs/iam/policy';
import type { OtherIssuer, ProtectedApiProps } from '../../constructs/framework/protected-api-props';
import type {
  FederatedGroupsVariables,
  FederatedProvider,
  PreSignUpVariables,
} from '../../constructs/framework/federation';
import type { GroupAuthorizerVariables } from '../../constructs/framework/group-protection';
import type { GroupRights } from '../../constructs/framework/group-rights';
import { NodeFunction } from '../../constructs/lambda/node-function';
import type { CreateNoteEnvironment } from '../../functions/create-note/environment';
import type { AudienceIssuer, GroupAuthorizerEnvironment } from '../../functions/group-authorizer/environment';
import type { FederatedGroupsEnvironment } from '../../functions/federated-groups/environment';
import type { PreSignUpEnvironment } from '../../functions/pre-sign-up/environment';
import { Secret } from '../../constructs/secrets-manager/secret';
import { handler } from './api-fixture';

export function routes(api: RestApi, stack: BaseStack): void {
  // @ts-expect-error a route that says nothing of who may call it
  api.addRoute({ method: 'GET', path: '/', handler });
  // @ts-expect-error undefined is no decision
  api.addRoute({ method: 'GET', path: '/', authorization: undefined, handler });
  // @ts-expect-error a public route without a reason
  api.addRoute({ method: 'GET', path: '/', authorization: { kind: 'public' }, handler });
  // @ts-expect-error API Gateway's own word is no authorization of ours
  api.addRoute({ method: 'GET', path: '/', authorization: 'NONE', handler });
  // @ts-expect-error ANY would open methods that nobody thought of
  api.addRoute({ method: 'ANY', path: '/', authorization: { kind: 'iam' }, handler });
  // @ts-expect-error OPTIONS belongs to the preflight
  api.addRoute({ method: 'OPTIONS', path: '/', authorization: { kind: 'iam' }, handler });
  // @ts-expect-error a route by itself is in no API
  new Route(stack, 'r', { method: 'GET', path: '/', authorization: { kind: 'iam' }, handler });
}

export function userPoolRoutes(api: RestApi, authorizer: UserPoolAuthorizer): void {
  const route = { method: 'GET', path: '/', handler } as const;
  // @ts-expect-error without a scope everybody who can sign in gets in
  api.addRoute({ ...route, authorization: { kind: 'user-pool', authorizer } });
  // @ts-expect-error no scope is no scope
  api.addRoute({ ...route, authorization: { kind: 'user-pool', authorizer, scopes: [] } });
  // @ts-expect-error id tokens for a reason only
  api.addRoute({ ...route, authorization: { kind: 'user-pool-id-token', authorizer } });
  const signed: RouteAuthorization = {
    kind: 'iam',
    // @ts-expect-error a signature has no scope
    scopes: ['api/read'],
  };
  api.addRoute({ ...route, authorization: signed });
  // @ts-expect-error an authorizer that nobody issues tokens for
  api.addUserPoolAuthorizer('a', { name: 'a', userPools: [], resultCacheSeconds: 0 });
}

export function machines(stack: BaseStack, userPool: UserPool, resourceServer: ResourceServer<'read'>): void {
  const props = { name: 'm', userPool, resourceServer };
  // @ts-expect-error a scope that the resource server does not have
  new MachineClient(stack, 'm', { ...props, scopes: ['write'] });
  // @ts-expect-error a machine that may ask for nothing
  new MachineClient(stack, 'm', { ...props, scopes: [] });
  // @ts-expect-error a machine has no user who comes back to a page
  new MachineClient(stack, 'm', { ...props, scopes: ['read'], callbackUrls: ['https://a.example'] });
  // @ts-expect-error nor one who signs in
  new MachineClient(stack, 'm', { ...props, scopes: ['read'], signInFlows: ['ALLOW_USER_SRP_AUTH'] });
  // @ts-expect-error a secret in a browser is none
  new UserPoolClient(stack, 'c', { name: 'c', userPool, signInFlows: ['ALLOW_USER_SRP_AUTH'], generateSecret: true });
  // @ts-expect-error nobody decided whether the secret may be destroyed
  new Secret(stack, 's', { name: 's', description: 's', value: {} });
}

export const statements: readonly PolicyStatement[] = [
  // @ts-expect-error an asterisk is no action that may be allowed
  { effect: 'Allow', actions: ['*'], resources: ['arn:aws:s3:::x'] },
  // @ts-expect-error every resource only with the reason why
  { effect: 'Allow', actions: ['xray:PutTraceSegments'], resources: '*' },
  // @ts-expect-error no action at all
  { effect: 'Allow', actions: [], resources: ['arn:aws:s3:::x'] },
  // @ts-expect-error no resource at all
  { effect: 'Allow', actions: ['s3:GetObject'], resources: [] },
];

export function roles(pool: IdentityPool, authenticated: AuthenticatedRole, guest: UnauthenticatedRole): void {
  // @ts-expect-error a guest must not get the role of those who signed in
  pool.attachRoles({ authenticated, unauthenticated: authenticated });
  // @ts-expect-error nor the other way round
  pool.attachRoles({ authenticated: guest, unauthenticated: guest });
  // @ts-expect-error a role that may do nothing is a mistake
  new AuthenticatedRole(pool, 'r', { name: 'r', policyName: 'p', identityPool: pool, statements: [] });
}

export function clients(stack: BaseStack, userPool: UserPool): void {
  const props = { name: 'app', userPool, refreshTokenDays: 1 };
  // @ts-expect-error the password does not travel
  new UserPoolClient(stack, 'c', { ...props, signInFlows: ['ALLOW_USER_PASSWORD_AUTH'] });
  // @ts-expect-error nor to an administrator
  new UserPoolClient(stack, 'c', { ...props, signInFlows: ['ADMIN_NO_SRP_AUTH'] });
}

export function kindsOfClients(stack: BaseStack, userPool: UserPool, resourceServer: ResourceServer<'read'>): void {
  const page = { name: 'c', userPool, callbackUrls: ['https://a.example/'] as const };
  // @ts-expect-error a secret in a browser is none
  new BrowserClient(stack, 'c', { ...page, generateSecret: true });
  // @ts-expect-error who signs in on a page does not sign in past it
  new BrowserClient(stack, 'c', { ...page, signInFlows: ['ALLOW_USER_SRP_AUTH'] });
  // @ts-expect-error a page that nobody comes back to
  new BrowserClient(stack, 'c', { ...page, callbackUrls: [] });
  // @ts-expect-error nor does a server have one
  new ServerClient(stack, 'c', { name: 'c', userPool });
  // @ts-expect-error which attributes a page may write is not for its user to say
  new BrowserClient(stack, 'c', { ...page, writeAttributes: ['custom:idp_groups'] });
  // @ts-expect-error a password client cannot be given what identity providers fill
  const written: UserPoolClientProps['writeAttributes'] = ['custom:idp_groups'];
  const browser = new BrowserClient(stack, 'b', page);
  const server = new ServerClient(stack, 's', page);
  const machine = new MachineClient(stack, 'm', { name: 'm', userPool, resourceServer, scopes: ['read'] });
  // @ts-expect-error a browser client has no secret to show
  void browser.secret;
  // @ts-expect-error a server is no browser
  const asBrowser: BrowserClient = server;
  // @ts-expect-error nor a browser a server
  const asServer: ServerClient = browser;
  // @ts-expect-error nobody signs in with a machine's client
  const asPassword: UserPoolClient = machine;
  // @ts-expect-error nor past the page with that of a browser
  const past: UserPoolClient = browser;
  void [asBrowser, asServer, asPassword, past, written];
}

export function environments(stack: BaseStack): void {
  const props = { name: 'f', entry: 'functions/create-note/index.ts', statements: [], logRetentionDays: 1 };
  new NodeFunction<CreateNoteEnvironment>(stack, 'f', {
    ...props,
    // @ts-expect-error a variable that the function needs is missing
    environment: { tableName: 'notes' },
  });
  // @ts-expect-error a variable is text
  new NodeFunction<{ readonly limit: number }>(stack, 'f', { ...props, environment: { limit: 1 } });
}

/** What the construct passes is exactly what the function reads, although neither knows the other. */
export const sameVariables: [GroupAuthorizerVariables, GroupAuthorizerEnvironment] extends [
  GroupAuthorizerEnvironment,
  GroupAuthorizerVariables,
]
  ? true
  : never = true;
export const sameIssuers: [OtherIssuer, AudienceIssuer] extends [AudienceIssuer, OtherIssuer] ? true : never = true;

export const sameFederation: [FederatedGroupsVariables, PreSignUpVariables] extends [
  FederatedGroupsEnvironment,
  PreSignUpEnvironment,
]
  ? [FederatedGroupsEnvironment, PreSignUpEnvironment] extends [FederatedGroupsVariables, PreSignUpVariables]
    ? true
    : never
  : never = true;

type ByScope = Extract<ProtectedApiProps<'read'>, { kind: 'authentication' }>;
type ByGroup = Extract<ProtectedApiProps, { kind: 'authorization-by-group' }>;

export function protectedApis(api: ProtectedApiProps, byScope: ByScope, byGroup: ByGroup): void {
  const route = { method: 'GET', path: '/', handler } as const;
  const routesByScope: ByScope['routes'] = [
    // @ts-expect-error a route that asks for no scope
    route,
    // @ts-expect-error no scope is no scope
    { ...route, scopes: [] },
    // @ts-expect-error a scope that the API does not have
    { ...route, scopes: ['write'] },
  ];
  // @ts-expect-error nobody decided how the API is protected
  const unprotected: ProtectedApiProps = { ...api, kind: undefined };
  // @ts-expect-error there is no third kind
  const open: ProtectedApiProps = { ...api, kind: 'public' };
  // @ts-expect-error scopes decide nothing where groups do
  const both: ByGroup = { ...byGroup, scopes: { read: 'Read' } };
  // @ts-expect-error a machine that may ask for what is not there
  const machines: ByScope = { ...byScope, machines: { job: ['write'] } };
  // @ts-expect-error who comes from a company needs a page to come through
  const pageless: ByGroup = { ...byGroup, federation: { providers: [] } };
  const company = { name: 'Company', groups: {} } as const;
  // @ts-expect-error two ways to learn of one provider
  const twice: FederatedProvider = { ...company, kind: 'saml', metadata: { url: 'u' }, issuer: 'i' };
  // @ts-expect-error a secret by its value
  const literal: FederatedProvider = { ...company, kind: 'oidc', issuer: 'i', clientId: 'c', clientSecret: 's' };
  // @ts-expect-error a group without a right
  const rights: GroupRights = { description: 'd', rules: [] };
  // @ts-expect-error a right to all methods would include those that come later
  const all: GroupRights = { description: 'd', rules: [{ effect: 'Allow', method: '*', path: '/' }] };
  void [routesByScope, unprotected, open, both, machines, rights, all, pageless, twice, literal];
}
