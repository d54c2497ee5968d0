import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesizedOutput } from '../../support/synthesized-output';
import { createSamlIdp } from '../../sandbox/federation/support/saml-idp';
import { startProof, type ProofWorld } from './support/proof-world';
import { prove } from './support/prove';

const folder = mkdtempSync(join(tmpdir(), 'metadata-'));
let world: ProofWorld;

beforeAll(async () => {
  const idp = createSamlIdp();
  writeFileSync(join(folder, 'metadata.xml'), idp.metadata);
  const output = synthesizedOutput({
    MFA: 'required',
    SELF_SIGN_UP: 'on',
    CALLBACK_URLS: 'https://app.example.com/callback',
    COMPANY_SAML_METADATA_FILE: join(folder, 'metadata.xml'),
    COMPANY_OIDC_ISSUER: 'https://id.example.com',
    COMPANY_OIDC_CLIENT_ID: 'teamfiles',
    COMPANY_GROUPS: 'engineering=writers,everybody=readers,owners=admins',
    LINK_FEDERATED_USERS: 'on',
  });
  output.keepOnly('api-authentication', 'api-authorization');
  world = await startProof(output, {
    openId: new Map(),
    company: {
      idp,
      groups: new Map([
        ['writers', 'engineering'],
        ['readers', 'everybody'],
        ['admins', 'owners'],
      ]),
    },
    variables: { company_oidc_client_secret: 'secret of the tests' },
  });
});

afterAll(async () => {
  await world.stop();
  rmSync(folder, { recursive: true });
});

/**
 * The pool asks a function before it makes a token. The matrix cannot read its code, which could take a group away. This
 * one leaves it, so that whoever is suspended stays so, whatever groups the company names.
 */
const decidedByCode = ['DELETE api-authorization/files/{fileId}', 'POST api-authorization/files'].map(
  (target) =>
    `group api-authorization/suspended -> ${target}: conditional in the matrix, denied in the sandbox (authorizer, group-policy)`,
);

test('people with a second factor, and those of a company, are answered as the matrix says', async () => {
  const { agreed, disagreements, notToBeHad } = await prove(world, [{}, { self: { companyGroups: ['owners'] } }]);
  expect({ disagreements, notToBeHad }).toEqual({ disagreements: decidedByCode, notToBeHad: {} });
  expect(agreed).toBe(world.matrix.principals.length * world.matrix.targets.length - decidedByCode.length);
});
