import fc from 'fast-check';
import { parseFederatedGroupsEnvironment } from '../../functions/federated-groups/environment';
import { createHandler } from '../../functions/federated-groups/handler';
import { readProviderGroups } from '../../functions/federated-groups/read-groups';
import { InvalidEnvironmentError, UnknownTriggerEventError } from '../../functions/shared/errors';
import { createLogger } from '../../functions/shared/logger';
import { identities, identity, tokenEvent } from './user-pool-events';

const environment = {
  groupsAttribute: 'custom:idp_groups',
  groupsByProvider: JSON.stringify({
    CompanySAML: { engineering: 'writers', 'everybody here': 'readers' },
    CompanyOIDC: { engineering: 'admins' },
  }),
};

const lines: string[] = [];
const handler = createHandler({
  ...parseFederatedGroupsEnvironment(environment),
  logger: createLogger((line) => lines.push(line)),
});

beforeEach(() => {
  lines.length = 0;
});

const context = { awsRequestId: 'request-1' };

async function groupsOf(change: Parameters<typeof tokenEvent>[0]): Promise<readonly string[]> {
  const { response } = await handler(tokenEvent(change), context);
  return response.claimsAndScopeOverrideDetails.groupOverrideDetails.groupsToOverride;
}

const own = { groupsToOverride: ['suspended', 'eu-west-1_Example01_CompanySAML'] };

/** Jane comes through the company's provider, and in no other way. */
const jane = {
  'cognito:user_status': 'EXTERNAL_PROVIDER',
  identities: identities(identity('CompanySAML', 'jane')),
  'custom:idp_groups': 'engineering',
};

test('the groups of the provider join those of the user, in both tokens', async () => {
  expect(await groupsOf({ attributes: jane, groups: own })).toEqual([...own.groupsToOverride, 'writers']);
  const { response } = await handler(tokenEvent({ attributes: jane, groups: own }), context);
  // Of version 2, these are of the ID token and the access token.
  expect(Object.keys(response.claimsAndScopeOverrideDetails)).toEqual(['groupOverrideDetails']);
});

test.each<readonly [string, readonly string[]]>([
  ['engineering', ['writers']],
  ['[engineering, everybody+here]', ['writers', 'readers']],
  ['[engineering, everybody%20here, engineering]', ['writers', 'readers']],
  ['["engineering", "everybody here"]', ['writers', 'readers']],
  ['[engineering]', ['writers']],
  ['everybody here', ['readers']],
  ['sales', []],
  ['writers', []],
  ['[writers, admins, sales]', []],
  ['Engineering', []],
  ['[sales%2C+engineering]', []],
  ['[]', []],
  ['', []],
  // Another group of the provider, which somebody may have made themselves.
  [' engineering', []],
  ['[+engineering, %20engineering, engineering%0A]', []],
  ['[" engineering"]', []],
  ['[%E0%A4%A, engineering]', ['writers']],
  [`[${'engineering, '.repeat(200)}]`, []],
])('what the provider sends as %s gives its mapped groups alone', async (sent, expected) => {
  expect(await groupsOf({ attributes: { ...jane, 'custom:idp_groups': sent } })).toEqual(expected);
});

test('each provider has a map of its own', async () => {
  const attributes = { ...jane, identities: identities(identity('CompanyOIDC', '4711')) };
  expect(await groupsOf({ userName: 'CompanyOIDC_4711', attributes })).toEqual(['admins']);
});

test('names that the pool wrote in small letters are known', async () => {
  const attributes = { ...jane, identities: identities(identity('CompanySAML', 'Jane@Example.com')) };
  expect(await groupsOf({ userName: 'companysaml_jane@example.com', attributes })).toEqual(['writers']);
});

const linked = identity('CompanySAML', 'jane', { primary: false });

test.each<readonly [string, Parameters<typeof tokenEvent>[0]]>([
  ['has no identity', { attributes: { ...jane, identities: '' } }],
  [
    'has no identity at all',
    { attributes: { 'cognito:user_status': 'EXTERNAL_PROVIDER', 'custom:idp_groups': 'engineering' } },
  ],
  [
    'signs in with a password',
    { userName: 'a1b2', attributes: { 'cognito:user_status': 'CONFIRMED', 'custom:idp_groups': 'engineering' } },
  ],
  [
    'is a user of the pool with a linked identity',
    { userName: 'a1b2', attributes: { ...jane, 'cognito:user_status': 'CONFIRMED', identities: identities(linked) } },
  ],
  [
    'is linked, whatever the status says',
    { userName: 'a1b2', attributes: { ...jane, identities: identities(linked) } },
  ],
  ['has a password, whatever the name says', { attributes: { ...jane, 'cognito:user_status': 'CONFIRMED' } }],
  ['has no status', { attributes: { ...jane, 'cognito:user_status': '' } }],
  [
    'comes through a provider that is not known',
    { userName: 'Other_jane', attributes: { ...jane, identities: identities(identity('Other', 'jane')) } },
  ],
  [
    'has two identities',
    {
      attributes: { ...jane, identities: identities(identity('CompanySAML', 'jane'), identity('CompanyOIDC', '4711')) },
    },
  ],
  [
    'has an identity without a name',
    { userName: '_jane', attributes: { ...jane, identities: identities(identity('', 'jane')) } },
  ],
  [
    'has an identity without a subject',
    { userName: 'CompanySAML_', attributes: { ...jane, identities: identities(identity('CompanySAML', '')) } },
  ],
  [
    'has identities that are no list',
    { attributes: { ...jane, identities: JSON.stringify(identity('CompanySAML', 'jane')) } },
  ],
  ['has identities that cannot be read', { attributes: { ...jane, identities: '[{' } }],
])('who %s keeps their own groups and gains none', async (_who, change) => {
  expect(await groupsOf({ ...change, groups: own })).toEqual(own.groupsToOverride);
});

