import fc from 'fast-check';
import { timeLimits } from '../../functions/content-consumer/time-limits';
import { consumerWorld, json, secretOf } from './consumer-world';
import type { ConsumerWorld } from './consumer-world';
import { argumentsAt, stackNamed } from '../synthesis/synthesized-stacks';

const sdkError = (name: string, message = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:app'): Error =>
  Object.assign(new Error(message), { name, $metadata: { requestId: 'aws-1', attempts: 2 } });

const slow = (name: string): Error => new DOMException('The operation was aborted due to timeout', name);

const cut = (): Response =>
  new Response(new ReadableStream({ start: (controller) => controller.error(slow('TimeoutError')) }), {
    headers: { 'Content-Type': 'application/json' },
  });

const unusable = (who: string): string => `{"message":"${who} could not be used. Try again later."}`;
const late = (who: string): string => `{"message":"${who} did not answer in time. Try again."}`;

interface FaultCase {
  readonly name: string;
  readonly upset: (world: ConsumerWorld) => void;
  readonly status: 502 | 504;
  readonly body: string;
  /** What the log says of it. */
  readonly logged: Readonly<Record<string, unknown>>;
}

const secretsManager = 'Secrets Manager';
const issuer = 'The token endpoint';
const api = 'The premium API';

const cases: readonly FaultCase[] = [
  {
    name: 'Secrets Manager refuses the role',
    upset: (world) => (world.secretText = () => Promise.reject(sdkError('AccessDeniedException'))),
    status: 502,
    body: unusable(secretsManager),
    logged: {
      upstream: 'secrets-manager',
      reason: 'failed',
      errorName: 'AccessDeniedException',
      awsRequestId: 'aws-1',
    },
  },
  {
    name: 'the secret is gone',
    upset: (world) => (world.secretText = () => Promise.reject(sdkError('ResourceNotFoundException'))),
    status: 502,
    body: unusable(secretsManager),
    logged: { upstream: 'secrets-manager', reason: 'failed', errorName: 'ResourceNotFoundException', attempts: 2 },
  },
  {
    name: 'Secrets Manager fails with words of its own',
    upset: (world) => (world.secretText = () => Promise.reject(sdkError('Odd', 'secret-of-the-client-1'))),
    status: 502,
    body: unusable(secretsManager),
    logged: { upstream: 'secrets-manager', reason: 'failed', errorName: 'Odd' },
  },
  {
    name: 'Secrets Manager is slow',
    upset: (world) => world.expired.add(timeLimits.secret),
    status: 504,
    body: late(secretsManager),
    logged: { upstream: 'secrets-manager', reason: 'timed-out', errorName: 'AbortError' },
  },
  {
    name: 'an attempt at Secrets Manager is slow',
    upset: (world) => (world.secretText = () => Promise.reject(sdkError('TimeoutError'))),
    status: 504,
    body: late(secretsManager),
    logged: { upstream: 'secrets-manager', reason: 'timed-out' },
  },
  ...[
    ['is no JSON', 'secret-of-the-client-1'],
    ['is empty', ''],
    ['is null', 'null'],
    ['is a list', '[]'],
    ['lacks a member', secretOf('secret-of-the-client-1', { writeScope: undefined })],
    ['has a member that is no text', secretOf('secret-of-the-client-1', { clientId: 7 })],
    ['has an empty member', secretOf('')],
    ['would send itself in the clear', secretOf('secret-of-the-client-1', { tokenEndpoint: 'http://issuer.example/' })],
    ['names no endpoint', secretOf('secret-of-the-client-1', { tokenEndpoint: 'issuer' })],
  ].map(([what = '', text = '']) => ({
    name: `the secret ${what}`,
    upset: (world: ConsumerWorld) => (world.secretText = () => text),
    status: 502 as const,
    body: unusable(secretsManager),
    logged: { upstream: 'secrets-manager', reason: 'secret-not-understood' },
  })),
  ...[400, 401].map((status) => ({
    name: `the issuer does not know the client (${status})`,
    upset: (world: ConsumerWorld) => (world.token = () => json(status, { error: 'invalid_client' })),
    status: 502 as const,
    body: unusable(issuer),
    logged: { upstream: 'token-endpoint', reason: 'invalid-client' },
  })),
  {
    name: 'the issuer asks for another authentication',
    upset: (world) =>
      (world.token = () => new Response('', { status: 401, headers: { 'WWW-Authenticate': 'Basic realm="x"' } })),
    status: 502,
    body: unusable(issuer),
    logged: { upstream: 'token-endpoint', reason: 'invalid-client' },
  },
  {
    name: 'the issuer refuses the scope',
    upset: (world) => (world.token = () => json(400, { error: 'invalid_scope' })),
    status: 502,
    body: unusable(issuer),
    logged: { upstream: 'token-endpoint', reason: 'refused', errorName: 'ResponseBodyError' },
  },
  ...(
    [
      ['fails', () => json(500, { message: 'no' })],
      ['throttles', () => new Response('slow down', { status: 429 })],
      ['redirects', () => new Response(null, { status: 302, headers: { Location: 'https://evil.example/' } })],
      ['answers with HTML', () => new Response('<html>', { headers: { 'Content-Type': 'text/html' } })],
      ['answers without a token', () => json(200, { token_type: 'Bearer' })],
      ['answers with another kind of token', () => json(200, { access_token: 'eyJsecret.x.y', token_type: 'mac' })],
      ['cannot be reached', () => Promise.reject(new TypeError('fetch failed'))],
    ] as const
  ).map(([what, token]) => ({
    name: `the issuer ${what}`,
    upset: (world: ConsumerWorld) => (world.token = token),
    status: 502 as const,
    body: unusable(issuer),
    logged: { upstream: 'token-endpoint', reason: 'failed' },
  })),
  {
    name: 'the issuer is slow',
    upset: (world) => world.expired.add(timeLimits.token),
    status: 504,
    body: late(issuer),
    logged: { upstream: 'token-endpoint', reason: 'timed-out' },
  },
  {
    name: 'the issuer stops in the middle of its answer',
    upset: (world) => (world.token = cut),
    status: 504,
    body: late(issuer),
    logged: { upstream: 'token-endpoint', reason: 'timed-out' },
  },
  {
    name: 'the premium API fails',
    upset: (world) => (world.premium = () => json(500, { message: 'Internal server error' })),
    status: 502,
    body: unusable(api),
    logged: { upstream: 'premium-api', reason: 'failed', upstreamStatus: 500 },
  },
  {
    name: 'the premium API waits for its own backend in vain',
    upset: (world) => (world.premium = () => json(504, { message: 'Endpoint request timed out' })),
    status: 504,
    body: late(api),
    logged: { upstream: 'premium-api', reason: 'timed-out', upstreamStatus: 504 },
  },
  {
    name: 'the premium API redirects',
    upset: (world) =>
      (world.premium = () => new Response('{}', { status: 307, headers: { Location: 'https://evil.example/' } })),
    status: 502,
    body: unusable(api),
    logged: { upstream: 'premium-api', reason: 'answer-not-understood', upstreamStatus: 307 },
  },
  {
    name: 'the premium API answers with HTML',
    upset: (world) => (world.premium = () => new Response('<html>')),
    status: 502,
    body: unusable(api),
    logged: { upstream: 'premium-api', reason: 'answer-not-understood', upstreamStatus: 200 },
  },
  {
    name: 'the premium API cannot be reached',
    upset: (world) => (world.premium = () => Promise.reject(new TypeError('fetch failed'))),
    status: 502,
    body: unusable(api),
    logged: { upstream: 'premium-api', reason: 'failed', errorName: 'TypeError' },
  },
  {
    name: 'the premium API is slow',
    upset: (world) => world.expired.add(timeLimits.content),
    status: 504,
    body: late(api),
    logged: { upstream: 'premium-api', reason: 'timed-out' },
  },
  {
    name: 'the premium API stops in the middle of its answer',
    upset: (world) => (world.premium = cut),
    status: 504,
    body: late(api),
    logged: { upstream: 'premium-api', reason: 'timed-out' },
  },
];

it.each(cases)('$name: $status', async ({ upset, status, body, logged }) => {
  const world = consumerWorld();
  upset(world);
  const answer = await world.call();
  expect([answer.statusCode, answer.body]).toEqual([status, body]);
  expect(answer.headers['Content-Type']).toBe('application/json');
  expect(world.lines).toHaveLength(1);
  expect(JSON.parse(world.lines[0] ?? '')).toMatchObject({
    level: 'error',
    event: 'content-not-fetched',
    requestId: 'request-1',
    status,
    ...logged,
  });
});

it.each(cases)('$name: neither the log nor the answer tells a secret', async ({ upset }) => {
  const world = consumerWorld();
  upset(world);
  const told = `${(await world.call()).body}${(await world.call('authorized-write')).body}${world.lines.join('')}`;
  expect(told).not.toMatch(/secret-of-the-client|eyJ|Basic |Bearer /);
});

it('a good call logs neither token nor secret, whatever they are', async () => {
  const printable = fc.stringMatching(/^[A-Za-z0-9._~+/-]{20,80}$/);
  await fc.assert(
    fc.asyncProperty(printable, printable, async (clientSecret, token) => {
      const world = consumerWorld();
      world.clientSecret = clientSecret;
      world.token = () => json(200, { access_token: token, token_type: 'Bearer', expires_in: 3600 });
      const { statusCode, body } = await world.call();
      expect(statusCode).toBe(200);
      expect(world.premiumRequests[0]?.authorization).toBe(`Bearer ${token}`);
      const told = `${body}${world.lines.join('')}`;
      expect([told.includes(token), told.includes(clientSecret)]).toEqual([false, false]);
      expect(told).toContain('content-fetched');
    }),
  );
});

it('neither the secret nor a token is sent to where an answer points', async () => {
  const world = consumerWorld();
  await world.call();
  expect([...world.premiumRequests, ...world.tokenRequests].map(({ redirect }) => redirect)).toEqual([
    'manual',
    'manual',
  ]);
});

it('every call has a time limit, and all of them together end before Lambda and API Gateway do', async () => {
  const world = consumerWorld();
  world.premium = () => json(401, { message: 'Unauthorized' });
  const { token } = world;
  world.tokenLifetime = undefined;
  await world.call();
  world.limits.length = 0;
  world.now += 60_000;
  // The worst case: the secret is stale, so the first token is refused, and so is the token that follows.
  world.clientSecret = 'secret-of-the-client-2';
  world.now += 300_000;
  let requests = 0;
  world.token = (seen) => {
    requests += 1;
    world.clientSecret = 'secret-of-the-client-3';
    return requests === 1 ? json(400, { error: 'invalid_client' }) : token(seen);
  };
  await world.call();
  const { secret, token: grant, content } = timeLimits;
  expect(world.limits).toEqual([secret, grant, secret, grant, content, secret, grant, content]);
  const seconds = world.limits.reduce((sum, limit) => sum + limit, 0) / 1000;
  const { timeout } = argumentsAt(stackNamed('content-consumers'), 'aws_lambda_function.content-consumer');
  expect(seconds).toBeLessThan(Number(timeout));
  expect(timeout).toBeLessThan(29);
});
