import {
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetOpenIdTokenCommand,
  GetOpenIdTokenForDeveloperIdentityCommand,
} from '@aws-sdk/client-cognito-identity';
import { assert, asyncProperty, constantFrom, nat, oneof, string } from 'fast-check';
import type { IdentityPool } from '../../../blueprint/model';
import {
  identityPoolId as IdentityPoolId,
  provider as userPool,
  startIdentityPools,
  trustPool,
  type IdentityWorld,
  type IdentityWorldChange,
} from '../support/identity-pool-fixture';
import { accountId, roleNamed } from '../support/runtime-fixture';
import { createSamlProvider, type AssertionOptions } from '../support/saml-provider';

const idp = createSamlProvider();
const attacker = createSamlProvider();
const arn = (name: string) => `arn:aws:iam::${accountId}:saml-provider/${name}`;
const corporate = arn('corporate');
const provider = (name: string, metadata = idp.metadata) => ({
  stack: 'test',
  address: `aws_iam_saml_provider.${name}`,
  arn: arn(name),
  name,
  metadata,
});
const administrators = roleNamed('administrators', trustPool('authenticated'));
const customers = roleNamed('customers', trustPool('authenticated'));
const ofUserPool = roleNamed('of-user-pool', trustPool(`${userPool}*`));
const with_ = (role: { readonly arn: string }, providerArn = corporate) => `${role.arn},${providerArn}`;
const attribute = (name: string, value: string) => (xml: string) =>
  xml.replace(
    '<saml:AttributeStatement>',
    `<saml:AttributeStatement><saml:Attribute Name="${name}"><saml:AttributeValue>${value}</saml:AttributeValue></saml:Attribute>`,
  );

const emptyRole = (xml: string) =>
  xml.replace(
    '<saml:AttributeStatement>',
    '<saml:AttributeStatement><saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/Role"/>',
  );

const other = createSamlProvider('https://other.example.com/metadata');

async function start({ pool, ...change }: IdentityWorldChange = {}) {
  const world = await startIdentityPools({
    samlProviders: [provider('corporate'), provider('second', other.metadata), provider('not-of-the-pool')],
    roles: [administrators, customers, ofUserPool],
    pool: { samlProviderArns: [corporate, arn('second'), arn('of-no-stack')], ...pool },
    ...change,
  });
  return { ...world, ...asPerson(world) };
}

type Change = Partial<AssertionOptions>;

function asPerson({ client, users, callerOf }: IdentityWorld) {
  const respond = (change: Change = {}, by = idp) => by.respond({ now: users.clock.now(), roles: [], ...change });
  const identify = (response: string, providerName = corporate) =>
    client.send(new GetIdCommand({ IdentityPoolId, Logins: { [providerName]: response } }));
  const trade = async (response: string, CustomRoleArn?: string) => {
    const { IdentityId } = await identify(response);
    const Logins = { [corporate]: response };
    const { Credentials } = await client.send(
      new GetCredentialsForIdentityCommand({ IdentityId, Logins, CustomRoleArn }),
    );
    return { IdentityId, Credentials, caller: callerOf(Credentials?.AccessKeyId) };
  };
  return { respond, identify, trade };
}

const sessionOf = (role: string) => `arn:aws:sts::${accountId}:assumed-role/${role}/CognitoIdentityCredentials`;
const refusal = (message: string) => ({ name: 'NotAuthorizedException', message, $metadata: { httpStatusCode: 400 } });