test('roles stay as they were', async () => {
  const roles = {
    iamRolesToOverride: ['arn:aws:iam::123456789012:role/r'],
    preferredRole: 'arn:aws:iam::123456789012:role/r',
  };
  const { response } = await handler(tokenEvent({ attributes: jane, groups: { ...own, ...roles } }), context);
  expect(response.claimsAndScopeOverrideDetails.groupOverrideDetails).toEqual({
    ...roles,
    groupsToOverride: [...own.groupsToOverride, 'writers'],
  });
});

test('the rest of the event comes back as it was', async () => {
  const event = tokenEvent({ attributes: jane });
  const { response, ...rest } = await handler(event, context);
  const { response: sent, ...before } = event;
  expect(sent).not.toEqual(response);
  expect(rest).toEqual(before);
});

test.each<readonly [string, unknown]>([
  ['version 1', tokenEvent({ attributes: jane, event: { version: '1' } })],
  ['another trigger', tokenEvent({ attributes: jane, event: { triggerSource: 'PreSignUp_SignUp' } })],
  ['no trigger', tokenEvent({ attributes: jane, event: { triggerSource: undefined } })],
  ['no user', tokenEvent({ attributes: jane, event: { userName: '' } })],
  ['no request', tokenEvent({ attributes: jane, event: { request: null } })],
  ['attributes that are no texts', tokenEvent({ attributes: { a: 1 } as unknown as Record<string, string> })],
  ['nothing', undefined],
  ['a list', []],
])('an event of %s is refused, and so are the tokens', async (_what, event) => {
  const asked = handler(event, context);
  await expect(asked).rejects.toThrow(UnknownTriggerEventError);
  await expect(asked).rejects.toThrow(
    'The event is not one that this function answers. Set it as the trigger that it is for, with its version.',
  );
});

test('nothing of a profile is logged', async () => {
  await groupsOf({ attributes: { ...jane, email: 'jane@example.com' } });
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { level: 'info', event: 'groups-decided', requestId: 'request-1', count: 1, reason: 'TokenGeneration_HostedAuth' },
  ]);
});

test('no text of an attribute gives a group that is not mapped', async () => {
  const values = new Set(['writers', 'readers']);
  const piece = fc.constantFrom('engineering', 'everybody here', 'admins', '[', ']', ',', '"', '%', '+', ' ', 'x');
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((all) => all.join('')),
      ),
      async (sent) => {
        const given = await groupsOf({ attributes: { ...jane, 'custom:idp_groups': sent } });
        expect(given.every((group) => values.has(group))).toBe(true);
        expect(new Set(given).size).toBe(given.length);
      },
    ),
  );
});

test('every list that a user pool writes is read as it was sent', () => {
  const group = fc.string({ minLength: 1, maxLength: 20 });
  const encoded = (text: string): string => new URLSearchParams({ v: text }).toString().slice(2);
  fc.assert(
    fc.property(fc.uniqueArray(group, { minLength: 2, maxLength: 8 }), (groups) => {
      expect(readProviderGroups(`[${groups.map(encoded).join(', ')}]`)).toEqual(groups);
    }),
  );
});

describe('the environment', () => {
  const faultsOf = (change: object): string => {
    try {
      parseFederatedGroupsEnvironment({ ...environment, ...change });
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidEnvironmentError);
      return (error as Error).message;
    }
    return '';
  };

  test.each<readonly [change: object, fault: string]>([
    [{ groupsAttribute: 'email' }, 'groupsAttribute is "email"; allowed: custom:<up to 20 letters>'],
    ...['', '{}', '[]', '{"A":"b"}', '{"A":{"x":""}}', '{"A":{"":"y"}}', '{"":{"x":"y"}}', '{"A":{"x":1}}', '{'].map(
      (groupsByProvider) =>
        [
          { groupsByProvider },
          `groupsByProvider is "${groupsByProvider}"; allowed: JSON {"<provider>":{"<its group>":"<group>"}}, at least one provider, nothing empty`,
        ] as const,
    ),
  ])('%j is refused', (change, fault) => {
    expect(faultsOf(change)).toContain(fault);
  });

  test('a provider without groups gives none', () => {
    expect(faultsOf({ groupsByProvider: '{"CompanySAML":{}}' })).toBe('');
  });
});
