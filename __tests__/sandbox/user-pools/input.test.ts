import fc from 'fast-check';
import { clientId, password, poolId, startWorld } from '../support/user-pool-fixture';

const secretWord = 'S3cret-word-of-anna';
const signUp = { ClientId: clientId, Username: 'anna@example.com', Password: password };

describe('what an operation is given', () => {
  it.each<[string, object, string]>([
    [
      'SignUp',
      { ...signUp, ClientId: undefined },
      "1 validation error detected: Value null at 'clientId' failed to satisfy constraint: Member must not be null",
    ],
    [
      'SignUp',
      { ...signUp, ClientId: null },
      "1 validation error detected: Value null at 'clientId' failed to satisfy constraint: Member must not be null",
    ],
    [
      'SignUp',
      { ...signUp, Username: '' },
      "2 validation errors detected: Value at 'username' failed to satisfy constraint: Member must have length greater than or equal to 1; Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+",
    ],
    [
      'SignUp',
      { ...signUp, Username: 'a'.repeat(129) },
      "1 validation error detected: Value at 'username' failed to satisfy constraint: Member must have length less than or equal to 128",
    ],
    [
      'SignUp',
      { ...signUp, Password: `${secretWord} x` },
      "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\S]+",
    ],
    [
      'SignUp',
      { ...signUp, UserAttributes: [{ Name: '', Value: 'x' }] },
      "2 validation errors detected: Value at 'userAttributes.1.member.name' failed to satisfy constraint: Member must have length greater than or equal to 1; Value at 'userAttributes.1.member.name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+",
    ],
    [
      'InitiateAuth',
      { ClientId: clientId, AuthFlow: 'MAGIC' },
      "1 validation error detected: Value 'MAGIC' at 'authFlow' failed to satisfy constraint: Member must satisfy enum value set: [USER_SRP_AUTH, REFRESH_TOKEN_AUTH, REFRESH_TOKEN, CUSTOM_AUTH, ADMIN_NO_SRP_AUTH, USER_PASSWORD_AUTH, ADMIN_USER_PASSWORD_AUTH, USER_AUTH]",
    ],
    [
      'AdminGetUser',
      { UserPoolId: 'nope', Username: 'x' },
      "1 validation error detected: Value 'nope' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+",
    ],
    [
      'AdminDisableProviderForUser',
      { UserPoolId: poolId },
      "1 validation error detected: Value null at 'user' failed to satisfy constraint: Member must not be null",
    ],
    [
      'ListUsers',
      { UserPoolId: poolId, Limit: 61 },
      "1 validation error detected: Value '61' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 60",
    ],
  ])('%s %j is refused', async (operation, input, message) => {
    expect(await startWorld().refusal(operation, input)).toBe(`InvalidParameterException: ${message}`);
  });

  it.each<[string, unknown, string]>([
    ['a number for a string', { ...signUp, Username: 1 }, "The value of 'username' is of the wrong type."],
    [
      'a list for a map',
      { ClientId: clientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: [] },
      "The value of 'authParameters' is of the wrong type.",
    ],
    [
      'a number for a word of a set',
      { ClientId: clientId, AuthFlow: 5 },
      "The value of 'authFlow' is of the wrong type.",
    ],
    [
      'an object that is no text, whatever it says of itself, for a word of a set',
      { ClientId: clientId, AuthFlow: { toString: 1, valueOf: 1 } },
      "The value of 'authFlow' is of the wrong type.",
    ],
    [
      'a list too deep to be written out for a word of a set',
      `{"ClientId":"${clientId}","AuthFlow":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      "The value of 'authFlow' is of the wrong type.",
    ],
    ['an array', [], 'Start of structure or map found where not expected.'],
    ['null', null, 'Start of structure or map found where not expected.'],
    ['a text that is not JSON', '{"ClientId":', 'Unable to parse the request body as JSON.'],
    ['a text for a structure', { UserPoolId: poolId, User: 'anna' }, "The value of 'user' is of the wrong type."],
    [
      'null in a list of structures',
      { ...signUp, UserAttributes: [null] },
      "The value of 'userAttributes.1.member' is of the wrong type.",
    ],
  ])('%s does not parse', async (_, input, message) => {
    const text = JSON.stringify(input);
    const operation = text.includes('"User"')
      ? 'AdminDisableProviderForUser'
      : text.includes('AuthFlow')
        ? 'InitiateAuth'
        : 'SignUp';
    expect(await startWorld().refusal(operation, input)).toBe(`SerializationException: ${message}`);
  });

  it('a long list of faults is in the body alone: clients take some kilobytes of headers', async () => {
    const attributes = Array.from({ length: 3_000 }, () => ({ Name: '', Value: 'x' }));
    const { body, headers } = await startWorld().call('SignUp', { ...signUp, UserAttributes: attributes });
    const message = String(body['message']);
    expect(message).toMatch(/^6000 validation errors detected: .*'userAttributes\.3000\.member\.name'/);
    expect(headers['x-amzn-errormessage']).toBe(message.slice(0, 1_024));
  });

  it('any input gets an answer, never a defect', async () => {
    const world = startWorld();
    const operations = [
      'SignUp',
      'ConfirmSignUp',
      'InitiateAuth',
      'RespondToAuthChallenge',
      'AdminCreateUser',
      'ListUsers',
      'GetUser',
      'RevokeToken',
    ];
    const member = fc.constantFrom(
      'ClientId',
      'Username',
      'Password',
      'UserPoolId',
      'AuthFlow',
      'AuthParameters',
      'ChallengeName',
      'ChallengeResponses',
      'Session',
      'AccessToken',
      'Token',
      'UserAttributes',
      'Filter',
      '__proto__',
    );
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(clientId, poolId, 'anna@example.com', 'USER_SRP_AUTH', 'PASSWORD_VERIFIER', password),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...operations), fc.dictionary(member, value), async (operation, input) => {
        const { status } = await world.call(operation, input);
        expect([200, 400]).toContain(status);
      }),
      { numRuns: 300 },
    );
  });
});

describe('secrets', () => {
  it('are in no answer, no reason and no log line, whatever is refused', async () => {
    const world = startWorld();
    const everywhere = {
      ...{
        Password: secretWord,
        PreviousPassword: secretWord,
        ProposedPassword: secretWord,
        TemporaryPassword: secretWord,
      },
      ...{
        AccessToken: secretWord,
        Token: secretWord,
        SecretHash: secretWord,
        Session: secretWord,
        ClientSecret: `${secretWord} `,
      },
      ...{ ConfirmationCode: secretWord, NextToken: `${secretWord} `, PaginationToken: `${secretWord} ` },
    };
    const parameters = {
      ...{
        USERNAME: 'anna@example.com',
        PASSWORD: secretWord,
        SRP_A: secretWord,
        REFRESH_TOKEN: secretWord,
        SECRET_HASH: secretWord,
      },
      ...{
        NEW_PASSWORD: secretWord,
        PASSWORD_CLAIM_SIGNATURE: secretWord,
        PASSWORD_CLAIM_SECRET_BLOCK: secretWord,
        TIMESTAMP: secretWord,
      },
    };
    const { operationTable } = await import('../../../sandbox/user-pools/operation-table');
    const flows = [
      'USER_SRP_AUTH',
      'USER_PASSWORD_AUTH',
      'REFRESH_TOKEN_AUTH',
      'ADMIN_NO_SRP_AUTH',
      'CUSTOM_AUTH',
      'USER_AUTH',
    ];
    const challenges = ['PASSWORD_VERIFIER', 'NEW_PASSWORD_REQUIRED', 'SMS_MFA'];
    let calls = 0;
    for (const operation of Object.keys(operationTable)) {
      for (const Username of ['anna@example.com', ' ']) {
        for (const [AuthFlow, ChallengeName] of flows.flatMap((flow) => challenges.map((name) => [flow, name]))) {
          const input = {
            ...{
              ...everywhere,
              UserPoolId: poolId,
              ClientId: clientId,
              Username,
              GroupName: 'g',
              AuthFlow,
              ChallengeName,
            },
            ...{ AuthParameters: parameters, ChallengeResponses: parameters },
          };
          const answer = await world.call(operation, input);
          expect([operation, JSON.stringify(answer)]).toEqual([operation, expect.not.stringContaining(secretWord)]);
          calls++;
        }
      }
    }
    expect(calls).toBeGreaterThan(500);
    expect(world.log.join('\n')).not.toContain(secretWord);
  });

  it('tokens are in no log line', async () => {
    const world = startWorld();
    await world.ok('SignUp', signUp);
    await world.ok('AdminConfirmSignUp', { UserPoolId: poolId, Username: signUp.Username });
    const auth = {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: clientId,
      AuthParameters: { USERNAME: signUp.Username, PASSWORD: password },
    };
    const { AuthenticationResult } = await world.ok('InitiateAuth', auth);
    const tokens = AuthenticationResult as Record<'AccessToken' | 'IdToken' | 'RefreshToken', string>;
    const { AccessToken } = tokens;
    await world.ok('GetUser', { AccessToken });
    await world.call('GetUser', { AccessToken: `${AccessToken}x` });
    await world.ok('GlobalSignOut', { AccessToken });
    await world.call('GetUser', { AccessToken });
    expect(world.log.length).toBeGreaterThan(0);
    for (const secret of [tokens.AccessToken, tokens.IdToken, tokens.RefreshToken, password]) {
      for (const part of secret.split('.')) expect(world.log.join('\n')).not.toContain(part);
    }
  });
});
