import { parseContentConsumerEnvironment } from '../../functions/content-consumer/environment';
import { secretLifetime } from '../../functions/content-consumer/secret-source';
import { replacementPause } from '../../functions/content-consumer/token-source';
import { InvalidEnvironmentError } from '../../functions/shared/errors';
import { consumerWorld, json, premiumApiUrl, secretArn } from './consumer-world';
import type { ConsumerWorld } from './consumer-world';

const basic = (secret: string): string => `Basic ${Buffer.from(`client1:${secret}`).toString('base64')}`;
const decoded = (header: string | undefined): string =>
  decodeURIComponent(Buffer.from(header?.replace('Basic ', '') ?? '', 'base64').toString());

async function parallel(world: ConsumerWorld, count: number, route?: string): Promise<readonly number[]> {
  const answers = await Promise.all(Array.from({ length: count }, () => world.call(route)));
  return [...new Set(answers.map(({ statusCode }) => statusCode))];
}

const scopesOf = ({ tokenRequests }: ConsumerWorld): readonly (string | null)[] =>
  tokenRequests.map(({ body }) => new URLSearchParams(body).get('scope'));

describe('as the document has it', () => {
  it.each([
    { route: 'unauthorized-read', method: 'GET', status: 401, body: '{"message":"Unauthorized"}' },
    { route: 'authorized-read', method: 'GET', status: 200, body: '{"message":"Premium Content: OAuth Scope: Read"}' },
    {
      route: 'authorized-write',
      method: 'POST',
      status: 200,
      body: '{"message":"Premium Content: OAuth Scope: Write"}',
    },
  ])('$route answers $status $body', async ({ route, status, body, method }) => {
    const world = consumerWorld();
    const answer = await world.call(route);
    expect([answer.statusCode, answer.body]).toEqual([status, body]);
    expect(world.premiumRequests.map((seen) => seen.method)).toEqual([method]);
  });

  it('asks nobody for anything when it calls without authorization', async () => {
    const world = consumerWorld();
    await world.call('unauthorized-read');
    expect([world.secretReads, world.tokenRequests]).toEqual([[], []]);
    expect(world.premiumRequests[0]?.authorization).toBeUndefined();
  });

  it.each(['read', 'write'])('gets a token for %s alone, with the client in Basic, and sends it', async (scope) => {
    const world = consumerWorld();
    await world.call(`authorized-${scope}`);
    expect(world.secretReads).toEqual([secretArn]);
    expect(world.tokenRequests).toHaveLength(1);
    const [request] = world.tokenRequests;
    expect(decoded(request?.authorization)).toBe('client1:secret-of-the-client-1');
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      grant_type: 'client_credentials',
      scope: `premium_api/${scope}`,
    });
    expect(world.premiumRequests[0]?.authorization).toBe(`Bearer eyJtoken.1.premium_api/${scope}`);
  });

  it('has no other content', async () => {
    const answer = await consumerWorld().call('secrets');
    expect([answer.statusCode, answer.body]).toEqual([404, '{"message":"There is no such content."}']);
  });
});

describe('tokens', () => {
  it('50 parallel calls read the secret once and fetch one token a scope', async () => {
    const world = consumerWorld();
    const statuses = await Promise.all([
      parallel(world, 50, 'authorized-read'),
      parallel(world, 50, 'authorized-write'),
    ]);
    expect(statuses).toEqual([[200], [200]]);
    expect([...scopesOf(world)].sort()).toEqual(['premium_api/read', 'premium_api/write']);
    expect(world.secretReads).toHaveLength(1);
    expect(world.premiumRequests).toHaveLength(100);
  });

  it.each([
    [3600, 3540],
    [300, 270],
  ])('a token of %d s is used for %d s, then replaced once by 50 parallel calls', async (lifetime, used) => {
    const world = consumerWorld();
    world.tokenLifetime = lifetime;
    await world.call();
    world.now += used * 1000 - 1;
    await parallel(world, 50);
    expect(world.tokenRequests).toHaveLength(1);
    world.now += 1;
    await parallel(world, 50);
    expect(world.tokenRequests).toHaveLength(2);
    expect(world.premiumRequests.at(-1)?.authorization).toBe('Bearer eyJtoken.2.premium_api/read');
  });

  it('a token of unknown life is used for the calls that wait for it, and no more', async () => {
    const world = consumerWorld();
    world.tokenLifetime = undefined;
    await parallel(world, 50);
    await world.call();
    expect(world.tokenRequests).toHaveLength(2);
  });

  it('a failure is not kept', async () => {
    const world = consumerWorld();
    const { token } = world;
    world.token = () => json(500, {});
    expect(await parallel(world, 50)).toEqual([502]);
    expect(world.tokenRequests).toHaveLength(1);
    world.token = token;
    expect((await world.call()).statusCode).toBe(200);
  });
});

