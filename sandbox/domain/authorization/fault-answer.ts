import type { SandboxResponse } from '../../http/message';
import type { AuthorizationFault } from './read-authorization';
import { redirectError, redirectTo } from './redirect';

/** Tells the application, or, where nobody knows whether it is one, the user on a page of the domain's own. */
export function faultAnswer(fault: AuthorizationFault): SandboxResponse {
  if (fault.kind === 'redirect') return redirectError(fault.to, fault);
  return {
    ...redirectTo(`/error?error=${fault.error}`),
    reason: `${fault.error}: ${fault.reason}`,
  };
}
