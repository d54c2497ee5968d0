import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockedAddresses } from '../synthesis/locked-addresses';
import { unexplained } from './support/emulator-faults';
import { freshProject } from './support/fresh-project';
import { identityProviderMetadata } from './support/identity-provider-metadata';
import { cdktfRun, plannedChanges, stateAddresses } from './support/terraform';

const project = freshProject();

interface Case {
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Addresses more than without any further provider. */
  readonly added: RegExp | undefined;
}

const cases: readonly Case[] = [
  { name: 'its own user pool and login backend', environment: {}, added: undefined },
  {
    name: 'every identity provider',
    environment: {
      AMBIGUOUS_ROLE: 'deny',
      LOGIN_WITH_AMAZON_APP_ID: 'amzn1.application.188a56d827a7d6555a8b67a5d',
      GOOGLE_CLIENT_ID: '123-abc.apps.googleusercontent.com',
      FACEBOOK_APP_ID: '7346241598935552',
      APPLE_SERVICES_ID: 'com.example.store',
      SAML_METADATA_FILE: 'metadata.xml',
      OIDC_ISSUER: 'https://tenant.example.com/',
      OIDC_CLIENT_ID: 'customers',
      OIDC_ADMIN_CLIENT_ID: 'administrators',
    },
    added: /saml|oidc|openid/,
  },
];

test.each(cases)(
  'the pet store with $name is applied, a second plan is clean, and it is destroyed',
  async ({ environment, added }) => {
    writeFileSync(join(project.folder, 'metadata.xml'), identityProviderMetadata);
    const options = project.within(environment);
    await cdktfRun('deploy', ['pet-store'], options);
    const locked = lockedAddresses['pet-store'] ?? [];
    const found = stateAddresses(project.folder, 'pet-store');
    expect(locked.filter((address) => !found.includes(address))).toEqual([]);
    const further = found.filter((address) => !locked.includes(address));
    expect(further.filter((address) => added === undefined || !added.test(address))).toEqual([]);
    expect(further.length > 0).toBe(added !== undefined);
    expect(unexplained(await plannedChanges('pet-store', options))).toEqual([]);
    await cdktfRun('destroy', ['pet-store'], options);
    expect(stateAddresses(project.folder, 'pet-store')).toEqual([]);
  },
);
