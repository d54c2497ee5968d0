import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { parseCreateNoteEnvironment } from '../../functions/create-note/environment';
import { parseListNotesEnvironment } from '../../functions/list-notes/environment';
import { createLogger } from '../../functions/shared/logger';
import type { LogFields } from '../../functions/shared/logger';
import { createTableClient } from '../../functions/shared/table-client';

const log = (fields: object, event = 'event'): Readonly<Record<string, unknown>> => {
  const lines: string[] = [];
  createLogger((line) => lines.push(line)).info(event, fields as LogFields);
  return JSON.parse(lines[0] ?? '') as Readonly<Record<string, unknown>>;
};

describe('the log', () => {
  it('keeps the fields it knows', () => {
    expect(log({ requestId: 'r', status: 200, noteId: 'n' })).toEqual({
      level: 'info',
      event: 'event',
      requestId: 'r',
      status: 200,
      noteId: 'n',
    });
  });

  it.each(['authorization', 'token', 'body', 'headers', 'content', 'password', 'level', '__proto__'])(
    'drops the field %s',
    (name) => {
      expect(log(JSON.parse(`{"${name}":"x"}`) as object)).toEqual({ level: 'info', event: 'event' });
    },
  );

  it.each([
    'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl',
    'Bearer abc.def',
    'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/x, Signature=abc',
    'ASIAIOSFODNN7EXAMPLE',
    'X-Amz-Security-Token=FwoGZXIvYXdz',
    'password=Passw0rd!',
  ])('redacts %s wherever it hides', (secret) => {
    const line = JSON.stringify(log({ errorMessage: `failed with ${secret} in it`, reason: secret }));
    expect(line).toContain('[redacted]');
    for (const part of secret
      .split(/[ =]/)
      .filter((word) => word.length > 8 && !/^(AWS4|Credential|X-Amz|password|Signature)/.test(word))) {
      expect(line).not.toContain(part);
    }
  });

  it('cuts what is long', () => {
    expect(String(log({ errorMessage: 'a'.repeat(5000) })['errorMessage'])).toHaveLength(500);
  });

  it('is one line, whatever the fields say', () => {
    const lines: string[] = [];
    createLogger((line) => lines.push(line)).warn('e', { reason: 'a\nb' });
    expect(lines).toEqual(['{"level":"warn","event":"e","reason":"a\\nb"}']);
  });
});

describe.each([
  ['create-note', parseCreateNoteEnvironment],
  ['list-notes', parseListNotesEnvironment],
])('the environment of %s', (_name, parse) => {
  it('is understood', () => {
    expect(parse({ tableName: 'dev-notes', allowedOrigins: 'https://a.example, http://localhost:3000' })).toEqual({
      tableName: 'dev-notes',
      allowedOrigins: ['https://a.example', 'http://localhost:3000'],
    });
    expect(parse({ tableName: 'dev-notes' })).toEqual({ tableName: 'dev-notes', allowedOrigins: [] });
  });

  it('reports all faults at once, each with its value and what is allowed', () => {
    expect(() => parse({ allowedOrigins: '*,http://a.example,https://b.example/x' })).toThrow(
      [
        "The function's environment is not usable:",
        '  tableName is ""; allowed: 3 to 255 of a-z A-Z 0-9 _ . -',
        ...['*', 'http://a.example', 'https://b.example/x'].map(
          (origin) =>
            `  allowedOrigins holds "${origin}"; allowed: https://host[:port] or http://localhost[:port], no path, no *`,
        ),
        "Correct the function's environment variables.",
      ].join('\n'),
    );
  });
});

describe('the client of the table', () => {
  const before = { ...process.env };
  const server = createServer((_request, response) => response.writeHead(400).end('{}'));
  beforeAll(
    () =>
      new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', resolve);
      }),
  );
  afterAll(() => {
    process.env = { ...before };
    server.close();
    server.closeAllConnections();
  });

  it('gives up on DynamoDB before Lambda gives up on the function', async () => {
    const { port } = server.address() as AddressInfo;
    const settings = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };
    process.env = { ...before, ...settings, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` };
    const client = createTableClient();
    await expect(client.send(new DescribeTableCommand({ TableName: 'dev-notes' }))).rejects.toBeDefined();

    // The handler knows its settings from the first request on.
    const handler = client.config.requestHandler as unknown as { httpHandlerConfigs(): Record<string, unknown> };
    const { connectionTimeout, requestTimeout, throwOnRequestTimeout } = handler.httpHandlerConfigs();
    const attempts = await client.config.maxAttempts();
    expect({ connectionTimeout, requestTimeout, throwOnRequestTimeout, attempts }).toEqual({
      connectionTimeout: 1000,
      requestTimeout: 1500,
      throwOnRequestTimeout: true,
      attempts: 3,
    });
    expect(Number(requestTimeout) * attempts).toBeLessThan(6000);
    client.destroy();
  });
});
