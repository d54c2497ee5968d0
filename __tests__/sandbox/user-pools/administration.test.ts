import { operationTable } from '../../../sandbox/user-pools/operation-table';
import {
  aGroup,
  aPool,
  aRequest,
  clientId,
  confirmedUser,
  password,
  poolId,
  startWorld,
} from '../support/user-pool-fixture';

const email = 'anna@example.com';
const named = { UserPoolId: poolId, Username: email };
const arn = `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${poolId}`;

/** Per the service model: these are not signed. */
const open = [
  'SignUp',
  'ConfirmSignUp',
  'ResendConfirmationCode',
  'InitiateAuth',
  'RespondToAuthChallenge',
  'GetUser',
  'ChangePassword',
  'GlobalSignOut',
  'RevokeToken',
  'ForgotPassword',
  'ConfirmForgotPassword',
  'AssociateSoftwareToken',
  'VerifySoftwareToken',
  'SetUserMFAPreference',
  'GetTokensFromRefreshToken',
  'GetUserAttributeVerificationCode',
  'VerifyUserAttribute',
  'UpdateUserAttributes',
  'DeleteUserAttributes',
  'DeleteUser',
];
const signedOperations = Object.keys(operationTable).filter((name) => !open.includes(name));

describe('who may administer', () => {
  it.each(signedOperations)('%s is refused unsigned, before anything is told', async (operation) => {
    const world = startWorld();
    await confirmedUser(world);
    const before = await world.ok('AdminGetUser', named);
    for (const input of [{}, { ...named, ClientId: clientId }, { UserPoolId: 'us-east-1_None', Username: 'x' }]) {
      const { status, body } = await world.call(operation, input, { signed: false });
      expect({ status, body }).toEqual({
        status: 400,
        body: { __type: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' },
      });
    }
    expect(await world.ok('AdminGetUser', named)).toEqual(before);
  });

  it.each(signedOperations)('%s asks IAM for itself on the pool', async (operation) => {
    const world = startWorld();
    await world.call(operation, named);
    expect(world.asked).toEqual([[`cognito-idp:${operation}`, operation === 'ListUserPools' ? '*' : arn]]);
  });

  it.each(open)('%s needs no signature', async (operation) => {
    const world = startWorld();
    const { body } = await world.call(operation, {}, { signed: false });
    expect(body['__type']).toBe('InvalidParameterException');
    expect(world.asked).toEqual([]);
  });

  it('giving a group a role takes the right to pass it', async () => {
    const world = startWorld();
    const RoleArn = 'arn:aws:iam::123456789012:role/admin';
    await world.ok('CreateGroup', { UserPoolId: poolId, GroupName: 'plain' });
    await world.ok('CreateGroup', { UserPoolId: poolId, GroupName: 'admins', RoleArn });
    expect(world.asked.map(([action]) => action)).toEqual([
      'cognito-idp:CreateGroup',
      'cognito-idp:CreateGroup',
      'iam:PassRole',
    ]);
    expect(world.asked.at(-1)).toEqual(['iam:PassRole', RoleArn]);
  });
});

describe('users', () => {
  it.each(signedOperations.filter((name) => name.startsWith('Admin') && !/Auth|CreateUser|Provider/.test(name)))(
    '%s tells that a user or a pool does not exist',
    async (operation) => {
      const world = startWorld([aPool({ groups: [aGroup('g')] })]);
      const input = {
        ...named,
        Password: password,
        GroupName: 'g',
        UserAttributes: [],
        UserAttributeNames: [],
      };
      expect(await world.refusal(operation, input)).toBe('UserNotFoundException: User does not exist.');
      expect(await world.refusal(operation, { ...input, UserPoolId: 'us-east-1_None' })).toBe(
        'ResourceNotFoundException: User pool us-east-1_None does not exist.',
      );
    },
  );

  it('are invited with a temporary password, which goes into the mailbox and not into the log', async () => {
    const world = startWorld();
    const { User } = await world.ok('AdminCreateUser', named);
    const now = world.clock.now() / 1000;
    expect(User).toEqual({
      Username: expect.stringMatching(/^[0-9a-f-]{36}$/),
      UserStatus: 'FORCE_CHANGE_PASSWORD',
      Enabled: true,
      UserCreateDate: now,
      UserLastModifiedDate: now,
      Attributes: [
        { Name: 'sub', Value: (User as { Username: string }).Username },
        { Name: 'email', Value: email },
      ],
    });
    const [mail] = world.pools.mailbox();
    expect(mail).toMatchObject({ kind: 'temporary-password', destination: email });
    expect(world.log.join('\n')).toContain('invitation for anna@example.com');
    expect(world.log.join('\n')).not.toContain(mail?.content);
    const auth = {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: clientId,
      AuthParameters: { USERNAME: email, PASSWORD: mail?.content },
    };
    expect(await world.ok('InitiateAuth', auth)).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
  });

  it('are invited once, and again on demand with a new time', async () => {
    const world = startWorld();
    const invite = { ...named, TemporaryPassword: 'Temp0rary!', MessageAction: 'SUPPRESS' };
    await world.ok('AdminCreateUser', invite);
    expect(world.pools.mailbox()).toEqual([]);
    expect(await world.refusal('AdminCreateUser', invite)).toBe('UsernameExistsException: User account already exists');
    world.clock.advance(8 * 86_400);
    await world.ok('AdminCreateUser', { ...named, MessageAction: 'RESEND' });
    expect(world.pools.mailbox()).toHaveLength(1);
    await world.ok('AdminSetUserPassword', { ...named, Password: password, Permanent: true });
    expect(await world.refusal('AdminCreateUser', { ...named, MessageAction: 'RESEND' })).toBe(
      'UnsupportedUserStateException: Resend not possible. CONFIRMED is not the state of an invited user.',
    );
    expect(await world.refusal('AdminCreateUser', { ...named, Username: 'x@y', MessageAction: 'RESEND' })).toBe(
      'UserNotFoundException: User does not exist.',
    );
  });

  it('get passwords that keep the policy', async () => {
    const world = startWorld();
    expect(await world.refusal('AdminCreateUser', { ...named, TemporaryPassword: 'weak' })).toBe(
      'InvalidPasswordException: Password did not conform with policy: Password not long enough',
    );
    await world.ok('AdminCreateUser', named);
    expect(await world.refusal('AdminSetUserPassword', { ...named, Password: 'longbutweak' })).toBe(
      'InvalidPasswordException: Password does not conform to policy: Password must have uppercase characters',
    );
  });

  it('are listed by page and by one attribute', async () => {
    const world = startWorld();
    const names = ['a1@example.com', 'a2@example.com', 'b@example.com'];
    for (const name of names) await confirmedUser(world, name);
    const list = async (input: object) => {
      const { Users, ...rest } = await world.ok('ListUsers', {
        UserPoolId: poolId,
        AttributesToGet: ['email'],
        ...input,
      });
      return {
        ...rest,
        emails: (Users as { Attributes: { Value: string }[] }[]).flatMap((u) => u.Attributes.map((a) => a.Value)),
      };
    };
    expect(await list({})).toEqual({ emails: names });
    const first = await list({ Limit: 2 });
    expect(first).toEqual({ emails: names.slice(0, 2), PaginationToken: expect.any(String) });
    expect(await list({ Limit: 2, PaginationToken: first['PaginationToken' as keyof typeof first] })).toEqual({
      emails: names.slice(2),
    });
    expect((await list({ Filter: 'email ^= "a"' })).emails).toEqual(names.slice(0, 2));
    expect((await list({ Filter: '"email"="b@example.com"' })).emails).toEqual(['b@example.com']);
    expect((await list({ Filter: 'cognito:user_status = "UNCONFIRMED"' })).emails).toEqual([]);
    expect((await list({ Filter: 'status = "Enabled"' })).emails).toEqual(names);
    for (const Filter of ['custom:x = "y"', 'email = b', 'email = "a" and name = "b"', 'toString = "x"']) {
      expect(await world.refusal('ListUsers', { UserPoolId: poolId, Filter })).toBe(
        'InvalidParameterException: Error while parsing filter.',
      );
    }
    expect(await world.refusal('ListUsers', { UserPoolId: poolId, PaginationToken: 'invented' })).toBe(
      'InvalidParameterException: Invalid pagination token.',
    );
  });
});

describe('groups', () => {
  it('come from the blueprint and from CreateGroup', async () => {
    const world = startWorld([aPool({ groups: [aGroup('first', { precedence: 3, description: 'one' })] })]);
    const now = world.clock.now() / 1000;
    const times = { CreationDate: now, LastModifiedDate: now };
    const second = { GroupName: 'second', UserPoolId: poolId, Precedence: 1, Description: 'two' };
    expect(await world.ok('CreateGroup', second)).toEqual({ Group: { ...second, ...times } });
    expect(await world.refusal('CreateGroup', second)).toBe(
      'GroupExistsException: A group with the name already exists.',
    );
    expect(await world.ok('ListGroups', { UserPoolId: poolId })).toEqual({
      Groups: [
        { GroupName: 'first', UserPoolId: poolId, Precedence: 3, Description: 'one', ...times },
        { ...second, ...times },
      ],
    });
    await confirmedUser(world);
    for (const GroupName of ['first', 'second', 'first'])
      await world.ok('AdminAddUserToGroup', { ...named, GroupName });
    const groups = async (input = {}) => {
      const { Groups, NextToken } = await world.ok('AdminListGroupsForUser', { ...named, ...input });
      return [(Groups as { GroupName: string }[]).map(({ GroupName }) => GroupName), NextToken];
    };
    expect(await groups()).toEqual([['second', 'first'], undefined]);
    expect(await groups({ Limit: 1 })).toEqual([['second'], expect.any(String)]);
    await world.ok('AdminRemoveUserFromGroup', { ...named, GroupName: 'second' });
    expect(await groups()).toEqual([['first'], undefined]);
  });

  it.each(['AdminAddUserToGroup', 'AdminRemoveUserFromGroup'])('%s names one that exists', async (operation) => {
    const world = startWorld();
    await confirmedUser(world);
    expect(await world.refusal(operation, { ...named, GroupName: 'none' })).toBe(
      'ResourceNotFoundException: Group not found.',
    );
  });
});

describe('descriptions', () => {
  it('tell what the blueprint says', async () => {
    const world = startWorld();
    expect(await world.ok('ListUserPools', { MaxResults: 10 })).toMatchObject({
      UserPools: [{ Id: poolId, Name: 'users' }],
    });
    expect(await world.ok('DescribeUserPool', { UserPoolId: poolId })).toMatchObject({
      UserPool: {
        Id: poolId,
        Arn: arn,
        UsernameAttributes: ['email'],
        Policies: { PasswordPolicy: { MinimumLength: 8 } },
      },
    });
    expect(await world.ok('DescribeUserPoolClient', { UserPoolId: poolId, ClientId: clientId })).toMatchObject({
      UserPoolClient: {
        ClientId: clientId,
        PreventUserExistenceErrors: 'ENABLED',
        AccessTokenValidity: 3600,
        AllowedOAuthFlowsUserPoolClient: false,
      },
    });
    expect(await world.refusal('DescribeUserPoolClient', { UserPoolId: poolId, ClientId: 'none' })).toBe(
      'ResourceNotFoundException: User pool client none does not exist.',
    );
  });
});

describe('what is not there', () => {
  it.each(['DeleteGroup', 'constructor', 'toString', '__proto__', ''])(
    'the operation %j is named, with all that are',
    async (operation) => {
      const world = startWorld();
      const { status, headers, body, reason } = await world.call(operation, {});
      expect({ status, body, type: headers['x-amzn-errortype'] }).toEqual({
        status: 400,
        body: {
          __type: 'UnknownOperationException',
          message: `The sandbox does not know the user pool operation ${operation}.`,
        },
        type: 'UnknownOperationException:',
      });
      expect(reason).toContain('Supported: SignUp, ConfirmSignUp, ');
      expect(world.log.join()).toContain('unsupported operation');
      expect(world.asked).toEqual([]);
    },
  );

  it('a target of another service is not ours', async () => {
    const request = { ...aRequest('SignUp', {}), header: () => 'DynamoDB_20120810.PutItem' };
    expect(String((await startWorld().pools.handle(request)).body)).toContain('UnknownOperationException');
  });
});
