import { Federation } from '../../../sandbox/domain/federation/federation';
import { verifySamlAnswer } from '../../../sandbox/domain/federation/saml/verify-saml-answer';
import { unverifiedIssuer } from '../../../sandbox/saml/signed-assertion';
import { seededIds } from '../support/user-pool-fixture';
import { authorizeUrl, awsHost, origin, startWeb, webId } from '../support/web-domain';

/** One program that asks for something large must not keep all others waiting: far more than good code needs. */
const patienceMilliseconds = 2_000;

const manyNames = (count: number): string => Array.from({ length: count }, (_, at) => `n${at}=`).join('&');

async function timed<T>(work: () => T | Promise<T>): Promise<{ readonly result: T; readonly milliseconds: number }> {
  const from = performance.now();
  const result = await work();
  return { result, milliseconds: performance.now() - from };
}

const world = startWeb();
beforeAll(() => world.pools.ready());

test.each(['/oauth2/token', '/oauth2/revoke'])(
  '%s takes no form that is longer than any client needs',
  async (path) => {
    const form = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`n${at}`, '']));
    const { result, milliseconds } = await timed(() => world.post(path, { client_id: webId, ...form }));
    expect(result).toMatchObject({
      status: 400,
      body: '{"error":"invalid_request"}',
      reason: 'invalid_request: The form is longer than 65536 bytes.',
    });
    expect(milliseconds).toBeLessThan(patienceMilliseconds);
  },
);

test('a query with many parameters is read in time that grows with its length', async () => {
  const url = new URL(authorizeUrl());
  const path = `${url.pathname}${url.search}&${manyNames(50_000)}`;
  const ask = () => world.send({ method: 'GET', path, headers: { host: awsHost }, body: '' });
  const { result, milliseconds } = await timed(ask);
  expect(result.status).toBe(302);
  expect(milliseconds).toBeLessThan(patienceMilliseconds);
});

test('a SAML answer that is no Base64 is told from one in time that grows with its length', async () => {
  const { clock } = world;
  const federation = new Federation({ clock, ids: seededIds() });
  const expected = {
    metadata: { entityId: 'https://saml.example.com', certificates: ['none'] as const, signOnUrl: undefined },
    audience: 'us',
    assertionConsumerUrl: `${origin}/saml2/idpresponse`,
    requestId: undefined,
    now: clock.now(),
  };
  const { result, milliseconds } = await timed(() =>
    verifySamlAnswer(federation, expected, `A${' '.repeat(99_000)}!`).catch((error: Error) => error.message),
  );
  expect(result).toBe('Invalid SAML response received: SAML response could not be parsed. ');
  expect(milliseconds).toBeLessThan(patienceMilliseconds);
});

test('and so is the issuer of one that is not signed', async () => {
  const encoded = Buffer.from('<Issuer '.repeat(40_000)).toString('base64');
  const { result, milliseconds } = await timed(() => unverifiedIssuer(encoded));
  expect(result).toBeUndefined();
  expect(milliseconds).toBeLessThan(patienceMilliseconds);
});
