import { randomUUID } from 'node:crypto';
import { createLogger } from '../shared/logger';
import { createTableClient } from '../shared/table-client';
import { parseCreatePetEnvironment } from './environment';
import { createHandler } from './handler';
import { createPetStore } from './pet-store';

const { tableName, allowedOrigins } = parseCreatePetEnvironment(process.env);

export const handler = createHandler({
  pets: createPetStore(createTableClient(), tableName),
  newId: randomUUID,
  logger: createLogger((line) => process.stdout.write(`${line}\n`)),
  allowedOrigins,
});
