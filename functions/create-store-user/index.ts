import { randomUUID } from 'node:crypto';
import { hashPassword } from '../shared/password-hash';
import { createTableClient } from '../shared/table-client';
import { parseCreateStoreUserEnvironment } from './environment';
import { createHandler } from './handler';

const { usersTable } = parseCreateStoreUserEnvironment(process.env);

export const handler = createHandler({
  client: createTableClient(),
  usersTable,
  newId: randomUUID,
  hashPassword: (password) => hashPassword(password),
});
