import type { SandboxResponse } from '../http/message';

/** Why the token endpoint gives no token. Closed; the words are those of OAuth 2.0. */
export type TokenRefusalCode =
  'invalid_request' | 'invalid_client' | 'unauthorized_client' | 'unsupported_grant_type' | 'invalid_scope';

/** A refusal of the token endpoint. `reason` is for the log and `x-sandbox-reason`. */
export interface TokenRefusal {
  readonly kind: 'refused';
  readonly code: TokenRefusalCode;
  readonly reason: string;
}

export const refused = (code: TokenRefusalCode, reason: string): TokenRefusal => ({ kind: 'refused', code, reason });

/** Any page may ask, and nobody on the way may keep the answer. */
const headers = {
  'content-type': 'application/json;charset=UTF-8',
  'cache-control': 'no-store',
  pragma: 'no-cache',
  'access-control-allow-origin': '*',
} as const;

/** A token, as AWS answers it. */
export function tokenAnswer(accessToken: string, expiresIn: number): SandboxResponse {
  const body = JSON.stringify({ access_token: accessToken, expires_in: expiresIn, token_type: 'Bearer' });
  return { status: 200, headers, body };
}

/** AWS documents 400 for all of them, `invalid_client` too, for which OAuth 2.0 has 401. */
export function tokenRefusal({ code, reason }: TokenRefusal): SandboxResponse {
  return { status: 400, headers, body: JSON.stringify({ error: code }), reason: `${code}: ${reason}` };
}

/** The endpoint has no other method. AWS documents the status alone. */
export function methodNotAllowed(method: string): SandboxResponse {
  return {
    status: 405,
    headers: { allow: 'POST', 'access-control-allow-origin': '*' },
    body: '',
    reason: `The token endpoint takes POST, not ${method}.`,
  };
}
