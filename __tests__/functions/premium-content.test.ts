import { parsePremiumContentEnvironment } from '../../functions/premium-content/environment';
import { createHandler } from '../../functions/premium-content/handler';
import { createLogger } from '../../functions/shared/logger';
import { InvalidEnvironmentError } from '../../functions/shared/errors';
import { apiEvent } from './api-event';
import type { EventChange } from './api-event';

async function call(change: EventChange, allowedOrigins: readonly string[] = []) {
  const lines: string[] = [];
  const handler = createHandler({ logger: createLogger((line) => lines.push(line)), allowedOrigins });
  return { answer: await handler(apiEvent(change)), lines };
}

it.each([
  ['GET', '{"message":"Premium Content: OAuth Scope: Read"}'],
  ['POST', '{"message":"Premium Content: OAuth Scope: Write"}'],
])('answers %s as the document does', async (httpMethod, body) => {
  const { answer } = await call({ httpMethod });
  expect([answer.statusCode, answer.body]).toEqual([200, body]);
  expect(answer.headers).toEqual({ 'Content-Type': 'application/json', 'Cache-Control': 'no-store', Vary: 'Origin' });
});

it('refuses nobody by itself: with or without claims it answers the same', async () => {
  const [without, withOther] = await Promise.all([
    call({ httpMethod: 'GET' }),
    call({ httpMethod: 'GET', claims: { scope: 'other/none' } }),
  ]);
  expect(withOther.answer).toEqual(without.answer);
});

it('logs which client called, and no other claim', async () => {
  const { lines } = await call({ httpMethod: 'GET', claims: { client_id: 'client1', jti: 'j-1', scope: 'api/read' } });
  expect(lines).toEqual(['{"level":"info","event":"content-served","requestId":"request-1","clientId":"client1"}']);
});

it('lets pages of listed origins alone read the answer', async () => {
  const from = async (origin: string) =>
    (await call({ headers: { Origin: origin } }, ['https://a.example'])).answer.headers['Access-Control-Allow-Origin'];
  expect([await from('https://a.example'), await from('https://b.example')]).toEqual(['https://a.example', undefined]);
});

it('says what is wrong with its environment', () => {
  expect(parsePremiumContentEnvironment({ allowedOrigins: 'https://a.example' })).toEqual({
    allowedOrigins: ['https://a.example'],
  });
  expect(() => parsePremiumContentEnvironment({ allowedOrigins: '*' })).toThrow(
    new InvalidEnvironmentError([
      'allowedOrigins holds "*"; allowed: https://host[:port] or http://localhost[:port], no path, no *',
    ]),
  );
});
