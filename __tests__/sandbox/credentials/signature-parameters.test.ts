import { createHash, createHmac } from 'node:crypto';
import { note, signatureWorld } from '../support/signature-world';
import { host, now, type Wire } from '../support/signed-requests';

type Change = (text: string) => string;

/** A good signature whose header was rewritten. */
async function rewritten(change: Change) {
  const { check, signed } = signatureWorld();
  const wire = await signed(note);
  const headers = wire.headers as Record<string, string>;
  expect(check(wire).kind).toBe('verified');
  return check({ ...wire, headers: { ...headers, authorization: change(headers['authorization'] ?? '') } });
}

it.each<[string, Change, RegExp]>([
  [
    'without the algorithm',
    (text) => text.replace('AWS4-HMAC-SHA256 ', ''),
    /^Authorization header requires 'Credential' parameter\./,
  ],
  [
    'with another algorithm',
    (text) => text.replace('SHA256', 'SHA1'),
    /^Authorization header requires 'Credential' parameter\./,
  ],
  [
    'with a longer algorithm',
    (text) => text.replace('SHA256', 'SHA256x'),
    /^Authorization header requires 'Credential' parameter\./,
  ],
  [
    'with a credential of six parts',
    (text) => text.replace('/aws4_request', '/aws4_request/x'),
    /^Credential must have exactly 5 slash-delimited elements/,
  ],
  [
    'with an empty part',
    (text) => text.replace('/eu-central-1/', '//'),
    /^Credential must have exactly 5 slash-delimited elements/,
  ],
  [
    'without the signed headers',
    (text) => text.replace(/SignedHeaders=[^,]*, /, ''),
    /^Authorization header requires 'SignedHeaders' parameter\. \(Hashed/,
  ],
  [
    'without the signature',
    (text) => text.replace(/, Signature=.*/, ''),
    /^Authorization header requires 'Signature' parameter\. \(Hashed/,
  ],
])('a good signature is none %s', async (_name, ...[change, message]) => {
  expect(await rewritten(change)).toEqual({
    kind: 'refused',
    code: 'incomplete-signature',
    message: expect.stringMatching(message),
  });
});

it.each(['content-type;Host;', 'host;content-type;', 'content-type;;host;', 'content-type; host;'])(
  'the names of signed headers count as listed: %s',
  async (list) => {
    const result = await rewritten((text) => text.replace('content-type;host;', list));
    expect(result).toMatchObject({ kind: 'refused', code: 'signature-mismatch' });
  },
);

/** A presigned URL whose query was rewritten. */
async function presigned(change: Change) {
  const { check, signed } = signatureWorld();
  const wire = await signed(note, { presignSeconds: 60 });
  expect(check(wire).kind).toBe('verified');
  return check({ ...wire, url: change(wire.url ?? '') });
}

it.each<[string, Change, string]>([
  [
    'that lives for more than a week',
    (url) => url.replace('X-Amz-Expires=60', 'X-Amz-Expires=604801'),
    "X-Amz-Expires must be a number of seconds from 0 to 604800. Got '604801'.",
  ],
  [
    'that lives for less than no time',
    (url) => url.replace('X-Amz-Expires=60', 'X-Amz-Expires=-1'),
    "X-Amz-Expires must be a number of seconds from 0 to 604800. Got '-1'.",
  ],
  [
    'that lives for some time',
    (url) => url.replace('X-Amz-Expires=60', 'X-Amz-Expires=6e1'),
    "X-Amz-Expires must be a number of seconds from 0 to 604800. Got '6e1'.",
  ],
  [
    'of another algorithm',
    (url) => url.replace('AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256'),
    "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256'. Only 'AWS4-HMAC-SHA256' is supported.",
  ],
  [
    'without a date',
    (url) => url.replace(/&X-Amz-Date=[^&]*/, ''),
    "AWS query-string parameters must include 'X-Amz-Date'. Re-examine the query-string parameters.",
  ],
])('a presigned URL %s', async (_name, ...[change, message]) => {
  expect(await presigned(change)).toEqual({ kind: 'refused', code: 'incomplete-signature', message });
});

it('the expiry of a presigned URL is neither lengthened nor left out', async () => {
  const mismatch = { code: 'signature-mismatch' };
  expect(await presigned((url) => url.replace('X-Amz-Expires=60', 'X-Amz-Expires=61'))).toMatchObject(mismatch);
  expect(await presigned((url) => url.replace('&X-Amz-Expires=60', ''))).toMatchObject(mismatch);
});

it('a header is asked before the query: a token beside a presigned URL is no signature', async () => {
  const { check, signed } = signatureWorld();
  const wire = await signed(note, { presignSeconds: 60 });
  const headers = { ...(wire.headers as Record<string, string>), authorization: 'Bearer abc' };
  expect(check({ ...wire, headers })).toMatchObject({ code: 'incomplete-signature' });
});

/** Signs by the string that a refusal says should have been signed: whatever else is wrong, the signature is good. */
function signedAsAsked(wire: (signature: string) => Wire) {
  const { check, keys, clock } = signatureWorld();
  const asked = check(wire('0'.repeat(64)));
  const toSign = asked.kind === 'refused' ? /String-to-Sign should have been\n'([^']*)'/.exec(asked.message)?.[1] : '';
  const hmac = (key: string | Buffer, text = ''): Buffer => createHmac('sha256', key).update(text).digest();
  const key = ['20260304', 'eu-central-1', 'execute-api', 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${keys.secretAccessKey}`,
  );
  const signed = wire(hmac(key, toSign).toString('hex'));
  return {
    result: check(signed),
    after: (milliseconds: number) => {
      clock.set(now + milliseconds);
      return check(signed);
    },
  };
}

it('a presigned URL without an expiry, as some clients make it, lives for five minutes', () => {
  const { keys } = signatureWorld();
  const query = (signature: string) =>
    new URLSearchParams({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': `${keys.accessKeyId}/20260304/eu-central-1/execute-api/aws4_request`,
      'X-Amz-Date': '20260304T123000Z',
      'X-Amz-Security-Token': keys.sessionToken,
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Signature': signature,
    }).toString();
  const { result, after } = signedAsAsked((signature) => ({
    url: `/dev/notes?${query(signature)}`,
    headers: { host },
  }));
  expect(result.kind).toBe('verified');
  expect(after(300_000).kind).toBe('verified');
  expect(after(300_001)).toMatchObject({ kind: 'refused', code: 'signature-expired' });
});

it.each([
  ['of the body', createHash('sha256').update('{}').digest('hex'), 'verified'],
  ['of another body', '0'.repeat(64), 'refused'],
  ['that says nothing', 'UNSIGNED-PAYLOAD', 'refused'],
  ['that is empty', '', 'refused'],
])('even under a good signature the hash %s counts', (_name, claimed, kind) => {
  const { keys } = signatureWorld();
  const credential = `${keys.accessKeyId}/20260304/eu-central-1/execute-api/aws4_request`;
  const { result } = signedAsAsked((signature) => ({
    method: 'POST',
    url: '/dev/createnote',
    headers: {
      host,
      'x-amz-content-sha256': claimed,
      'x-amz-date': '20260304T123000Z',
      'x-amz-security-token': keys.sessionToken,
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=${signature}`,
    },
    body: '{}',
  }));
  expect(result.kind).toBe(kind);
});
