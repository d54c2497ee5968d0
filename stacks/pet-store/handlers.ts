import { NodeFunction } from '../../constructs/lambda/node-function';
import type { BaseStack } from '../../constructs/base-stack';
import type { IdentityPool } from '../../constructs/cognito/identity-pool';
import type { UserPoolClient } from '../../constructs/cognito/user-directory';
import type { Table } from '../../constructs/dynamodb/table';
import type { RouteHandler } from '../../constructs/api-gateway/route';
import type { AccountEnvironment } from '../../functions/account/environment';
import type { CreatePetEnvironment } from '../../functions/create-pet/environment';
import type { CreateStoreUserEnvironment } from '../../functions/create-store-user/environment';
import type { GetPetEnvironment } from '../../functions/get-pet/environment';
import type { ListPetsEnvironment } from '../../functions/list-pets/environment';
import type { LoginEnvironment } from '../../functions/login/environment';
import type { Settings } from '../../settings';
import type { PetStoreHandler } from './routes';

/** What the functions work on. */
export interface HandlerParts {
  readonly settings: Settings;
  readonly pets: Table;
  readonly accounts: Table;
  readonly identityPool: IdentityPool;
  readonly client: UserPoolClient;
  /** Empty where there is no login backend. */
  readonly developerProviderName: string;
}

/** One function a kind of work, each with a role that can do that and no more. */
export function addHandlers(stack: BaseStack, parts: HandlerParts): Readonly<Record<PetStoreHandler, RouteHandler>> {
  const { settings, pets, accounts, client } = parts;
  const { logRetentionDays } = settings;
  const allowedOrigins = settings.corsOrigins.join(',');
  const environment = { tableName: pets.name, allowedOrigins };
  return {
    listPets: new NodeFunction<ListPetsEnvironment>(stack, 'list-pets', {
      name: functionName(settings, 'listPets'),
      entry: 'functions/list-pets/index.ts',
      environment,
      statements: [{ effect: 'Allow', actions: ['dynamodb:Scan'], resources: [pets.arn] }],
      logRetentionDays,
    }),
    createPet: new NodeFunction<CreatePetEnvironment>(stack, 'create-pet', {
      name: functionName(settings, 'createPet'),
      entry: 'functions/create-pet/index.ts',
      environment,
      statements: [{ effect: 'Allow', actions: ['dynamodb:PutItem'], resources: [pets.arn] }],
      logRetentionDays,
    }),
    getPet: new NodeFunction<GetPetEnvironment>(stack, 'get-pet', {
      name: functionName(settings, 'getPet'),
      entry: 'functions/get-pet/index.ts',
      environment,
      statements: [{ effect: 'Allow', actions: ['dynamodb:GetItem'], resources: [pets.arn] }],
      logRetentionDays,
    }),
    account: new NodeFunction<AccountEnvironment>(stack, 'account', {
      name: functionName(settings, 'account'),
      entry: 'functions/account/index.ts',
      environment: {
        tableName: accounts.name,
        userPoolIssuer: `https://${client.userPool.endpoint}`,
        clientId: client.id,
        identityPoolId: parts.identityPool.id,
        developerProviderName: parts.developerProviderName,
        allowedOrigins,
      },
      statements: [{ effect: 'Allow', actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], resources: [accounts.arn] }],
      logRetentionDays,
    }),
  };
}

/** What the login backend works on. */
export interface LoginParts {
  readonly settings: Settings;
  readonly users: Table;
  readonly identityPool: IdentityPool;
  readonly developerProviderName: string;
}

/** Decides sign-ins with the store's own user names, and vouches for these users at one identity pool. */
export function addLogin(stack: BaseStack, parts: LoginParts): NodeFunction<LoginEnvironment> {
  const { settings, users, identityPool, developerProviderName } = parts;
  return new NodeFunction<LoginEnvironment>(stack, 'login', {
    name: functionName(settings, 'login'),
    entry: 'functions/login/index.ts',
    environment: {
      usersTable: users.name,
      identityPoolId: identityPool.id,
      developerProviderName,
      allowedOrigins: settings.corsOrigins.join(','),
    },
    statements: [
      { effect: 'Allow', actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resources: [users.arn] },
      {
        effect: 'Allow',
        actions: ['cognito-identity:GetOpenIdTokenForDeveloperIdentity'],
        resources: [identityPool.arn],
      },
    ],
    logRetentionDays: settings.logRetentionDays,
    // A password takes some tenths of a second, and each of four calls may be tried three times.
    timeoutSeconds: 20,
  });
}

/** How an operator adds a user of the store's own. No route leads to it. */
export function addCreateStoreUser(
  stack: BaseStack,
  { settings, users }: Pick<LoginParts, 'settings' | 'users'>,
): NodeFunction<CreateStoreUserEnvironment> {
  return new NodeFunction<CreateStoreUserEnvironment>(stack, 'create-store-user', {
    name: functionName(settings, 'createStoreUser'),
    entry: 'functions/create-store-user/index.ts',
    environment: { usersTable: users.name },
    statements: [{ effect: 'Allow', actions: ['dynamodb:PutItem'], resources: [users.arn] }],
    logRetentionDays: settings.logRetentionDays,
  });
}

function functionName({ namePrefix, stage }: Settings, name: string): string {
  return `${namePrefix}${stage}-pet-store-${name}`;
}
