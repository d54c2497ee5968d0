import type { Construct } from 'constructs';
import { AccountLogging } from '../constructs/api-gateway/account-logging';
import { accountWide, BaseStack } from '../constructs/base-stack';
import type { Settings } from '../settings';

/** What an account has once for each region, whatever stacks and stages are in it: the role of API Gateway's logs. */
export class AccountSettingsStack extends BaseStack {
  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id, accountWide(settings));
    const { namePrefix, region } = settings;
    const logging = new AccountLogging(this, 'api-gateway', { roleName: `${namePrefix}api-gateway-logs-${region}` });
    this.addOutputs({ api_gateway_logs_role_arn: logging.roleArn, region });
  }
}
