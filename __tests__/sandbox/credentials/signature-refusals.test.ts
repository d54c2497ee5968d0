import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { note, signatureWorld as world } from '../support/signature-world';
import { host, now, type Wire } from '../support/signed-requests';

const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const signatureOf = (secret: string, stringToSign: string): string =>
  hmac(
    ['20260304', 'eu-central-1', 'execute-api', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secret}`),
    stringToSign,
  ).toString('hex');

describe('refuses, with the text of AWS', () => {
  const withHeaders = (wire: Wire, headers: Record<string, string>): Wire => ({
    ...wire,
    headers: { ...(wire.headers as Record<string, string>), ...headers },
  });
  const hashed = /\(hashed with SHA-256 and encoded with Base64\): '[A-Za-z0-9+/]{43}='\.$/;

  it.each([
    ['no signature at all', {}, 'missing-authentication-token', /^Missing Authentication Token$/],
    ['an empty header', { authorization: '' }, 'missing-authentication-token', /^Missing Authentication Token$/],
    ['a bearer token', { authorization: 'Bearer abc.def' }, 'incomplete-signature', hashed],
    [
      'a part without an equal sign',
      { authorization: 'AWS4-HMAC-SHA256 Credential=a, b' },
      'incomplete-signature',
      hashed,
    ],
    [
      'the algorithm alone',
      { authorization: 'AWS4-HMAC-SHA256' },
      'incomplete-signature',
      /^Authorization header requires 'Credential' parameter\. Authorization header requires 'Signature' parameter\. Authorization header requires 'SignedHeaders' parameter\. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header\. \(Hashed with SHA-256 and encoded with Base64\) Authorization=[A-Za-z0-9+/]{43}=$/,
    ],
    [
      'a padded token',
      { authorization: 'Bearer abc=' },
      'incomplete-signature',
      /^Authorization header requires 'Credential' parameter\./,
    ],
    [
      'another algorithm',
      {
        authorization: 'AWS4-HMAC-SHA1 Credential=a/20260304/r/s/aws4_request,SignedHeaders=host,Signature=b',
        'x-amz-date': '20260304T123000Z',
      },
      'incomplete-signature',
      /^Authorization header requires 'Credential' parameter\./,
    ],
    [
      'a credential of four parts',
      {
        authorization:
          'AWS4-HMAC-SHA256 Credential=AKID/20260304/execute-api/aws4_request,SignedHeaders=host,Signature=b',
        'x-amz-date': '20260304T123000Z',
      },
      'incomplete-signature',
      /^Credential must have exactly 5 slash-delimited elements, e\.g\. keyid\/date\/region\/service\/term, got 'AKID\/20260304\/execute-api\/aws4_request'$/,
    ],
  ] as [string, Record<string, string>, string, RegExp][])('%s', (_name, ...[headers, code, message]) => {
    expect(world().check({ headers: { host, ...headers } })).toEqual({
      kind: 'refused',
      code,
      message: expect.stringMatching(message),
    });
  });

  it('shows the canonical request and the string to sign of a bad signature', async () => {
    const { check, signed, keys } = world();
    const result = check(await signed({ url: '/dev/notes' }, { keys: { ...keys, secretAccessKey: 'x'.repeat(40) } }));
    const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    const canonical = [
      'GET',
      '/dev/notes',
      '',
      `host:${host}`,
      `x-amz-content-sha256:${empty}`,
      'x-amz-date:20260304T123000Z',
      `x-amz-security-token:${keys.sessionToken}`,
      '',
      'host;x-amz-content-sha256;x-amz-date;x-amz-security-token',
      empty,
    ].join('\n');
    const hash = createHash('sha256').update(canonical).digest('hex');
    expect(result).toEqual({
      kind: 'refused',
      code: 'signature-mismatch',
      message: `${mismatch}

The Canonical String for this request should have been
'${canonical}'

The String-to-Sign should have been
'AWS4-HMAC-SHA256
20260304T123000Z
20260304/eu-central-1/execute-api/aws4_request
${hash}'
`,
    });
  });

  it.each([
    [
      'late by more than five minutes',
      -300_001,
      'signature-expired',
      'Signature expired: 20260304T122459Z is now earlier than 20260304T122500Z (20260304T123000Z - 5 min.)',
    ],
    [
      'early by more than five minutes',
      301_000,
      'signature-not-yet-current',
      'Signature not yet current: 20260304T123501Z is still later than 20260304T123500Z (20260304T123000Z + 5 min.)',
    ],
  ])('%s', async (_name, ...[offset, code, message]) => {
    const { check, signed } = world();
    expect(check(await signed(note, { at: now + offset }))).toEqual({ kind: 'refused', code, message });
  });

  it.each([-300_000, 300_000])('but not at %d ms, the very edge', async (offset) => {
    const { check, signed } = world();
    expect(check(await signed(note, { at: now + offset })).kind).toBe('verified');
  });

  it('a presigned URL after its time', async () => {
    const { check, signed, clock } = world();
    const wire = await signed(note, { presignSeconds: 600 });
    clock.set(now + 600_000);
    expect(check(wire).kind).toBe('verified');
    clock.set(now + 600_001);
    expect(check(wire)).toEqual({
      kind: 'refused',
      code: 'signature-expired',
      message: 'Signature expired: 20260304T123000Z is now earlier than 20260304T123000Z (20260304T124000Z - 10 min.)',
    });
  });

  it('an unknown key, a wrong token, a missing token, a token with keys that have none', async () => {
    const { check, signed, keys, user } = world();
    const message = 'The security token included in the request is invalid.';
    const { accessKeyId, secretAccessKey } = keys;
    const cases = [
      ['invalid-key-id', { ...keys, accessKeyId: 'ASIAAAAAAAAAAAAAAAAA' }],
      ['invalid-session-token', { ...keys, sessionToken: `${keys.sessionToken}x` }],
      ['invalid-session-token', { accessKeyId, secretAccessKey }],
      ['invalid-session-token', { ...user, sessionToken: keys.sessionToken }],
    ] as const;
    for (const [code, wrong] of cases) {
      expect(check(await signed(note, { keys: wrong }))).toEqual({ kind: 'refused', code, message });
    }
  });

  it('expired credentials, from the second at which they expire', async () => {
    const { check, signed, clock, keys } = world();
    expect(keys.expiration).toBe(now + 3_600_000);
    clock.set(keys.expiration - 1);
    expect(check(await signed(note, { at: clock.now() })).kind).toBe('verified');
    clock.set(keys.expiration);
    expect(check(await signed(note, { at: clock.now() }))).toEqual({
      kind: 'refused',
      code: 'expired-session-token',
      message: 'The security token included in the request is expired',
    });
  });

  it('another region, another service', async () => {
    const { check, signed } = world();
    expect(check(await signed(note, { region: 'us-east-1' }))).toEqual({
      kind: 'refused',
      code: 'wrong-region',
      message: 'Credential should be scoped to a valid region. ',
    });
    expect(check(await signed(note, { service: 's3' }))).toEqual({
      kind: 'refused',
      code: 'wrong-service',
      message: "Credential should be scoped to correct service: 'execute-api'.",
    });
  });

  it('a scope of another day, another terminator', async () => {
    const { check, signed } = world();
    const wire = await signed(note);
    const { authorization = '' } = wire.headers as Record<string, string>;
    const refusal = (from: string, to: string) =>
      check(withHeaders(wire, { authorization: authorization.replace(from, to) }));
    expect(refusal('/20260304/', '/20260303/')).toEqual({
      kind: 'refused',
      code: 'signature-mismatch',
      message:
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260303' != '20260304', from '20260304T123000Z'.",
    });
    expect(refusal('/aws4_request', '/aws5_request')).toEqual({
      kind: 'refused',
      code: 'signature-mismatch',
      message: "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'.",
    });
  });

  it.each(['2026-03-04T12:30:00Z', '20260230T123000Z', '20260304T126000Z', 'yesterday', ''])(
    'the date %j',
    async (date) => {
      const { check, signed } = world();
      expect(check(withHeaders(await signed(note), { 'x-amz-date': date }))).toEqual({
        kind: 'refused',
        code: 'incomplete-signature',
        message: `Date must be in ISO-8601 'basic format'. Got '${date}'. See http://en.wikipedia.org/wiki/ISO_8601`,
      });
    },
  );

  it('UNSIGNED-PAYLOAD and any hash that is not that of the body', async () => {
    const { check, signed } = world();
    for (const claimed of ['UNSIGNED-PAYLOAD', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD', '0'.repeat(64)]) {
      const wire = await signed({ ...note, headers: { 'x-amz-content-sha256': claimed } });
      expect(check(wire)).toMatchObject({ code: 'signature-mismatch', message: expect.stringContaining(mismatch) });
    }
  });

  it('the claim of another body, though the signature is right', () => {
    const { check, keys } = world();
    const claiming = (claimed: string, signature: string) =>
      check({
        body: 'hello',
        headers: {
          host,
          'x-amz-content-sha256': claimed,
          'x-amz-date': '20260304T123000Z',
          'x-amz-security-token': keys.sessionToken,
          authorization: `AWS4-HMAC-SHA256 Credential=${keys.accessKeyId}/20260304/eu-central-1/execute-api/aws4_request,SignedHeaders=host;x-amz-content-sha256;x-amz-date,Signature=${signature}`,
        },
      });
    const rightly = (claimed: string) => {
      const refusal = claiming(claimed, '0');
      const stringToSign =
        refusal.kind === 'refused'
          ? /String-to-Sign should have been\n'([^']*)'/.exec(refusal.message)?.[1]
          : undefined;
      return claiming(claimed, signatureOf(keys.secretAccessKey, stringToSign ?? '')).kind;
    };
    expect(rightly(createHash('sha256').update('hello').digest('hex'))).toBe('verified');
    for (const claimed of ['UNSIGNED-PAYLOAD', createHash('sha256').update('other').digest('hex'), '']) {
      expect(rightly(claimed)).toBe('refused');
    }
  });

  it.each([
    ['host', {}, "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."],
    [
      'x-amz-target',
      { 'x-amz-target': 'DynamoDB_20120810.PutItem' },
      "'x-amz-target' must be a 'SignedHeader' in the AWS Authorization.",
    ],
    ['x-amz-content-sha256', {}, "'x-amz-content-sha256' must be a 'SignedHeader' in the AWS Authorization."],
  ])('a signature that leaves out %s', async (name, headers, message) => {
    const { check, signed } = world();
    const wire = await signed({ ...note, headers });
    const { authorization = '' } = wire.headers as Record<string, string>;
    const without = authorization.replace(new RegExp(`(?<==)${name};|;${name}(?=[,;])`), '');
    expect(without).not.toBe(authorization);
    expect(check(withHeaders(wire, { authorization: without }))).toEqual({
      kind: 'refused',
      code: 'signature-mismatch',
      message,
    });
  });

  it('an incomplete presigned URL', () => {
    expect(world().check({ url: '/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=a' })).toEqual({
      kind: 'refused',
      code: 'incomplete-signature',
      message:
        "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-SignedHeaders'. AWS query-string parameters must include 'X-Amz-Date'. Re-examine the query-string parameters.",
    });
  });
});

