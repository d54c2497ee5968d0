import { createLogger } from '../shared/logger';
import { parsePremiumContentEnvironment } from './environment';
import { createHandler } from './handler';

const { allowedOrigins } = parsePremiumContentEnvironment(process.env);

export const handler = createHandler({
  logger: createLogger((line) => process.stdout.write(`${line}\n`)),
  allowedOrigins,
});
