/**
 * Programs that must not compile, each under the reason. The type check of the project fails when one of them does.
 * Nothing runs this file.
 */
import type { RestApi } from '../../constructs/api-gateway/rest-api';
import { Route } from '../../constructs/api-gateway/route';
import type { BaseStack } from '../../constructs/base-stack';
import type { IdentityPool } from '../../constructs/cognito/identity-pool';
import { AuthenticatedRole, type UnauthenticatedRole } from '../../constructs/cognito/identity-pool-role';
import { UserPoolClient, type UserPool } from '../../constructs/cognito/user-directory';
import type { PolicyStatement } from '../../constructs/iam/policy';
import { NodeFunction } from '../../constructs/lambda/node-function';
import type { CreateNoteEnvironment } from '../../functions/create-note/environment';
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
