import { z } from 'zod';

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

/** Days that CloudWatch Logs accepts. Source: CloudWatch Logs API reference, PutRetentionPolicy. */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Cognito refuses a domain with one of these between hyphens. */
const reservedWords = new Set(['aws', 'amazon', 'cognito']);

const name = (pattern: RegExp) =>
  z
    .string()
    .regex(pattern)
    .refine((value) => !value.split('-').some((word) => reservedWords.has(word)));

const wholeNumber = (maximum: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .transform(Number)
    .refine((value) => value <= maximum);

const schema = z.object({
  STAGE: name(/^[a-z][a-z0-9]{0,15}$/).default('dev'),
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
});

type Variable = keyof typeof schema.shape;

const allowed: Readonly<Record<Variable, string>> = {
  STAGE: 'a lower-case letter, then up to 15 lower-case letters or digits; not aws, amazon or cognito',
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
  if (!parsed.success) {
    const faulty = new Set(parsed.error.issues.map(({ path }) => path[0] as Variable));
    throw new SettingsError(
      [...faulty].map((variable) => `${variable} is "${given[variable]}"; allowed: ${allowed[variable]}.`),
    );
  }
  return toSettings(parsed.data);
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
  };
}

function isAllowedOrigin(text: string): boolean {
  if (!URL.canParse(text) || new URL(text).origin !== text) {
    return false;
  }
  const { protocol, hostname } = new URL(text);
  // URLs allow quotes, asterisks and dollar signs in a host; in an API's mapping literal they would be code.
  if (!/^[a-z0-9.-]+$/.test(hostname)) {
    return false;
  }
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1'].includes(hostname));
}