describe('a token that the premium API refuses', () => {
  const refusing = (world: ConsumerWorld, refused: (authorization: string) => boolean): void => {
    const { premium } = world;
    world.premium = (seen) =>
      refused(seen.authorization ?? '') ? json(401, { message: 'Unauthorized' }) : premium(seen);
  };

  it('is replaced once, with the secret read anew, and the call repeated', async () => {
    const world = consumerWorld();
    refusing(world, (authorization) => authorization.includes('.1.'));
    const answer = await world.call();
    expect(answer.statusCode).toBe(200);
    expect([world.secretReads.length, world.tokenRequests.length, world.premiumRequests.length]).toEqual([2, 2, 2]);
  });

  it('is replaced once for 50 parallel calls', async () => {
    const world = consumerWorld();
    refusing(world, (authorization) => authorization.includes('.1.'));
    expect(await parallel(world, 50)).toEqual([200]);
    expect([world.secretReads.length, world.tokenRequests.length, world.premiumRequests.length]).toEqual([2, 2, 100]);
  });

  it('is not replaced again by a call that learns of it late', async () => {
    const world = consumerWorld();
    refusing(world, (authorization) => authorization.includes('.1.'));
    const { premium } = world;
    let refuse = (): void => undefined;
    const late = new Promise<void>((resolve) => (refuse = resolve));
    world.premium = async (seen) => {
      const last = world.premiumRequests.length === 2;
      await (last ? late : Promise.resolve());
      return premium(seen);
    };
    const [first, second] = [world.call(), world.call()];
    expect((await first).statusCode).toBe(200);
    refuse();
    expect((await second).statusCode).toBe(200);
    expect(world.tokenRequests).toHaveLength(2);
  });

  it('is not replaced for ever: the refusal is passed on, and the next attempt waits', async () => {
    const world = consumerWorld();
    refusing(world, () => true);
    const answer = await world.call();
    expect([answer.statusCode, answer.body]).toEqual([401, '{"message":"Unauthorized"}']);
    expect(world.premiumRequests).toHaveLength(2);
    await parallel(world, 50);
    world.now += replacementPause - 1;
    await parallel(world, 50);
    expect(world.tokenRequests).toHaveLength(2);
    world.now += 1;
    await parallel(world, 50);
    expect(world.tokenRequests).toHaveLength(3);
  });

  it.each([403, 404, 429])('another refusal (%d) is passed on as it is', async (status) => {
    const world = consumerWorld();
    world.premium = () => json(status, { message: 'No' });
    const answer = await world.call();
    expect([answer.statusCode, answer.body]).toEqual([status, '{"message":"No"}']);
    expect([world.tokenRequests.length, world.premiumRequests.length]).toEqual([1, 1]);
  });
});

describe('a rotated secret', () => {
  const knowing = (world: ConsumerWorld, secret: string): void => {
    const { token } = world;
    world.token = (seen) =>
      decoded(seen.authorization) === decoded(basic(secret)) ? token(seen) : json(400, { error: 'invalid_client' });
  };

  it('is in use after the time for which one is kept, at the latest', async () => {
    const world = consumerWorld();
    world.tokenLifetime = undefined;
    await world.call();
    world.clientSecret = 'secret-of-the-client-2';
    world.now += secretLifetime - 1;
    await world.call();
    world.now += 1;
    await world.call();
    expect(world.tokenRequests.map(({ authorization }) => decoded(authorization))).toEqual([
      'client1:secret-of-the-client-1',
      'client1:secret-of-the-client-1',
      'client1:secret-of-the-client-2',
    ]);
  });

  it('is read at once when the issuer no longer knows the old one', async () => {
    const world = consumerWorld();
    world.tokenLifetime = undefined;
    await world.call();
    world.clientSecret = 'secret-of-the-client-2';
    knowing(world, 'secret-of-the-client-2');
    expect(await parallel(world, 50)).toEqual([200]);
    expect([world.secretReads.length, world.tokenRequests.length]).toEqual([2, 3]);
  });

  it('that is the same as before is not tried twice', async () => {
    const world = consumerWorld();
    knowing(world, 'another');
    expect((await world.call()).statusCode).toBe(502);
    expect([world.secretReads.length, world.tokenRequests.length]).toEqual([2, 1]);
  });
});

it('understands its environment, and names every fault in it', () => {
  const good = { premiumApiUrl, secretArn, allowedOrigins: '' };
  expect(parseContentConsumerEnvironment(good)).toEqual({ premiumApiUrl, secretArn, allowedOrigins: [] });
  const url = 'allowed: https://host/path, no user, no query, no fragment';
  const bad = { premiumApiUrl: 'http://premium.example', secretArn: 'app', allowedOrigins: 'x' };
  expect(() => parseContentConsumerEnvironment(bad)).toThrow(
    new InvalidEnvironmentError([
      `premiumApiUrl is "http://premium.example"; ${url}`,
      'secretArn is "app"; allowed: arn:aws:secretsmanager:<region>:<account>:secret:<name of the secret>',
      'allowedOrigins holds "x"; allowed: https://host[:port] or http://localhost[:port], no path, no *',
    ]),
  );
  for (const premium of ['', 'https://u:p@x.example/', 'https://x.example/?a=b', 'https://x.example/#f', 'x']) {
    expect(() => parseContentConsumerEnvironment({ ...good, premiumApiUrl: premium })).toThrow(`"${premium}"; ${url}`);
  }
});
