import { createLogger } from '../shared/logger';
import { parseEchoServiceEnvironment } from './environment';
import { createHandler } from './handler';

const { allowedOrigins } = parseEchoServiceEnvironment(process.env);

export const handler = createHandler({
  logger: createLogger((line) => process.stdout.write(`${line}\n`)),
  allowedOrigins,
});
