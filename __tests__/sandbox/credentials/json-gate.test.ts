import { parsePolicy } from '../../../iam/parse-policy';
import type { Caller } from '../../../sandbox/credentials/caller';
import { createCredentialStore } from '../../../sandbox/credentials/credential-store';
import { createJsonGate, type JsonAccess } from '../../../sandbox/credentials/json-gate';
import { createSignatureVerifier } from '../../../sandbox/credentials/signature-v4';
import { AwsJsonError } from '../../../sandbox/protocol/aws-json';
import {
  asIssued,
  caller,
  clockAt,
  countingIds,
  host,
  now,
  request,
  sign,
  type SigningOptions,
  type Wire,
} from '../support/signed-requests';

const table = 'arn:aws:dynamodb:eu-central-1:111122223333:table/dev-notes';
const role = 'arn:aws:sts::111122223333:assumed-role/dev-authenticated/CognitoIdentityCredentials';
const statement = (more: object = {}) => ({ Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: table, ...more });
const signedIn = (...Statement: readonly object[]): Caller =>
  caller({
    identityPolicies: [
      {
        name: 'notes:aws_iam_role_policy.table',
        document: parsePolicy({ Version: '2012-10-17', Statement }, 'identity'),
      },
    ],
  });
const boundary = (Statement: object): Caller['permissionsBoundary'] => ({
  name: 'limit',
  document: parsePolicy({ Version: '2012-10-17', Statement }, 'boundary'),
});
const putItem: Wire = {
  method: 'POST',
  url: '/',
  headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.PutItem' },
  body: '{"TableName":"dev-notes"}',
};

function world(who: Caller = signedIn(statement())) {
  const clock = clockAt();
  const credentials = createCredentialStore({ clock, ids: countingIds() });
  const keys = credentials.issueTemporary(who, 3600);
  const verify = createSignatureVerifier({ credentials, clock });
  const services = { verify, region: 'eu-central-1', service: 'dynamodb' };
  const signed = (options: Partial<SigningOptions> = {}, wire = putItem): Promise<Wire> =>
    sign(wire, { keys, service: 'dynamodb', ...options });
  const ask = (wire: Wire, ...access: Partial<JsonAccess>): unknown => {
    const [action = 'dynamodb:PutItem', resource = table, ...more] = access;
    return answerOf(() => createJsonGate({ ...services, clock })(request(wire), action, resource, ...more));
  };
  return { clock, keys, services, signed, ask };
}

/** The caller, or what is refused: the exception, its text, and the reason that only the log tells. */
function answerOf(ask: () => unknown): unknown {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof AwsJsonError)) throw error;
    return { code: error.code, message: error.message, reason: error.details.reason, status: error.details.status };
  }
}

it('gives whose request it is, where a policy allows it', async () => {
  const who = signedIn(statement());
  const { ask, signed } = world(who);
  expect(ask(await signed())).toEqual(asIssued(who));
});

