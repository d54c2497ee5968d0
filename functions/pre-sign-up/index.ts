import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { createLogger } from '../shared/logger';
import { parsePreSignUpEnvironment } from './environment';
import { createHandler } from './handler';
import { createUserDirectory } from './user-directory';

/** Cognito waits 5 seconds for the function, which asks twice. */
const client = new CognitoIdentityProviderClient({
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 500, requestTimeout: 1000, throwOnRequestTimeout: true },
});

export const handler = createHandler({
  ...parsePreSignUpEnvironment(process.env),
  directory: createUserDirectory(client),
  logger: createLogger((line) => process.stdout.write(`${line}\n`)),
});
