import { ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { UserType } from '@aws-sdk/client-cognito-identity-provider';
import { parsePreSignUpEnvironment } from '../../functions/pre-sign-up/environment';
import { SignUpRefusedError } from '../../functions/pre-sign-up/errors';
import { createHandler } from '../../functions/pre-sign-up/handler';
import { createUserDirectory } from '../../functions/pre-sign-up/user-directory';
import { UnknownTriggerEventError } from '../../functions/shared/errors';
import { createLogger } from '../../functions/shared/logger';
import { signUpEvent } from './user-pool-events';

const environment = { groupsAttribute: 'custom:idp_groups', providers: 'CompanySAML,CompanyOIDC', linkUsers: 'on' };

const lines: string[] = [];
const sent: unknown[] = [];
let users: readonly UserType[] = [];
let failure: Error | undefined;

beforeEach(() => {
  lines.length = 0;
  sent.length = 0;
  users = [];
  failure = undefined;
});

const client = {
  send: (command: { readonly input: unknown }) => {
    sent.push(command.input);
    if (failure !== undefined) return Promise.reject(failure);
    return Promise.resolve(command instanceof ListUsersCommand ? { Users: users } : {});
  },
} as unknown as Parameters<typeof createUserDirectory>[0];

const run = (event: unknown, change: Partial<typeof environment> = {}): Promise<unknown> =>
  createHandler({
    ...parsePreSignUpEnvironment({ ...environment, ...change }),
    directory: createUserDirectory(client),
    logger: createLogger((line) => lines.push(line)),
  })(event, { awsRequestId: 'request-1' });

const reasons = (): readonly unknown[] =>
  lines.map((line) => (JSON.parse(line) as { readonly reason?: string }).reason);

const external = (attributes: Record<string, string>, userName?: string) =>
  signUpEvent('PreSignUp_ExternalProvider', attributes, userName);

const verified = { email: 'jane@example.com', email_verified: 'true' };

const jane: UserType = {
  Username: 'a1b2',
  UserStatus: 'CONFIRMED',
  Enabled: true,
  Attributes: [
    { Name: 'email', Value: 'Jane@example.com' },
    { Name: 'email_verified', Value: 'true' },
  ],
};

describe('a person, or an administrator', () => {
  const sources = ['PreSignUp_SignUp', 'PreSignUp_AdminCreateUser'];

  test.each(sources)('%s passes, and the event comes back as it was', async (source) => {
    const event = signUpEvent(source, { email: 'jane@example.com' }, 'jane@example.com');
    expect(await run(event)).toBe(event);
    expect([sent, reasons()]).toEqual([[], ['own-user']]);
  });

  test.each(sources.flatMap((source) => ['engineering', ''].map((value) => [source, value] as const)))(
    '%s with the attribute of providers ("%s") is refused',
    async (source, value) => {
      const made = run(signUpEvent(source, { email: 'jane@example.com', 'custom:idp_groups': value }));
      await expect(made).rejects.toThrow(SignUpRefusedError);
      await expect(made).rejects.toThrow('custom:idp_groups comes from an identity provider alone. Leave it out.');
      expect(reasons()).toEqual(['attribute-of-providers']);
    },
  );
});

describe('an identity provider', () => {
  test('brings the attribute along, and is not linked where linking is off', async () => {
    users = [jane];
    const event = external({ ...verified, 'custom:idp_groups': 'engineering' });
    expect(await run(event, { linkUsers: 'off' })).toBe(event);
    expect([sent, reasons()]).toEqual([[], ['separate-user']]);
  });

  test.each(['Other_4711', 'CompanyOIDC_', 'CompanyOIDC', '_4711', 'CompanyOIDCx_4711'])(
    'that the deployment does not name (%s) makes no profile',
    async (userName) => {
      const made = run(external(verified, userName));
      await expect(made).rejects.toThrow(SignUpRefusedError);
      await expect(made).rejects.toThrow('This identity provider is not accepted here. Use another one.');
      expect([sent, reasons()]).toEqual([[], ['provider-unknown']]);
    },
  );

  test('whose user is known by a verified address on both sides is linked to that user', async () => {
    users = [jane];
    await run(external(verified, 'companyoidc_4711_x'));
    expect(sent).toEqual([
      { UserPoolId: 'eu-west-1_Example01', Filter: 'email = "jane@example.com"', Limit: 2 },
      {
        UserPoolId: 'eu-west-1_Example01',
        DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: 'a1b2' },
        SourceUser: {
          ProviderName: 'CompanyOIDC',
          ProviderAttributeName: 'Cognito_Subject',
          ProviderAttributeValue: '4711_x',
        },
      },
    ]);
    expect(reasons()).toEqual(['linked']);
  });

  const withAttributes = (...attributes: readonly (readonly [string, string])[]): UserType => ({
    ...jane,
    Attributes: attributes.map(([Name, Value]) => ({ Name, Value })),
  });

  test.each<readonly [string, readonly UserType[], string]>([
    ['is nobody', [], 'nobody-to-link'],
    ['has not confirmed', [{ ...jane, UserStatus: 'UNCONFIRMED' }], 'user-not-verified'],
    ['has a temporary password', [{ ...jane, UserStatus: 'FORCE_CHANGE_PASSWORD' }], 'user-not-verified'],
    ['has to choose a new password', [{ ...jane, UserStatus: 'RESET_REQUIRED' }], 'user-not-verified'],
    ['comes through a provider', [{ ...jane, UserStatus: 'EXTERNAL_PROVIDER' }], 'user-not-verified'],
    ['is disabled', [{ ...jane, Enabled: false }], 'user-not-verified'],
    [
      'has not verified the address',
      [withAttributes(['email', 'jane@example.com'], ['email_verified', 'false'])],
      'user-not-verified',
    ],
    ['has an address that nobody verified', [withAttributes(['email', 'jane@example.com'])], 'user-not-verified'],
    [
      'has another address',
      [withAttributes(['email', 'jane@example.com.evil.example'], ['email_verified', 'true'])],
      'nobody-to-link',
    ],
    ['is one of two', [jane, { ...jane, Username: 'c3d4' }], 'several-to-link'],
    ['has no name', [{ ...jane, Username: undefined }], 'user-not-verified'],
  ])('gets a profile of its own where the user of the address %s', async (_who, found, reason) => {
    users = found;
    const event = external(verified);
    expect(await run(event)).toBe(event);
    expect(sent.filter((input) => JSON.stringify(input).includes('DestinationUser'))).toEqual([]);
    expect(reasons()).toEqual([reason]);
  });

  test('whose address is another mailbox, which only Unicode writes the same in small letters, is not linked', async () => {
    const email = '\u{212A}im@example.com';
    users = [withAttributes(['email', email.replace('\u{212A}', 'k')], ['email_verified', 'true'])];
    await run(external({ email, email_verified: 'true' }));
    expect(reasons()).toEqual(['nobody-to-link']);
  });

  test.each<Record<string, string>>([
    {},
    { email: 'jane@example.com' },
    { ...verified, email_verified: 'false' },
    { ...verified, email_verified: 'True' },
    { ...verified, email_verified: '' },
    { ...verified, email: '' },
  ])('that does not vouch for an address (%j) asks nobody, and gets a profile of its own', async (attributes) => {
    users = [jane];
    await run(external(attributes));
    expect([sent, reasons()]).toEqual([[], ['address-not-verified']]);
  });

  test('cannot end the filter by an address', async () => {
    await run(external({ ...verified, email: 'a"\\b@example.com' }));
    expect(sent).toEqual([{ UserPoolId: 'eu-west-1_Example01', Filter: 'email = "a\\"\\\\b@example.com"', Limit: 2 }]);
  });

  test('gets no profile where the user pool cannot be asked', async () => {
    failure = Object.assign(new Error('no'), { name: 'TooManyRequestsException' });
    await expect(run(external(verified))).rejects.toBe(failure);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        level: 'error',
        event: 'sign-up-refused',
        requestId: 'request-1',
        errorName: 'TooManyRequestsException',
      },
    ]);
  });
});

