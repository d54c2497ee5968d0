import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { gatewayWorld, route, seen } from '../support/gateway-fixture';
import { parsePolicy } from '../../../iam/parse-policy';
import { caller, host, now, sign, type Wire } from '../support/signed-requests';

const world = () => gatewayWorld({ routes: [route('ANY /{proxy+}')] });

const hmac = (key: string | Buffer, text = ''): Buffer => createHmac('sha256', key).update(text).digest();

/** Signs what the gateway says should have been signed: for forms that no signer at hand has. */
async function signedAsAsked(gateway: ReturnType<typeof world>, wireOf: (signature: string) => Wire): Promise<Wire> {
  const { body } = seen(await gateway.send(wireOf('0'.repeat(64))));
  const { message } = JSON.parse(body) as { message: string };
  const stringToSign = /The String-to-Sign should have been\n'([^']*)'/.exec(message)?.[1];
  expect(stringToSign).toMatch(/^AWS4-HMAC-SHA256\n/);
  const key = ['20260304', 'eu-central-1', 'execute-api', 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${gateway.keys.secretAccessKey}`,
  );
  return wireOf(hmac(key, stringToSign).toString('hex'));
}

describe('queries', () => {
  it.each([
    ['a space as plus', 'q=a+b', 'a b'],
    ['a space as escape', 'q=a%20b', 'a b'],
    ['a plus', 'q=a%2Bb', 'a+b'],
    ['reserved characters', "q=%26%3D%2F%3F'()*!", "&=/?'()*!"],
    ['other scripts', 'q=%E2%98%83%C3%A9', '☃é'],
  ])('%s: signed as one thing, however it is sent', async (_name, query, value) => {
    for (const presignSeconds of [undefined, 60]) {
      const gateway = world();
      const wire = await sign({ url: `/dev/a?${query}` }, { keys: gateway.keys, presignSeconds });
      expect((await gateway.send(wire)).status).toBe(200);
      expect(gateway.events[0]?.['queryStringParameters']).toMatchObject({ q: value });
    }
  });

  it('a space is not a plus once it is signed', async () => {
    const gateway = world();
    const wire = await sign({ url: '/dev/a?q=a%20b' }, { keys: gateway.keys });
    expect((await gateway.send({ ...wire, url: '/dev/a?q=a+b' })).status).toBe(200);
    expect(seen(await gateway.send({ ...wire, url: '/dev/a?q=a%2Bb' })).errorType).toBe('InvalidSignatureException');
  });

  it('parameters in another order are the same, other values are not', async () => {
    const gateway = world();
    const wire = await sign({ url: '/dev/a?b=2&a=1&a=0' }, { keys: gateway.keys });
    expect((await gateway.send({ ...wire, url: '/dev/a?a=0&b=2&a=1' })).status).toBe(200);
    expect((await gateway.send({ ...wire, url: '/dev/a?b=1&a=2&a=0' })).status).toBe(403);
  });
});

describe('presigned URLs', () => {
  it('of a POST cover its body', async () => {
    const gateway = world();
    const note = { method: 'POST', url: '/dev/a?b=c', body: '{"content":"hello"}' };
    const wire = await sign(note, { keys: gateway.keys, presignSeconds: 60 });
    expect((await gateway.send(wire)).status).toBe(200);
    expect(seen(await gateway.send({ ...wire, body: '{"content":"jello"}' })).errorType).toBe(
      'InvalidSignatureException',
    );
  });

  it('end when they say, in the sandbox as a whole', async () => {
    const gateway = world();
    const wire = await sign({ url: '/dev/a' }, { keys: gateway.keys, presignSeconds: 1_800 });
    gateway.clock.set(now + 1_800_000);
    expect((await gateway.send(wire)).status).toBe(200);
    gateway.clock.set(now + 1_800_001);
    expect((await gateway.send(wire)).reason).toMatch(/^signature-expired: /);
  });

  it('without a time of their own last for five minutes', async () => {
    const gateway = world();
    const parameters = new URLSearchParams({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': `${gateway.keys.accessKeyId}/20260304/eu-central-1/execute-api/aws4_request`,
      'X-Amz-Date': '20260304T123000Z',
      'X-Amz-Security-Token': gateway.keys.sessionToken,
      'X-Amz-SignedHeaders': 'host',
    });
    const wire = await signedAsAsked(gateway, (signature) => ({
      url: `/dev/a?${parameters.toString()}&X-Amz-Signature=${signature}`,
      headers: { host },
    }));
    gateway.clock.set(now + 300_000);
    expect((await gateway.send(wire)).status).toBe(200);
    gateway.clock.set(now + 300_001);
    expect((await gateway.send(wire)).reason).toMatch(/^signature-expired: /);
  });

  it('any other character in them, or in the body, is refused', async () => {
    const gateway = world();
    const note = { method: 'POST', url: '/dev/createnote?b=2&a=1', body: 'hello' };
    const wire = await sign(note, { keys: gateway.keys, presignSeconds: 60 });
    const [path = '', query = ''] = (wire.url ?? '').split('?');
    const parts: Record<string, string> = { method: 'POST', path, query, body: 'hello', host };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(parts), 'query', 'query', 'query'),
        fc.nat(),
        fc.integer({ min: 0x21, max: 0x7e }),
        async (part, position, code) => {
          const text = parts[part] ?? '';
          const at = position % text.length;
          const changed = text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
          // The case of an escape's digits is no difference.
          fc.pre(new URLSearchParams(changed).toString() !== new URLSearchParams(text).toString());
          const sent = { ...parts, [part]: changed };
          const answer = await gateway.send({
            method: sent['method'],
            url: `${sent['path']}?${sent['query']}`,
            headers: { host: sent['host'] ?? '' },
            body: sent['body'],
          });
          expect(answer.status).toBe(403);
        },
      ),
      { seed: 12, numRuns: 1000 },
    );
    expect(gateway.events).toEqual([]);
    expect((await gateway.send(wire)).status).toBe(200);
  });
});

describe('what generated clients of API Gateway do', () => {
  it('a session token added after signing, a GET with a body that is signed', async () => {
    const gateway = world();
    const { accessKeyId, sessionToken } = gateway.keys;
    const signedHeaders = 'accept;content-type;host;x-amz-date';
    const wire = await signedAsAsked(gateway, (signature) => ({
      url: '/dev/notes',
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/json',
        host,
        'x-amz-date': '20260304T123000Z',
        Authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260304/eu-central-1/execute-api/aws4_request, SignedHeaders=${signedHeaders}, Signature=${signature}`,
        'x-amz-security-token': sessionToken,
      },
      body: '{}',
    }));
    expect((await gateway.send(wire)).status).toBe(200);
    expect(gateway.events[0]).toMatchObject({ httpMethod: 'GET', body: '{}' });
    const headers = { ...(wire.headers as Record<string, string>) };
    expect(seen(await gateway.send({ ...wire, headers: { ...headers, 'x-amz-security-token': 'x' } })).body).toBe(
      '{"message":"The security token included in the request is invalid."}',
    );
    expect((await gateway.send({ ...wire, body: '' })).status).toBe(403);
  });

  it('the hash of the body in a header is not believed without the body', async () => {
    const gateway = world();
    const claimed = createHash('sha256').update('other').digest('hex');
    const note = { method: 'POST', url: '/dev/a', body: 'hello', headers: { 'x-amz-content-sha256': claimed } };
    expect((await gateway.sendSigned(note)).reason).toMatch(/^signature-mismatch: /);
    expect(gateway.events).toEqual([]);
  });
});

it('200 requests at once, of two callers, are each their own', async () => {
  const gateway = world();

  const document = parsePolicy(
    { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
    'identity',
  );
  const names = ['ann', 'bob'];
  const keys = names.map((name) =>
    gateway.credentials.issueTemporary(
      caller({ userId: `AROAEXAMPLE:${name}`, identityPolicies: [{ name: 'p', document }] }),
      60,
    ),
  );
  const answers = await Promise.all(
    Array.from({ length: 200 }, async (_one, index) =>
      gateway.send(await sign({ url: `/dev/${names[index % 2]}/${index}` }, { keys: keys[index % 2] ?? gateway.keys })),
    ),
  );
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  const mixed = gateway.events.filter(
    ({ path, requestContext }) =>
      (requestContext['identity'] as { user: string }).user !== `AROAEXAMPLE:${String(path).split('/')[1]}`,
  );
  expect([gateway.events.length, mixed]).toEqual([200, []]);
});
