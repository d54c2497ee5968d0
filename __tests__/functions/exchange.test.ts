import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { callDynamoDb } from '../../functions/group-authorizer/dynamodb-call';
import { readRuntimeVariables } from '../../functions/group-authorizer/runtime-variables';
import { createExchange } from '../../functions/shared/exchange';
import type { ExchangeRequest } from '../../functions/shared/exchange';

let server: Server;
let url: string;
let answer: RequestListener;

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/keys`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const request = (change: Partial<ExchangeRequest> = {}): ExchangeRequest => ({
  method: 'GET',
  url,
  headers: { Accept: 'application/json' },
  milliseconds: 1000,
  maximumBytes: 10,
  ...change,
});

const patient = createExchange(() => new AbortController().signal);

it('sends what it is given, and answers with status and text', async () => {
  answer = (asked, response) => {
    let body = '';
    asked.on('data', (part: Buffer) => (body += part.toString()));
    asked.on('end', () => {
      response.statusCode = 201;
      response.end(`${asked.method ?? ''} ${asked.headers.accept ?? ''} ${body}`);
    });
  };
  const sent = request({ method: 'POST', headers: { Accept: 'a/b' }, body: 'é', maximumBytes: 100 });
  await expect(patient(sent)).resolves.toEqual({ status: 201, body: 'POST a/b é' });
});

it('does not follow a redirect', async () => {
  const asked: unknown[] = [];
  answer = ({ url: path }, response) => {
    asked.push(path);
    response.writeHead(302, { Location: '/elsewhere' }).end();
  };
  await expect(patient(request())).resolves.toEqual({ status: 302, body: '' });
  expect(asked).toEqual(['/keys']);
});

it.each([
  ['as long as may be', 10, undefined],
  ['a byte longer', 11, 'answer-too-large'],
])('takes an answer %s', async (_name, length, reason) => {
  answer = (_asked, response) => response.end('x'.repeat(length));
  const outcome = await patient(request()).catch((error: unknown) => error);
  expect(outcome).toMatchObject(reason === undefined ? { status: 200 } : { name: 'ExchangeError', reason });
});

it('gives up on an answer that never ends', async () => {
  answer = (_asked, response) => {
    const more = (): void => void (response.destroyed || response.write('x'.repeat(1000), () => setImmediate(more)));
    more();
  };
  await expect(patient(request())).rejects.toMatchObject({ reason: 'answer-too-large' });
});

it.each([
  ['before the first byte', false],
  ['halfway', true],
])('ends when its time is over %s', async (_name, begun) => {
  const controller = new AbortController();
  const limits: number[] = [];
  const exchange = createExchange((milliseconds) => {
    limits.push(milliseconds);
    return controller.signal;
  });
  answer = (_asked, response) => {
    if (begun) {
      response.write('x');
    }
    setImmediate(() => controller.abort());
  };
  await expect(exchange(request())).rejects.toMatchObject({ name: 'ExchangeError', reason: 'timed-out' });
  expect(limits).toEqual([1000]);
});

it.each(['refuses', 'hangs up'])('tells of a side that %s', async (name) => {
  answer = (_asked, response) => response.destroy();
  const target = name === 'refuses' ? 'http://127.0.0.1:1/' : url;
  await expect(patient(request({ url: target }))).rejects.toMatchObject({
    reason: 'failed',
    message: `${new URL(target).host} gave no usable answer: failed.`,
  });
});

it("signs a call as AWS's own signer does", async () => {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' };
  const sent: ExchangeRequest[] = [];
  await callDynamoDb(
    {
      exchange: (seen) => Promise.resolve(void sent.push(seen)).then(() => ({ status: 200, body: '{}' })),
      now: () => Date.UTC(2026, 0, 31, 23, 59, 59),
      region: 'eu-west-1',
      endpoint: 'https://dynamodb.eu-west-1.amazonaws.com',
      credentials,
    },
    'BatchGetItem',
    { RequestItems: {} },
  );
  const [{ headers, ...rest }] = sent as [ExchangeRequest];
  expect(rest).toMatchObject({ method: 'POST', url: 'https://dynamodb.eu-west-1.amazonaws.com/' });
  expect(headers).toMatchObject({ 'X-Amz-Date': '20260131T235959Z', 'X-Amz-Security-Token': 'session' });
  const { Authorization, ...unsigned } = headers;
  const signer = new SignatureV4({
    credentials,
    region: 'eu-west-1',
    service: 'dynamodb',
    sha256: Sha256,
    applyChecksum: false,
  });
  const signed = await signer.sign(
    {
      method: 'POST',
      protocol: 'https:',
      hostname: 'dynamodb.eu-west-1.amazonaws.com',
      path: '/',
      headers: unsigned,
      body: rest.body,
    },
    { signingDate: new Date(Date.UTC(2026, 0, 31, 23, 59, 59)) },
  );
  expect(Authorization).toBe(signed.headers['authorization']);
});

describe("Lambda's own variables", () => {
  const variables = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'hidden' };

  it.each([
    [{}, 'https://dynamodb.eu-west-1.amazonaws.com'],
    [{ AWS_REGION: 'cn-north-1' }, 'https://dynamodb.cn-north-1.amazonaws.com.cn'],
    [{ AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' }, 'http://127.0.0.1:4566'],
    [{ AWS_ENDPOINT_URL: 'http://a', AWS_ENDPOINT_URL_DYNAMODB: 'http://b' }, 'http://b'],
  ])('%o lead to %s', (change, endpoint) => {
    expect(readRuntimeVariables({ ...variables, ...change })).toMatchObject({
      endpoint,
      credentials: { accessKeyId: 'id', secretAccessKey: 'hidden' },
    });
  });

  it('are all reported, and no secret is', () => {
    const broken = { AWS_REGION: 'eu west', AWS_SECRET_ACCESS_KEY: 'hidden' };
    expect(() => readRuntimeVariables(broken)).toThrow(
      'AWS_REGION is "eu west"; allowed: the name of a region\n  AWS_ACCESS_KEY_ID is empty; allowed: any text',
    );
    expect(() => readRuntimeVariables(broken)).not.toThrow(/hidden/);
  });
});
