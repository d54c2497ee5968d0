import type { ConditionContext } from '../../iam/decision';
import type { SandboxRequest } from '../http/message';

/**
 * The condition keys that every request has. The sandbox stands for AWS's HTTPS endpoints, so `aws:SecureTransport` is
 * true although it serves loopback in the clear.
 *
 * @param now Milliseconds since 1970; without it the keys of time are absent.
 */
export function requestContext(request: SandboxRequest, now?: number): ConditionContext {
  const agent = request.header('user-agent');
  const referer = request.header('referer');
  return {
    'aws:SourceIp': request.sourceIp,
    'aws:SecureTransport': 'true',
    ...(agent === undefined ? {} : { 'aws:UserAgent': agent }),
    ...(referer === undefined ? {} : { 'aws:Referer': referer }),
    ...(now === undefined
      ? {}
      : {
          'aws:CurrentTime': new Date(now).toISOString().replace(/\.\d{3}Z$/, 'Z'),
          'aws:EpochTime': String(Math.floor(now / 1000)),
        }),
  };
}
