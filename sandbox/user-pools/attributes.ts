import type { SchemaAttribute, UserPool, UserPoolClient } from '../../blueprint/model/user-pools';
import {
  attributeFormat,
  attributeNotWritable,
  attributeOutsideSchema,
  attributeRequired,
  attributeUnknown,
} from './errors';

const writableStandard = new Set([
  'address',
  'birthdate',
  'email',
  'family_name',
  'gender',
  'given_name',
  'locale',
  'middle_name',
  'name',
  'nickname',
  'phone_number',
  'picture',
  'preferred_username',
  'profile',
  'updated_at',
  'website',
  'zoneinfo',
]);

/** Only administrators, or a code that was answered, may set these. */
const verifications = new Set(['email_verified', 'phone_number_verified']);

/** As the API takes them. */
export interface GivenAttribute {
  readonly Name: string;
  readonly Value?: string | undefined;
}

/** Reads what an administrator gives. Throws where an attribute is not of the pool or not well formed. */
export function readAttributes(pool: UserPool, given: readonly GivenAttribute[]): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const { Name, Value = '' } of given) {
    checkKnown(pool, Name);
    checkForm(Name, Value);
    checkSchema(pool, Name, Value);
    attributes.set(Name, Value);
  }
  return attributes;
}

/** Reads what a user gives through an app client. Throws for what the client may not write. */
export function readOwnAttributes(
  pool: UserPool,
  client: UserPoolClient,
  given: readonly GivenAttribute[],
): ReadonlyMap<string, string> {
  const attributes = readAttributes(pool, given);
  requireWritable(pool, client, [...attributes.keys()]);
  return attributes;
}

/** Throws for the first attribute that the pool requires and that is not there. */
export function requireAttributes(pool: UserPool, attributes: ReadonlyMap<string, string>): void {
  const [missing] = missingAttributes(pool, attributes);
  if (missing !== undefined) throw attributeRequired(missing);
}

/** What the pool requires and is not there, or is empty. */
export function missingAttributes(pool: UserPool, attributes: ReadonlyMap<string, string>): readonly string[] {
  return pool.schema
    .filter(({ name, required }) => required && name !== 'sub' && (attributes.get(name) ?? '') === '')
    .map(({ name }) => name);
}

/** Whether tokens and `GetUser` of a client tell this attribute. */
export function canRead(client: UserPoolClient, name: string): boolean {
  if (client.readAttributes !== undefined) return client.readAttributes.includes(name);
  return writableStandard.has(name) || verifications.has(name);
}

/** Throws for a name that the pool does not have. */
export function requireKnown(pool: UserPool, names: readonly string[]): void {
  for (const name of names) checkKnown(pool, name);
}

/** Throws for what a client may not write. */
export function requireWritable(pool: UserPool, client: UserPoolClient, names: readonly string[]): void {
  requireKnown(pool, names);
  for (const name of names) if (!canWrite(client, name)) throw attributeNotWritable(name);
}

function canWrite(client: UserPoolClient, name: string): boolean {
  if (verifications.has(name)) return false;
  return client.writeAttributes === undefined ? writableStandard.has(name) : client.writeAttributes.includes(name);
}

function checkKnown(pool: UserPool, name: string): void {
  if (name === 'sub') throw attributeNotWritable(name);
  if (writableStandard.has(name) || verifications.has(name)) return;
  if (!pool.schema.some((attribute) => attribute.name === name)) throw attributeUnknown(name);
}

function checkForm(name: string, value: string): void {
  if (name === 'email' && !isEmail(value)) throw attributeFormat('Invalid email address format.');
  if (name === 'phone_number' && !isPhoneNumber(value)) throw attributeFormat('Invalid phone number format.');
  if (verifications.has(name) && value !== 'true' && value !== 'false') {
    throw attributeFormat(`The attribute ${name} is true or false.`);
  }
}

/** The type and the limits that the pool declares. An empty value takes an attribute away, and has neither. */
function checkSchema(pool: UserPool, name: string, value: string): void {
  const declared = pool.schema.find((attribute) => attribute.name === name);
  if (declared === undefined || value === '') return;
  const { dataType, minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = declared;
  if (dataType === 'Boolean' && value !== 'true' && value !== 'false') {
    throw attributeOutsideSchema(name, 'The value is not true or false.');
  }
  if (dataType === 'DateTime' && Number.isNaN(Date.parse(value))) {
    throw attributeOutsideSchema(name, 'The value is not a time in ISO 8601.');
  }
  if (dataType === 'Number' && !isWithin(value, declared)) {
    throw attributeOutsideSchema(name, 'The value is not a number within the limits of the schema.');
  }
  if (dataType === 'String' && (value.length < minimum || value.length > maximum)) {
    throw attributeOutsideSchema(name, `String must have from ${minimum} to ${maximum} characters.`);
  }
}

function isWithin(value: string, { minimum = -Infinity, maximum = Infinity }: SchemaAttribute): boolean {
  return /^-?\d+(?:\.\d+)?$/.test(value) && Number(value) >= minimum && Number(value) <= maximum;
}

/** Something before and after one `@`, without spaces and control characters: addresses are logged. */
export function isEmail(value: string): boolean {
  return value.length <= 254 && /^[^\s@\p{C}]+@[^\s@\p{C}]+$/u.test(value);
}

/** E.164: a plus sign and up to 15 digits. */
export function isPhoneNumber(value: string): boolean {
  return /^\+[1-9][0-9]{1,14}$/.test(value);
}
