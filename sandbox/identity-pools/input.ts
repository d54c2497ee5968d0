import { z } from 'zod';
import { invalidInput, shown, wrongType } from './errors';

const missing = 'Member must not be null';
const mistyped = 'mistyped';
const idPattern = '[\\w-]+:[0-9a-f-]+';

const text = (max: number): z.ZodString =>
  z
    .string({ error: (issue) => (issue.input === undefined ? missing : mistyped) })
    .min(1, 'Member must have length greater than or equal to 1')
    .max(max, `Member must have length less than or equal to ${max}`);

const id = text(55).regex(
  new RegExp(`^(?:${idPattern})$`),
  `Member must satisfy regular expression pattern: ${idPattern}`,
);

const logins = z
  .record(text(128), text(50_000), { error: mistyped })
  .refine((map) => Object.keys(map).length <= 10, 'Map must have at most 10 entries');

export const getIdInput = z.object({
  IdentityPoolId: id,
  AccountId: text(15).regex(/^\d+$/, 'Member must satisfy regular expression pattern: \\d+').optional(),
  Logins: logins.optional(),
});

export const identityInput = z.object({ IdentityId: id, Logins: logins.optional() });

export const developerIdentityInput = z.object({
  IdentityPoolId: id,
  IdentityId: id.optional(),
  Logins: logins,
  PrincipalTags: z.record(text(128), text(256), { error: mistyped }).optional(),
  TokenDuration: z
    .int({ error: mistyped })
    .min(1, 'Member must have value greater than or equal to 1')
    .max(86_400, 'Member must have value less than or equal to 86400')
    .optional(),
});

export const credentialsInput = identityInput.extend({ CustomRoleArn: text(2048).optional() });

/**
 * Reads what an operation was given; members that are null count as absent. Raises AWS's `ValidationException` with all
 * faults, or `SerializationException` where a member is of another type. Logins are never repeated: they are tokens.
 */
export function readInput<T>(schema: z.ZodType<T>, input: unknown): T {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw wrongType('body');
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const { issues } = result.error;
  const ofWrongType = issues.find(({ message }) => message === mistyped);
  if (ofWrongType !== undefined) throw wrongType(memberName(ofWrongType));
  throw invalidInput(issues.map((issue) => fault(issue, given)));
}

function fault(issue: z.core.$ZodIssue, given: Readonly<Record<string, unknown>>): string {
  const name = memberName(issue);
  const value =
    issue.message === missing ? 'null ' : name === 'logins' ? '' : `'${shown(given[String(issue.path[0])])}' `;
  return `Value ${value}at '${name}' failed to satisfy constraint: ${issue.message}`;
}

function memberName(issue: z.core.$ZodIssue): string {
  const name = String(issue.path[0]);
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}
