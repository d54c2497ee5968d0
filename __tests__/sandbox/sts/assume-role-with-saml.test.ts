import { AssumeRoleWithSAMLCommand, type AssumeRoleWithSAMLCommandInput } from '@aws-sdk/client-sts';
import { accountId, roleNamed } from '../support/runtime-fixture';
import { createSamlProvider, recipient, type AssertionOptions } from '../support/saml-provider';
import { startSts, trustOf, type StsWorld } from '../support/sts-fixture';

const idp = createSamlProvider();
const attacker = createSamlProvider();
const providerArn = `arn:aws:iam::${accountId}:saml-provider/corporate`;
const trust = trustOf(providerArn, 'sts:AssumeRoleWithSAML', { StringEquals: { 'SAML:aud': recipient } });
const administrators = roleNamed('administrators', trust);
const customers = { ...roleNamed('customers', trust), maxSessionSeconds: 7200 };
const others = roleNamed('others', trustOf(`${providerArn}2`, 'sts:AssumeRoleWithSAML', {}));
const unconditional = roleNamed(
  'sub',
  trustOf(providerArn, 'sts:AssumeRoleWithSAML', { StringEquals: { 'SAML:sub': 'joe' } }),
);
const pair = `${administrators.arn},${providerArn}`;

let world: StsWorld;
beforeEach(async () => {
  world = await startSts({
    blueprint: {
      roles: [administrators, customers, others, unconditional],
      samlProviders: [
        {
          stack: 'test',
          address: 'aws_iam_saml_provider.corporate',
          arn: providerArn,
          name: 'corporate',
          metadata: idp.metadata,
        },
      ],
    },
  });
});

type Change = Partial<AssertionOptions> & {
  readonly input?: Partial<AssumeRoleWithSAMLCommandInput>;
  readonly by?: typeof idp;
};

function assume({ input, by = idp, ...change }: Change = {}) {
  const SAMLAssertion = by.respond({ now: world.clock.now(), roles: [pair], ...change });
  return world.client.send(
    new AssumeRoleWithSAMLCommand({ RoleArn: administrators.arn, PrincipalArn: providerArn, SAMLAssertion, ...input }),
  );
}

describe('an assertion is traded for credentials of the role that it names', () => {
  it.each(['assertion', 'response'] as const)('signed is the %s', async (signed) => {
    const answer = await assume({ signed });
    expect(answer).toMatchObject({
      AssumedRoleUser: {
        Arn: `arn:aws:sts::${accountId}:assumed-role/administrators/ann@example.com`,
        AssumedRoleId: `${administrators.uniqueId}:ann@example.com`,
      },
      Subject: 'ann',
      SubjectType: 'persistent',
      Issuer: idp.entityId,
      Audience: recipient,
      NameQualifier: expect.stringMatching(/^[A-Za-z0-9+/]{27}=$/) as string,
    });
    expect(answer.Credentials?.Expiration?.getTime()).toBe(world.clock.now() + 3_600_000);
    expect(world.callerOf(answer.Credentials?.AccessKeyId)).toMatchObject({
      arn: answer.AssumedRoleUser?.Arn,
      context: {
        'SAML:aud': recipient,
        'SAML:iss': idp.entityId,
        'SAML:sub': 'ann',
        'SAML:sub_type': 'persistent',
        'SAML:doc': `${accountId}/corporate`,
        'SAML:namequalifier': answer.NameQualifier,
        'aws:FederatedProvider': providerArn,
      },
    });
  });

  it('the provider may come first in the pair, and other pairs may be there', async () => {
    await expect(
      assume({ roles: [`${others.arn},${providerArn}`, `${providerArn} , ${administrators.arn}`] }),
    ).resolves.toBeDefined();
  });

  it('again within its five minutes, as AWS does: one sign-in for several roles', async () => {
    const roles = [pair, `${customers.arn},${providerArn}`];
    const SAMLAssertion = idp.respond({ now: world.clock.now(), roles });
    const once = (RoleArn: string) =>
      world.client.send(new AssumeRoleWithSAMLCommand({ RoleArn, PrincipalArn: providerArn, SAMLAssertion }));
    await once(administrators.arn);
    await once(customers.arn);
    world.clock.move(299_000 - 60_000);
    await expect(once(customers.arn)).resolves.toBeDefined();
    world.clock.move(61_000);
    await expect(once(customers.arn)).rejects.toMatchObject({ name: 'ExpiredTokenException' });
  });

  it('for as long as asked, at most until the session of the provider ends', async () => {
    const roles = [`${customers.arn},${providerArn}`];
    const long = await assume({ roles, input: { RoleArn: customers.arn, DurationSeconds: 7200 } });
    expect(long.Credentials?.Expiration?.getTime()).toBe(world.clock.now() + 7_200_000);
    const cut = await assume({ sessionNotOnOrAfter: world.clock.now() + 1_000_000 });
    expect(cut.Credentials?.Expiration?.getTime()).toBe(world.clock.now() + 1_000_000);
  });
});

