import { parseEchoServiceEnvironment } from '../../functions/echo-service/environment';
import { createHandler } from '../../functions/echo-service/handler';
import { createLogger } from '../../functions/shared/logger';
import { apiEvent } from './api-event';

const authorizer = { principalId: 'subject-1', sub: 'subject-1', groups: '["readers"]', integrationLatency: 12 };

function echo(change: object = {}, headers: Record<string, string> = {}) {
  const lines: string[] = [];
  const handler = createHandler({
    logger: createLogger((line) => lines.push(line)),
    allowedOrigins: ['https://files.example'],
  });
  const event = apiEvent({ httpMethod: 'GET', resource: '/files/{id}', headers, body: 'body-of-the-request' });
  const requestContext = { ...event.requestContext, ...change };
  return { lines, answer: handler({ ...event, path: '/files/7', pathParameters: { id: '7' }, requestContext }) };
}

it('answers what the gateway passed on', async () => {
  const { statusCode, body } = await echo({ authorizer }).answer;
  expect(statusCode).toBe(200);
  expect(JSON.parse(body)).toEqual({
    method: 'GET',
    resource: '/files/{id}',
    path: '/files/7',
    pathParameters: { id: '7' },
    authorizer,
    identity: { cognitoIdentityId: 'eu-west-1:11111111-2222-4333-8444-555555555555' },
  });
});

it('says that there was no authorizer', async () => {
  const { body } = await echo().answer;
  expect(JSON.parse(body)).toMatchObject({ authorizer: null });
});

it('answers and logs neither headers nor body', async () => {
  const { lines, answer } = echo(
    { authorizer },
    { Authorization: 'Bearer the-token', origin: 'https://files.example' },
  );
  const { body, headers } = await answer;
  expect(body + lines.join()).not.toMatch(/the-token|body-of-the-request/);
  expect(headers['Access-Control-Allow-Origin']).toBe('https://files.example');
  expect(lines).toEqual(['{"level":"info","event":"echoed","requestId":"request-1"}']);
});

it('understands its environment', () => {
  expect(parseEchoServiceEnvironment({ allowedOrigins: 'https://files.example' })).toEqual({
    allowedOrigins: ['https://files.example'],
  });
  expect(() => parseEchoServiceEnvironment({ allowedOrigins: '*' })).toThrow(/allowedOrigins holds "\*"/);
});
