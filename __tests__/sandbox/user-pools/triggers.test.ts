import type { LambdaFunction, LambdaPermission } from '../../../blueprint/model';
import type { TriggerKind, UserPoolTrigger } from '../../../blueprint/model/user-pools';
import type { FunctionRuntime, InvocationResult } from '../../../sandbox/lambda/function-runtime';
import { handler, runFunction } from '../support/function-runtime';
import { functionNamed } from '../support/runtime-fixture';
import {
  aClient,
  aGroup,
  aPool,
  claimsOf,
  clientId,
  confirmedUser,
  lastCode,
  password,
  passwordSignIn,
  poolId,
  signIn,
  startWorld,
  type Tokens,
} from '../support/user-pool-fixture';

const email = 'anna@example.com';
const request = { ClientId: clientId, Username: email, Password: password };
const poolArn = aPool().arn;
const hook = functionNamed('hook', '/nowhere');

const permission = (changes: Partial<LambdaPermission> = {}): LambdaPermission => ({
  stack: 'test',
  address: 'aws_lambda_permission.hook',
  action: 'lambda:InvokeFunction',
  principal: 'cognito-idp.amazonaws.com',
  sourceArn: poolArn,
  sourceAccount: undefined,
  ...changes,
});

interface Event {
  readonly triggerSource: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly response: Readonly<Record<string, unknown>>;
}

interface Hooked {
  readonly kinds: readonly TriggerKind[];
  /** What the function answers. @default the event, as it is */
  readonly answer?: (event: Event) => InvocationResult | Promise<InvocationResult>;
  readonly permissions?: readonly LambdaPermission[];
  readonly version?: UserPoolTrigger['version'];
}

const returned = (payload: unknown): InvocationResult => ({ kind: 'returned', payload });
const responding = (response: unknown) => (event: Event) => returned({ ...event, response });

/** A pool whose triggers all ask one function, and what that function was told. */
function hooked({ kinds, answer = returned, permissions = [permission()], version = 'V1_0' }: Hooked) {
  const events: Event[] = [];
  const runtime: FunctionRuntime = {
    invoke: async (_, event) => {
      events.push(event as Event);
      return answer(event as Event);
    },
    stop: async () => undefined,
  };
  const triggers = kinds.map((kind) => ({ kind, functionArn: hook.arn, version }));
  const groups = [aGroup('readers', { roleArn: 'arn:aws:iam::123456789012:role/readers' })];
  const functions: readonly LambdaFunction[] = [{ ...hook, permissions }];
  const world = startWorld([aPool({ triggers, groups, clients: [aClient()] })], { functions, runtime });
  return { world, events };
}

describe('the event', () => {
  it('of a sign-up is that of AWS', async () => {
    const { world, events } = hooked({ kinds: ['PreSignUp'] });
    const { UserSub } = await world.ok('SignUp', {
      ...request,
      ValidationData: [{ Name: 'invitation', Value: '42' }],
      ClientMetadata: { from: 'test' },
    });
    expect(events).toEqual([
      {
        version: '1',
        triggerSource: 'PreSignUp_SignUp',
        region: 'us-east-1',
        userPoolId: poolId,
        userName: UserSub,
        callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId },
        request: { userAttributes: { email }, validationData: { invitation: '42' }, clientMetadata: { from: 'test' } },
        response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
      },
    ]);
  });

  it('comes at each turn of an account, in order', async () => {
    const kinds = ['PreSignUp', 'PostConfirmation', 'PostAuthentication', 'PreTokenGeneration'] as const;
    const { world, events } = hooked({ kinds });
    await confirmedUser(world);
    const { RefreshToken } = await signIn(world);
    await world.ok('InitiateAuth', {
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      ClientId: clientId,
      AuthParameters: { REFRESH_TOKEN: RefreshToken },
    });
    await world.ok('ForgotPassword', { ClientId: clientId, Username: email });
    await world.ok('ConfirmForgotPassword', { ...request, ConfirmationCode: lastCode(world) });
    const invited = { UserPoolId: poolId, Username: 'ben@example.com', TemporaryPassword: password };
    await world.ok('AdminCreateUser', invited);
    const { Session } = await world.ok('InitiateAuth', passwordSignIn('ben@example.com', password));
    await world.ok('RespondToAuthChallenge', {
      ClientId: clientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session,
      ChallengeResponses: { USERNAME: 'ben@example.com', NEW_PASSWORD: password },
    });
    expect(events.map(({ triggerSource }) => triggerSource)).toEqual([
      'PreSignUp_SignUp',
      'PostConfirmation_ConfirmSignUp',
      'PostAuthentication_Authentication',
      'TokenGeneration_Authentication',
      'TokenGeneration_RefreshTokens',
      'PostConfirmation_ConfirmForgotPassword',
      'PreSignUp_AdminCreateUser',
      'PostAuthentication_Authentication',
      'TokenGeneration_NewPasswordChallenge',
    ]);
    expect(events[1]?.request).toEqual({
      userAttributes: {
        sub: expect.any(String),
        'cognito:user_status': 'CONFIRMED',
        email,
        email_verified: 'true',
      },
    });
    expect(events[2]?.request).toMatchObject({ newDeviceUsed: false });
  });
});