const invalid = (message: string) => ({ name: 'InvalidIdentityTokenException', message, status: 400 });
const expired = {
  name: 'ExpiredTokenException',
  message: 'Token must be redeemed within 5 minutes of issuance',
  status: 400,
};
const denied = { name: 'AccessDenied', message: 'Not authorized to perform sts:AssumeRoleWithSAML', status: 403 };
const signature = invalid('Response signature invalid');

const assertionOf = (xml: string): string => /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml)?.[0] ?? '';
const forged = (xml: string): string =>
  assertionOf(xml)
    .replace(/<(?:ds:)?Signature[\s\S]*<\/(?:ds:)?Signature>/, '')
    .replace('>ann<', '>mallory<')
    .replace(/ID="[^"]+"/, 'ID="_forged"');

/** All ways to keep a good signature in a response that says something else. */
const moved: Readonly<Record<string, (xml: string) => string>> = {
  'a forged assertion before the signed one': (xml) => xml.replace(assertionOf(xml), forged(xml) + assertionOf(xml)),
  'a forged assertion after the signed one': (xml) => xml.replace(assertionOf(xml), assertionOf(xml) + forged(xml)),
  'the signed assertion within a forged one': (xml) =>
    xml.replace(assertionOf(xml), forged(xml).replace('</saml:Assertion>', `${assertionOf(xml)}</saml:Assertion>`)),
  'the signed assertion in extensions': (xml) =>
    xml.replace(assertionOf(xml), `<samlp:Extensions>${assertionOf(xml)}</samlp:Extensions>${forged(xml)}`),
  'the signature alone moved to a forged one': (xml) => {
    const found = /<(?:ds:)?Signature[\s\S]*<\/(?:ds:)?Signature>/.exec(xml)?.[0] ?? '';
    return xml.replace(assertionOf(xml), forged(xml).replace('</saml:Issuer>', `</saml:Issuer>${found}`));
  },
  'the same id twice': (xml) => {
    const id = / ID="(_[0-9a-f]+)" Version="2.0" IssueInstant="[^"]+"><saml:Issuer>/.exec(xml)?.[1] ?? '';
    return xml.replace(assertionOf(xml), forged(xml).replace('_forged', id) + assertionOf(xml));
  },
};

