import type { RestApi, Route, Stage } from '../../blueprint/model';
import type { Caller } from '../credentials/caller';
import type { SandboxRequest } from '../http/message';

/** Where requests arrive. */
export interface GatewayAccount {
  readonly region: string;
  readonly accountId: string;
}

/** A request that has found its API and stage. */
export interface Exchange {
  readonly request: SandboxRequest;
  readonly account: GatewayAccount;
  readonly api: RestApi;
  readonly stage: Stage;
  /** Upper case; that of `X-HTTP-Method-Override` where a POST has one. */
  readonly method: string;
  /** Behind the stage, percent-encoded as sent, with a leading slash. */
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  /** Goes out as `x-amz-apigw-id`. */
  readonly extendedRequestId: string;
  /** `Root=1-…`: goes to the function, and out once an integration was called. */
  readonly traceId: string;
}

/** A request that has found its route. */
export interface RoutedExchange extends Exchange {
  readonly route: Route;
  /** Percent-encoded as sent. */
  readonly pathParameters: Readonly<Record<string, string>>;
  /** `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<VERB>/<path>` with the actual path, without a slash at its end. */
  readonly methodArn: string;
}

/** Who is let in. A route that is open has nobody. */
export interface Admission {
  readonly kind: 'admitted';
  readonly identity: SignedIdentity | undefined;
  /** Whom an authorizer let in, for the log. */
  readonly subject?: string | undefined;
  /** What an authorizer tells the function, as `requestContext.authorizer`; left out where none ran. */
  readonly authorizer?: Readonly<Record<string, unknown>>;
}

/** Who signed, and with which key. */
export interface SignedIdentity {
  readonly caller: Caller;
  readonly accessKeyId: string;
}
