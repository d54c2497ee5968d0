import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from '@aws-sdk/client-cognito-identity';
import { AssumeRoleWithSAMLCommand, AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '../../../blueprint/model';
import { evaluate } from '../../../iam/evaluate';
import { parsePolicy } from '../../../iam/parse-policy';
import { startSandbox, type RunningSandbox } from '../../../sandbox/main';
import { callApi, type Keys } from '../../../tour/clients';
import { synthesizedOutput } from '../../support/synthesized-output';
import { userPoolPerson } from '../support/pet-store-people';
import { startOpenIdProvider, type TestOpenIdProvider } from '../support/open-id-provider';
import { createSamlProvider } from '../support/saml-provider';

const issuer = 'https://tenant.auth0.com/';
const saml = createSamlProvider();
const folder = mkdtempSync(join(tmpdir(), 'metadata-'));
let auth0: TestOpenIdProvider;
let sandbox: RunningSandbox;
let sts: STSClient;
let identityPools: CognitoIdentityClient;
let cleanUp: () => void;

beforeAll(async () => {
  const metadata = join(folder, 'metadata.xml');
  writeFileSync(metadata, saml.metadata);
  const output = synthesizedOutput({
    SAML_METADATA_FILE: metadata,
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: 'web',
    OIDC_ADMIN_CLIENT_ID: 'admin',
  });
  cleanUp = () => output.remove();
  auth0 = await startOpenIdProvider(issuer);
  const issuers = new Map([[issuer, auth0.url]]);
  sandbox = await startSandbox({ outputFolder: output.folder, port: '0', issuers, write: () => undefined });
  const here = { region: sandbox.blueprint.region, endpoint: sandbox.url, maxAttempts: 1 };
  sts = new STSClient(here);
  identityPools = new CognitoIdentityClient(here);
});

afterAll(async () => {
  sts.destroy();
  identityPools.destroy();
  await Promise.all([sandbox.stop(), auth0.stop()]);
  cleanUp();
  rmSync(folder, { recursive: true });
});

const roleNamed = (part: string): Role => {
  const found = sandbox.blueprint.roles.find(
    ({ stack, name }) => stack === 'pet-store' && name === `dev-pet-store-${part}`,
  );
  if (found === undefined) throw new TypeError(`no role ${part}`);
  return found;
};

type Issued = { AccessKeyId?: string; SecretAccessKey?: string; SecretKey?: string; SessionToken?: string } | undefined;
const keysOf = (issued: Issued): Keys => ({
  accessKeyId: issued?.AccessKeyId ?? '',
  secretAccessKey: issued?.SecretAccessKey ?? issued?.SecretKey ?? '',
  sessionToken: issued?.SessionToken ?? '',
});

const providerArn = () => sandbox.blueprint.samlProviders[0]?.arn ?? '';

async function bySaml(role: Role, named: Role = role): Promise<Keys> {
  const SAMLAssertion = saml.respond({ now: Date.now() - 1_000, roles: [`${named.arn},${providerArn()}`] });
  const input = { RoleArn: role.arn, PrincipalArn: providerArn(), SAMLAssertion };
  return keysOf((await sts.send(new AssumeRoleWithSAMLCommand(input))).Credentials);
}

async function byToken(role: Role, clientId: string): Promise<Keys> {
  const WebIdentityToken = await auth0.signIn(clientId, 'ann');
  const input = { RoleArn: role.arn, RoleSessionName: 'ann', WebIdentityToken };
  return keysOf((await sts.send(new AssumeRoleWithWebIdentityCommand(input))).Credentials);
}

const byUserPool = async (group: string): Promise<Keys> =>
  (await userPoolPerson(sandbox, `${group}@example.com`, group)).keys;

const people: Readonly<Record<string, () => Promise<Keys>>> = {
  administrators: () => byUserPool('administrators'),
  customers: () => byUserPool('customers'),
  'saml-administrators': () => bySaml(roleNamed('saml-administrators')),
  'saml-customers': () => bySaml(roleNamed('saml-customers')),
  'oidc-administrators': () => byToken(roleNamed('oidc-administrators'), 'admin'),
  'oidc-customers': () => byToken(roleNamed('oidc-customers'), 'web'),
};

test.each(Object.keys(people))(
  '%s: the gateway answers each route as iam decides on the synthesized policies',
  async (name) => {
    const role = roleNamed(name);
    const keys = await (people[name]?.() ?? Promise.reject(new TypeError(name)));
    const [api] = sandbox.blueprint.restApis.filter(({ stack }) => stack === 'pet-store');
    const [stage] = api?.stages ?? [];
    const identityPolicies = role.policies.map(({ name: policy, document }) => ({
      name: policy,
      document: parsePolicy(document, 'identity'),
    }));
    const signed = (api?.routes ?? []).filter(({ authorization }) => authorization.kind === 'AWS_IAM');
    const cells = await Promise.all(
      signed.map(async ({ method, path }) => {
        const concrete = path.replace('{petId}', 'p1');
        const decision = evaluate({
          request: {
            principal: { kind: 'aws', accountId: sandbox.blueprint.accountId, arns: [role.arn] },
            action: 'execute-api:Invoke',
            resource: `${api?.executionArn ?? ''}/${stage?.name ?? ''}/${method}${concrete}`,
            context: {},
          },
          identityPolicies,
          resourcePolicies: undefined,
          sessionPolicies: [],
        });
        const url = `${sandbox.url}/restapis/${api?.id ?? ''}/${stage?.name ?? ''}${concrete}`;
        const body = method === 'GET' ? {} : { body: '{}' };
        const answer = await callApi({ url, method, region: sandbox.blueprint.region, keys, ...body });
        const refused =
          answer.status === 403 && answer.body.includes('is not authorized to perform: execute-api:Invoke');
        return { route: `${method} ${path}`, decided: decision.kind === 'allowed', let: !refused };
      }),
    );
    expect(cells.map(({ route, decided }) => [route, decided])).toEqual(cells.map((cell) => [cell.route, cell.let]));
    expect(cells.filter((cell) => !cell.let).map(({ route }) => route)).toEqual(
      name.endsWith('customers') ? ['POST /pets'] : [],
    );
  },
  60_000,
);

test('a customer does not get the role of an administrator', async () => {
  const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };
  await expect(byToken(roleNamed('oidc-administrators'), 'web')).rejects.toMatchObject(denied);
  await expect(bySaml(roleNamed('saml-administrators'), roleNamed('saml-customers'))).rejects.toMatchObject(denied);
  await expect(byToken(roleNamed('saml-customers'), 'web')).rejects.toMatchObject(denied);
});

