import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createLogger } from '../shared/logger';
import { parseContentConsumerEnvironment } from './environment';
import { createHandler } from './handler';
import { createSecretSource } from './secret-source';
import { createTokenSource } from './token-source';

const { premiumApiUrl, secretArn, allowedOrigins } = parseContentConsumerEnvironment(process.env);

const outside = {
  fetch,
  timeLimit: (milliseconds: number) => AbortSignal.timeout(milliseconds),
  now: () => Date.now(),
};

// Two attempts end before the time limit of the whole call does.
const secretsManager = new SecretsManagerClient({
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 900, requestTimeout: 900, throwOnRequestTimeout: true },
});

export const handler = createHandler({
  ...outside,
  premiumApiUrl,
  tokens: createTokenSource({ ...outside, secrets: createSecretSource({ ...outside, secretsManager, secretArn }) }),
  logger: createLogger((line) => process.stdout.write(`${line}\n`)),
  allowedOrigins,
});