describe('a SAML response is a login', () => {
  it('of an identity that is told by provider and person', async () => {
    const { respond, trade, users } = await start();
    const { IdentityId, Credentials, caller } = await trade(respond());
    expect(caller).toMatchObject({
      arn: sessionOf('authenticated'),
      cognito: {
        identityId: IdentityId,
        identityPoolId: IdentityPoolId,
        authenticationType: 'authenticated',
        authenticationProvider: `${corporate},${corporate}:SAML:ann`,
      },
      context: {
        'cognito-identity.amazonaws.com:amr': ['authenticated', corporate, `${corporate}:SAML:ann`],
      },
    });
    expect(Credentials?.Expiration?.getTime()).toBe(users.clock.now() + 3_600_000);
  });

  it('of the same identity each time, and of another one for everybody else', async () => {
    const { respond, identify } = await start();
    const idOf = async (response: string, providerName?: string) => (await identify(response, providerName)).IdentityId;
    const persistent = 'nameid-format:persistent';
    const ids = [
      await idOf(respond()),
      await idOf(respond({ subject: 'bob' })),
      await idOf(respond({ edit: (xml) => xml.replace(persistent, 'nameid-format:transient') })),
      await idOf(respond({}, other), arn('second')),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(await idOf(respond({ signed: 'response' }))).toBe(ids[0]);
  });

  it('as often as wanted within five minutes, since an application shows it twice', async () => {
    const { respond, trade, users } = await start();
    const response = respond({ notOnOrAfter: users.clock.now() + 600_000 });
    await trade(response);
    users.clock.advance(299);
    await trade(response);
    const ended = users.clock.now() + 1_000;
    users.clock.advance(1);
    await expect(trade(response)).rejects.toMatchObject(
      refusal(`Invalid login token. Token expired: ${ended} >= ${ended}`),
    );
  });

  it("whose credentials end with the provider's own session", async () => {
    const { respond, trade, users } = await start();
    const sessionNotOnOrAfter = users.clock.now() + 1_000_000;
    const { Credentials } = await trade(respond({ sessionNotOnOrAfter }));
    expect(Credentials?.Expiration?.getTime()).toBe(sessionNotOnOrAfter);
    const long = await trade(respond({ sessionNotOnOrAfter: users.clock.now() + 7_200_000 }));
    expect(long.Credentials?.Expiration?.getTime()).toBe(users.clock.now() + 3_600_000);
  });
});

const wrongIssuer = 'Issuer not present in specified provider';

describe('a login is refused', () => {
  const invalid = (message: string) => refusal(`Invalid login token. ${message}`);
  const unsupported = refusal('Token is not from a supported provider of this identity pool.');
  const signature = invalid('Response signature invalid');

  interface Case extends Change {
    readonly by?: typeof idp;
    readonly as?: string;
    readonly raw?: string;
  }
  it.each<readonly [name: string, change: (now: number) => Case, refused: object]>([
    ['of a provider that the pool does not name', () => ({ as: arn('not-of-the-pool') }), unsupported],
    ['of a provider that no stack has', () => ({ as: arn('of-no-stack') }), unsupported],
    ['under the name of another provider of the pool', () => ({ as: arn('second') }), invalid(wrongIssuer)],
    ['that nobody signed', () => ({ signed: 'nothing' }), signature],
    ['that somebody else signed', () => ({ by: attacker }), signature],
    [
      'that somebody else signed and shows the certificate',
      () => ({ by: attacker, showsCertificate: true }),
      signature,
    ],
    ['whose subject was changed', () => ({ tamper: (xml) => xml.replace('>ann<', '>bob<') }), signature],
    ['that is no Base64', () => ({ raw: '<Response/>' }), invalid('Invalid base64 SAMLResponse')],
    ['that is no XML', () => ({ raw: Buffer.from('no xml').toString('base64') }), signature],
    ['of another issuer', () => ({ issuer: 'https://other.example.com' }), invalid(wrongIssuer)],
    [
      'for another audience',
      () => ({ audience: 'https://app.example.com' }),
      invalid('Response does not contain the required audience.'),
    ],
    [
      'for another recipient',
      () => ({ recipient: 'https://app.example.com/saml' }),
      invalid('Response does not contain the required recipient.'),
    ],
    ['past its time', (now) => ({ notOnOrAfter: now }), invalid('Token expired: {now} >= {now}')],
    [
      'after the session of the provider',
      (now) => ({ sessionNotOnOrAfter: now }),
      invalid('Token expired: {now} >= {now}'),
    ],
    ['before its time', (now) => ({ notBefore: now + 1_000 }), invalid('Response is not yet valid')],
    [
      'of nobody',
      () => ({ edit: (xml: string) => xml.replace(/<saml:NameID.*<\/saml:NameID>/, '') }),
      invalid('SAML Assertion could not be parsed'),
    ],
    [
      'of somebody whose name would be a login of the user pool, too',
      () => ({ subject: `ann,${userPool}` }),
      invalid('The subject is not accepted.'),
    ],
  ])('%s', async (...[, change, refused]) => {
    const { respond, client, credentials, users, identify } = await start();
    const { by, as = corporate, raw, ...options } = change(users.clock.now());
    const response = raw ?? respond(options, by);
    const expected = JSON.parse(JSON.stringify(refused).replaceAll('{now}', String(users.clock.now()))) as object;
    const issue = jest.spyOn(credentials, 'issueTemporary');
    await expect(identify(response, as)).rejects.toMatchObject(expected);
    const { IdentityId } = await identify(respond());
    const Logins = { [as]: response };
    for (const command of [
      new GetCredentialsForIdentityCommand({ IdentityId, Logins }),
      new GetCredentialsForIdentityCommand({ IdentityId, Logins: { [corporate]: respond(), ...Logins } }),
    ]) {
      await expect(client.send(command)).rejects.toMatchObject(expected);
    }
    expect(issue).not.toHaveBeenCalled();
  });

  it('or of the same person, wherever one letter of the response was changed', async () => {
    const { respond, identify, credentials } = await start();
    const response = respond();
    const xml = Buffer.from(response, 'base64').toString();
    const { IdentityId } = await identify(response);
    const issue = jest.spyOn(credentials, 'issueTemporary');
    const says = [jest.spyOn(console, 'warn'), jest.spyOn(console, 'error')];
    const letters = oneof(string({ minLength: 1, maxLength: 1 }), constantFrom('', '\0', '\r', '\u00e9', '\u{20000}'));
    await assert(
      asyncProperty(nat(), letters, async (place, letter) => {
        const at = place % xml.length;
        const changed = Buffer.from(xml.slice(0, at) + letter + xml.slice(at + 1)).toString('base64');
        const outcome = await identify(changed).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toMatchObject({ name: 'NotAuthorizedException' });
        else expect(outcome).toMatchObject({ IdentityId });
      }),
      { numRuns: 100 },
    );
    for (const said of says) expect(said).not.toHaveBeenCalled();
    expect(issue).not.toHaveBeenCalled();
  });

  it('at an identity of somebody else', async () => {
    const { respond, identify, client } = await start();
    const [ann, bob] = [respond(), respond({ subject: 'bob' })];
    const { IdentityId } = await identify(ann);
    await identify(bob);
    for (const response of [bob, respond({ subject: 'carol' })]) {
      await expect(
        client.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins: { [corporate]: response } })),
      ).rejects.toMatchObject(
        refusal("Logins don't match. Please include at least one valid login for this identity or identity pool."),
      );
    }
  });

  it('in the classic flow, and of a login backend, whose token STS takes', async () => {
    const developerProviderName = 'login.backend';
    const { respond, identify, client, backend } = await start({
      pool: { allowClassicFlow: true, developerProviderName },
    });
    const response = respond();
    const { IdentityId } = await identify(response);
    const Logins = { [corporate]: response };
    const refused = {
      name: 'InvalidParameterException',
      message: 'Basic (classic) flow is not supported with SAML, please use enhanced flow.',
    };
    await expect(client.send(new GetOpenIdTokenCommand({ IdentityId, Logins }))).rejects.toMatchObject(refused);
    const vouched = { IdentityPoolId, Logins: { ...Logins, [developerProviderName]: 'ann' } };
    await expect(backend.send(new GetOpenIdTokenForDeveloperIdentityCommand(vouched))).rejects.toMatchObject(refused);
  });
});