describe('a SAML response at the identity pool', () => {
  async function trade(roles: readonly Role[], CustomRoleArn?: string): Promise<Keys> {
    const pairs = roles.map(({ arn }) => `${arn},${providerArn()}`);
    const Logins = { [providerArn()]: saml.respond({ now: Date.now() - 1_000, roles: pairs }) };
    const pool = sandbox.blueprint.identityPools.find(({ stack }) => stack === 'pet-store');
    const { IdentityId } = await identityPools.send(new GetIdCommand({ IdentityPoolId: pool?.id, Logins }));
    const command = new GetCredentialsForIdentityCommand({ IdentityId, Logins, CustomRoleArn });
    return keysOf((await identityPools.send(command)).Credentials);
  }
  const call = (path: string, keys: Keys) => {
    const [api] = sandbox.blueprint.restApis.filter(({ stack }) => stack === 'pet-store');
    const url = `${sandbox.url}/restapis/${api?.id ?? ''}/${api?.stages[0]?.name ?? ''}${path}`;
    return callApi({ url, method: 'GET', region: sandbox.blueprint.region, keys });
  };

  test('makes a customer, whose account no token proves', async () => {
    for (const roles of [[], [roleNamed('customers')]]) {
      const keys = await trade(roles);
      expect((await call('/pets', keys)).status).toBe(200);
      const { status, body } = await call('/account', keys);
      expect(status).toBe(401);
      expect(body).toContain('There is no identity token.');
    }
  });

  test('makes nobody an administrator', async () => {
    for (const name of ['administrators', 'saml-administrators', 'saml-customers', 'oidc-administrators']) {
      const role = roleNamed(name);
      const refused = { name: 'InvalidIdentityPoolConfigurationException' };
      await expect(trade([role])).rejects.toMatchObject(refused);
      await expect(trade([roleNamed('customers'), role], role.arn)).rejects.toMatchObject(refused);
    }
  });
});
