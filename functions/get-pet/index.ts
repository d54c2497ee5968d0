import { createLogger } from '../shared/logger';
import { createTableClient } from '../shared/table-client';
import { parseGetPetEnvironment } from './environment';
import { createHandler } from './handler';
import { createPetFinder } from './pet-finder';

const { tableName, allowedOrigins } = parseGetPetEnvironment(process.env);

export const handler = createHandler({
  pets: createPetFinder(createTableClient(), tableName),
  logger: createLogger((line) => process.stdout.write(`${line}\n`)),
  allowedOrigins,
});
