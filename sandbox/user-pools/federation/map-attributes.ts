import type { IdentityProvider, SchemaAttribute, UserPool, UserPoolClient } from '../../../blueprint/model/user-pools';
import { readAttributes } from '../attributes';
import { AwsJsonError } from '../../protocol/aws-json';
import { attributeMalformed, attributeUnwritable, usernameMapped } from './errors';

/** What an identity provider says of somebody, verified. */
export type ExternalClaims = ReadonlyMap<string, readonly string[]>;

/** AWS developer guide, attribute mapping: longer values are an error. */
const longest = 2048;

/**
 * The attributes of the pool that an identity provider fills, by its mapping. Those that it said nothing of are
 * `undefined`: they do not keep the value of an earlier sign-in. Throws a `FederationRefusal`.
 */
export function mapAttributes(
  pool: UserPool,
  { client, provider }: { readonly client: UserPoolClient; readonly provider: IdentityProvider },
  claims: ExternalClaims,
): ReadonlyMap<string, string | undefined> {
  const mapped = new Map<string, string | undefined>();
  for (const [attribute, claim] of Object.entries(provider.attributeMapping)) {
    if (attribute === 'username') {
      // For OpenID Connect it is written out by some tools; it says what is so anyway.
      if (provider.kind !== 'OIDC' || claim !== 'sub') throw usernameMapped();
      continue;
    }
    if (!mayFill(client, attribute)) throw attributeUnwritable(attribute);
    const values = claims.get(claim) ?? [];
    const value = values.length === 0 ? undefined : flatten(values);
    if (value !== undefined) checkValue(pool, attribute, value);
    mapped.set(attribute, value);
  }
  return withVerifications(mapped);
}

/**
 * Several values become one text. AWS developer guide: separated by commas, each encoded like a form; what AWS stores
 * begins and ends with a bracket.
 */
function flatten(values: readonly string[]): string {
  const [only, ...others] = values;
  if (only !== undefined && others.length === 0) return only;
  return `[${values.map(formEncoded).join(', ')}]`;
}

const formEncoded = (value: string): string => new URLSearchParams({ v: value }).toString().slice('v='.length);

/** `email_verified` is no attribute that a client could be allowed to write: it comes along with its own attribute. */
function mayFill({ writeAttributes }: UserPoolClient, attribute: string): boolean {
  const written = attribute.replace(/^(email|phone_number)_verified$/, '$1');
  return writeAttributes === undefined ? !written.includes(':') : writeAttributes.includes(written);
}

/** What is mapped counts as unverified unless the provider says that it is (AWS developer guide, attribute mapping). */
function withVerifications(mapped: Map<string, string | undefined>): ReadonlyMap<string, string | undefined> {
  for (const attribute of ['email', 'phone_number']) {
    if (!mapped.has(attribute)) continue;
    const verified = mapped.get(`${attribute}_verified`) === 'true' && mapped.get(attribute) !== undefined;
    mapped.set(`${attribute}_verified`, String(verified));
  }
  return mapped;
}

function checkValue(pool: UserPool, name: string, value: string): void {
  if (value.length > longest) throw attributeMalformed(name, `Value must be at most ${longest} characters.`);
  const declared = pool.schema.find((attribute) => attribute.name === name);
  if (declared !== undefined) checkLimits(declared, value);
  try {
    readAttributes(pool, [{ Name: name, Value: value }]);
  } catch (error) {
    if (error instanceof AwsJsonError) throw attributeMalformed(name, error.message);
    throw error;
  }
}

function checkLimits({ name, dataType, minimum, maximum }: SchemaAttribute, value: string): void {
  const size = dataType === 'Number' ? Number(value) : value.length;
  const within = size >= (minimum ?? -Infinity) && size <= (maximum ?? Infinity);
  // NaN is within nothing.
  if ((dataType === 'String' || dataType === 'Number') && !within) {
    throw attributeMalformed(name, `${dataType} must be between ${minimum ?? 'any'} and ${maximum ?? 'any'}.`);
  }
}
