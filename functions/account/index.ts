import { createRemoteJWKSet } from 'jose';
import { createLogger } from '../shared/logger';
import { createTableClient } from '../shared/table-client';
import { createAccountStore } from './account-store';
import { parseAccountEnvironment } from './environment';
import { createHandler } from './handler';
import { trustedIssuers } from './issuers';

const configuration = parseAccountEnvironment(process.env);

// Kept for ten minutes, and not asked for again within half a minute, whatever key ids tokens come with.
const keysAt = (url: string) =>
  createRemoteJWKSet(new URL(url), { timeoutDuration: 2000, cooldownDuration: 30_000, cacheMaxAge: 600_000 });

export const handler = createHandler({
  accounts: createAccountStore(createTableClient(), configuration.tableName),
  issuers: trustedIssuers(configuration, keysAt),
  now: () => Date.now(),
  logger: createLogger((line) => process.stdout.write(`${line}\n`)),
  allowedOrigins: configuration.allowedOrigins,
});
