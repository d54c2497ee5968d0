import type { DomainHandler } from './domain/domain';
import { destinationOf, type AwsService } from './http/destination';
import type { RequestHandler, SandboxRequest, SandboxResponse } from './http/message';
import { cors } from './protocol/aws-json';
import type { Logger } from './system/services';

/** Where requests go. */
export interface RouterServices {
  readonly services: Readonly<Record<AwsService, RequestHandler>>;
  readonly gateway: (
    request: SandboxRequest,
    target: { readonly apiId: string; readonly rest: string },
  ) => Promise<SandboxResponse>;
  /** Discovery documents and key sets; `undefined` where there is no such pool. */
  readonly wellKnown: (path: string) => SandboxResponse | undefined;
  /** The key set of the tokens that identity pools issue. */
  readonly identityKeys: () => Promise<object>;
  /** The domains of user pools. */
  readonly domains: DomainHandler;
  readonly control: (request: SandboxRequest) => SandboxResponse;
  readonly logger: Logger;
}

/** One port for everything: sends each request to its service, and logs each refusal with its reason. */
export function createRouter(router: RouterServices): RequestHandler {
  return async (request) => {
    const response = await dispatch(router, request);
    if (response.reason !== undefined) {
      router.logger.warn('refused', {
        requestId: request.id,
        method: request.method,
        path: request.path,
        operation: request.header('x-amz-target')?.split('.')[1],
        status: response.status,
        reason: response.reason,
      });
    }
    return response;
  };
}

async function dispatch(router: RouterServices, request: SandboxRequest): Promise<SandboxResponse> {
  const destination = destinationOf(request);
  switch (destination.kind) {
    case 'gateway':
      return router.gateway(request, destination);
    case 'service':
      return isPreflight(request) ? preflight : router.services[destination.service](request);
    case 'well-known':
      return router.wellKnown(request.path) ?? nothing(404, `There is no user pool with ${request.path}.`);
    case 'identity-keys':
      return {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(await router.identityKeys()),
      };
    case 'domain':
      return router.domains(request, destination.as);
    case 'control':
      return router.control(request);
    case 'foreign-host':
      return nothing(
        421,
        `The host ${request.host} is not served here. Use 127.0.0.1, or an AWS host of a service that the sandbox has.`,
      );
    default:
      return nothing(404, `Nothing is served at ${request.method} ${request.path}. See GET /_sandbox.`);
  }
}

const isPreflight = (request: SandboxRequest): boolean =>
  request.method === 'OPTIONS' && request.header('access-control-request-method') !== undefined;

/** Cognito's own endpoints take calls from any origin. */
const preflight: SandboxResponse = {
  status: 200,
  headers: {
    ...cors,
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers':
      'authorization,content-type,x-amz-content-sha256,x-amz-date,x-amz-security-token,x-amz-target,x-amz-user-agent,amz-sdk-invocation-id,amz-sdk-request,cache-control',
    'access-control-max-age': '172800',
  },
  body: '',
};

const nothing = (status: number, message: string): SandboxResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message }),
  reason: message,
});
