import { z } from 'zod';
import { invalidInput, notAnObject, shown, wrongType } from './errors';

const missing = 'Member must not be null';
const mistyped = 'mistyped';

/** Members whose value may be repeated in an error text. All others may be, or may be mistaken for, a secret. */
const repeatable = new Set([
  'UserPoolId',
  'AuthFlow',
  'ChallengeName',
  'MessageAction',
  'GroupName',
  'Limit',
  'MaxResults',
]);

const ifPresent = (issue: { readonly input?: unknown }): string => (issue.input === undefined ? missing : mistyped);

/** For structures and lists that say nothing themselves. */
const ofType = (issue: { readonly code?: string | undefined; readonly input?: unknown }): string | undefined =>
  issue.code === 'invalid_type' ? ifPresent(issue) : undefined;

interface TextLimits {
  readonly min?: number;
  readonly max: number;
  /** The whole value must match; written as AWS writes it. */
  readonly pattern?: string;
}

/** A string within the limits of the service model. */
export function text({ min = 1, max, pattern }: TextLimits): z.ZodString {
  const schema = z
    .string({ error: ifPresent })
    .min(min, `Member must have length greater than or equal to ${min}`)
    .max(max, `Member must have length less than or equal to ${max}`);
  if (pattern === undefined) return schema;
  return schema.regex(
    new RegExp(`^(?:${pattern})$`, 'u'),
    `Member must satisfy regular expression pattern: ${pattern}`,
  );
}

/** A whole number within limits. */
export function whole(min: number, max: number): z.ZodNumber {
  return z
    .number({ error: ifPresent })
    .int(mistyped)
    .min(min, `Member must have value greater than or equal to ${min}`)
    .max(max, `Member must have value less than or equal to ${max}`);
}

/** One of a closed set of words. */
export function oneOf<const Words extends readonly string[]>(words: Words): z.ZodType<Words[number]> {
  const fault = `Member must satisfy enum value set: [${words.join(', ')}]`;
  return z.custom<Words[number]>((value) => typeof value === 'string' && words.includes(value), {
    error: (issue) => (typeof issue.input === 'string' ? fault : ifPresent(issue)),
  });
}

export const flag = z.boolean({ error: ifPresent });
export const userPoolId = text({ max: 55, pattern: '[\\w-]+_[0-9a-zA-Z]+' });
export const clientId = text({ max: 128, pattern: '[\\w+]+' });
export const username = text({ max: 128, pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+' });
export const groupName = username;
export const password = text({ min: 0, max: 256, pattern: '[\\S]+' });
export const secretHash = text({ max: 128, pattern: '[\\w+=/]+' });
export const confirmationCode = text({ max: 2048, pattern: '[\\S]+' });
export const session = text({ min: 20, max: 2048 });
export const token = text({ max: 65_536, pattern: '[A-Za-z0-9-_=.]+' });
export const pageToken = text({ max: 131_072, pattern: '[\\S]+' });
export const parameters = z.record(z.string(), z.string({ error: mistyped }), { error: mistyped });
/** What the pool's functions are told besides. */
export const metadata = parameters;
export const attributes = z.array(
  z.object({
    Name: text({ max: 32, pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+' }),
    Value: text({ min: 0, max: 2048 }).optional(),
  }),
  { error: ifPresent },
);
/** Names of attributes to take away. */
export const attributeNames = z.array(text({ max: 32, pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+' }), {
  error: ifPresent,
});
export const clientSecret = text({ max: 64, pattern: '[\\w+]+' });
export const words = z.array(z.string({ error: mistyped }), { error: mistyped });

/** What somebody wants of their second factors; those that the sandbox does not model are named, to be refused. */
export const mfaPreference = {
  SoftwareTokenMfaSettings: z.object({ Enabled: flag.optional(), PreferredMfa: flag.optional() }).optional(),
  SMSMfaSettings: z.unknown().optional(),
  EmailMfaSettings: z.unknown().optional(),
  WebAuthnMfaSettings: z.unknown().optional(),
};

/** What names one user to an administrator. */
export const poolAndUser = z.object({ UserPoolId: userPoolId, Username: username });

/**
 * Reads what an operation was given. Throws `InvalidParameterException` with all faults in AWS's words, or
 * `SerializationException` where a member is of another type. Members that are null count as absent.
 */
export function readInput<T>(schema: z.ZodType<T>, input: unknown): T {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw notAnObject();
  const result = schema.safeParse(withoutNulls(input), { error: ofType });
  if (result.success) return result.data;
  const { issues } = result.error;
  const ofWrongType = issues.find((issue) => issue.message === mistyped);
  if (ofWrongType !== undefined) throw wrongType(memberPath(ofWrongType.path));
  throw invalidInput(issues.map((issue) => fault(issue, input)));
}

function fault(issue: z.core.$ZodIssue, input: object): string {
  const value = issue.message === missing ? 'null ' : repeated(issue.path, input);
  return `Value ${value}at '${memberPath(issue.path)}' failed to satisfy constraint: ${issue.message}`;
}

function repeated(path: readonly PropertyKey[], input: object): string {
  const [member = ''] = path;
  return repeatable.has(String(member)) ? `'${shown(Reflect.get(input, member))}' ` : '';
}

/** `UserAttributes, 0, Name` is `userAttributes.1.member.name` in AWS's texts. */
function memberPath(path: readonly PropertyKey[]): string {
  return path.map((part) => (typeof part === 'number' ? `${part + 1}.member` : lowerFirst(String(part)))).join('.');
}

function lowerFirst(name: string): string {
  return shown(name.slice(0, 1).toLowerCase() + name.slice(1));
}

function withoutNulls(input: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
}