describe('signatures', () => {
  const { keys } = world();
  const invalid = ['UnrecognizedClientException', 'The security token included in the request is invalid.'];
  it.each<[string, Partial<SigningOptions>, string, string, string]>([
    [
      'an unknown key',
      { keys: { ...keys, accessKeyId: 'ASIAAAAAAAAAAAAAAAAA' } },
      'invalid-key-id',
      ...(invalid as [string, string]),
    ],
    [
      'a wrong token',
      { keys: { ...keys, sessionToken: 'x' } },
      'invalid-session-token',
      ...(invalid as [string, string]),
    ],
    [
      'another service',
      { service: 'execute-api' },
      'wrong-service',
      'InvalidSignatureException',
      "Credential should be scoped to correct service: 'dynamodb'.",
    ],
    [
      'another region',
      { region: 'us-east-1' },
      'wrong-region',
      'InvalidSignatureException',
      'Credential should be scoped to a valid region.',
    ],
    [
      'a request that is too old',
      { at: now - 301_000 },
      'signature-expired',
      'InvalidSignatureException',
      'Signature expired: 20260304T122459Z is now earlier than 20260304T122500Z (20260304T123000Z - 5 min.)',
    ],
    [
      'a request of the future',
      { at: now + 301_000 },
      'signature-not-yet-current',
      'InvalidSignatureException',
      'Signature not yet current: 20260304T123501Z is still later than 20260304T123500Z (20260304T123000Z + 5 min.)',
    ],
    [
      'another secret',
      { keys: { ...keys, secretAccessKey: 'x'.repeat(40) } },
      'signature-mismatch',
      'InvalidSignatureException',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    ],
  ])('%s', async (_name, ...[signing, refusal, code, message]) => {
    const { ask, signed } = world();
    expect(ask(await signed(signing))).toEqual({ code, message, reason: `${refusal}: ${message}`, status: undefined });
  });

  it('none at all, or none that can be read', () => {
    const { ask } = world();
    expect(ask({ ...putItem, headers: { host } })).toEqual({
      code: 'MissingAuthenticationTokenException',
      message: 'Missing Authentication Token',
      reason: 'missing-authentication-token: Missing Authentication Token',
      status: undefined,
    });
    expect(ask({ ...putItem, headers: { host, authorization: 'Bearer abc' } })).toMatchObject({
      code: 'IncompleteSignatureException',
      message: expect.stringMatching(/^Invalid key=value pair \(missing equal-sign\) in Authorization header/),
    });
  });

  it('expired credentials', async () => {
    const { ask, signed, clock, keys: mine } = world();
    clock.set(mine.expiration);
    expect(ask(await signed({ at: mine.expiration }))).toEqual({
      code: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
      reason: 'expired-session-token: The security token included in the request is expired',
      status: undefined,
    });
  });

  it('a request signed for one operation is not another one', async () => {
    const { ask, signed } = world();
    const wire = await signed();
    const headers = { ...(wire.headers as object), 'x-amz-target': 'DynamoDB_20120810.DeleteItem' };
    expect(ask({ ...wire, headers })).toMatchObject({ code: 'InvalidSignatureException' });
  });

  it('a refusal tells the token to nobody', async () => {
    const { ask, signed, keys: mine } = world();
    const wire = await signed();
    const told = JSON.stringify(ask({ ...wire, body: '{}' }));
    expect(told).toContain('InvalidSignatureException');
    expect(told).not.toContain(mine.sessionToken);
  });

  it('come before policies: who has no good signature learns nothing of them', async () => {
    const { ask, signed, keys: mine } = world(caller());
    expect(ask(await signed({ keys: { ...mine, secretAccessKey: 'x' } }))).toMatchObject({
      code: 'InvalidSignatureException',
    });
  });
});

