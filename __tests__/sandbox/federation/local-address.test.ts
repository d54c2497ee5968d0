import { authorizeUrl, aWebClient, aWebPool, callback, localHost, startWeb } from '../support/web-domain';
import { samlProvider } from './support/federation-world';
import { createSamlIdp, receive } from './support/saml-idp';

test('a browser on this computer comes back to the address by which it called', async () => {
  const idp = createSamlIdp();
  const provider = samlProvider(idp.metadata, { attributeMapping: {} });
  const clients = [aWebClient({ identityProviders: [provider.name] })];
  const world = startWeb([aWebPool({ clients, identityProviders: [provider] })]);
  const browser = world.browser();
  const asked = receive((await browser.go(authorizeUrl({}, `http://${localHost}`))).url);
  expect(asked.assertionConsumerUrl).toBe(`http://${localHost}/saml2/idpresponse`);
  const SAMLResponse = idp.answer(asked, { now: world.clock.now() });
  const crossSite = { 'sec-fetch-site': 'cross-site', origin: 'https://saml.example.com' };
  const visit = await browser.post(
    asked.assertionConsumerUrl,
    { SAMLResponse, RelayState: asked.relayState },
    crossSite,
  );
  expect(visit.url.startsWith(`${callback}?`)).toBe(true);
  expect(visit.query.get('code')).toEqual(expect.any(String));
});
