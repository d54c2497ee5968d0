import { readPolicy, allTexts, statementsOf } from '../policy-text';
import { refersTo } from '../resolved-stack';
import { isObject, valuesAt } from '../terraform-values';
import type { Arguments } from '../terraform-values';
import { first, matches, rulesOf } from './judges';
import type { AwsRefusal } from './model';

const service = 'apigateway.amazonaws.com';

/** The account's setting of API Gateway. Source: API Gateway developer guide, CloudWatch logging for REST APIs. */
export const accountRefusals: readonly AwsRefusal[] = rulesOf('aws_api_gateway_account', [
  {
    id: 'apigw-account-role-arn',
    argument: 'cloudwatch_role_arn',
    rule: 'it is the ARN of a role, or empty.',
    whatToDo: 'Refer to the arn of the role, not to its name.',
    judge: matches(/^(?:|arn:[^:]+:iam::\d{12}:role\/.+)$/),
  },
  {
    id: 'apigw-account-role-trust',
    argument: 'cloudwatch_role_arn',
    rule: `the role trusts ${service}.`,
    whatToDo: 'Add the service to the trust policy of the role.',
    judge: (args, argument, { stack }) =>
      first(
        valuesAt(args, argument).filter((arn) =>
          stack.resources.some(
            (one) => one.type === 'aws_iam_role' && refersTo(arn, one) && !trustsApiGateway(one.args),
          ),
        ),
      ),
  },
]);

function trustsApiGateway(role: Arguments): boolean {
  const policy = readPolicy(role['assume_role_policy']);
  return (
    policy.kind === 'unknown' ||
    (policy.kind === 'read' &&
      statementsOf(policy.document).some(
        ({ Principal: principal }) => isObject(principal) && allTexts(principal['Service']).includes(service),
      ))
  );
}
