import { createLogger } from '../shared/logger';
import { createTableClient } from '../shared/table-client';
import { parseListPetsEnvironment } from './environment';
import { createHandler } from './handler';
import { createPetReader } from './pet-reader';

const { tableName, allowedOrigins } = parseListPetsEnvironment(process.env);

export const handler = createHandler({
  pets: createPetReader(createTableClient(), tableName),
  logger: createLogger((line) => process.stdout.write(`${line}\n`)),
  allowedOrigins,
});