describe('a sign-up', () => {
  it('is confirmed at once where the function says so, and then confirmed is told', async () => {
    const said = { autoConfirmUser: true, autoVerifyEmail: true };
    const { world, events } = hooked({ kinds: ['PreSignUp', 'PostConfirmation'], answer: responding(said) });
    expect(await world.ok('SignUp', request)).toEqual({ UserConfirmed: true, UserSub: expect.any(String) });
    expect(events.map(({ triggerSource }) => triggerSource)).toEqual([
      'PreSignUp_SignUp',
      'PostConfirmation_ConfirmSignUp',
    ]);
    expect(world.pools.mailbox()).toEqual([]);
    expect(claimsOf((await signIn(world)).IdToken)).toMatchObject({ email_verified: true });
  });

  it('is not confirmed by anything but true', async () => {
    const { world } = hooked({ kinds: ['PreSignUp'], answer: responding({ autoConfirmUser: null }) });
    expect(await world.ok('SignUp', request)).toMatchObject({ UserConfirmed: false });
  });

  it('by an administrator is not confirmed by the function', async () => {
    const { world } = hooked({ kinds: ['PreSignUp'], answer: responding({ autoConfirmUser: true }) });
    const { User } = await world.ok('AdminCreateUser', { UserPoolId: poolId, Username: email });
    expect(User).toMatchObject({ UserStatus: 'FORCE_CHANGE_PASSWORD' });
  });
});

