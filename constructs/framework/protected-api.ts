import { Construct } from 'constructs';
import { RestApi } from '../api-gateway/rest-api';
import type { BrowserClient } from '../cognito/browser-client';
import type { UserPool, UserPoolClient } from '../cognito/user-directory';
import { ApiAlarms } from './api-alarms';
import { addUsers } from './api-users';
import { protectByGroup } from './group-protection';
import type { ProtectedApiProps } from './protected-api-props';
import type { Protection } from './protection';
import { protectByScope } from './scope-protection';

/**
 * A REST API that only callers with a valid token of its own user pool reach. One call gives pool, clients, authorizer,
 * routes, deployment, logs and alarms; the code behind the routes takes no part in it.
 */
export class ProtectedApi extends Construct {
  readonly userPool: UserPool;
  /** In which people sign in, by SRP: the password stays in the app. */
  readonly userClient: UserPoolClient;
  /** In which people sign in on the pool's page; where there is a web application. */
  readonly browserClient: BrowserClient | undefined;
  readonly restApi: RestApi;
  /** What somebody who uses the API has to know, by output name; nothing of it is secret. */
  readonly outputs: Readonly<Record<string, string>>;

  /** @throws InvalidPropsError for routes or rules that cannot be, and outside of a BaseStack */
  constructor(scope: Construct, id: string, props: ProtectedApiProps) {
    super(scope, id);
    const name = `${props.namePrefix}${props.stage}-${props.name}`;
    const users = addUsers(this, name, props);
    this.userPool = users.userPool;
    this.userClient = users.userClient;
    this.browserClient = users.browserClient;
    this.restApi = new RestApi(this, 'api', { ...props, name, stageName: props.stage });
    const { authorizer, outputs } = this.#protect(props);
    new ApiAlarms(this, 'alarms', {
      api: this.restApi,
      ...(authorizer === undefined ? {} : { authorizer }),
      ...(props.alarmTopicArns === undefined ? {} : { topicArns: props.alarmTopicArns }),
      ...(props.alarmThresholds === undefined ? {} : { thresholds: props.alarmThresholds }),
    });
    this.outputs = {
      api_invoke_url: this.restApi.invokeUrl,
      region: props.region,
      rest_api_id: this.restApi.id,
      user_pool_client_id: this.userClient.id,
      user_pool_id: this.userPool.id,
      ...users.outputs,
      ...outputs,
    };
  }

  #protect(props: ProtectedApiProps): Protection {
    switch (props.kind) {
      case 'authentication':
        return protectByScope(this, props);
      case 'authorization-by-group':
        return protectByGroup(this, props);
    }
  }
}
