import { AssumeRoleWithSAMLCommand, AssumeRoleWithWebIdentityCommand } from '@aws-sdk/client-sts';
import { startOpenIdProvider, type TestOpenIdProvider } from '../support/open-id-provider';
import { accountId, roleNamed } from '../support/runtime-fixture';
import { createSamlProvider } from '../support/saml-provider';
import { startSts, trustOf, type StsWorld } from '../support/sts-fixture';

const issuer = 'https://tenant.auth0.com/';
const openIdArn = `arn:aws:iam::${accountId}:oidc-provider/tenant.auth0.com/`;
const samlArn = `arn:aws:iam::${accountId}:saml-provider/corporate`;
const ofToken = roleNamed('token', trustOf(openIdArn, 'sts:AssumeRoleWithWebIdentity', {}));
const ofAssertion = roleNamed('assertion', trustOf(samlArn, 'sts:AssumeRoleWithSAML', {}));
const idp = createSamlProvider();
const place = { stack: 'test', address: 'provider.test' };

let auth0: TestOpenIdProvider;
let world: StsWorld;
beforeAll(async () => {
  auth0 = await startOpenIdProvider(issuer);
  world = await startSts({
    start: Math.ceil(Date.now() / 1000) * 1000,
    issuers: new Map([[issuer, auth0.url]]),
    blueprint: {
      roles: [ofToken, ofAssertion],
      openIdConnectProviders: [{ ...place, arn: openIdArn, issuer, clientIds: ['web'] }],
      samlProviders: [{ ...place, arn: samlArn, name: 'corporate', metadata: idp.metadata }],
    },
  });
});
afterAll(() => auth0.stop());

async function withClaim(name: string, value: unknown): Promise<unknown> {
  const WebIdentityToken = await auth0.signIn('web', 'ann', { [name]: value });
  return world.client.send(
    new AssumeRoleWithWebIdentityCommand({ RoleArn: ofToken.arn, RoleSessionName: 'ann', WebIdentityToken }),
  );
}

function withAttribute(name: string): Promise<unknown> {
  const attribute = `<saml:Attribute Name="${name}"><saml:AttributeValue>x</saml:AttributeValue></saml:Attribute>`;
  const edit = (xml: string): string => xml.replace('</saml:AttributeStatement>', `${attribute}$&`);
  const SAMLAssertion = idp.respond({ now: world.clock.now(), roles: [`${ofAssertion.arn},${samlArn}`], edit });
  return world.client.send(
    new AssumeRoleWithSAMLCommand({ RoleArn: ofAssertion.arn, PrincipalArn: samlArn, SAMLAssertion }),
  );
}

const refused = (action: string) => ({
  name: 'AccessDenied',
  message: `Not authorized to perform sts:${action}`,
  $metadata: { httpStatusCode: 403 },
});

it('what AWS does not read gives a session nothing, and is no fault', async () => {
  await expect(withClaim('https://example.com/tags', ['x'])).resolves.toBeDefined();
  await expect(withAttribute('department')).resolves.toBeDefined();
});

it.each([
  ['https://aws.amazon.com/tags', 'TagSession'],
  ['https://aws.amazon.com/tags/principal_tags/team', 'TagSession'],
  ['https://aws.amazon.com/source_identity', 'SetSourceIdentity'],
])('a token with the claim %s is refused, whatever the trust policy says', async (claim, action) => {
  const issue = jest.spyOn(world.credentials, 'issueTemporary');
  await expect(withClaim(claim, { principal_tags: { team: ['x'] } })).rejects.toMatchObject(refused(action));
  expect(issue).not.toHaveBeenCalled();
});

it.each([
  ['PrincipalTag:team', 'TagSession'],
  ['TransitiveTagKeys', 'TagSession'],
  ['SourceIdentity', 'SetSourceIdentity'],
])('an assertion with the attribute %s is refused, whatever the trust policy says', async (name, action) => {
  const issue = jest.spyOn(world.credentials, 'issueTemporary');
  const attribute = `https://aws.amazon.com/SAML/Attributes/${name}`;
  await expect(withAttribute(attribute)).rejects.toMatchObject(refused(action));
  expect(issue).not.toHaveBeenCalled();
});
