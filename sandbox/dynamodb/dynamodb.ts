import { crc32 } from 'node:zlib';
import type { Blueprint } from '../../blueprint/model';
import type { JsonGate } from '../credentials/json-gate';
import type { RequestHandler, SandboxRequest, SandboxResponse } from '../http/message';
import { AwsJsonError, cors, jsonError, operationName, parseInput } from '../protocol/aws-json';
import type { Logger } from '../system/services';
import { internalError, serialization, shown, storeNotReady, unknownOperation, withNamespace } from './errors';
import type { DynamoInput } from './expressions';
import { assertReturnValues, withFailedItem } from './failed-condition';
import { Store, type StoreAnswer } from './store';
import { operations, tableOf } from './table-access';

const targetPrefix = 'DynamoDB_20120810';
const contentType = 'application/x-amz-json-1.0';

/** What the tables run on. */
export interface DynamoDbProps {
  readonly blueprint: Blueprint;
  /** Checks the signature, and what the caller's policies say. */
  readonly gate: JsonGate;
  readonly logger: Logger;
  readonly region: string;
}

/** The tables of a blueprint. */
export interface DynamoDb {
  /** The JSON API: `X-Amz-Target: DynamoDB_20120810.<operation>`. After `ready()`. */
  readonly handle: RequestHandler;
  /** Resolves once all tables are there. Rejects with `StoreError`. */
  ready(): Promise<void>;
  /** Forgets all items. May be called twice. */
  stop(): Promise<void>;
}

/** DynamoDB in memory, behind signatures and policies. */
export function createDynamoDb(props: DynamoDbProps): DynamoDb {
  let store: Promise<Store> | undefined;
  return {
    handle: async (request) => {
      try {
        return await answer(props, request, store);
      } catch (error) {
        return refusal(props.logger, request, error);
      }
    },
    ready: async () => {
      store ??= Store.open(props.blueprint.tables);
      await store;
    },
    stop: () => {
      store = undefined;
      return Promise.resolve();
    },
  };
}

async function answer(
  props: DynamoDbProps,
  request: SandboxRequest,
  store: Promise<Store> | undefined,
): Promise<SandboxResponse> {
  const { blueprint, region } = props;
  const name = operationName(request, targetPrefix) ?? request.header('x-amz-target') ?? '';
  const accessesOf = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (accessesOf === undefined) {
    props.logger.warn('unsupported operation', { operation: shown(name), supported: supported.join(', ') });
    throw unknownOperation(name, supported);
  }
  const input = readObject(request);
  const directory = { region, accountId: blueprint.accountId, tables: blueprint.tables };
  for (const { resource, context } of accessesOf(directory, input)) {
    props.gate(request, `dynamodb:${name}`, resource, context);
  }
  if (store === undefined) throw storeNotReady();
  assertReturnValues(input);
  const table = tableOf(directory, input['TableName']);
  const opened = await store;
  const own = await withFailedItem(opened, { table, input }, await opened.call(name, input));
  return fromStore(request, name === 'DescribeTable' ? withArn(own, directory) : own);
}

const supported = Object.keys(operations);

function readObject(request: SandboxRequest): DynamoInput {
  const input = parseInput(request);
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw serialization();
  return input as DynamoInput;
}

/** The store knows neither region nor account. */
function withArn(own: StoreAnswer, { region, accountId }: { region: string; accountId: string }): StoreAnswer {
  const arn = `"TableArn":"arn:aws:dynamodb:${region}:${accountId}:table/`;
  return { ...own, body: own.body.replace(/"TableArn":"[^"]*:table\//, () => arn) };
}

function fromStore(request: SandboxRequest, { status, body }: StoreAnswer): SandboxResponse {
  const headers = {
    'content-type': contentType,
    'x-amz-crc32': String(crc32(body)),
    'x-amzn-requestid': request.id,
    ...cors,
  };
  return status < 400 ? { status, headers, body } : { status, headers, body, reason: shown(body) };
}

function refusal(logger: Logger, request: SandboxRequest, error: unknown): SandboxResponse {
  const known = error instanceof AwsJsonError ? withNamespace(error) : internalError();
  if (!(error instanceof AwsJsonError)) {
    const defect = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
    logger.error('dynamodb failed', { requestId: request.id, defect });
  }
  const response = jsonError(request, known);
  const errorType = `${known.code.split('#')[1] ?? known.code}:`;
  return { ...response, headers: { ...response.headers, 'content-type': contentType, 'x-amzn-errortype': errorType } };
}
