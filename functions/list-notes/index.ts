import { createLogger } from '../shared/logger';
import { createTableClient } from '../shared/table-client';
import { parseListNotesEnvironment } from './environment';
import { createHandler } from './handler';
import { createNoteReader } from './note-reader';

const { tableName, allowedOrigins } = parseListNotesEnvironment(process.env);

export const handler = createHandler({
  notes: createNoteReader(createTableClient(), tableName),
  logger: createLogger((line) => process.stdout.write(`${line}\n`)),
  allowedOrigins,
});
