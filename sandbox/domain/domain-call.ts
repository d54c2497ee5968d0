import type { CalledAs } from '../http/destination';
import type { SandboxRequest } from '../http/message';
import type { PoolRuntime } from '../user-pools/pool-runtime';

/** A request to the domain of one pool. */
export interface DomainCall {
  readonly request: SandboxRequest;
  readonly runtime: PoolRuntime;
  /**
   * Where the caller finds the domain, without a slash at the end: `https://<host>` as on AWS, or
   * `http://<prefix>.localhost:<port>` for a browser on this computer.
   */
  readonly origin: string;
  /** Whether the caller speaks HTTPS, as it believes. Cookies are given accordingly. */
  readonly secure: boolean;
}

/** The pool whose domain is called, and how; `undefined` where no pool has it. Names are compared exactly. */
export function callTo(
  runtimes: readonly PoolRuntime[],
  as: Exclude<CalledAs, { kind: 'own-address' }>,
  request: SandboxRequest,
): DomainCall | undefined {
  const runtime = runtimes.find(({ pool: { domain } }) =>
    as.kind === 'aws-host' ? domain?.host === as.host : domain?.prefix === as.prefix,
  );
  if (runtime === undefined) return undefined;
  return as.kind === 'aws-host'
    ? { request, runtime, origin: `https://${as.host}`, secure: true }
    : { request, runtime, origin: `http://${request.host.toLowerCase()}`, secure: false };
}
