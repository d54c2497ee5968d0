import { createHmac } from 'node:crypto';
import type { SignatureResult } from '../../../sandbox/credentials/caller';
import { createSignatureVerifier } from '../../../sandbox/credentials/signature-v4';
import { note, signatureWorld as world } from '../support/signature-world';
import { asIssued, caller, clockAt, host, request, type Wire } from '../support/signed-requests';

describe('accepts what real signers sign', () => {
  const cases: Record<string, Wire> = {
    'a POST with a body and a query': note,
    'no path': { url: '/' },
    'a trailing slash': { url: '/dev/notes/' },
    'repeated slashes, which a signer collapses': { url: '/dev//notes' },
    'dot segments, which a signer resolves': { url: '/dev/a/../notes/./b' },
    'a path with escapes': { url: '/dev/test%2Balias@gmail.com/%20x' },
    'reserved characters in the path': { url: "/dev/(a)'*!,;=:$&" },
    'query values that need escaping': { url: '/dev/notes?q=a%20b%2Bc%26d%3D%2F~-._!%27()*' },
    'a space sent as a plus': { url: '/dev/notes?q=a+b' },
    'repeated and empty parameters': { url: '/dev/notes?b=&a=2&a=1&a=' },
    'a parameter without a value': { url: '/dev/notes?start' },
    'other scripts': { url: '/dev/%E2%98%83?%E2%98%83=%C3%A9' },
    'header values with spaces around and inside': { headers: { 'x-amz-meta': '  a   b  ', 'X-Other': 'B' } },
    'the hash of the body in a header': {
      body: 'abc',
      headers: { 'x-amz-content-sha256': 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' },
    },
  };
  it.each(Object.entries(cases))('%s', async (_name, wire) => {
    const { check, signed, keys } = world();
    const expected = { kind: 'verified', caller: asIssued(caller()), accessKeyId: keys.accessKeyId };
    expect(check(await signed(wire))).toEqual(expected);
  });

  it.each(Object.entries(cases))('presigned: %s', async (_name, wire) => {
    const { check, signed } = world();
    expect(check(await signed(wire, { presignSeconds: 60 }))).toMatchObject({ kind: 'verified' });
  });

  it('keys of an IAM user, which have no token', async () => {
    const { check, signed, user } = world();
    const result = check(await signed(note, { keys: user }));
    expect(result).toMatchObject({ kind: 'verified', caller: { arn: 'arn:aws:iam::111122223333:user/developer' } });
  });

  it('a session token that is added after signing', async () => {
    const { check, signed, keys } = world();
    const { accessKeyId, secretAccessKey, sessionToken } = keys;
    const wire = await signed(note, { keys: { accessKeyId, secretAccessKey } });
    const headers = wire.headers as Record<string, string>;
    expect(headers['authorization']).not.toContain('x-amz-security-token');
    expect(check({ ...wire, headers: { ...headers, 'X-Amz-Security-Token': sessionToken } }).kind).toBe('verified');
  });

  it('X-Amz-Date, where there is a Date header too', async () => {
    const { check, signed } = world();
    const wire = await signed(note);
    const headers = { ...(wire.headers as Record<string, string>), date: 'Wed, 04 Mar 2020 12:30:00 GMT' };
    expect(check({ ...wire, headers }).kind).toBe('verified');
  });

  it('the date in the Date header, as HTTP writes it', () => {
    const { check, keys } = world();
    const answerTo = (signature: string): SignatureResult =>
      check({
        headers: {
          host,
          date: 'Wed, 04 Mar 2026 12:30:00 GMT',
          'x-amz-security-token': keys.sessionToken,
          authorization: `AWS4-HMAC-SHA256 Credential=${keys.accessKeyId}/20260304/eu-central-1/execute-api/aws4_request,SignedHeaders=date;host,Signature=${signature}`,
        },
      });
    const refusal = answerTo('0'.repeat(64));
    const stringToSign =
      refusal.kind === 'refused' ? /String-to-Sign should have been\n'([^']*)'/.exec(refusal.message)?.[1] : '';
    expect(stringToSign).toMatch(/^AWS4-HMAC-SHA256\n20260304T123000Z\n/);
    const hmac = (key: string | Buffer, text = ''): Buffer => createHmac('sha256', key).update(text).digest();
    const key = ['20260304', 'eu-central-1', 'execute-api', 'aws4_request'].reduce<string | Buffer>(
      hmac,
      `AWS4${keys.secretAccessKey}`,
    );
    expect(answerTo(hmac(key, stringToSign).toString('hex')).kind).toBe('verified');
  });
});

describe("AWS's reference vectors", () => {
  const keys = {
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    sessionToken: undefined,
    expiration: undefined,
    caller: caller(),
  };
  const verify = createSignatureVerifier({
    credentials: { ...world().credentials, find: (id) => (id === keys.accessKeyId ? keys : undefined) },
    clock: clockAt(Date.UTC(2015, 7, 30, 12, 36, 0)),
  });
  const authorization = (signedHeaders: string, signature: string): string =>
    `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=${signedHeaders}, Signature=${signature}`;
  const base = [
    ['Host', 'example.amazonaws.com'],
    ['X-Amz-Date', '20150830T123600Z'],
  ] as const;
  const vector = (wire: Wire, signedHeaders: string, signature: string): SignatureResult =>
    verify(
      request({
        ...wire,
        headers: [
          ...base,
          ...((wire.headers ?? []) as [string, string][]),
          ['Authorization', authorization(signedHeaders, signature)],
        ],
      }),
      { service: 'service', region: 'us-east-1' },
    );
  const signedBase = 'host;x-amz-date';

  it.each([
    ['get-vanilla', { url: '/' }, signedBase, '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    [
      'get-vanilla-query-order-key-case',
      { url: '/?Param2=value2&Param1=value1' },
      signedBase,
      'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
    ],
    [
      'get-unreserved',
      { url: '/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz' },
      signedBase,
      '07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f',
    ],
    [
      'get-relative',
      { url: '/example/..' },
      signedBase,
      '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
    ],
    [
      'get-slashes',
      { url: '//example//' },
      signedBase,
      '9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84',
    ],
    [
      'get-header-key-duplicate',
      {
        headers: [
          ['My-Header1', 'value2'],
          ['My-Header1', 'value2'],
          ['My-Header1', 'value1'],
        ],
      },
      'host;my-header1;x-amz-date',
      'c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea',
    ],
    [
      'get-header-value-trim',
      {
        headers: [
          ['My-Header1', ' value1'],
          ['My-Header2', ' "a   b   c"'],
        ],
      },
      'host;my-header1;my-header2;x-amz-date',
      'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736',
    ],
    [
      'post-vanilla',
      { method: 'POST' },
      signedBase,
      '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
    ],
    [
      'post-x-www-form-urlencoded',
      { method: 'POST', headers: [['Content-Type', 'application/x-www-form-urlencoded']], body: 'Param1=value1' },
      'content-type;host;x-amz-date',
      'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
    ],
  ] as [string, Wire, string, string][])('%s', (_name, ...[wire, signedHeaders, signature]) => {
    expect(vector(wire, signedHeaders, signature)).toMatchObject({ kind: 'verified', accessKeyId: 'AKIDEXAMPLE' });
  });
});
