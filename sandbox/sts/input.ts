import { z } from 'zod';
import { shown, validationErrors } from './errors';

const missing = 'Member must not be null';

const text = (minimum: number, maximum: number): z.ZodString =>
  z
    .string({ error: missing })
    .min(minimum, `Member must have length greater than or equal to ${minimum}`)
    .max(maximum, `Member must have length less than or equal to ${maximum}`);

const matching = (schema: z.ZodString, pattern: string): z.ZodString =>
  schema.regex(new RegExp(`^(?:${pattern})$`), `Member must satisfy regular expression pattern: ${pattern}`);

const duration = z
  .string()
  .regex(/^\d{1,6}$/, 'Member must be a whole number')
  .transform(Number)
  .refine((seconds) => seconds >= 900, 'Member must have value greater than or equal to 900')
  .refine((seconds) => seconds <= 43_200, 'Member must have value less than or equal to 43200');

const shared = {
  RoleArn: text(20, 2048),
  DurationSeconds: duration.optional(),
  Policy: text(1, 2048).optional(),
};

/** Source: AWS STS API reference, AssumeRoleWithWebIdentity. */
export const webIdentityInput = z.object({
  ...shared,
  RoleSessionName: matching(text(2, 64), '[\\w+=,.@-]*'),
  WebIdentityToken: text(4, 20_000),
});

/** Source: AWS STS API reference, AssumeRoleWithSAML. */
export const samlInput = z.object({
  ...shared,
  PrincipalArn: text(20, 2048),
  SAMLAssertion: text(4, 100_000),
});

/** Parameters that change what a session may do and are not modelled. Ignored, they would open more than on AWS. */
const notModelled = /^(?:PolicyArns|Tags|TransitiveTagKeys|ProvidedContexts|ProviderId|SourceIdentity)(?:\.|$)/;

/** Raises AWS's `ValidationError` with all faults. Tokens and assertions are never repeated. */
export function readInput<T>(schema: z.ZodType<T>, parameters: ReadonlyMap<string, string>): T {
  const unknown = [...parameters.keys()].find((name) => notModelled.test(name));
  if (unknown !== undefined) {
    throw validationErrors([`The sandbox does not know the parameter '${shown(unknown)}'; leave it out`]);
  }
  const given = Object.fromEntries(parameters);
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw validationErrors(result.error.issues.map((issue) => fault(issue, given)));
}

const secret = new Set(['WebIdentityToken', 'SAMLAssertion', 'Policy']);

function fault(issue: z.core.$ZodIssue, given: Readonly<Record<string, string>>): string {
  const name = String(issue.path[0]);
  const value = issue.message === missing ? 'null ' : secret.has(name) ? '' : `'${shown(given[name])}' `;
  const member = name === 'SAMLAssertion' ? 'sAMLAssertion' : name.slice(0, 1).toLowerCase() + name.slice(1);
  return `Value ${value}at '${member}' failed to satisfy constraint: ${issue.message}`;
}
