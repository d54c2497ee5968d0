const syntax = 'Syntax errors in policy.';
const legacy = 'The policy failed legacy parsing';
const vendor = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';

/** What AWS answers to each fault (`MalformedPolicyDocument`); its texts, the value in place of the ellipsis. */
const answers = {
  'document-type': syntax,
  'unknown-member': syntax,
  'member-type': syntax,
  version: syntax,
  'statement-required': syntax,
  'effect-required': syntax,
  effect: legacy,
  'exclusive-members': syntax,
  'sid-format': 'Statement IDs (SID) must be alpha-numeric',
  'sid-duplicate': 'Statement IDs (SID) in a single policy must be unique.',
  'action-required': 'Policy statement must contain actions.',
  'action-format': vendor,
  'action-colons': 'Actions/Condition can contain only one colon.',
  'action-vendor-wildcard': 'Action vendors (e.g., aws, ec2, etc.) must not contain wildcards.',
  'resource-required': 'Policy statement must contain resources.',
  'resource-format': "Resource … must be in ARN format or '*'.",
  'resource-parts': legacy,
  'resource-vendor-wildcard': 'Resource vendor must be fully qualified and cannot contain regexes.',
  'resource-region': 'Resource … can not contain region information.',
  'resource-account': 'Resource … cannot contain an account id.',
  'principal-forbidden': 'Policy document should not specify a principal.',
  'principal-required': 'Missing required field Principal',
  'principal-format': 'Invalid principal in policy',
  'not-principal': 'NotPrincipal is supported with Effect Deny in resource policies only.',
  'trust-principal-star': 'AssumeRolepolicy contained an invalid principal',
  'trust-action': 'AssumeRole policy may only specify STS AssumeRole actions.',
  'trust-resource': 'Has prohibited field Resource',
  'trust-cognito-condition': 'A condition block must be present for the Cognito provider',
  'condition-operator': syntax,
  'condition-key': vendor,
  'condition-type': syntax,
  'condition-value': legacy,
} as const;

/** Closed: one code for each way in which a policy document can be wrong. */
export type PolicyFault = keyof typeof answers;

/** Where, what was found, and what would be right. */
export interface PolicyFaultDetail {
  /** Such as `Statement[0].Condition.StringEquals`. */
  readonly place: string;
  /** The faulty value. */
  readonly found: unknown;
  /** What is allowed, or what to do. */
  readonly allowed: string;
}

/** A policy document that AWS refuses. */
export class PolicyError extends Error {
  readonly place: string;
  /** AWS's own text, for services that answer with `MalformedPolicyDocument`. */
  readonly awsMessage: string;

  constructor(
    readonly code: PolicyFault,
    { place, found, allowed }: PolicyFaultDetail,
  ) {
    const shown = show(found);
    const awsMessage = answers[code].replace('…', () => (typeof found === 'string' ? found : shown));
    super(`${place} is ${shown}. Allowed: ${allowed}. AWS answers: ${awsMessage}`);
    this.name = 'PolicyError';
    this.place = place;
    this.awsMessage = awsMessage;
  }
}

const longestShown = 160;

/** Never walks into a value: a policy may be nested deeper than the stack. */
function show(value: unknown): string {
  if (value === undefined) return 'absent';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null)
    return `an object with ${shorten(Object.keys(value).join(', ')) || 'no members'}`;
  return typeof value === 'string' ? `"${shorten(value)}"` : String(value);
}

function shorten(text: string): string {
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}
