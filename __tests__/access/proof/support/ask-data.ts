import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { DataTarget } from '../../../../access/model';
import type { KeyAttribute, Table } from '../../../../blueprint/model';
import type { Asked, Outcome } from './ask-route';
import type { ProofWorld } from './proof-world';

/** Makes one call of DynamoDB or Secrets Manager as somebody with one credential does. */
export async function askData(world: ProofWorld, target: DataTarget, asked: Asked): Promise<Outcome> {
  const [service = '', operation = ''] = target.action.split(':');
  const input = inputOf(world, target, { operation, value: asked.value });
  const answer = await send(world, asked, { service, operation, body: JSON.stringify(input) });
  if (answer.ok) return 'in';
  const type = ((await answer.json()) as { __type?: string }).__type?.split('#').at(-1) ?? '';
  switch (type) {
    case 'AccessDeniedException':
      return 'statement';
    case 'MissingAuthenticationTokenException':
    case 'IncompleteSignatureException':
      return 'role';
    default:
      throw new TypeError(`${target.key} was neither done nor refused: ${type}`);
  }
}

const prefixes: Readonly<Record<string, string>> = {
  dynamodb: 'DynamoDB_20120810',
  secretsmanager: 'secretsmanager',
};

interface Call {
  readonly service: string;
  readonly operation: string;
  readonly body: string;
}

async function send(
  { sandbox }: ProofWorld,
  { credential, headers: own }: Asked,
  { service, operation, body }: Call,
): Promise<Response> {
  const { host, hostname, port } = new URL(sandbox.url);
  const target = `${prefixes[service] ?? ''}.${operation}`;
  const headers = { ...own, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
  const unsigned = credential.kind === 'token' ? { ...headers, authorization: `Bearer ${credential.token}` } : headers;
  if (credential.kind !== 'keys') return fetch(sandbox.url, { method: 'POST', headers: unsigned, body });
  const { region } = sandbox.blueprint;
  const signer = new SignatureV4({ service, region, credentials: credential.keys, sha256: Sha256 });
  const request = { method: 'POST', protocol: 'http:', hostname, port: Number(port), path: '/', body };
  const signed = await signer.sign({ ...request, headers: { ...headers, host } });
  // `fetch` sets the host itself.
  const others = Object.fromEntries(Object.entries(signed.headers).filter(([name]) => name !== 'host'));
  return fetch(sandbox.url, { method: 'POST', headers: others, body });
}

function inputOf(
  { sandbox }: ProofWorld,
  { kind, at, key }: DataTarget,
  { operation, value }: { readonly operation: string; readonly value: string },
): object {
  const { tables, secrets } = sandbox.blueprint;
  const things: readonly { readonly stack: string; readonly address: string }[] = kind === 'table' ? tables : secrets;
  const index = things.findIndex(({ stack, address }) => stack === at.stack && address === at.address);
  const [table, secret] = kind === 'table' ? [tables[index], undefined] : [undefined, secrets[index]];
  if (table !== undefined && Object.hasOwn(inputs, operation)) return inputs[operation]?.(table, value) ?? {};
  if (secret !== undefined && operation === 'GetSecretValue') return { SecretId: secret.arn };
  throw new TypeError(`no call is known for ${key}`);
}

const keyOf = ({ partitionKey, sortKey }: Table, value: string) =>
  Object.fromEntries(
    [partitionKey, sortKey]
      .filter((one): one is KeyAttribute => one !== undefined)
      .map(({ name, type }) => [name, { [type]: type === 'N' ? '1' : value }]),
  );

const inputs: Readonly<Record<string, (table: Table, value: string) => object>> = {
  BatchGetItem: (table, value) => ({ RequestItems: { [table.name]: { Keys: [keyOf(table, value)] } } }),
  BatchWriteItem: (table, value) => ({
    RequestItems: { [table.name]: [{ PutRequest: { Item: keyOf(table, value) } }] },
  }),
  DeleteItem: (table, value) => ({ TableName: table.name, Key: keyOf(table, value) }),
  GetItem: (table, value) => ({ TableName: table.name, Key: keyOf(table, value) }),
  PutItem: (table, value) => ({ TableName: table.name, Item: keyOf(table, value) }),
  Query: ({ name, partitionKey }, value) => ({
    TableName: name,
    KeyConditionExpression: '#key = :value',
    ExpressionAttributeNames: { '#key': partitionKey.name },
    ExpressionAttributeValues: { ':value': { [partitionKey.type]: value } },
  }),
  Scan: ({ name }) => ({ TableName: name }),
  UpdateItem: (table, value) => ({ TableName: table.name, Key: keyOf(table, value) }),
};
