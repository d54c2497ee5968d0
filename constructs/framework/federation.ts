import { Construct } from 'constructs';
import { OidcProvider, SamlProvider } from '../cognito/identity-provider';
import type {
  IdentityProvider,
  OidcProviderProps,
  ProviderClaims,
  SamlProviderProps,
} from '../cognito/identity-provider';
import { providerGroupsAttribute, type UserPool } from '../cognito/user-directory';
import type { UserPoolTriggers } from '../cognito/user-pool-triggers';
import { invalidProviderName, mappedToUnknownGroup, noProviders, providersAlike } from '../errors';
import { NodeFunction } from '../lambda/node-function';
import type { GroupRights } from './group-rights';

/** Where else than in the pool people may sign in. */
export interface Federation {
  /** At least one. */
  readonly providers: readonly FederatedProvider[];
  /**
   * Whether somebody's first sign-in at a provider is linked to the user of the pool who has the same mail address, where
   * both the provider and the pool have verified it. From then on the provider can let anybody in as that user: it is
   * trusted with every account of the pool that has an address it can vouch for, administrators' too, and with addresses
   * that change hands. Without it, the same person has two profiles, each with rights of its own.
   *
   * A linked user keeps the groups of the pool and gains none of the provider's: tokens do not tell by which door somebody
   * came in, and the password of the pool must not open what the provider gave. The sign-in during which the link is made
   * ends with an error of Cognito's; the next one succeeds.
   *
   * @default false
   */
  readonly linkUsers?: boolean;
}

/** An identity provider, and what its groups are here. */
export type FederatedProvider = SamlFederation | OidcFederation;

interface CommonFederation {
  /** Letters, digits and hyphens, at most 32; part of the names of its users, so that a change makes other ones. */
  readonly name: string;
  readonly claims?: Partial<ProviderClaims>;
  /** The provider's groups by their names there, and the group of the API that each is. Others give nothing. */
  readonly groups: Readonly<Record<string, string>>;
}

/** A provider that speaks SAML 2.0. */
export interface SamlFederation extends CommonFederation, Pick<SamlProviderProps, 'metadata'> {
  readonly kind: 'saml';
}

/** A provider that speaks OpenID Connect. */
export interface OidcFederation
  extends CommonFederation, Pick<OidcProviderProps, 'issuer' | 'clientId' | 'clientSecretVariable'> {
  readonly kind: 'oidc';
}

/** What the function before each profile reads: `environment.ts` beside its handler. */
export interface PreSignUpVariables {
  readonly groupsAttribute: string;
  readonly providers: string;
  readonly linkUsers: string;
}

/** What the function before each token reads: `environment.ts` beside its handler. */
export interface FederatedGroupsVariables {
  readonly groupsAttribute: string;
  /** JSON object. */
  readonly groupsByProvider: string;
}

/** What the functions are named after, and write their logs for. */
export interface FederationNames {
  /** Of the API. */
  readonly name: string;
  readonly logRetentionDays: number;
  /** All groups of the API. */
  readonly groups: Readonly<Record<string, GroupRights>>;
}

/** The functions that a pool with federation asks, before the pool is there. */
export interface FederationFunctions {
  readonly triggers: UserPoolTriggers;
  /** To be called with the pool: what the functions may do to it. */
  readonly allow: (pool: UserPool) => void;
}

/** Cognito waits no longer. */
const timeoutSeconds = 5;

/** @throws InvalidPropsError for providers that cannot be named so, or a group that the API does not have */
export function addFederationFunctions(
  scope: Construct,
  { providers, linkUsers = false }: Federation,
  { name, logRetentionDays, groups }: FederationNames,
): FederationFunctions {
  if (providers.length === 0) {
    throw noProviders(scope.node.path);
  }
  providers.forEach((provider) => validateProvider(provider, groups));
  validateDistinct(providers);
  const common = { logRetentionDays, timeoutSeconds, statements: [] };
  const preSignUp = new NodeFunction<PreSignUpVariables>(scope, 'pre-sign-up', {
    ...common,
    name: `${name}-pre-sign-up`,
    entry: 'functions/pre-sign-up/index.ts',
    environment: {
      groupsAttribute: providerGroupsAttribute,
      providers: providers.map((provider) => provider.name).join(','),
      linkUsers: linkUsers ? 'on' : 'off',
    },
  });
  const preTokenGeneration = new NodeFunction<FederatedGroupsVariables>(scope, 'idp-groups', {
    ...common,
    name: `${name}-idp-groups`,
    entry: 'functions/federated-groups/index.ts',
    environment: {
      groupsAttribute: providerGroupsAttribute,
      groupsByProvider: JSON.stringify(Object.fromEntries(providers.map((one) => [one.name, one.groups]))),
    },
  });
  return {
    triggers: { preSignUp, preTokenGeneration },
    allow: ({ arn }) => {
      if (linkUsers) {
        const actions = ['cognito-idp:ListUsers', 'cognito-idp:AdminLinkProviderForUser'] as const;
        preSignUp.allowLater('link-users', { effect: 'Allow', actions, resources: [arn] });
      }
    },
  };
}

/** The providers themselves. */
export function addProviders(
  scope: Construct,
  userPool: UserPool,
  { providers }: Federation,
): readonly IdentityProvider[] {
  const all = new Construct(scope, 'providers');
  return providers.map((provider) => {
    const { name, claims = {} } = provider;
    const common = { name, claims, userPool };
    switch (provider.kind) {
      case 'saml':
        return new SamlProvider(all, name, { ...common, metadata: provider.metadata });
      case 'oidc': {
        const { issuer, clientId, clientSecretVariable } = provider;
        return new OidcProvider(all, name, { ...common, issuer, clientId, clientSecretVariable });
      }
    }
  });
}

function validateProvider({ name, groups: mapped }: FederatedProvider, groups: FederationNames['groups']): void {
  if (!/^[A-Za-z][A-Za-z0-9-]{2,31}$/.test(name) || name.toUpperCase() === 'COGNITO') {
    throw invalidProviderName(name);
  }
  const unknown = Object.entries(mapped).find(([, to]) => !Object.hasOwn(groups, to));
  if (unknown !== undefined) {
    throw mappedToUnknownGroup(name, { from: unknown[0], to: unknown[1], known: Object.keys(groups) });
  }
}

function validateDistinct(providers: readonly FederatedProvider[]): void {
  const names = providers.map(({ name }) => name);
  names.forEach((name, at) => {
    const other = names.slice(at + 1).find((one) => one.toLowerCase() === name.toLowerCase());
    if (other !== undefined) {
      throw providersAlike(name, other);
    }
  });
}
