import { randomUUID } from 'node:crypto';
import { createLogger } from '../shared/logger';
import { createTableClient } from '../shared/table-client';
import { parseCreateNoteEnvironment } from './environment';
import { createHandler } from './handler';
import { createNoteStore } from './note-store';

const { tableName, allowedOrigins } = parseCreateNoteEnvironment(process.env);

export const handler = createHandler({
  notes: createNoteStore(createTableClient(), tableName),
  newId: randomUUID,
  logger: createLogger((line) => process.stdout.write(`${line}\n`)),
  allowedOrigins,
});
