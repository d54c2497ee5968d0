import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import { createLogger } from '../shared/logger';
import { verifyPassword } from '../shared/password-hash';
import { createTableClient } from '../shared/table-client';
import { createAttempts } from './attempts';
import { createIdentityIssuer } from './developer-identity';
import { parseLoginEnvironment } from './environment';
import { createHandler } from './handler';
import { createUserDirectory } from './user-directory';

const { usersTable, identityPoolId, developerProviderName, allowedOrigins } = parseLoginEnvironment(process.env);

const table = createTableClient();

const cognitoIdentity = new CognitoIdentityClient({
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 1500, throwOnRequestTimeout: true },
});

export const handler = createHandler({
  users: createUserDirectory(table, usersTable),
  attempts: createAttempts({ client: table, tableName: usersTable, now: () => Date.now() }),
  identities: createIdentityIssuer({ client: cognitoIdentity, identityPoolId, developerProviderName }),
  verifyPassword: (password, hash) => verifyPassword(password, hash),
  logger: createLogger((line) => process.stdout.write(`${line}\n`)),
  allowedOrigins,
});