describe('policies', () => {
  const sentence = (suffix: string, action = 'dynamodb:PutItem', resource = table): string =>
    `User: ${role} is not authorized to perform: ${action} on resource: ${resource} ${suffix}`;
  const none = (action: string): string => `because no identity-based policy allows the ${action} action`;

  it.each<[string, Caller, Partial<JsonAccess>, string, RegExp]>([
    [
      'without any',
      caller(),
      [],
      sentence(none('dynamodb:PutItem')),
      /may not dynamodb:PutItem on \S+: no identity policy allows it; no statement comes near$/,
    ],
    [
      'for another action',
      signedIn(statement()),
      ['dynamodb:DeleteItem'],
      sentence(none('dynamodb:DeleteItem'), 'dynamodb:DeleteItem'),
      /nearest is identity policy notes:aws_iam_role_policy\.table, statement 0, but its action is dynamodb:PutItem$/,
    ],
    [
      'for another table',
      signedIn(statement()),
      ['dynamodb:PutItem', `${table}s`],
      sentence(none('dynamodb:PutItem'), 'dynamodb:PutItem', `${table}s`),
      /but its resource is \S+table\/dev-notes$/,
    ],
    [
      'with a deny',
      signedIn(statement(), statement({ Effect: 'Deny' })),
      [],
      sentence('with an explicit deny in an identity-based policy'),
      /explicitly denied by identity policy notes:aws_iam_role_policy\.table, statement 1$/,
    ],
    [
      'with a session that is cut down',
      {
        ...signedIn(statement()),
        sessionPolicies: [
          {
            name: 'guest',
            document: parsePolicy({ Version: '2012-10-17', Statement: statement({ Action: 's3:*' }) }, 'session'),
          },
        ],
      },
      [],
      sentence('because no session policy allows the dynamodb:PutItem action'),
      /no session policy allows it/,
    ],
    [
      'with a permissions boundary of other actions',
      { ...signedIn(statement()), permissionsBoundary: boundary(statement({ Action: 's3:*' })) },
      [],
      sentence('because no permissions boundary allows the dynamodb:PutItem action'),
      /: no permissions boundary allows it; nearest is permissions boundary limit, statement 0, but its action is s3:\*$/,
    ],
    [
      'with a deny of the permissions boundary',
      { ...signedIn(statement()), permissionsBoundary: boundary(statement({ Effect: 'Deny' })) },
      [],
      sentence('with an explicit deny in a permissions boundary'),
      /: explicitly denied by permissions boundary limit, statement 0$/,
    ],
    [
      'with a deny of the resource',
      signedIn(statement()),
      [
        'dynamodb:PutItem',
        table,
        {},
        [
          {
            name: 'notes:aws_dynamodb_resource_policy.table',
            document: parsePolicy(
              { Version: '2012-10-17', Statement: statement({ Effect: 'Deny', Principal: '*' }) },
              'resource',
            ),
          },
        ],
      ],
      sentence('with an explicit deny in a resource-based policy'),
      /explicitly denied by resource policy notes:aws_dynamodb_resource_policy\.table, statement 0$/,
    ],
  ])('%s', async (_name, ...[who, access, message, reason]) => {
    const { ask, signed } = world(who);
    expect(ask(await signed(), ...access)).toEqual({
      code: 'AccessDeniedException',
      message,
      reason: expect.stringMatching(reason),
      status: undefined,
    });
  });

  const conditioned = (operator: string, key: string, value: string): Caller =>
    signedIn(statement({ Condition: { [operator]: { [key]: value } } }));

  it.each([
    ['StringEquals', 'aws:SourceIp', '127.0.0.1'],
    ['StringEquals', 'aws:UserAgent', 'test-agent'],
    ['StringEquals', 'aws:Referer', 'https://example.com/'],
    ['Bool', 'aws:SecureTransport', 'true'],
    ['DateEquals', 'aws:CurrentTime', '2026-03-04T12:30:00Z'],
    ['NumericEquals', 'aws:EpochTime', String(now / 1000)],
  ])('each request has its own keys: %s %s %s', async (operator, key, value) => {
    const who = conditioned(operator, key, value);
    const { ask, signed } = world(who);
    const wire = await signed(
      {},
      {
        ...putItem,
        headers: { ...(putItem.headers as object), 'User-Agent': 'test-agent', Referer: 'https://example.com/' },
      },
    );
    expect(ask(wire)).toEqual(asIssued(who));
  });

  it('an operation adds its own keys', async () => {
    const who = conditioned('ForAllValues:StringEquals', 'dynamodb:LeadingKeys', 'me');
    const { ask, signed } = world(who);
    expect(ask(await signed(), 'dynamodb:PutItem', table, { 'dynamodb:LeadingKeys': ['me'] })).toEqual(asIssued(who));
    expect(ask(await signed(), 'dynamodb:PutItem', table, { 'dynamodb:LeadingKeys': ['you'] })).toMatchObject({
      code: 'AccessDeniedException',
    });
  });

  it('tags of the resource are what they are, whatever the request says', async () => {
    const who = conditioned('StringEquals', 'aws:ResourceTag/stage', 'dev');
    const { services, signed } = world(who);
    const wire = await signed();
    const tagged = (stage: string) => ({
      ...services,
      tagsOf: (arn: string) => (arn === table ? { stage } : undefined),
    });
    const ask = (stage: string, ...[resource = table, context = {}]: [string?, object?]) =>
      answerOf(() => createJsonGate(tagged(stage))(request(wire), 'dynamodb:PutItem', resource, { ...context }));
    expect(ask('dev')).toEqual(asIssued(who));
    const forged = { 'aws:ResourceTag/stage': 'dev' };
    expect(ask('prod', table, forged)).toMatchObject({ code: 'AccessDeniedException' });
    expect(ask('dev', `${table}s`)).toMatchObject({ code: 'AccessDeniedException' });
  });

  it('without a clock a condition on the time has no value to hold', async () => {
    const { services, signed } = world(conditioned('DateGreaterThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z'));
    const wire = await signed();
    expect(answerOf(() => createJsonGate(services)(request(wire), 'dynamodb:PutItem', table))).toMatchObject({
      code: 'AccessDeniedException',
    });
  });
});
