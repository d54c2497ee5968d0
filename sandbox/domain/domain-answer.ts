import type { SandboxResponse } from '../http/message';
import { shown } from '../user-pools/errors';

/** Why a client gets nothing. Closed; the words are those of OAuth 2.0. */
export type TokenRefusalCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_token_type'
  | 'invalid_scope';

/** A refusal of a client. `reason` is for the log and `x-sandbox-reason`. */
export interface TokenRefusal {
  readonly kind: 'refused';
  readonly code: TokenRefusalCode;
  readonly reason: string;
}

export const refused = (code: TokenRefusalCode, reason: string): TokenRefusal => ({ kind: 'refused', code, reason });

/** Any page may ask, and nobody on the way may keep the answer. */
export const openHeaders = {
  'content-type': 'application/json;charset=UTF-8',
  'cache-control': 'no-store',
  pragma: 'no-cache',
  'access-control-allow-origin': '*',
} as const;

/** What a client is given, in OAuth 2.0's words. */
export interface GivenTokens {
  readonly access_token: string;
  /** Seconds. */
  readonly expires_in: number;
  readonly id_token?: string | undefined;
  readonly refresh_token?: string | undefined;
}

/** Tokens, as AWS answers them. */
export function tokenAnswer(tokens: GivenTokens): SandboxResponse {
  return { status: 200, headers: openHeaders, body: JSON.stringify({ ...tokens, token_type: 'Bearer' }) };
}

/** AWS documents 400 for all of them at the token endpoint, `invalid_client` too, for which OAuth 2.0 has 401. */
export function tokenRefusal({ code, reason }: TokenRefusal, status = 400): SandboxResponse {
  return { status, headers: openHeaders, body: JSON.stringify({ error: code }), reason: `${code}: ${reason}` };
}

/** The endpoint has no other method. AWS documents the status alone. */
export function methodNotAllowed(method: string, allowed: readonly string[]): SandboxResponse {
  return {
    status: 405,
    headers: { allow: allowed.join(', '), 'access-control-allow-origin': '*' },
    body: '',
    reason: `This endpoint takes ${allowed.join(' or ')}, not ${shown(method)}.`,
  };
}
