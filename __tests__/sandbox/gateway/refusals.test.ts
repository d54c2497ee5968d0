import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { JsonObject } from '../../../blueprint/model';
import type { SandboxResponse } from '../../../sandbox/http/message';
import { executionArn, gatewayWorld, open, route, seen, type GatewayOptions } from '../support/gateway-fixture';
import { host, now, request, sign, type SigningOptions, type Wire } from '../support/signed-requests';

const note: Wire = {
  method: 'POST',
  url: '/dev/createnote?a=1',
  headers: { 'x-app': 'v1' },
  body: '{"content":"hello"}',
};

const signer = 'arn:aws:sts::111122223333:assumed-role/dev-authenticated/CognitoIdentityCredentials';
const masked = executionArn.replace('111122223333', '********3333');
const statement = (Effect: 'Allow' | 'Deny', Resource: string) => ({ Effect, Action: 'execute-api:Invoke', Resource });
const policy = (...Statement: readonly JsonObject[]): JsonObject => ({ Version: '2012-10-17', Statement });
const forEveryone = (Effect: 'Allow' | 'Deny', Resource: string) => ({
  ...statement(Effect, Resource),
  Principal: '*',
});

const missing = [403, '{"message":"Missing Authentication Token"}', 'MissingAuthenticationTokenException'] as const;
const invalidToken = [
  403,
  '{"message":"The security token included in the request is invalid."}',
  'UnrecognizedClientException',
] as const;
const hash = (text: string): string => createHash('sha256').update(text).digest('base64');
const notSigV4 = [
  403,
  `{"message":"Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${hash('Bearer abc')}'."}`,
  'IncompleteSignatureException',
] as const;
const bearer = { authorization: 'Bearer abc' };
const denied = (user: string, resource: string, suffix: string) =>
  [
    403,
    `{"Message":"User: ${user} is not authorized to perform: execute-api:Invoke on resource: ${masked}/dev/${resource} ${suffix}"}`,
    'AccessDeniedException',
  ] as const;
const noIdentityPolicy = 'because no identity-based policy allows the execute-api:Invoke action';
const byResource = 'with an explicit deny in a resource-based policy';

interface Case {
  readonly wire?: Wire;
  readonly signing?: Partial<SigningOptions> | 'unsigned';
  readonly options?: GatewayOptions;
  readonly target?: { apiId?: string; rest?: string };
  readonly answer: readonly [number, string, string | undefined];
  /** What the reason tells. */
  readonly reason: string | RegExp;
}

const openRoute: GatewayOptions = { routes: [open('POST /createnote')] };