test.each([
  signUpEvent('PreSignUp_Other', {}),
  signUpEvent('TokenGeneration_HostedAuth', {}),
  signUpEvent('', {}),
  undefined,
  { triggerSource: 'PreSignUp_SignUp' },
])('anything else is refused (%#)', async (event) => {
  await expect(run(event)).rejects.toThrow(UnknownTriggerEventError);
});

test('nothing of a profile is logged', async () => {
  users = [jane];
  await run(external({ ...verified, 'custom:idp_groups': 'engineering' }));
  await expect(run(signUpEvent('PreSignUp_SignUp', { 'custom:idp_groups': 'engineering' }))).rejects.toThrow();
  expect(lines).toHaveLength(2);
  expect(lines.join('')).not.toMatch(/jane|engineering|4711|a1b2/i);
});

test.each([
  [{ groupsAttribute: 'email' }, 'groupsAttribute is "email"; allowed: custom:<up to 20 letters>'],
  [{ providers: '' }, 'providers is ""; allowed: names of letters, digits and hyphens, separated by commas'],
  [{ providers: 'a_b' }, 'providers is "a_b"; allowed: names of letters, digits and hyphens, separated by commas'],
  [{ linkUsers: 'yes' }, 'linkUsers is "yes"; allowed: on or off'],
])('the environment %j is refused', (change, fault) => {
  expect(() => parsePreSignUpEnvironment({ ...environment, ...change })).toThrow(fault);
});
