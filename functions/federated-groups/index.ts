import { createLogger } from '../shared/logger';
import { parseFederatedGroupsEnvironment } from './environment';
import { createHandler } from './handler';

export const handler = createHandler({
  ...parseFederatedGroupsEnvironment(process.env),
  logger: createLogger((line) => process.stdout.write(`${line}\n`)),
});
