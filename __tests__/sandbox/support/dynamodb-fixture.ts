import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Table } from '../../../blueprint/model';
import { createCredentialStore } from '../../../sandbox/credentials/credential-store';
import { createJsonGate } from '../../../sandbox/credentials/json-gate';
import { roleSession } from '../../../sandbox/credentials/role-session';
import { createSignatureVerifier } from '../../../sandbox/credentials/signature-v4';
import { createDynamoDb } from '../../../sandbox/dynamodb/dynamodb';
import { createMovableClock } from '../../../sandbox/system/movable-clock';
import {
  accountId,
  atEnd,
  emptyBlueprint,
  ids,
  listenWith,
  recordingLogger,
  region,
  roleNamed,
  trustLambda,
  type LogLine,
} from './runtime-fixture';

export const tableArn = (name: string): string => `arn:aws:dynamodb:${region}:${accountId}:table/${name}`;

export const notes: Table = {
  stack: 'notes',
  address: 'aws_dynamodb_table.main',
  name: 'dev-notes',
  arn: tableArn('dev-notes'),
  partitionKey: { name: 'userId', type: 'S' },
  sortKey: { name: 'noteId', type: 'S' },
  items: [],
};

export const counters: Table = {
  ...notes,
  address: 'aws_dynamodb_table.counters',
  name: 'dev-counters',
  arn: tableArn('dev-counters'),
  partitionKey: { name: 'number', type: 'N' },
  sortKey: undefined,
};

export type Statement = Readonly<Record<string, unknown>>;

export interface DynamoDbWorld {
  readonly port: number;
  readonly lines: readonly LogLine[];
  /** A client with the credentials of a function whose role has these statements. */
  clientWith(...statements: Statement[]): DynamoDBClient;
}

/** DynamoDB behind the real gate, for real clients. */
export async function startDynamoDb({ items }: Pick<Table, 'items'> = notes): Promise<DynamoDbWorld> {
  const clock = createMovableClock();
  const logger = recordingLogger();
  const credentials = createCredentialStore({ clock, ids });
  const verify = createSignatureVerifier({ credentials, clock });
  const gate = createJsonGate({ verify, region, service: 'dynamodb', clock });
  const blueprint = { ...emptyBlueprint, tables: [{ ...notes, items }, counters] };
  const dynamoDb = createDynamoDb({ blueprint, gate, logger, region });
  await dynamoDb.ready();
  const port = await listenWith(dynamoDb.handle);
  atEnd(() => dynamoDb.stop());
  return {
    port,
    lines: logger.lines,
    clientWith: (...statements) => {
      const role = roleNamed('function', trustLambda);
      const document = { Version: '2012-10-17', Statement: statements };
      const policies = statements.length === 0 ? [] : [{ stack: 'notes', address: 'p', name: 'p', document }];
      const caller = roleSession({ role: { ...role, policies }, accountId, sessionName: 'notes' });
      const { accessKeyId, secretAccessKey, sessionToken } = credentials.issueTemporary(caller, 3600);
      const client = new DynamoDBClient({
        region,
        endpoint: `http://127.0.0.1:${port}`,
        credentials: { accessKeyId, secretAccessKey, sessionToken },
        maxAttempts: 1,
      });
      atEnd(() => client.destroy());
      return client;
    },
  };
}

/** Allows actions on the two tables. */
export const allow = (...actions: string[]): Statement => ({
  Effect: 'Allow',
  Action: actions.map((action) => `dynamodb:${action}`),
  Resource: [notes.arn, `${notes.arn}/index/*`, counters.arn],
});
