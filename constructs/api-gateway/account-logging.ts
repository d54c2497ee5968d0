import { ApiGatewayAccount } from '@cdktf/provider-aws/lib/api-gateway-account';
import { Construct } from 'constructs';
import { Role } from '../iam/role';

/** Props of {@link AccountLogging}. */
export interface AccountLoggingProps {
  /** At most 64 characters, unique in the account. */
  readonly roleName: string;
}

/**
 * The role with which API Gateway writes logs, for all APIs of an account in one region. There is one such setting for
 * each region: two owners overwrite each other, and with AWS provider 6 destroying it switches the logs of all APIs off.
 */
export class AccountLogging extends Construct {
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: AccountLoggingProps) {
    super(scope, id);
    const role = new Role(this, 'role', {
      name: props.roleName,
      trust: { principal: { Service: 'apigateway.amazonaws.com' }, action: 'sts:AssumeRole' },
      policyName: 'write-logs',
      statements: [
        {
          effect: 'Allow',
          actions: [...writeLogs],
          resources: '*',
          wildcardReason:
            'API Gateway refuses a role that lacks one of these actions on the log groups of any API, present or future.',
        },
      ],
    });
    this.roleArn = role.arn;
    new ApiGatewayAccount(this, 'Resource', {
      cloudwatchRoleArn: role.arn,
      // API Gateway looks at the permissions at the moment when it is given the role.
      dependsOn: [role.policy],
    });
  }
}

/** Source: API Gateway developer guide, permissions for CloudWatch logging (AmazonAPIGatewayPushToCloudWatchLogs). */
const writeLogs = [
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:DescribeLogGroups',
  'logs:DescribeLogStreams',
  'logs:PutLogEvents',
  'logs:GetLogEvents',
  'logs:FilterLogEvents',
] as const;
