import { EventEmitter } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Table, TableItem } from '../../blueprint/model';
import { itemNotStored, tableNotCreated } from './errors';

/** What the store answers: DynamoDB's own status and body. */
export interface StoreAnswer {
  readonly status: number;
  readonly body: string;
}

/** Tables in memory, by dynalite. It checks no signature: whoever may call is decided before. */
export class Store {
  private constructor(private readonly listener: RequestListener) {}

  /** Loads dynalite, creates the tables, and stores what the stacks put into them. Rejects with `StoreError`. */
  static async open(tables: readonly Table[]): Promise<Store> {
    const { default: dynalite } = await import('dynalite');
    const [listener] = dynalite({ createTableMs: 0 }).listeners('request') as RequestListener[];
    const store = new Store(listener ?? (() => undefined));
    for (const table of tables) {
      await store.#create(table);
      for (const item of table.items) await store.#put(table, item);
    }
    return store;
  }

  /** Answers one operation. Rejects where dynalite itself fails. */
  call(operation: string, input: object): Promise<StoreAnswer> {
    return new Promise((resolve, reject) => {
      const request = Object.assign(new EventEmitter(), requestHead(operation));
      const response = {
        statusCode: 200,
        setHeader: () => undefined,
        end: (body = '') => resolve({ status: response.statusCode, body }),
      };
      try {
        // No socket in between: what dynalite throws while it reads a request is caught here, and ends nothing else.
        this.listener(request as unknown as IncomingMessage, response as unknown as ServerResponse);
        request.emit('data', Buffer.from(JSON.stringify(input)));
        request.emit('end');
      } catch (error) {
        reject(error);
      }
    });
  }

  async #create(table: Table): Promise<void> {
    const keys = [table.partitionKey, ...(table.sortKey === undefined ? [] : [table.sortKey])];
    const answer = await this.call('CreateTable', {
      TableName: table.name,
      AttributeDefinitions: keys.map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
      KeySchema: keys.map(({ name }, index) => ({ AttributeName: name, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
      BillingMode: 'PAY_PER_REQUEST',
    });
    if (answer.status !== 200) throw tableNotCreated(table.name, answer.body);
    await this.#untilActive(table);
  }

  async #put({ name }: Table, item: TableItem): Promise<void> {
    const answer = await this.call('PutItem', { TableName: name, Item: item.attributes });
    if (answer.status !== 200) throw itemNotStored(`${item.stack}:${item.address}`, name, answer.body);
  }

  async #untilActive({ name }: Table): Promise<void> {
    for (let attempts = 0; attempts < 100; attempts += 1) {
      const { body } = await this.call('DescribeTable', { TableName: name });
      if (body.includes('"TableStatus":"ACTIVE"')) return;
      await new Promise(setImmediate);
    }
    throw tableNotCreated(name, 'It never became active.');
  }
}

/** dynalite wants to see a signature, but does not look at it. */
const requestHead = (operation: string) => ({
  method: 'POST',
  url: '/',
  headers: {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `DynamoDB_20120810.${operation}`,
    'x-amz-date': 'checked',
    authorization: 'AWS4-HMAC-SHA256 Credential=checked, SignedHeaders=checked, Signature=checked',
  },
});
