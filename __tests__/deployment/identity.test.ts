import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockedAddresses } from '../synthesis/locked-addresses';
import { unexplained } from './support/emulator-faults';
import { freshProject } from './support/fresh-project';
import { identityProviderMetadata } from './support/identity-provider-metadata';
import { cdktfRun, plannedChanges, stateAddresses, stateIdentifiers } from './support/terraform';

const stack = 'api-authorization';

const project = freshProject();

const federation = {
  COMPANY_SAML_METADATA_FILE: 'metadata.xml',
  COMPANY_OIDC_ISSUER: 'https://id.example.com',
  COMPANY_OIDC_CLIENT_ID: 'teamfiles',
  COMPANY_GROUPS: 'engineering=writers',
  LINK_FEDERATED_USERS: 'on',
  TF_VAR_company_oidc_client_secret: 'a-secret-of-the-test',
};

const addedByFederation = [
  ...['idp-groups', 'pre-sign-up'].flatMap((name) => [
    `aws_cloudwatch_log_group.teamfiles-${name}-logs`,
    `aws_iam_role.teamfiles-${name}-role`,
    `aws_iam_role_policy.teamfiles-${name}-role`,
    `aws_lambda_function.teamfiles-${name}`,
  ]),
  'aws_cognito_identity_provider.teamfiles-providers-CompanyOIDC',
  'aws_cognito_identity_provider.teamfiles-providers-CompanySAML',
  'aws_iam_role_policy.teamfiles-pre-sign-up-link-users',
  'aws_lambda_permission.teamfiles-users-pre-sign-up',
  'aws_lambda_permission.teamfiles-users-pre-token-generation',
];

interface Case {
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Addresses more than without any setting. */
  readonly added: readonly string[];
}

const cases: readonly Case[] = [
  { name: 'no second factor and no federation', environment: { MFA: 'off' }, added: [] },
  { name: 'a second factor for everybody', environment: { MFA: 'required', SELF_SIGN_UP: 'on' }, added: [] },
  { name: 'SAML, OpenID Connect and linked users', environment: federation, added: addedByFederation },
];

test.each(cases)('$name: applied, a second plan is clean, and destroyed', async ({ environment, added }) => {
  writeFileSync(join(project.folder, 'metadata.xml'), identityProviderMetadata);
  const options = project.within(environment);
  await cdktfRun('deploy', [stack], options);
  const locked = lockedAddresses[stack] ?? [];
  expect(stateAddresses(project.folder, stack)).toEqual([...locked, ...added].sort());
  expect(unexplained(await plannedChanges(stack, options))).toEqual([]);
  await cdktfRun('destroy', [stack], options);
  expect(stateAddresses(project.folder, stack)).toEqual([]);
});

test('federation comes and goes without another pool or client: users stay', async () => {
  writeFileSync(join(project.folder, 'metadata.xml'), identityProviderMetadata);
  const without = project.options;
  const withProviders = project.within(federation);
  await cdktfRun('deploy', [stack], without);
  const before = identifiers();
  await cdktfRun('deploy', [stack], withProviders);
  expect(identifiers()).toEqual(before);
  await cdktfRun('deploy', [stack], without);
  expect(identifiers()).toEqual(before);
  expect(stateAddresses(project.folder, stack)).toEqual(lockedAddresses[stack]);
});

/** Of all that users and applications would lose. */
function identifiers(): readonly string[] {
  return stateIdentifiers(project.folder, stack, ['aws_cognito_user_pool', 'aws_cognito_user_pool_client']);
}
