import { z } from 'zod';
import { identityAllowed, identityVariables, incompleteIdentity, toIdentity } from './settings-identity';
import type { IdentitySettings } from './settings-identity';
import {
  applicationId,
  clientId,
  isAllowedOrigin,
  isIssuer,
  isSamlMetadata,
  name,
  ofAccount,
  readMetadata,
  repository,
  retentionDays,
  wholeNumber,
} from './settings-values';

/** Everything that synthesis takes from the environment. Nothing else in the project reads it for synthesis. */
export interface Settings {
  /** Part of every name that must be unique in an account: two stages live side by side. */
  readonly stage: string;
  /** True for stage `prod`: stateful resources then refuse to be destroyed. */
  readonly production: boolean;
  readonly region: string;
  /** Empty, or a prefix that ends with a hyphen: `acme-`. */
  readonly namePrefix: string;
  /** Start of the sign-in domain; where absent the account id makes the domain unique. */
  readonly domainPrefix: string | undefined;
  /** S3 bucket for the Terraform state; where absent the state is a local file. */
  readonly stateBucket: string | undefined;
  /** Origins whose pages may call the APIs; at least one. */
  readonly corsOrigins: readonly string[];
  readonly logRetentionDays: number;
  /**
   * Access logs of the API stages. Off by default: API Gateway refuses such a stage until the account has a CloudWatch
   * role (one per account and region), and a first deployment must not fail for that.
   */
  readonly accessLogs: boolean;
  readonly throttle: Throttle;
  readonly petStore: PetStoreSettings;
  readonly identity: IdentitySettings;
  /** Whether roles of the stage carry the permissions boundary that comes with the roles for GitHub Actions. */
  readonly permissionsBoundary: boolean;
  /** What an account has once, whatever stages are in it; `undefined` where only stages are deployed. */
  readonly account: AccountSettings | undefined;
}

/** Stacks of an account rather than of a stage. */
export interface AccountSettings {
  /** Roles for deployments by GitHub Actions. */
  readonly deployment: DeploymentSettings | undefined;
}

/** Which workflows of GitHub Actions are trusted. */
export interface DeploymentSettings {
  /** As `sub` of GitHub's tokens has it after `repo:`. */
  readonly repository: string;
  /** The environment whose approved jobs deploy. */
  readonly environment: string;
  /** The branch whose jobs may plan, as all pull requests may. */
  readonly branch: string;
  /** Whether the account already knows GitHub as an identity provider: it can know it only once. */
  readonly provider: 'create' | 'existing';
}

/** Who vouches for people of the pet store, besides its user pool. Each provider is there only when it is set. */
export interface PetStoreSettings {
  /** What people of no group, or of groups without one role, get: the customers' role, or no credentials. */
  readonly ambiguousRole: 'AuthenticatedRole' | 'Deny';
  /** Whether there is an own login backend, `POST /login`, with its own directory of users. */
  readonly developerLogin: boolean;
  /** Application ids by the names that identity pools have for the providers. */
  readonly socialProviders: Readonly<Partial<Record<SocialProvider, string>>>;
  /** Metadata of a SAML identity provider, as XML. */
  readonly samlMetadata: string | undefined;
  readonly openIdConnect: OpenIdConnectSettings | undefined;
}

/** Social providers by the names that identity pools have for them. */
export type SocialProvider = 'www.amazon.com' | 'accounts.google.com' | 'graph.facebook.com' | 'appleid.apple.com';

/** A third party that issues OpenID Connect tokens, with an application for each class of people. */
export interface OpenIdConnectSettings {
  /** `iss` of its tokens, exactly. */
  readonly issuer: string;
  readonly clientId: string;
  readonly adminClientId: string;
}

/** Limits of a whole stage. */
export interface Throttle {
  /** Requests a second, steady. */
  readonly rateLimit: number;
  /** Requests at once. */
  readonly burstLimit: number;
}