const ambiguous = refusal(`The ambiguous role mapping rules for: ${corporate} denied this request.`);
const notOffered = refusal('The role that CustomRoleArn names is not available to this identity.');
const misconfigured = {
  name: 'InvalidIdentityPoolConfigurationException',
  message: 'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
};

describe('the role', () => {
  const rules = (matchType: 'Equals' | 'NotEqual'): Partial<IdentityPool> => ({
    roleMappings: [
      {
        kind: 'Rules',
        identityProvider: corporate,
        ambiguous: 'Deny',
        rules: [{ claim: 'department', matchType, value: 'sales', roleArn: customers.arn }],
      },
    ],
  });
  const byToken = (ambiguousRole: 'AuthenticatedRole' | 'Deny'): Partial<IdentityPool> => ({
    roleMappings: [{ kind: 'Token', identityProvider: corporate, ambiguous: ambiguousRole }],
  });
  interface Case {
    readonly change: Change;
    readonly pool?: Partial<IdentityPool>;
    readonly asked?: string;
    /** The role's name, or how it is refused. */
    readonly gives: string | object;
  }
  const named = (...roles: readonly string[]): Change => ({ roles });
  const preferred = (role: { readonly arn: string }): Change => ({
    edit: attribute('cognito:preferred_role', role.arn),
  });

  it.each<readonly [name: string, given: Case]>([
    ['is that of the pool where the assertion names none', { change: {}, gives: 'authenticated' }],
    ['is nobody else’s choice then', { change: {}, asked: customers.arn, gives: notOffered }],
    ['is the one that the assertion names', { change: named(with_(customers)), gives: 'customers' }],
    ['may be named behind the provider', { change: named(`${corporate}, ${customers.arn}`), gives: 'customers' }],
    ['may be named twice', { change: named(with_(customers), with_(customers)), gives: 'customers' }],
    [
      'is asked for where the assertion names several',
      { change: named(with_(customers), with_(administrators)), asked: administrators.arn, gives: 'administrators' },
    ],
    [
      'is none where nobody says which of several',
      { change: named(with_(customers), with_(administrators)), gives: ambiguous },
    ],
    [
      'is none that the assertion does not name',
      { change: named(with_(customers)), asked: administrators.arn, gives: notOffered },
    ],
    [
      'is not that of the pool where the assertion names another one',
      { change: named(with_(customers)), asked: `arn:aws:iam::${accountId}:role/authenticated`, gives: notOffered },
    ],
    [
      'is none that is named with another provider',
      { change: named(with_(administrators, arn('second'))), gives: ambiguous },
    ],
    [
      'is none that is named with another provider, when asked for',
      {
        change: named(with_(customers), with_(administrators, arn('second'))),
        asked: administrators.arn,
        gives: notOffered,
      },
    ],
    [
      'is none of three that are named together',
      { change: named(`${with_(customers)},${administrators.arn}`), asked: administrators.arn, gives: notOffered },
    ],
    ['is none where the attribute for it is empty', { change: { edit: emptyRole }, gives: ambiguous }],
    ['is none that wants a login of the user pool', { change: named(with_(ofUserPool)), gives: misconfigured }],
    [
      'is none that is not there',
      { change: named(with_({ arn: `arn:aws:iam::${accountId}:role/gone` })), gives: misconfigured },
    ],
    [
      'is that of a rule, by an attribute',
      { change: { edit: attribute('department', 'sales') }, pool: rules('Equals'), gives: 'customers' },
    ],
    [
      'is none where no rule fits',
      { change: { edit: attribute('department', 'marketing') }, pool: rules('Equals'), gives: ambiguous },
    ],
    ['is none where the attribute is missing', { change: {}, pool: rules('NotEqual'), gives: ambiguous }],
    [
      'is that of a rule, whatever the assertion names',
      { change: named(with_(administrators)), pool: rules('Equals'), gives: ambiguous },
    ],
    [
      'is none that is asked for where there are rules',
      { change: named(with_(administrators)), pool: rules('Equals'), asked: administrators.arn, gives: notOffered },
    ],
    [
      'is not in an attribute that is called like a claim of a user pool',
      { change: preferred(administrators), pool: byToken('Deny'), gives: ambiguous },
    ],
    [
      'is that of the pool where a mapping by token says so',
      { change: preferred(administrators), pool: byToken('AuthenticatedRole'), gives: 'authenticated' },
    ],
    [
      'is none that is asked for where a mapping goes by token',
      {
        change: { edit: attribute('cognito:roles', administrators.arn) },
        pool: byToken('Deny'),
        asked: administrators.arn,
        gives: notOffered,
      },
    ],
  ])('%s', async (...[, { change, pool = {}, asked, gives }]) => {
    const { respond, trade, credentials } = await start({ pool });
    const issue = jest.spyOn(credentials, 'issueTemporary');
    const traded = trade(respond(change), asked);
    if (typeof gives === 'string') {
      expect((await traded).caller?.arn).toBe(sessionOf(gives));
    } else {
      await expect(traded).rejects.toMatchObject(gives);
      expect(issue).not.toHaveBeenCalled();
    }
  });
});
