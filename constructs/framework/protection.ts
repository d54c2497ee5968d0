import type { Construct } from 'constructs';
import type { RestApi } from '../api-gateway/rest-api';
import type { BrowserClient } from '../cognito/browser-client';
import type { UserPool, UserPoolClient } from '../cognito/user-directory';
import type { WatchedFunction } from './api-alarms';

/** An API before anybody may call it, which holds what protects it. */
export interface UnprotectedApi extends Construct {
  readonly restApi: RestApi;
  readonly userPool: UserPool;
  readonly userClient: UserPoolClient;
  readonly browserClient: BrowserClient | undefined;
}

/** What a kind of protection adds to an API. */
export interface Protection {
  /** The function that decides, where it is one of ours. */
  readonly authorizer?: WatchedFunction;
  /** By output name. */
  readonly outputs: Readonly<Record<string, string>>;
}
