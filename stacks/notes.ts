import type { Construct } from 'constructs';
import { RestApi } from '../constructs/api-gateway/rest-api';
import type { Route } from '../constructs/api-gateway/route';
import { BaseStack } from '../constructs/base-stack';
import { IdentityPool } from '../constructs/cognito/identity-pool';
import { AuthenticatedRole, UnauthenticatedRole } from '../constructs/cognito/identity-pool-role';
import { UserPool, UserPoolClient, UserPoolDomain } from '../constructs/cognito/user-directory';
import { Table } from '../constructs/dynamodb/table';
import { NodeFunction } from '../constructs/lambda/node-function';
import type { CreateNoteEnvironment } from '../functions/create-note/environment';
import type { ListNotesEnvironment } from '../functions/list-notes/environment';
import type { Settings } from '../settings';

/**
 * Notes that everybody who signs in may write and read, each their own: a user pool, an identity pool that trades its
 * tokens for AWS credentials, and a REST API that accepts requests signed with these.
 */
export class NotesStack extends BaseStack {
  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id, settings);
    const { production: protect } = settings;
    const table = new Table(this, 'notes', {
      name: `${settings.namePrefix}${settings.stage}-notes`,
      partitionKey: 'userId',
      sortKey: 'noteId',
      protect,
    });
    const api = new RestApi(this, 'api', {
      ...settings,
      name: `${settings.namePrefix}${settings.stage}-aws-lambda-lab`,
      stageName: settings.stage,
    });
    const routes = addRoutes(this, { settings, table, api });
    const directory = addDirectory(this, settings);
    const identityPool = new IdentityPool(this, 'main', {
      name: 'notes identity pool',
      clients: [directory.client],
      protect,
    });
    addRoles(this, { settings, identityPool, routes });
    this.addOutputs({
      api_invoke_url: api.invokeUrl,
      create_note_url: `${api.invokeUrl}/createnote`,
      identity_pool_id: identityPool.id,
      notes_url: `${api.invokeUrl}/notes`,
      region: settings.region,
      rest_api_id: api.id,
      table_name: table.name,
      user_pool_client_id: directory.client.id,
      user_pool_domain: directory.domain.prefix,
      user_pool_id: directory.userPool.id,
    });
  }
}

interface NotesApi {
  readonly settings: Settings;
  readonly api: RestApi;
  readonly table: Table;
}

/** One function a route, each with a role that can do what that route does and no more. */
function addRoutes(stack: NotesStack, { settings, api, table }: NotesApi): readonly [Route, ...Route[]] {
  const { logRetentionDays } = settings;
  const service = `${settings.namePrefix}aws-lambda-lab-${settings.stage}`;
  const environment = { tableName: table.name, allowedOrigins: settings.corsOrigins.join(',') };
  const createNote = new NodeFunction<CreateNoteEnvironment>(stack, 'create-note', {
    name: `${service}-createNote`,
    entry: 'functions/create-note/index.ts',
    environment,
    statements: [{ effect: 'Allow', actions: ['dynamodb:PutItem'], resources: [table.arn] }],
    logRetentionDays,
  });
  const listNotes = new NodeFunction<ListNotesEnvironment>(stack, 'list-notes', {
    name: `${service}-listNotes`,
    entry: 'functions/list-notes/index.ts',
    environment,
    statements: [{ effect: 'Allow', actions: ['dynamodb:Query'], resources: [table.arn] }],
    logRetentionDays,
  });
  return [
    api.addRoute({ method: 'POST', path: '/createnote', authorization: { kind: 'iam' }, handler: createNote }),
    api.addRoute({ method: 'GET', path: '/notes', authorization: { kind: 'iam' }, handler: listNotes }),
  ];
}

interface Directory {
  readonly userPool: UserPool;
  readonly client: UserPoolClient;
  readonly domain: UserPoolDomain;
}

function addDirectory(stack: NotesStack, settings: Settings): Directory {
  const { production: protect, namePrefix, stage, domainPrefix } = settings;
  const userPool = new UserPool(stack, 'notes-user-pool', { name: 'notes-user-pool', selfSignUp: true, protect });
  const client = new UserPoolClient(stack, 'client', {
    name: 'notes-app',
    userPool,
    signInFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    refreshTokenDays: 30,
  });
  const domain = new UserPoolDomain(stack, 'notes-app-jpcedeno', {
    prefix:
      domainPrefix === undefined
        ? `${namePrefix}notes-app-${stage}-${stack.accountId}`
        : `${domainPrefix}-notes-app-${stage}`,
    userPool,
    region: settings.region,
  });
  return { userPool, client, domain };
}

interface Access {
  readonly settings: Settings;
  readonly identityPool: IdentityPool;
  /** What somebody who signed in may call. */
  readonly routes: readonly [Route, ...Route[]];
}

function addRoles(stack: NotesStack, { settings, identityPool, routes }: Access): void {
  const start = `${settings.namePrefix}${settings.stage}-`;
  const [first, ...others] = routes;
  const authenticated = new AuthenticatedRole(stack, 'authenticated', {
    name: `${start}Cognito_notesAuth_Role`,
    policyName: 'authenticated_policy',
    identityPool,
    statements: [
      { effect: 'Allow', actions: ['execute-api:Invoke'], resources: [first.arn, ...others.map(({ arn }) => arn)] },
    ],
  });
  const unauthenticated = new UnauthenticatedRole(stack, 'unauthenticated', {
    name: `${start}unauth_iam_role`,
    policyName: 'web_iam_unauth_role_policy',
    identityPool,
  });
  identityPool.attachRoles({ authenticated, unauthenticated });
}