/** All faults of the environment at once; each names the variable, its value, and what is allowed. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(readonly faults: readonly string[]) {
    super(`The settings are not usable:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

const schema = z.object({
  ...identityVariables,
  STAGE: name(/^[a-z][a-z0-9]{0,15}$/)
    .refine((stage) => !ofAccount.has(stage))
    .default('dev'),
  AWS_REGION: z
    .string()
    .regex(/^[a-z]{2}(?:-[a-z]+){1,2}-\d$/)
    .default('us-east-1'),
  NAME_PREFIX: name(/^[a-z](?:[a-z0-9-]{0,10}[a-z0-9])?$/).optional(),
  DOMAIN_PREFIX: name(/^[a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])?$/).optional(),
  STATE_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
    .optional(),
  CORS_ORIGINS: z
    .string()
    .transform((list) => list.split(',').map((origin) => origin.trim()))
    .refine((origins) => origins.every(isAllowedOrigin))
    .default(['http://localhost:3000']),
  LOG_RETENTION_DAYS: wholeNumber(3653)
    .refine((days) => retentionDays.includes(days))
    .default(30),
  ACCESS_LOGS: z.enum(['on', 'off']).default('off'),
  THROTTLE_RATE: wholeNumber(10_000).default(200),
  THROTTLE_BURST: wholeNumber(5_000).default(400),
  AMBIGUOUS_ROLE: z.enum(['customer', 'deny']).default('customer'),
  DEVELOPER_LOGIN: z.enum(['on', 'off']).default('on'),
  LOGIN_WITH_AMAZON_APP_ID: applicationId.optional(),
  GOOGLE_CLIENT_ID: applicationId.optional(),
  FACEBOOK_APP_ID: applicationId.optional(),
  APPLE_SERVICES_ID: applicationId.optional(),
  SAML_METADATA_FILE: z.string().transform(readMetadata).refine(isSamlMetadata).optional(),
  OIDC_ISSUER: z.string().refine(isIssuer).optional(),
  OIDC_CLIENT_ID: clientId.optional(),
  OIDC_ADMIN_CLIENT_ID: clientId.optional(),
  PERMISSIONS_BOUNDARY: z.enum(['on', 'off']).default('off'),
  ACCOUNT_STACKS: z.enum(['on', 'off']).default('off'),
  DEPLOY_REPOSITORY: z.string().regex(repository).optional(),
  DEPLOY_ENVIRONMENT: z
    .string()
    .regex(/^[\w.-]{1,100}$/)
    .default('production'),
  DEPLOY_BRANCH: z
    .string()
    .regex(/^[\w./-]{1,200}$/)
    .default('main'),
  DEPLOY_PROVIDER: z.enum(['create', 'existing']).default('create'),
});

type Variable = keyof typeof schema.shape;

const applicationIdAllowed = 'up to 128 letters, digits and . _ ; / -';
const clientIdAllowed = 'up to 255 letters, digits and . _ : / -; with OIDC_ISSUER';

const allowed: Readonly<Record<Variable, string>> = {
  ...identityAllowed,
  STAGE: 'a lower-case letter, then up to 15 lower-case letters or digits; not aws, amazon, cognito, account or api',
  AWS_REGION: 'a region such as us-east-1',
  NAME_PREFIX:
    'up to 12 lower-case letters, digits and inner hyphens, a letter first; none of aws, amazon, cognito between hyphens',
  DOMAIN_PREFIX: 'up to 30 lower-case letters, digits and inner hyphens; none of aws, amazon, cognito between hyphens',
  STATE_BUCKET: 'the name of an S3 bucket: 3 to 63 lower-case letters, digits, dots and hyphens',
  CORS_ORIGINS:
    'a comma-separated list of origins such as https://app.example.com, without a path; http only for localhost and 127.0.0.1',
  LOG_RETENTION_DAYS: `one of ${retentionDays.join(', ')}`,
  ACCESS_LOGS: 'on or off; on needs the CloudWatch role of API Gateway in the account',
  THROTTLE_RATE: 'a whole number from 1 to 10000, requests a second',
  THROTTLE_BURST: 'a whole number from 1 to 5000, requests at once',
  AMBIGUOUS_ROLE: 'customer or deny',
  DEVELOPER_LOGIN: 'on or off',
  LOGIN_WITH_AMAZON_APP_ID: applicationIdAllowed,
  GOOGLE_CLIENT_ID: applicationIdAllowed,
  FACEBOOK_APP_ID: applicationIdAllowed,
  APPLE_SERVICES_ID: applicationIdAllowed,
  SAML_METADATA_FILE:
    'a readable file with the SAML 2.0 metadata of one identity provider: 1000 to 10000000 characters with EntityDescriptor and IDPSSODescriptor',
  OIDC_ISSUER:
    'an https URL without port, query and fragment, as the tokens have it in iss; with OIDC_CLIENT_ID and OIDC_ADMIN_CLIENT_ID',
  OIDC_CLIENT_ID: clientIdAllowed,
  OIDC_ADMIN_CLIENT_ID: `${clientIdAllowed}; another one than OIDC_CLIENT_ID, or customers would be administrators`,
  PERMISSIONS_BOUNDARY: 'on or off; on needs the policy that github-roles makes for the stage',
  ACCOUNT_STACKS: 'on or off',
  DEPLOY_REPOSITORY:
    "owner/name or owner@id/name@id, as sub of the repository's tokens has it; with ACCOUNT_STACKS=on and STATE_BUCKET",
  DEPLOY_ENVIRONMENT: 'the name of a GitHub environment: up to 100 letters, digits and . _ -',
  DEPLOY_BRANCH: 'the name of a branch: up to 200 letters, digits and . _ / -',
  DEPLOY_PROVIDER: 'create or existing',
};

/**
 * Reads and checks all settings. An empty variable counts as absent.
 *
 * @throws SettingsError that lists every fault
 */