describe('what a function answers', () => {
  const failed = (code: 'threw' | 'timed-out' | 'crashed', errorMessage?: string): InvocationResult => ({
    kind: 'failed',
    code,
    detail: 'detail',
    ...(errorMessage !== undefined && { errorMessage }),
  });
  const malformed = 'InvalidLambdaResponseException: Unrecognizable lambda output';

  it.each([
    [
      'an error',
      failed('threw', 'Not from here'),
      'UserLambdaValidationException: PreSignUp failed with error Not from here.',
    ],
    [
      'an error of many lines',
      failed('threw', 'a\r\nb: c'),
      'UserLambdaValidationException: PreSignUp failed with error a\r\nb: c.',
    ],
    ['a crash', failed('crashed'), 'UnexpectedLambdaException: PreSignUp invocation failed due to error crashed.'],
    [
      'its own time-out',
      failed('timed-out'),
      'UnexpectedLambdaException: PreSignUp invocation failed due to error timed-out.',
    ],
    ['nothing', returned(null), malformed],
    ['a text', returned('yes'), malformed],
    ['no response', returned({}), malformed],
    ['a response of another kind', returned({ response: [true] }), malformed],
    ['a text for a flag', returned({ response: { autoConfirmUser: 'true' } }), malformed],
  ])('%s makes no account', async (_, result, refusal) => {
    const { world } = hooked({ kinds: ['PreSignUp'], answer: () => result });
    expect(await world.refusal('SignUp', request)).toBe(refusal);
    expect(await world.refusal('AdminGetUser', { UserPoolId: poolId, Username: email })).toContain('UserNotFound');
    expect(world.pools.mailbox()).toEqual([]);
  });

  it.each(['PostAuthentication', 'PreTokenGeneration'] as const)('as an error of %s gives no tokens', async (kind) => {
    const { world } = hooked({ kinds: [kind], answer: () => failed('threw', 'no') });
    await confirmedUser(world);
    expect(await world.refusal('InitiateAuth', passwordSignIn(email, password))).toBe(
      `UserLambdaValidationException: ${kind} failed with error no.`,
    );
  });

  it('too late, three times, makes no account', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance'] });
    try {
      const { world, events } = hooked({ kinds: ['PreSignUp'], answer: () => new Promise(() => undefined) });
      await world.pools.ready();
      const refusal = world.refusal('SignUp', request);
      await jest.advanceTimersByTimeAsync(14_999);
      expect(events).toHaveLength(3);
      await jest.advanceTimersByTimeAsync(1);
      expect(await refusal).toBe('UnexpectedLambdaException: PreSignUp invocation failed due to error Socket timeout.');
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('whom a pool may ask', () => {
  it.each([
    ['nobody permits it', []],
    ['another service is permitted', [permission({ principal: 'apigateway.amazonaws.com' })]],
    ['another pool is permitted', [permission({ sourceArn: `${poolArn}x` })]],
    ['another account is permitted', [permission({ sourceAccount: '210987654321' })]],
    ['another action is permitted', [permission({ action: 'lambda:GetFunction' })]],
  ])('is refused where %s', async (_, permissions) => {
    const { world, events } = hooked({ kinds: ['PreSignUp'], permissions });
    expect(await world.refusal('SignUp', request)).toBe(
      'UnexpectedLambdaException: PreSignUp invocation failed due to error AccessDeniedException.',
    );
    expect(events).toEqual([]);
  });
});

describe('tokens', () => {
  async function tokensWith(response: unknown, version: UserPoolTrigger['version'] = 'V1_0') {
    const { world, events } = hooked({ kinds: ['PreTokenGeneration'], answer: responding(response), version });
    await confirmedUser(world);
    await world.ok('AdminAddUserToGroup', { UserPoolId: poolId, Username: email, GroupName: 'readers' });
    const { AuthenticationResult, ...refused } = await world
      .call('InitiateAuth', passwordSignIn(email, password))
      .then(({ body }) => body);
    const tokens = AuthenticationResult as Tokens | undefined;
    return {
      event: events.at(-1),
      refused,
      id: tokens === undefined ? {} : claimsOf(tokens.IdToken),
      access: tokens === undefined ? {} : claimsOf(tokens.AccessToken),
    };
  }
  const roles = { 'cognito:roles': ['arn:aws:iam::123456789012:role/readers'] };

  it('stay as they are where nothing is said', async () => {
    for (const version of ['V1_0', 'V2_0'] as const) {
      const member = version === 'V1_0' ? 'claimsOverrideDetails' : 'claimsAndScopeOverrideDetails';
      const { event, id, access } = await tokensWith({ [member]: null }, version);
      expect(event).toMatchObject({ version: version === 'V1_0' ? '1' : '2', response: { [member]: null } });
      expect(event?.request['groupConfiguration']).toEqual({
        groupsToOverride: ['readers'],
        iamRolesToOverride: roles['cognito:roles'],
        preferredRole: roles['cognito:roles'][0],
      });
      expect(id).toMatchObject({ 'cognito:groups': ['readers'], ...roles });
      expect(access['cognito:groups']).toEqual(['readers']);
    }
  });

  it('of version 1: claims of the ID token alone; groups of both', async () => {
    const { id, access } = await tokensWith({
      claimsOverrideDetails: {
        claimsToAddOrOverride: { tenant: 'a', email: 'other@example.com' },
        claimsToSuppress: ['email_verified'],
        groupOverrideDetails: { groupsToOverride: ['writers'] },
      },
    });
    expect(id).toMatchObject({ tenant: 'a', email: 'other@example.com', 'cognito:groups': ['writers'] });
    expect(id).not.toHaveProperty('email_verified');
    expect(id).not.toHaveProperty('cognito:roles');
    expect(access).toMatchObject({ 'cognito:groups': ['writers'] });
    expect(access).not.toHaveProperty('tenant');
  });

  it.each([null, {}])('lose their groups where these are said to be %j', async (groupOverrideDetails) => {
    const { id, access } = await tokensWith({ claimsOverrideDetails: { groupOverrideDetails } });
    for (const claims of [id, access]) expect(claims).not.toHaveProperty('cognito:groups');
    expect(id).not.toHaveProperty('cognito:roles');
  });

  it('of version 2: claims and scopes of the access token as well', async () => {
    const { event, id, access } = await tokensWith(
      {
        claimsAndScopeOverrideDetails: {
          idTokenGeneration: { claimsToAddOrOverride: { tenants: ['a', 'b'] } },
          accessTokenGeneration: {
            claimsToAddOrOverride: { tenant: { id: 1 } },
            scopesToAdd: ['pets/read', 'aws.cognito.signin.user.admin', 'two words'],
            scopesToSuppress: ['aws.cognito.signin.user.admin'],
          },
        },
      },
      'V2_0',
    );
    expect(event?.request['scopes']).toEqual(['aws.cognito.signin.user.admin']);
    expect(id['tenants']).toEqual(['a', 'b']);
    expect(access).toMatchObject({ tenant: { id: 1 }, scope: 'pets/read' });
    expect(access).not.toHaveProperty('tenants');
  });

  it('keep what the pool vouches for', async () => {
    const forged = Object.fromEntries(
      'acr amr at_hash aud auth_time azp client_id event_id exp iat iss jti nbf nonce origin_jti scope sub token_use username version cognito:username cognito:groups aws:role'
        .split(' ')
        .map((name) => [name, 'forged']),
    );
    const changes = { claimsToAddOrOverride: forged, claimsToSuppress: Object.keys(forged) };
    const { id, access } = await tokensWith(
      { claimsAndScopeOverrideDetails: { idTokenGeneration: changes, accessTokenGeneration: changes } },
      'V2_0',
    );
    const untouched = await tokensWith({ claimsAndScopeOverrideDetails: null }, 'V2_0');
    expect(Object.keys(id).sort()).toEqual(Object.keys(untouched.id).sort());
    expect(Object.keys(access).sort()).toEqual(Object.keys(untouched.access).sort());
    expect(JSON.stringify([id, access])).not.toContain('forged');
  });

  it.each([
    ['claims that are no texts', 'V1_0', { claimsOverrideDetails: { claimsToAddOrOverride: { tenant: 1 } } }],
    ['groups that are no list', 'V1_0', { claimsOverrideDetails: { groupOverrideDetails: { groupsToOverride: 'a' } } }],
    ['no object', 'V2_0', { claimsAndScopeOverrideDetails: 'x' }],
  ] as const)('are not made of %s', async (_, version, response) => {
    const { refused } = await tokensWith(response, version);
    expect(refused).toEqual({ __type: 'InvalidLambdaResponseException', message: 'Unrecognizable lambda output' });
  });
});

it('asks a real function', async () => {
  const source = handler(
    `async (event) => {
      if (event.request.userAttributes.email.endsWith('.org')) throw new Error('Not from there');
      return { ...event, response: { autoConfirmUser: true } };
    }`,
  );
  const { runtime, fn } = runFunction(source, { fn: { permissions: [permission()] } });
  const triggers = [{ kind: 'PreSignUp', functionArn: fn.arn, version: 'V1_0' }] as const;
  const world = startWorld([aPool({ triggers })], { functions: [fn], runtime });
  expect(await world.ok('SignUp', request)).toMatchObject({ UserConfirmed: true });
  expect(await world.refusal('SignUp', { ...request, Username: 'anna@example.org' })).toBe(
    'UserLambdaValidationException: PreSignUp failed with error Not from there.',
  );
});
