import type { Check } from '../../../../access/model';
import type { Keys } from '../../../../tour/clients';

/** What a call is made with. */
export type Credential =
  | { readonly kind: 'none' }
  | { readonly kind: 'token'; readonly use: 'id' | 'access' | 'other'; readonly token: string }
  | { readonly kind: 'keys'; readonly keys: Keys; readonly identityId?: string };

/** Somebody who is one of the matrix's principals, with everything that was given to them. */
export interface Holder {
  readonly credentials: readonly Credential[];
  /** The checks that refused them further credentials. */
  readonly refusedBy: readonly Check[];
}

/** What makes one person differ from another who is the same principal. */
export interface Self {
  readonly attributes?: Readonly<Record<string, string>>;
  /** Groups that the company's provider names besides. */
  readonly companyGroups?: readonly string[];
  /** ARN of the only role that a SAML provider names. @default none, and each role of the stacks in turn */
  readonly namedRole?: string;
}

export const nobody: Holder = { credentials: [{ kind: 'none' }], refusedBy: [] };

/** All that several ways gave. */
export const together = (holders: readonly Holder[]): Holder => ({
  credentials: holders.flatMap(({ credentials }) => credentials),
  refusedBy: holders.flatMap(({ refusedBy }) => refusedBy),
});

/** As the services answer them, where each member may be missing. */
interface Issued {
  readonly AccessKeyId?: string | undefined;
  readonly SecretKey?: string | undefined;
  readonly SecretAccessKey?: string | undefined;
  readonly SessionToken?: string | undefined;
}

/** Temporary credentials in the shape that signers take. */
export function keysOf(issued: Issued | undefined): Keys {
  const { AccessKeyId, SecretKey, SecretAccessKey = SecretKey, SessionToken } = issued ?? {};
  if (AccessKeyId === undefined || SecretAccessKey === undefined || SessionToken === undefined) {
    throw new TypeError('The answer holds no temporary credentials.');
  }
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

/** Whether an error is AWS's of one of these names; any other is thrown again. */
export function refusedAs(error: unknown, names: readonly string[]): boolean {
  if (error instanceof Error && names.includes(error.name)) return true;
  throw error;
}
