import { AwsJsonError } from '../protocol/aws-json';

/** Something kept the store from starting, or the store answered what it should not. */
export class StoreError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StoreError';
  }
}

export const storeNotReady = (): StoreError =>
  new StoreError('The DynamoDB store was asked before it was ready. Await ready() before serving requests.');
export const tableNotCreated = (name: string, answer: string): StoreError =>
  new StoreError(`The table ${JSON.stringify(name)} could not be created. The store answered: ${answer}`);
export const itemNotStored = (address: string, table: string, answer: string): StoreError =>
  new StoreError(
    `${address} could not be put into the table ${JSON.stringify(table)}. Correct its item. The store answered: ${answer}`,
  );

const prefix = 'com.amazon.coral.service#';

/** Printable and short: what a client sent may go into a header. */
export const shown = (value: unknown): string =>
  String(value)
    .slice(0, 128)
    .replace(/[^\x20-\x7e]/g, '?');

export const unknownOperation = (name: string, supported: readonly string[]): AwsJsonError =>
  new AwsJsonError(`${prefix}UnknownOperationException`, `The sandbox does not support ${shown(name)} of DynamoDB.`, {
    reason: `Unsupported operation ${shown(name)}. Supported: ${supported.join(', ')}.`,
  });
export const unsupportedTableName = (name: string): AwsJsonError =>
  new AwsJsonError(
    'com.amazon.coral.validate#ValidationException',
    'The sandbox takes names of tables, not their ARNs.',
    {
      reason: `The table is given as ${shown(name)}.`,
    },
  );
export const invalidReturnValues = (value: unknown): AwsJsonError =>
  new AwsJsonError(
    'com.amazon.coral.validate#ValidationException',
    `1 validation error detected: Value '${shown(value)}' at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, NONE]`,
    { reason: `ReturnValuesOnConditionCheckFailure is ${shown(value)}.` },
  );
export const serialization = (): AwsJsonError =>
  new AwsJsonError(`${prefix}SerializationException`, 'Start of structure or map found where not expected.', {
    reason: 'The request body is not a JSON object.',
  });
export const internalError = (): AwsJsonError =>
  new AwsJsonError('com.amazonaws.dynamodb.v20120810#InternalServerError', 'Internal server error', {
    reason: 'A defect of the sandbox; see the log.',
    status: 500,
  });

/** DynamoDB names the namespace of what its door refuses. */
export const withNamespace = (error: AwsJsonError): AwsJsonError =>
  error.code.includes('#') ? error : new AwsJsonError(prefix + error.code, error.message, error.details);