describe('any change after signing is refused', () => {
  const covered = [
    'method',
    'path',
    'query',
    'host',
    'content-type',
    'x-amz-date',
    'x-amz-security-token',
    'authorization',
    'body',
  ] as const;
  const changed = (text: string, at: number, to: string): string => text.slice(0, at) + to + text.slice(at + 1);

  it.each(covered)('in %s', async (part) => {
    const { check, signed } = world();
    const wire = await signed(note);
    const [path = '', query = ''] = (wire.url ?? '').split('?');
    const headers = wire.headers as Record<string, string>;
    const parts: Record<string, string> = { ...headers, method: 'POST', path, query, body: String(wire.body) };
    const original = parts[part] ?? '';
    expect(original).not.toBe('');
    fc.assert(
      fc.property(fc.nat(original.length - 1), fc.integer({ min: 0x21, max: 0x7e }), (at, code) => {
        const to = String.fromCharCode(code);
        // The separator after a parameter of the header is free to be repeated; nothing else is.
        if (changed(original, at, to) === original || (part === 'authorization' && /[ ,]/.test(original[at] ?? '')))
          return;
        const next = { ...parts, [part]: changed(original, at, to) };
        const { method, path: newPath, query: newQuery, body, ...newHeaders } = next;
        const result = check({ method, url: `${newPath}?${newQuery}`, headers: newHeaders, body });
        expect(result.kind).toBe('refused');
      }),
      { numRuns: 300, seed: 4 },
    );
  });

  it.each(['X-Amz-Signature', 'X-Amz-Expires', 'x', ''])('a parameter %j that is added to the query', async (name) => {
    const { check, signed } = world();
    const wire = await signed(note);
    expect(check(wire).kind).toBe('verified');
    expect(check({ ...wire, url: `${wire.url}&${name}=0` })).toMatchObject({ code: 'signature-mismatch' });
  });

  it.each(['X-Amz-Expires', 'X-Amz-SignedHeaders', 'x'])(
    'a parameter %j that is added to a presigned URL',
    async (name) => {
      const { check, signed } = world();
      const wire = await signed(note, { presignSeconds: 60 });
      expect(check(wire).kind).toBe('verified');
      expect(check({ ...wire, url: `${wire.url}&${name}=host` })).toMatchObject({ kind: 'refused' });
    },
  );

  it('never raises, whatever the header, the query and the path hold', () => {
    const { check } = world();
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.string(), (authorization, query, path) => {
        for (const prefix of [
          '',
          'AWS4-HMAC-SHA256 ',
          'AWS4-HMAC-SHA256 Credential=a/b/c/d/e,SignedHeaders=host,Signature=',
        ]) {
          const url = `/${path}?X-Amz-Algorithm=${query}`;
          expect(
            check({ url, headers: { host, authorization: prefix + authorization, 'x-amz-date': query } }).kind,
          ).toBe('refused');
          expect(check({ url, headers: { host } }).kind).toBe('refused');
        }
      }),
      { numRuns: 200, seed: 5 },
    );
  });
});
