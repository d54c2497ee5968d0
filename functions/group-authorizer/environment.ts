import { EnvironmentReader } from '../shared/environment';
import type { Variables } from '../shared/environment';

/** Whose tokens are taken. */
export interface IssuerIdentity {
  /** Exactly as in the claim `iss`. */
  readonly issuer: string;
  /** Where the issuer publishes its keys, as an https URL. */
  readonly jwksUri: string;
  /** Claim with the list of the subject's groups: `cognito:groups` for a user pool. */
  readonly groupsClaim: string;
}

/** A user pool: access tokens of the app clients that are named. Cognito's access tokens have no `aud`. */
export interface UserPoolIssuer extends IssuerIdentity {
  readonly tokenUse: 'access';
  readonly clientIds: readonly string[];
}

/** Any other issuer of JWT access tokens, such as Auth0: those that are meant for this audience. */
export interface AudienceIssuer extends IssuerIdentity {
  readonly audience: string;
}

/** One issuer whose tokens open the API. */
export type TrustedIssuer = UserPoolIssuer | AudienceIssuer;

/** The variables of this function, by the names that they have in Lambda. */
export interface GroupAuthorizerEnvironment {
  /** DynamoDB table with partition key `group`; attribute `policy` is a JSON list of {effect, method, path}. */
  readonly policiesTable: string;
  /** JSON list of {@link TrustedIssuer}. */
  readonly issuers: string;
}

/** The same, understood. */
export interface GroupAuthorizerConfiguration {
  readonly policiesTable: string;
  readonly issuers: readonly TrustedIssuer[];
}

const allowedIssuers =
  'a JSON list of issuers, each once: {"issuer","jwksUri" (https),"groupsClaim"} and either ' +
  '{"tokenUse":"access","clientIds":[…]} or {"audience"}, nothing else, nothing empty';

/**
 * Understands the variables.
 *
 * @throws InvalidEnvironmentError naming each variable, its value and what is allowed
 */
export function parseGroupAuthorizerEnvironment(variables: Variables): GroupAuthorizerConfiguration {
  const reader = new EnvironmentReader(variables);
  return reader.done({
    policiesTable: reader.tableName('policiesTable' satisfies keyof GroupAuthorizerEnvironment),
    issuers: reader.parsed('issuers' satisfies keyof GroupAuthorizerEnvironment, parseIssuers, allowedIssuers) ?? [],
  });
}

function parseIssuers(text: string): readonly TrustedIssuer[] | undefined {
  const list = readJson(text);
  if (!Array.isArray(list) || list.length === 0) {
    return undefined;
  }
  const issuers = list.filter(isTrustedIssuer);
  const distinct = new Set(issuers.map(({ issuer }) => issuer));
  return issuers.length === list.length && distinct.size === list.length ? issuers : undefined;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The reader reports the text itself.
    return undefined;
  }
}

/** A member too many is refused as well: a misspelt restriction must not be a restriction less. */
function isTrustedIssuer(value: unknown): value is TrustedIssuer {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const { issuer, jwksUri, groupsClaim, ...restriction }: Readonly<Record<string, unknown>> = { ...value };
  return isText(issuer) && isText(groupsClaim) && isHttps(jwksUri) && isRestriction(restriction);
}

function isRestriction({ tokenUse, clientIds, audience, ...others }: Readonly<Record<string, unknown>>): boolean {
  if (Object.keys(others).length > 0) {
    return false;
  }
  return tokenUse === undefined && clientIds === undefined
    ? isText(audience)
    : audience === undefined &&
        tokenUse === 'access' &&
        Array.isArray(clientIds) &&
        clientIds.length > 0 &&
        clientIds.every(isText);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** Keys that came in the clear could be anybody's. */
function isHttps(value: unknown): boolean {
  return isText(value) && URL.canParse(value) && new URL(value).protocol === 'https:';
}