const cases: Record<string, Case> = {
  'an unknown path': {
    wire: { url: '/dev/other' },
    signing: 'unsigned',
    answer: missing,
    reason: 'The API has no GET /other. Routes: POST /createnote.',
  },
  'an unknown path, signed': { wire: { url: '/dev/other' }, answer: missing, reason: /The API has no GET \/other/ },
  'an unknown path with a bearer token': {
    wire: { url: '/dev/other', headers: bearer },
    signing: 'unsigned',
    answer: notSigV4,
    reason: /^incomplete-signature/,
  },
  'an unknown path with a bearer token, all open': {
    wire: { url: '/dev/other', headers: bearer },
    signing: 'unsigned',
    options: openRoute,
    answer: notSigV4,
    reason: /^incomplete-signature/,
  },
  'an unknown method': {
    wire: { ...note, method: 'PUT' },
    signing: 'unsigned',
    answer: missing,
    reason: /The API has no PUT \/createnote/,
  },
  'no signature': { wire: note, signing: 'unsigned', answer: missing, reason: /the request has none/ },
  'a bearer token for a signature': {
    wire: { ...note, headers: bearer },
    signing: 'unsigned',
    answer: notSigV4,
    reason: /^incomplete-signature/,
  },
  'an unknown key': {
    signing: { keys: { accessKeyId: 'ASIAAAAAAAAAAAAAAAAA', secretAccessKey: 'x', sessionToken: 'y' } },
    answer: invalidToken,
    reason: /^invalid-key-id/,
  },
  'a request of six minutes ago': {
    signing: { at: now - 360_000 },
    answer: [
      403,
      '{"message":"Signature expired: 20260304T122400Z is now earlier than 20260304T122500Z (20260304T123000Z - 5 min.)"}',
      'InvalidSignatureException',
    ],
    reason: /^signature-expired/,
  },
  'another region': {
    signing: { region: 'us-east-1' },
    answer: [403, '{"message":"Credential should be scoped to a valid region. "}', 'InvalidSignatureException'],
    reason: /^wrong-region/,
  },
  'another service': {
    signing: { service: 'dynamodb' },
    answer: [
      403,
      `{"message":"Credential should be scoped to correct service: 'execute-api'."}`,
      'InvalidSignatureException',
    ],
    reason: /^wrong-service/,
  },
  'a role without any allow': {
    options: { policy: policy(statement('Allow', `${executionArn}/prod/*`)) },
    answer: denied(signer, 'POST/createnote', noIdentityPolicy),
    reason: /no identity policy allows it; nearest is identity policy notes:aws_iam_role_policy\.authenticated/,
  },
  'a role with a deny': {
    options: { policy: policy(statement('Allow', '*'), statement('Deny', `${executionArn}/*/POST/*`)) },
    answer: denied(signer, 'POST/createnote', 'with an explicit deny in an identity-based policy'),
    reason: /explicitly denied by identity policy notes:aws_iam_role_policy\.authenticated, statement 1/,
  },
  'a deny evaded by a slash at the end': {
    wire: { ...note, url: '/dev/createnote/' },
    options: { policy: policy(statement('Allow', '*'), statement('Deny', `${executionArn}/dev/POST/createnote`)) },
    answer: denied(signer, 'POST/createnote', 'with an explicit deny in an identity-based policy'),
    reason: /explicitly denied/,
  },
  'a method by override that the role may not use': {
    wire: { ...note, headers: { 'x-http-method-override': 'DELETE' } },
    options: {
      routes: [route('DELETE /createnote')],
      policy: policy(statement('Allow', `${executionArn}/dev/POST/*`)),
    },
    answer: denied(signer, 'DELETE/createnote', noIdentityPolicy),
    reason: /may not execute-api:Invoke on \S+\/dev\/DELETE\/createnote/,
  },
  'a deny of the API itself': {
    options: { api: { resourcePolicy: policy(forEveryone('Deny', `${executionArn}/dev/POST/*`)) } },
    answer: denied(signer, 'POST/createnote', byResource),
    reason: /explicitly denied by resource policy notes:aws_api_gateway_rest_api\.api/,
  },
  'an open route of an API that denies': {
    signing: 'unsigned',
    options: { ...openRoute, api: { resourcePolicy: policy(forEveryone('Deny', `${executionArn}/*`)) } },
    wire: note,
    answer: denied('anonymous', 'POST/createnote', byResource),
    reason: /^anonymous may not/,
  },
  'an open route of an API that does not allow': {
    signing: 'unsigned',
    wire: note,
    options: { ...openRoute, api: { resourcePolicy: policy(forEveryone('Allow', `${executionArn}/dev/GET/*`)) } },
    answer: denied(
      'anonymous',
      'POST/createnote',
      'because no resource-based policy allows the execute-api:Invoke action',
    ),
    reason: /no resource policy allows it/,
  },
  'another stage': {
    wire: { ...note, url: '/prod/createnote' },
    answer: [403, '{"message":"Forbidden"}', 'ForbiddenException'],
    reason: "The API api123 has no stage 'prod'. Stages: dev.",
  },
  'a stage whose name begins with that of another': {
    wire: { ...note, url: '/dev2/createnote' },
    answer: [403, '{"message":"Forbidden"}', 'ForbiddenException'],
    reason: "The API api123 has no stage 'dev2'. Stages: dev.",
  },
  'no stage': {
    wire: { url: '/' },
    answer: [403, '{"message":"Forbidden"}', 'ForbiddenException'],
    reason: /has no stage ''/,
  },
  'another API': {
    target: { apiId: 'other' },
    answer: [403, '{"message":"Forbidden"}', 'ForbiddenException'],
    reason: 'There is no API other. APIs: api123.',
  },
  'a body over 10 MB': {
    wire: { ...note, body: 'x'.repeat(10_485_761) },
    signing: 'unsigned',
    answer: [413, 'HTTP content length exceeded 10485760 bytes.', undefined],
    reason: /10485761 bytes/,
  },
  'headers over 10 KB': {
    wire: { ...note, headers: { a: 'x'.repeat(10_240 - host.length), b: 'y' } },
    signing: 'unsigned',
    answer: [431, 'Request Header Fields Too Large', undefined],
    reason: /10241 bytes/,
  },
  'a method ARN over 1600 bytes': {
    wire: { url: `/dev/${'x'.repeat(1_600)}` },
    signing: 'unsigned',
    options: { routes: [route('GET /{proxy+}')] },
    answer: [414, 'Request URI too long', undefined],
    reason: /takes 1600/,
  },
};

async function answerTo({ wire = note, signing = {}, options = {}, target }: Case) {
  const world = gatewayWorld(options);
  const response =
    signing === 'unsigned'
      ? await world.send({ ...wire, headers: { host, ...(wire.headers as object) } }, target)
      : await world.send(await sign(wire, { keys: world.keys, ...signing }), target);
  return { world, response };
}

