/** A finding of the scanner that stays, and why. */
export interface Exception {
  readonly check: string;
  /** Matched whole against `stack/type.name`. */
  readonly resource: RegExp;
  readonly reason: string;
}

/** Checks that checkov cannot run on Terraform JSON: they end with an error of its own. */
export const brokenChecks: readonly { readonly check: string; readonly reason: string }[] = [
  {
    check: 'CKV2_AWS_70',
    reason:
      'Open methods: it needs a graph that checkov does not build for Terraform JSON. Synthesis itself refuses a method that names neither an authorizer nor a reason.',
  },
];

const every = (type: string): RegExp => new RegExp(String.raw`[\w-]+/${type}\.[\w-]+`);

/** All exceptions. One that no longer excuses anything is a fault. */
export const exceptions: readonly Exception[] = [
  {
    check: 'CKV_AWS_59',
    resource: /content-consumers\/aws_api_gateway_method\.api-content-(?:un)?authorized-(?:read|write)-GET/,
    reason:
      'The consumer shows what happens with and without authorization; the API that it calls is the protected one.',
  },
  {
    check: 'CKV_AWS_59',
    resource: /pet-store\/aws_api_gateway_method\.api-login-POST/,
    reason: 'Who signs in has nothing to show yet. The route checks a password, and is throttled.',
  },
  {
    check: 'CKV2_AWS_53',
    resource: every('aws_api_gateway_method'),
    reason: 'Bodies are validated by the functions, whose rules tests know; GET and OPTIONS have none.',
  },
  {
    check: 'CKV2_AWS_29',
    resource: every('aws_api_gateway_stage'),
    reason:
      'A web ACL costs a monthly fee for each, and its rules are the company’s; docs/review.md tells that there is none.',
  },
  {
    check: 'CKV2_AWS_51',
    resource: every('aws_api_gateway_stage'),
    reason:
      'A client certificate proves the gateway to an HTTP backend. The backends are Lambda functions, called by IAM.',
  },
  {
    check: 'CKV2_AWS_4',
    resource: every('aws_api_gateway_stage'),
    reason: 'Execution logs hold requests with their bodies. The access logs say who was refused and why.',
  },
  {
    check: 'CKV_AWS_120',
    resource: every('aws_api_gateway_stage'),
    reason: 'A cached answer would be served without asking the function that knows whose data it is.',
  },
  {
    check: 'CKV_AWS_225',
    resource: every('aws_api_gateway_method_settings'),
    reason: 'A cached answer would be served without asking the function that knows whose data it is.',
  },
  {
    check: 'CKV_AWS_237',
    resource: every('aws_api_gateway_rest_api'),
    reason: 'A second API has another id and so another address: made first or last, callers must change.',
  },
  {
    check: 'CKV2_AWS_57',
    resource: /cognito-identity-provider\/aws_secretsmanager_secret\.app-secrets/,
    reason:
      'A client of a user pool cannot change its secret in place: rotation is a second client, then the removal of the first.',
  },
  ...(
    [
      ['CKV_AWS_149', 'aws_secretsmanager_secret'],
      ['CKV_AWS_119', 'aws_dynamodb_table'],
      ['CKV_AWS_158', 'aws_cloudwatch_log_group'],
      ['CKV_AWS_173', 'aws_lambda_function'],
      ['CKV_AWS_145', 'aws_s3_bucket'],
    ] as const
  ).map(([check, type]) => ({
    check,
    resource: every(type),
    reason:
      'It is encrypted with a key of AWS. A key of the company’s own is a decision, and a monthly fee, of the company.',
  })),
  {
    check: 'CKV_AWS_115',
    resource: every('aws_lambda_function'),
    reason: 'Concurrency that is reserved here is taken from the whole account. Each stage throttles requests.',
  },
  {
    check: 'CKV_AWS_116',
    resource: every('aws_lambda_function'),
    reason: 'Dead letters come of asynchronous calls. API Gateway and Cognito wait for the answer.',
  },
  {
    check: 'CKV_AWS_117',
    resource: every('aws_lambda_function'),
    reason:
      'The functions call AWS’s public endpoints alone, signed; in a network they would need endpoints or a gateway.',
  },
  {
    check: 'CKV_AWS_272',
    resource: every('aws_lambda_function'),
    reason: 'The zip is made from the reviewed source at synthesis, and its hash is in the plan.',
  },
  {
    check: 'CKV_AWS_18',
    resource: /terraform-state\/aws_s3_bucket\.state/,
    reason:
      'Who reads the state is in CloudTrail, if the account records data events; a second bucket would need the same.',
  },
  {
    check: 'CKV_AWS_144',
    resource: /terraform-state\/aws_s3_bucket\.state/,
    reason: 'Versions guard against mistakes. A region that is lost takes the stacks with it.',
  },
  {
    check: 'CKV2_AWS_62',
    resource: /terraform-state\/aws_s3_bucket\.state/,
    reason: 'Nothing waits for a changed state.',
  },
];
