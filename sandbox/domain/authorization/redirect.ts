import type { SandboxResponse } from '../../http/message';
import type { PendingAuthorization } from './pending-authorization';

/** What may be told to an application instead of a code. Closed: those of AWS, and OpenID Connect's for `prompt=none`. */
export type AuthorizationError =
  'invalid_request' | 'unauthorized_client' | 'invalid_scope' | 'server_error' | 'login_required';

/** Where an answer goes: checked before, never as it was sent. */
export type Return = Pick<PendingAuthorization, 'redirectUri' | 'state'>;

/** Sends the browser back to the application, with these and its own `state`. */
export function redirectBack(
  { redirectUri, state }: Return,
  parameters: Readonly<Record<string, string>>,
  setCookies: readonly string[] = [],
): SandboxResponse {
  const query = new URLSearchParams({ ...parameters, ...(state === undefined ? {} : { state }) });
  const glue = redirectUri.includes('?') ? '&' : '?';
  return redirectTo(`${redirectUri}${glue}${query.toString()}`, setCookies);
}

/** Sends the browser back with a refusal. `reason` is for the log and `x-sandbox-reason`. */
export function redirectError(
  to: Return,
  {
    error,
    description,
    reason,
  }: { readonly error: AuthorizationError; readonly description?: string; readonly reason: string },
): SandboxResponse {
  const parameters = { ...(description === undefined ? {} : { error_description: description }), error };
  return { ...redirectBack(to, parameters), reason: `${error}: ${reason}` };
}

/** 302. Addresses with a code in them are neither kept nor told to the next page. */
export function redirectTo(location: string, setCookies: readonly string[] = []): SandboxResponse {
  return {
    status: 302,
    headers: {
      location,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      ...(setCookies.length === 0 ? {} : { 'set-cookie': setCookies }),
    },
    body: '',
  };
}
