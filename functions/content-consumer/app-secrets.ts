import { UpstreamError } from './errors';

/** What the token endpoint asks of the consumer, and what may be asked for; the JSON in the secret. */
export interface AppSecrets {
  readonly tokenEndpoint: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly resourceServerIdentifier: string;
  /** Full names, `<resource server>/<scope>`. */
  readonly readScope: string;
  readonly writeScope: string;
}

const members = [
  'tokenEndpoint',
  'clientId',
  'clientSecret',
  'resourceServerIdentifier',
  'readScope',
  'writeScope',
] as const satisfies readonly (keyof AppSecrets)[];

/** @throws UpstreamError where a member is missing; it never says what is there */
export function parseAppSecrets(text: string | undefined): AppSecrets {
  const value = readJson(text);
  const secrets = Object.fromEntries(members.map((member) => [member, value[member]]));
  if (!isComplete(secrets) || !isHttps(secrets.tokenEndpoint)) {
    throw new UpstreamError('secrets-manager', 'secret-not-understood');
  }
  return secrets;
}

function readJson(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    // The parser's own error quotes the text, which is the secret.
    throw new UpstreamError('secrets-manager', 'secret-not-understood');
  }
}

function isComplete(value: object): value is AppSecrets {
  return Object.values(value).every((member) => typeof member === 'string' && member !== '');
}

/** The client secret must not travel in the clear. */
function isHttps(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'https:';
}
