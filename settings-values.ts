import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Days that CloudWatch Logs accepts. Source: CloudWatch Logs API reference, PutRetentionPolicy. */
export const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Cognito refuses a domain with one of these between hyphens. */
const reservedWords = new Set(['aws', 'amazon', 'cognito']);

/**
 * Stages that would be taken for the account: its states lie where those of a stage `account` would, and its role
 * `api-gateway-logs-…` is called as one of a stage `api` would be. Who deploys such a stage could write both.
 */
export const ofAccount: ReadonlySet<string> = new Set(['account', 'api']);

export const name = (pattern: RegExp) =>
  z
    .string()
    .regex(pattern)
    .refine((value) => !value.split('-').some((word) => reservedWords.has(word)));

export const wholeNumber = (maximum: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .transform(Number)
    .refine((value) => value <= maximum);

/** As identity pools take it. Source: Cognito Identity API reference, SupportedLoginProviders. */
export const applicationId = z.string().regex(/^[\w.;/-]{1,128}$/);

/** As IAM takes it. Source: IAM API reference, CreateOpenIDConnectProvider. */
export const clientId = z.string().regex(/^[\w.:/-]{1,255}$/);

/**
 * With or without the ids that GitHub puts behind the names since July 2026; without them somebody who gets hold of a
 * name that was given up gets the tokens' `sub` too. Source: GitHub documentation, OpenID Connect reference.
 */
export const repository =
  /^(?:[a-zA-Z\d][a-zA-Z\d-]{0,38}\/[\w.-]{1,100}|[a-zA-Z\d][a-zA-Z\d-]{0,38}@\d+\/[\w.-]{1,100}@\d+)$/;

/** Empty where the file cannot be read: the fault then names the variable and the path. */
export function readMetadata(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Source: IAM API reference, CreateSAMLProvider. */
export function isSamlMetadata(text: string): boolean {
  return (
    text.length >= 1000 &&
    text.length <= 10_000_000 &&
    ['EntityDescriptor', 'IDPSSODescriptor'].every((element) => new RegExp(`<(?:\\w+:)?${element}[\\s>]`).test(text))
  );
}

/** Source: IAM API reference, CreateOpenIDConnectProvider: no port, no query; the last slash counts. */
export function isIssuer(text: string): boolean {
  return text.length <= 255 && /^https:\/\/[a-z0-9][a-z0-9.-]+(?:\/[\w.~/-]*)?$/.test(text) && URL.canParse(text);
}

/** A page's origin: https, or this computer. */
export function isAllowedOrigin(text: string): boolean {
  if (!URL.canParse(text) || new URL(text).origin !== text) {
    return false;
  }
  const { protocol, hostname } = new URL(text);
  // URLs allow quotes, asterisks and dollar signs in a host; in an API's mapping literal they would be code.
  if (!/^[a-z0-9.-]+$/.test(hostname)) {
    return false;
  }
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1'].includes(hostname));
}