describe('each refusal has the status, the body, the type of AWS, and a reason of its own', () => {
  it.each(Object.entries(cases))('%s', async (_name, refusal) => {
    const { world, response } = await answerTo(refusal);
    const { status, body, errorType, headers } = seen(response);
    expect([status, body, errorType]).toEqual(refusal.answer);
    expect(response.reason).toEqual(
      typeof refusal.reason === 'string' ? refusal.reason : expect.stringMatching(refusal.reason),
    );
    expect(world.events).toEqual([]);
    expect(headers['x-amzn-requestid']).toBe('11111111-2222-3333-4444-555555555555');
    expect(headers['x-amzn-trace-id']).toBeUndefined();
  });

  it('a bad signature: the body shows what to sign, the reason and the log show neither that nor the token', async () => {
    const world = gatewayWorld();
    const response = await world.sendSigned(note, { keys: { ...world.keys, secretAccessKey: 'x'.repeat(40) } });
    const { status, body, errorType } = seen(response);
    expect([status, errorType]).toEqual([403, 'InvalidSignatureException']);
    expect((JSON.parse(body) as { message: string }).message).toMatch(
      /^The request signature we calculated does not match [^\n]*\n\nThe Canonical String for this request should have been\n'POST\n\/dev\/createnote\na=1\n[^']*'\n\nThe String-to-Sign should have been\n'AWS4-HMAC-SHA256\n[^']*'\n$/,
    );
    expect(response.reason).toMatch(/^signature-mismatch: The request signature we calculated does not match/);
    expect(
      [response.reason, ...world.log].filter((line) => line?.includes(world.keys.sessionToken) || line?.includes('\n')),
    ).toEqual([]);
  });

  it('expired credentials', async () => {
    const world = gatewayWorld();
    world.clock.set(world.keys.expiration);
    const { status, body, errorType } = seen(await world.sendSigned(note, { at: world.keys.expiration }));
    expect([status, body, errorType]).toEqual([
      403,
      '{"message":"The security token included in the request is expired"}',
      'ExpiredTokenException',
    ]);
  });
});

describe('who is let in', () => {
  const admitted = async (admission: Omit<Case, 'answer' | 'reason'>): Promise<SandboxResponse> =>
    (await answerTo({ ...admission, answer: missing, reason: '' })).response;

  it.each<[string, Omit<Case, 'answer' | 'reason'>]>([
    ['a signed request that the role may make', {}],
    ['one to a path with a slash at its end', { wire: { ...note, url: '/dev/createnote/' } }],
    ['one by a presigned URL', { signing: { presignSeconds: 60 } }],
    [
      'one by the policy of the API alone',
      {
        options: {
          policy: policy(statement('Allow', `${executionArn}/prod/*`)),
          api: {
            resourcePolicy: policy({ ...forEveryone('Allow', `${executionArn}/dev/*`), Principal: { AWS: signer } }),
          },
        },
      },
    ],
    ['anybody, where the route is open', { signing: 'unsigned', options: openRoute }],
    [
      'anybody with a token that nobody asks for',
      { wire: { ...note, headers: bearer }, signing: 'unsigned', options: openRoute },
    ],
    [
      'anybody, where the API allows it',
      {
        signing: 'unsigned',
        options: { ...openRoute, api: { resourcePolicy: policy(forEveryone('Allow', `${executionArn}/dev/*`)) } },
      },
    ],
  ])('%s', async (_name, admission) => {
    const response = await admitted(admission);
    expect([response.status, response.body.toString(), response.reason]).toEqual([200, 'ok', undefined]);
  });

  it('a kind of authorization that is not known lets nobody in', async () => {
    const unknown = { kind: 'OPEN_SESAME' } as unknown as { kind: 'NONE' };
    const { response, world } = await answerTo({
      options: { routes: [route('POST /createnote', { authorization: unknown })] },
      answer: missing,
      reason: '',
    });
    expect([response.status, response.reason, world.events]).toEqual([
      403,
      'Unknown authorization {"kind":"OPEN_SESAME"}.',
      [],
    ]);
  });

  it('where the path behind the API is not the path that was sent, the path that was sent is what is signed', async () => {
    const world = gatewayWorld();
    const wire = await sign({ ...note, url: '/restapis/api123/dev/createnote' }, { keys: world.keys });
    expect((await world.send(wire, { rest: '/dev/createnote' })).status).toBe(200);
    const elsewhere = request({ ...wire, url: '/dev/createnote' });
    expect((await world.gateway.handle(elsewhere, { apiId: 'api123', rest: '/dev/createnote' })).status).toBe(403);
  });
});

describe('no change of a signed request reaches the function', () => {
  it('a character of the method, path, query, a signed header, the body, the signature', async () => {
    const world = gatewayWorld({ routes: [route('ANY /{proxy+}')] });
    const { headers } = await sign(note, { keys: world.keys });
    const parts: Record<string, string> = {
      method: 'POST',
      path: '/dev/createnote',
      query: 'a=1',
      body: String(note.body),
      ...(headers as Record<string, string>),
    };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(parts)),
        fc.nat(),
        fc.integer({ min: 0x21, max: 0x7e }),
        async (part, position, code) => {
          const text = parts[part] ?? '';
          const at = position % text.length;
          const changed = text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
          fc.pre(changed !== text && !(part === 'authorization' && /[ ,]/.test(text[at] ?? '')));
          const { method, path, query, body, ...rest } = { ...parts, [part]: changed };
          expect((await world.send({ method, url: `${path}?${query}`, headers: rest, body })).status).toBe(403);
        },
      ),
      { seed: 8, numRuns: 1000 },
    );
    expect(world.events).toEqual([]);
    expect((await world.send({ ...note, headers })).status).toBe(200);
  });
});
