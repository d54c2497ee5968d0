/** Where pages that may call an API come from; at least one. */
export type Origins = readonly [string, ...string[]];

/**
 * The one value that a mock answer or a gateway response can carry: API Gateway compares no origins there. With several
 * origins it is the asterisk, which gives no page anything: requests are authorized by what they carry in a header and
 * never by a cookie. The function's own answers name the caller's origin, if it is a listed one.
 */
export function allowedOriginHeader(origins: Origins): string {
  return origins.length === 1 ? origins[0] : '*';
}

/** A constant in a mapping expression. */
export function literal(text: string): string {
  return `'${text}'`;
}
