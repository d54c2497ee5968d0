import { z } from 'zod';
import { PolicyError } from '../../iam/errors';
import { parsePolicy } from '../../iam/parse-policy';
import type { PolicyDocument } from '../../iam/policy';

/** What an authorizer's function returned, understood. */
export interface AuthorizerResult {
  readonly principalId: string;
  readonly policy: PolicyDocument;
  /** For the function behind the route. */
  readonly context: Readonly<Record<string, string | null>>;
}

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/**
 * Whether `principalId` may be left out, and whether further members are borne, is reported in contradictory ways; what
 * lets in less is taken.
 */
const output = z.strictObject({
  principalId: z.string().min(1),
  policyDocument: z.unknown(),
  context: z.record(z.string(), scalar).nullish(),
  usageIdentifierKey: z.string().nullish(),
});

/** A resource of a returned policy has this many characters at most. Source: API Gateway developer guide. */
const longestResource = 512;

/** Reads what a function returned, or says what is wrong with it, never quoting a value that may be a secret. */
export function readAuthorizerResult(payload: unknown): AuthorizerResult | { readonly malformed: string } {
  const read = output.safeParse(payload);
  if (!read.success) return { malformed: z.prettifyError(read.error).replaceAll('\n', ' ') };
  const { principalId, policyDocument, context } = read.data;
  const policy = readPolicy(policyDocument);
  return 'malformed' in policy ? policy : { principalId, policy, context: contextTexts(context ?? {}) };
}

function readPolicy(json: unknown): PolicyDocument | { readonly malformed: string } {
  try {
    const policy = parsePolicy(json, 'identity');
    const tooLong = policy.statements
      .flatMap(({ resources }) => resources?.patterns ?? [])
      .find((resource) => resource.length > longestResource);
    if (tooLong === undefined) return policy;
    return { malformed: `A resource of the policy has ${tooLong.length} characters; ${longestResource} are allowed.` };
  } catch (error) {
    if (error instanceof PolicyError) return { malformed: `policyDocument: ${error.message}` };
    throw error;
  }
}

/** Numbers and truth values arrive as texts; null stays null. */
const contextTexts = (
  context: Readonly<Record<string, z.infer<typeof scalar>>>,
): Readonly<Record<string, string | null>> =>
  Object.fromEntries(Object.entries(context).map(([name, value]) => [name, value === null ? null : String(value)]));
