import { z } from 'zod';
import { unreadableAssertion } from './errors';

/** What AWS reads in an assertion. Times in milliseconds since 1970. */
export interface SamlAssertion {
  readonly id: string;
  readonly issuer: string;
  readonly issuedAt: number;
  readonly subject: string;
  /** `persistent`, `transient`, or the whole URI of another format. */
  readonly subjectType: string;
  readonly recipient: string;
  /** The request that it answers; `undefined` where the provider began by itself. */
  readonly inResponseTo: string | undefined;
  readonly confirmationNotOnOrAfter: number;
  readonly notBefore: number | undefined;
  readonly notOnOrAfter: number | undefined;
  readonly audiences: readonly string[];
  /** When the provider's own session ends. */
  readonly sessionNotOnOrAfter: number | undefined;
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

const text = z.looseObject({ _: z.string() });
/** A value may be empty. */
const value = z.union([z.string(), z.looseObject({ _: z.string().optional() })]);
const one = <T extends z.ZodType>(schema: T) => z.array(schema).length(1);
const times = z.looseObject({ NotBefore: z.string().optional(), NotOnOrAfter: z.string().optional() });

const assertionSchema = z.looseObject({
  Assertion: z.looseObject({
    $: z.looseObject({ ID: z.string().min(1), IssueInstant: z.string() }),
    Issuer: one(text),
    Subject: one(
      z.looseObject({
        NameID: one(
          z.looseObject({ _: z.string().min(1), $: z.looseObject({ Format: z.string().optional() }).optional() }),
        ),
        SubjectConfirmation: one(
          z.looseObject({
            $: z.looseObject({ Method: z.literal('urn:oasis:names:tc:SAML:2.0:cm:bearer') }),
            SubjectConfirmationData: one(
              z.looseObject({
                $: z.looseObject({
                  Recipient: z.string(),
                  NotOnOrAfter: z.string(),
                  NotBefore: z.undefined().optional(),
                  InResponseTo: z.string().optional(),
                }),
              }),
            ),
          }),
        ),
      }),
    ),
    Conditions: one(
      z.looseObject({
        $: times.optional(),
        AudienceRestriction: one(z.looseObject({ Audience: z.array(text).min(1) })),
      }),
    ),
    AttributeStatement: z
      .array(
        z.looseObject({
          Attribute: z.array(
            z.looseObject({ $: z.looseObject({ Name: z.string() }), AttributeValue: z.array(value).optional() }),
          ),
        }),
      )
      .optional(),
    AuthnStatement: z
      .array(z.looseObject({ $: z.looseObject({ SessionNotOnOrAfter: z.string().optional() }).optional() }))
      .optional(),
  }),
});

/**
 * Reads the assertion that a signature covers; what is outside of it never comes here.
 * Raises a `SamlFault` with the path of what is missing or there twice.
 */
export function readAssertion(verified: unknown): SamlAssertion {
  const parsed = assertionSchema.safeParse(verified);
  if (!parsed.success) {
    throw unreadableAssertion(parsed.error.issues.map(({ path }) => path.join('.')).join(', '));
  }
  const { $, Issuer, Subject, Conditions, AttributeStatement = [], AuthnStatement = [] } = parsed.data.Assertion;
  const [issuer] = Issuer;
  const [subject] = Subject;
  const [conditions] = Conditions;
  const nameId = subject?.NameID[0];
  const confirmation = subject?.SubjectConfirmation[0]?.SubjectConfirmationData[0]?.$;
  if (issuer === undefined || nameId === undefined || confirmation === undefined || conditions === undefined) {
    throw unreadableAssertion('Assertion');
  }
  return {
    id: $.ID,
    issuer: issuer._,
    issuedAt: instant($.IssueInstant, 'IssueInstant'),
    subject: nameId._,
    subjectType: subjectType(nameId.$?.Format),
    recipient: confirmation.Recipient,
    inResponseTo: confirmation.InResponseTo,
    confirmationNotOnOrAfter: instant(confirmation.NotOnOrAfter, 'SubjectConfirmationData.NotOnOrAfter'),
    notBefore: optionalInstant(conditions.$?.NotBefore, 'Conditions.NotBefore'),
    notOnOrAfter: optionalInstant(conditions.$?.NotOnOrAfter, 'Conditions.NotOnOrAfter'),
    audiences: conditions.AudienceRestriction.flatMap(({ Audience }) => Audience.map((audience) => audience._.trim())),
    sessionNotOnOrAfter: earliest(AuthnStatement.map((statement) => statement.$?.SessionNotOnOrAfter)),
    attributes: attributesOf(AttributeStatement.flatMap(({ Attribute }) => Attribute)),
  };
}

interface AttributeElement {
  readonly $: { readonly Name: string };
  readonly AttributeValue?: readonly z.infer<typeof value>[] | undefined;
}

function attributesOf(elements: readonly AttributeElement[]): ReadonlyMap<string, readonly string[]> {
  const attributes = new Map<string, readonly string[]>();
  for (const { $, AttributeValue = [] } of elements) {
    attributes.set($.Name, [...(attributes.get($.Name) ?? []), ...AttributeValue.map(textOf)]);
  }
  return attributes;
}

const textOf = (element: z.infer<typeof value>): string =>
  (typeof element === 'string' ? element : (element._ ?? '')).trim();

function subjectType(format: string | undefined): string {
  const short = /^urn:oasis:names:tc:SAML:2\.0:nameid-format:(persistent|transient)$/.exec(format ?? '')?.[1];
  return short ?? format ?? 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified';
}

function earliest(values: readonly (string | undefined)[]): number | undefined {
  const times = values.flatMap((value) => optionalInstant(value, 'AuthnStatement.SessionNotOnOrAfter') ?? []);
  return times.length === 0 ? undefined : Math.min(...times);
}

const optionalInstant = (value: string | undefined, name: string): number | undefined =>
  value === undefined ? undefined : instant(value, name);

/** SAML 2.0 core, section 1.3.3: UTC. Another form of time would be read in the computer's own zone. */
function instant(value: string, name: string): number {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw unreadableAssertion(name);
  return time;
}