export function loadSettings(environment: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(
    (Object.keys(schema.shape) as Variable[])
      .map((variable) => [variable, environment[variable]?.trim()] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  const faulty = new Set<Variable>([
    ...(parsed.success ? [] : parsed.error.issues.map(({ path }) => path[0] as Variable)),
    ...incompleteIssuer(given),
    ...incompleteIdentity(given),
    ...incompleteDeployment(given),
  ]);
  if (!parsed.success || faulty.size > 0) {
    throw new SettingsError(
      [...faulty].map((variable) => `${variable} is "${given[variable] ?? ''}"; allowed: ${allowed[variable]}.`),
    );
  }
  return toSettings(parsed.data);
}

/** All three or none, and an application for each class of people. */
function incompleteIssuer(given: Readonly<Record<string, string | undefined>>): readonly Variable[] {
  const together = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_ADMIN_CLIENT_ID'] as const;
  const missing = together.filter((variable) => given[variable] === undefined);
  const same = missing.length === 0 && given['OIDC_CLIENT_ID'] === given['OIDC_ADMIN_CLIENT_ID'];
  return missing.length === together.length ? [] : [...missing, ...(same ? (['OIDC_ADMIN_CLIENT_ID'] as const) : [])];
}

/** The roles live with the account's stacks, and name the bucket. */
function incompleteDeployment(given: Readonly<Record<string, string | undefined>>): readonly Variable[] {
  const complete = given['ACCOUNT_STACKS'] === 'on' && given['STATE_BUCKET'] !== undefined;
  return given['DEPLOY_REPOSITORY'] !== undefined && !complete ? ['DEPLOY_REPOSITORY'] : [];
}

function toSettings(values: z.output<typeof schema>): Settings {
  return {
    stage: values.STAGE,
    production: values.STAGE === 'prod',
    region: values.AWS_REGION,
    namePrefix: values.NAME_PREFIX === undefined ? '' : `${values.NAME_PREFIX}-`,
    domainPrefix: values.DOMAIN_PREFIX,
    stateBucket: values.STATE_BUCKET,
    corsOrigins: [...new Set(values.CORS_ORIGINS)],
    logRetentionDays: values.LOG_RETENTION_DAYS,
    accessLogs: values.ACCESS_LOGS === 'on',
    throttle: { rateLimit: values.THROTTLE_RATE, burstLimit: values.THROTTLE_BURST },
    petStore: toPetStore(values),
    identity: toIdentity(values, values.STAGE === 'prod'),
    permissionsBoundary: values.PERMISSIONS_BOUNDARY === 'on',
    account: values.ACCOUNT_STACKS === 'on' ? { deployment: toDeployment(values) } : undefined,
  };
}

function toDeployment(values: z.output<typeof schema>): DeploymentSettings | undefined {
  const { DEPLOY_REPOSITORY, DEPLOY_ENVIRONMENT: environment, DEPLOY_BRANCH: branch, DEPLOY_PROVIDER } = values;
  return DEPLOY_REPOSITORY === undefined
    ? undefined
    : { repository: DEPLOY_REPOSITORY, environment, branch, provider: DEPLOY_PROVIDER };
}

function toPetStore(values: z.output<typeof schema>): PetStoreSettings {
  const {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: customerClient,
    OIDC_ADMIN_CLIENT_ID: adminClient,
    LOGIN_WITH_AMAZON_APP_ID: amazon,
    GOOGLE_CLIENT_ID: google,
    FACEBOOK_APP_ID: facebook,
    APPLE_SERVICES_ID: apple,
  } = values;
  return {
    ambiguousRole: values.AMBIGUOUS_ROLE === 'deny' ? 'Deny' : 'AuthenticatedRole',
    developerLogin: values.DEVELOPER_LOGIN === 'on',
    socialProviders: {
      ...(amazon === undefined ? {} : { 'www.amazon.com': amazon }),
      ...(google === undefined ? {} : { 'accounts.google.com': google }),
      ...(facebook === undefined ? {} : { 'graph.facebook.com': facebook }),
      ...(apple === undefined ? {} : { 'appleid.apple.com': apple }),
    },
    samlMetadata: values.SAML_METADATA_FILE,
    openIdConnect:
      issuer === undefined || customerClient === undefined || adminClient === undefined
        ? undefined
        : { issuer, clientId: customerClient, adminClientId: adminClient },
  };
}