describe('refused, and no credentials are issued', () => {
  it.each<readonly [name: string, change: () => Change, refusal: { name: string; message: string; status: number }]>([
    ['nothing is signed', () => ({ signed: 'nothing' }), signature],
    ['another key signed', () => ({ by: attacker }), signature],
    ['another key signed and shows its certificate', () => ({ by: attacker, showsCertificate: true }), signature],
    ['the subject was changed', () => ({ tamper: (xml) => xml.replace('>ann<', '>joe<') }), signature],
    [
      'the role was changed, under a signed response',
      () => ({
        signed: 'response',
        roles: [`${customers.arn},${providerArn}`],
        tamper: (xml) => xml.replace('role/customers', 'role/administrators'),
      }),
      signature,
    ],
    ...Object.entries(moved).map(
      ([name, tamper]) => [`moved signature: ${name}`, () => ({ tamper }), signature] as const,
    ),
    ['it is not Base64', () => ({ input: { SAMLAssertion: '<Response/>' } }), invalid('Invalid base64 SAMLResponse')],
    ['it is not XML', () => ({ input: { SAMLAssertion: Buffer.from('no xml').toString('base64') } }), signature],
    [
      'it has an entity',
      () => ({ tamper: (xml) => `<!DOCTYPE x [<!ENTITY a "joe">]>${xml.replace('>ann<', '>&a;<')}` }),
      signature,
    ],
    [
      'another issuer',
      () => ({ issuer: 'https://other.example.com' }),
      invalid('Issuer not present in specified provider'),
    ],
    [
      'for another audience',
      () => ({ audience: 'https://app.example.com' }),
      invalid('Response does not contain the required audience.'),
    ],
    ['for another recipient', () => ({ recipient: 'https://app.example.com/saml' }), denied],
    [
      'for another recipient, of a role whose trust asks for none',
      () => ({
        recipient: 'https://signin.aws.amazon.com.evil.example/saml',
        subject: 'joe',
        roles: [`${unconditional.arn},${providerArn}`],
        input: { RoleArn: unconditional.arn },
      }),
      denied,
    ],
    ['past its time', () => ({ notOnOrAfter: world.clock.now() }), expired],
    [
      'issued five minutes ago',
      () => ({ now: world.clock.now() - 300_000, notOnOrAfter: world.clock.now() + 600_000 }),
      expired,
    ],
    ['before its time', () => ({ notBefore: world.clock.now() + 1_000 }), invalid('Response is not yet valid')],
    [
      'issued later',
      () => ({ now: world.clock.now() + 1_000, notBefore: world.clock.now() }),
      invalid('Response is not yet valid'),
    ],
    ['without a session name', () => ({ sessionName: null }), invalid('RoleSessionName is required in AuthnResponse')],
    [
      'with a session name of one letter',
      () => ({ sessionName: 'a' }),
      invalid('RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}'),
    ],
    ['without the role', () => ({ roles: [`${customers.arn},${providerArn}`] }), denied],
    ['the role with another provider', () => ({ roles: [`${administrators.arn},${providerArn}2`] }), denied],
    ['a role as its own provider', () => ({ roles: [`${administrators.arn},${administrators.arn}`] }), denied],
    [
      'a role that trusts another provider',
      () => ({ roles: [`${others.arn},${providerArn}`], input: { RoleArn: others.arn } }),
      denied,
    ],
    [
      'a role that trusts another person',
      () => ({ roles: [`${unconditional.arn},${providerArn}`], input: { RoleArn: unconditional.arn } }),
      denied,
    ],
    [
      'a role that is not there',
      () => ({ roles: [`${administrators.arn}x,${providerArn}`], input: { RoleArn: `${administrators.arn}x` } }),
      denied,
    ],
    [
      'a provider that is not there',
      () => ({ input: { PrincipalArn: `${providerArn}2` } }),
      invalid("Specified provider doesn't exist"),
    ],
    [
      'longer than the role allows',
      () => ({ input: { DurationSeconds: 3601 } }),
      {
        name: 'ValidationError',
        message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
        status: 400,
      },
    ],
    [
      'a policy that is none',
      () => ({ input: { Policy: '{' } }),
      { name: 'MalformedPolicyDocumentException', message: 'The policy is not in the valid JSON format.', status: 400 },
    ],
    [
      'two confirmations',
      () => ({ edit: (xml) => xml.replace(/(<saml:SubjectConfirmation [\s\S]*<\/saml:SubjectConfirmation>)/, '$1$1') }),
      invalid('SAML Assertion could not be parsed'),
    ],
    [
      'no confirmation by bearer',
      () => ({ edit: (xml) => xml.replace('cm:bearer', 'cm:holder-of-key') }),
      invalid('SAML Assertion could not be parsed'),
    ],
    [
      'no audience restriction',
      () => ({ edit: (xml) => xml.replace(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, '') }),
      invalid('SAML Assertion could not be parsed'),
    ],
  ])('%s', async (_name, change, { status, ...refusal }) => {
    const issue = jest.spyOn(world.credentials, 'issueTemporary');
    await expect(assume(change())).rejects.toMatchObject({ ...refusal, $metadata: { httpStatusCode: status } });
    expect(issue).not.toHaveBeenCalled();
  });
});

describe('a provider that AWS would not create stops the start', () => {
  it.each([
    ['no XML', 'no xml'],
    ['no certificate', idp.metadata.replace(/<ds:X509Certificate>.*<\/ds:X509Certificate>/, '')],
    ['a certificate that is none', idp.metadata.replace(idp.certificate, 'AAAA')],
    ['no entity id', idp.metadata.replace(/entityID="[^"]+"/, '')],
    ['a key for encryption alone', idp.metadata.replace('use="signing"', 'use="encryption"')],
  ])('%s', async (_name, metadata) => {
    const provider = {
      stack: 'test',
      address: 'aws_iam_saml_provider.x',
      arn: providerArn,
      name: 'corporate',
      metadata,
    };
    await expect(startSts({ blueprint: { samlProviders: [provider] } })).rejects.toThrow(
      /^test:aws_iam_saml_provider\.x, argument "saml_metadata_document": .* It must be the SAML 2\.0 metadata/,
    );
  });
});
