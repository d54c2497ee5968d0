import type { SeededChange, Terraform } from '../support/seeded-change';

const api = '${aws_api_gateway_rest_api.api.execution_arn}/dev';

/** Lets customers look at pets, and do nothing else, where the conditions hold. */
const customersMay = (...statements: readonly { readonly path?: string; readonly if?: object }[]) => {
  const Statement = statements.map(({ path = 'GET/pets', if: condition }) => ({
    Effect: 'Allow',
    Action: 'execute-api:Invoke',
    Resource: `${api}/${path}`,
    ...(condition === undefined ? {} : { Condition: condition }),
  }));
  return (terraform: Terraform): void => {
    terraform.at('aws_iam_role_policy.customers')['policy'] = JSON.stringify({ Version: '2012-10-17', Statement });
  };
};

const from = (...networks: readonly string[]) => ({ IpAddress: { 'aws:SourceIp': networks } });
const [home, office] = ['203.0.113.0/24', '198.51.100.0/24'];

const onlyFrom = (...networks: readonly string[]) => {
  const statement = { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' };
  return (terraform: Terraform): void => {
    terraform.at('aws_api_gateway_rest_api.teamfiles-api')['policy'] = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ ...statement, Condition: from(...networks) }],
    });
  };
};

/** Code that is not understood decides, in one of two functions. */
const foreignAuthorizer =
  (name: string) =>
  (terraform: Terraform): void => {
    terraform.at('aws_lambda_function.teamfiles-authorizer')['environment'] = { variables: { other: 'x' } };
    terraform.at('aws_api_gateway_authorizer.teamfiles-api-authorizer')['authorizer_uri'] =
      `\${aws_lambda_function.${name}.invoke_arn}`;
    terraform.add('aws_lambda_permission.any-authorizer', {
      action: 'lambda:InvokeFunction',
      function_name: '${aws_lambda_function.echo.function_name}',
      principal: 'apigateway.amazonaws.com',
      source_arn: '${aws_api_gateway_rest_api.teamfiles-api.execution_arn}/authorizers/*',
    });
  };

/** A claim of the ID token gives the role of administrators. */
const ruled = (claim: string, value: string) => (terraform: Terraform) => {
  const [mapping = {}] = terraform.at('aws_cognito_identity_pool_roles_attachment.identity-pool')[
    'role_mapping'
  ] as Record<string, unknown>[];
  const rule = { claim, match_type: 'Equals', value, role_arn: '${aws_iam_role.administrators.arn}' };
  Object.assign(mapping, { type: 'Rules', mapping_rule: [rule] });
};

/** Somebody was let in on a condition, and is on another one. */
export const conditionChanges: readonly SeededChange[] = [
  {
    name: 'another owner of the items that customers may change',
    stack: 'pet-store',
    change: (terraform) =>
      terraform.replace('aws_iam_role_policy.customers', 'policy', [
        '$${cognito-identity.amazonaws.com:sub}',
        '$${aws:username}',
      ]),
    findings: [
      'changed: dynamodb:GetItem pet-store/accounts for group pet-store/customers, identity pet-store/login.petstore, user pet-store (if ForAllValues:StringEquals dynamodb:LeadingKeys ${cognito-identity.amazonaws.com:sub} -> if ForAllValues:StringEquals dynamodb:LeadingKeys ${aws:username})',
      'changed: dynamodb:PutItem pet-store/accounts for group pet-store/customers, identity pet-store/login.petstore, user pet-store (if ForAllValues:StringEquals dynamodb:LeadingKeys ${cognito-identity.amazonaws.com:sub} -> if ForAllValues:StringEquals dynamodb:LeadingKeys ${aws:username})',
      'changed: dynamodb:Query pet-store/accounts for group pet-store/customers, identity pet-store/login.petstore, user pet-store (if ForAllValues:StringEquals dynamodb:LeadingKeys ${cognito-identity.amazonaws.com:sub} -> if ForAllValues:StringEquals dynamodb:LeadingKeys ${aws:username})',
      'changed: dynamodb:UpdateItem pet-store/accounts for group pet-store/customers, identity pet-store/login.petstore, user pet-store (if ForAllValues:StringEquals dynamodb:LeadingKeys ${cognito-identity.amazonaws.com:sub} -> if ForAllValues:StringEquals dynamodb:LeadingKeys ${aws:username})',
      'role-condition-loosened: aws_iam_role_policy.customers, policies of the role (ForAllValues:StringEquals dynamodb:LeadingKeys ${cognito-identity.amazonaws.com:sub} -> ForAllValues:StringEquals dynamodb:LeadingKeys ${aws:username})',
      'role-narrowed: aws_iam_role_policy.customers, policies of the role (ForAllValues:StringEquals dynamodb:LeadingKeys ${cognito-identity.amazonaws.com:sub} -> ForAllValues:StringEquals dynamodb:LeadingKeys ${aws:username})',
    ],
  },
  {
    name: 'a second network',
    stack: 'pet-store',
    base: customersMay({ if: from(home) }),
    change: customersMay({ if: from(office, home) }),
    findings: [
      'gain: GET pet-store/pets for group pet-store/customers, identity pet-store/login.petstore, user pet-store (if IpAddress aws:SourceIp 203.0.113.0/24 -> if IpAddress aws:SourceIp 198.51.100.0/24 or 203.0.113.0/24)',
      'role-condition-loosened: aws_iam_role_policy.customers, policies of the role (IpAddress aws:SourceIp 203.0.113.0/24 -> IpAddress aws:SourceIp 198.51.100.0/24 or 203.0.113.0/24)',
    ],
  },
  {
    name: 'another network',
    stack: 'pet-store',
    base: customersMay({ if: from(home) }),
    change: customersMay({ if: from(office) }),
    findings: [
      'changed: GET pet-store/pets for group pet-store/customers, identity pet-store/login.petstore, user pet-store (if IpAddress aws:SourceIp 203.0.113.0/24 -> if IpAddress aws:SourceIp 198.51.100.0/24)',
      'role-condition-loosened: aws_iam_role_policy.customers, policies of the role (IpAddress aws:SourceIp 203.0.113.0/24 -> IpAddress aws:SourceIp 198.51.100.0/24)',
      'role-narrowed: aws_iam_role_policy.customers, policies of the role (IpAddress aws:SourceIp 203.0.113.0/24 -> IpAddress aws:SourceIp 198.51.100.0/24)',
    ],
  },
  {
    name: 'a further condition',
    stack: 'pet-store',
    base: customersMay({ if: from(home) }),
    change: customersMay({ if: { ...from(home), StringEquals: { 'aws:UserAgent': 'shop' } } }),
    findings: [
      'loss: GET pet-store/pets for group pet-store/customers, identity pet-store/login.petstore, user pet-store (if IpAddress aws:SourceIp 203.0.113.0/24 -> if IpAddress aws:SourceIp 203.0.113.0/24 and StringEquals aws:UserAgent shop)',
      'role-narrowed: aws_iam_role_policy.customers, policies of the role (IpAddress aws:SourceIp 203.0.113.0/24 -> IpAddress aws:SourceIp 203.0.113.0/24 and StringEquals aws:UserAgent shop)',
    ],
  },
  {
    name: 'another pet',
    stack: 'pet-store',
    base: customersMay({ path: 'GET/pets/rex' }),
    change: customersMay({ path: 'GET/pets/max' }),
    findings: [
      'changed: GET pet-store/pets/{petId} for group pet-store/customers, identity pet-store/login.petstore, user pet-store (if on /dev/GET/pets/rex -> if on /dev/GET/pets/max)',
      'role-narrowed: aws_iam_role_policy.customers, policies of the role (execute-api:Invoke on ${aws_api_gateway_rest_api.api.execution_arn}/dev/GET/pets/rex -> execute-api:Invoke on ${aws_api_gateway_rest_api.api.execution_arn}/dev/GET/pets/max)',
      'role-resource-widened: aws_iam_role_policy.customers, policies of the role (execute-api:Invoke on ${aws_api_gateway_rest_api.api.execution_arn}/dev/GET/pets/rex -> execute-api:Invoke on ${aws_api_gateway_rest_api.api.execution_arn}/dev/GET/pets/max)',
    ],
  },
  {
    name: 'one scope more, where a function of the pool writes scopes',
    stack: 'api-authentication',
    base: (terraform) => {
      terraform.at('aws_cognito_user_pool.awesomeapp-users')['lambda_config'] = {
        pre_token_generation_config: { lambda_arn: '${aws_lambda_function.echo.arn}', lambda_version: 'V2_0' },
      };
      terraform.at('aws_api_gateway_method.awesomeapp-api-files-POST')['authorization_scopes'] = ['files/write'];
    },
    change: (terraform) => {
      terraform.at('aws_api_gateway_method.awesomeapp-api-files-POST')['authorization_scopes'] = [
        'files/all',
        'files/write',
      ];
    },
    findings: [
      'gain: POST api-authentication/files for user api-authentication (if StringEquals scope files/write -> if StringEquals scope files/all or files/write)',
      'scope-accepted: aws_api_gateway_method.awesomeapp-api-files-POST, authorization_scopes (files/write -> files/all, files/write)',
    ],
  },
  {
    name: 'another function in which code decides',
    stack: 'api-authorization',
    base: foreignAuthorizer('teamfiles-authorizer'),
    change: foreignAuthorizer('echo'),
    findings: [
      'authorizer-replaced: aws_api_gateway_authorizer.teamfiles-api-authorizer, authorizer_uri (${aws_lambda_function.teamfiles-authorizer.invoke_arn} -> ${aws_lambda_function.echo.invoke_arn})',
      'changed: DELETE api-authorization/files/{fileId} for nobody (if the code of api-authorization:aws_lambda_function.teamfiles-authorizer -> if the code of api-authorization:aws_lambda_function.echo)',
      'changed: GET api-authorization/files for nobody (if the code of api-authorization:aws_lambda_function.teamfiles-authorizer -> if the code of api-authorization:aws_lambda_function.echo)',
      'changed: GET api-authorization/files/{fileId} for nobody (if the code of api-authorization:aws_lambda_function.teamfiles-authorizer -> if the code of api-authorization:aws_lambda_function.echo)',
      'changed: POST api-authorization/files for nobody (if the code of api-authorization:aws_lambda_function.teamfiles-authorizer -> if the code of api-authorization:aws_lambda_function.echo)',
    ],
  },
  {
    name: 'another network in the policy of an API, before code decides',
    stack: 'api-authorization',
    base: onlyFrom(home),
    change: onlyFrom(office),
    findings: [
      'changed: DELETE api-authorization/files/{fileId} for group api-authorization/admins, group api-authorization/readers, group api-authorization/suspended, group api-authorization/writers, user api-authorization (if the code of api-authorization:aws_lambda_function.teamfiles-authorizer and IpAddress aws:SourceIp 203.0.113.0/24 -> if the code of api-authorization:aws_lambda_function.teamfiles-authorizer and IpAddress aws:SourceIp 198.51.100.0/24)',
      'changed: GET api-authorization/files for group api-authorization/admins, group api-authorization/readers, group api-authorization/suspended, group api-authorization/writers, user api-authorization (if the code of api-authorization:aws_lambda_function.teamfiles-authorizer and IpAddress aws:SourceIp 203.0.113.0/24 -> if the code of api-authorization:aws_lambda_function.teamfiles-authorizer and IpAddress aws:SourceIp 198.51.100.0/24)',
      'changed: GET api-authorization/files/{fileId} for group api-authorization/admins, group api-authorization/readers, group api-authorization/suspended, group api-authorization/writers, user api-authorization (if the code of api-authorization:aws_lambda_function.teamfiles-authorizer and IpAddress aws:SourceIp 203.0.113.0/24 -> if the code of api-authorization:aws_lambda_function.teamfiles-authorizer and IpAddress aws:SourceIp 198.51.100.0/24)',
      'changed: OPTIONS api-authorization/files for nobody (if IpAddress aws:SourceIp 203.0.113.0/24 -> if IpAddress aws:SourceIp 198.51.100.0/24)',
      'changed: OPTIONS api-authorization/files/{fileId} for nobody (if IpAddress aws:SourceIp 203.0.113.0/24 -> if IpAddress aws:SourceIp 198.51.100.0/24)',
      'changed: POST api-authorization/files for group api-authorization/admins, group api-authorization/readers, group api-authorization/suspended, group api-authorization/writers, user api-authorization (if the code of api-authorization:aws_lambda_function.teamfiles-authorizer and IpAddress aws:SourceIp 203.0.113.0/24 -> if the code of api-authorization:aws_lambda_function.teamfiles-authorizer and IpAddress aws:SourceIp 198.51.100.0/24)',
      'resource-policy-narrowed: aws_api_gateway_rest_api.teamfiles-api, resource policy (IpAddress aws:SourceIp 203.0.113.0/24 -> IpAddress aws:SourceIp 198.51.100.0/24)',
      'resource-policy-widened: aws_api_gateway_rest_api.teamfiles-api, resource policy (IpAddress aws:SourceIp 203.0.113.0/24 -> IpAddress aws:SourceIp 198.51.100.0/24)',
    ],
  },
  {
    name: 'one group fewer that a function of the pool may name',
    stack: 'api-authorization',
    base: (terraform) => {
      const [pool = ''] = Object.keys(terraform.json.resource['aws_cognito_user_pool'] ?? {});
      terraform.at(`aws_cognito_user_pool.${pool}`)['lambda_config'] = {
        pre_token_generation_config: { lambda_arn: '${aws_lambda_function.echo.arn}', lambda_version: 'V1_0' },
      };
    },
    change: (terraform) =>
      terraform.replace('aws_dynamodb_table_item.teamfiles-policies-readers', 'item', ['/files\\"', '/nothing\\"']),
    findings: [
      'loss: GET api-authorization/files for group api-authorization/readers (allowed -> conditional)',
      'loss: GET api-authorization/files for group api-authorization/suspended, user api-authorization (if StringEquals group admins or readers or writers -> if StringEquals group admins or writers)',
    ],
  },
  {
    name: 'another claim that gives a role',
    stack: 'pet-store',
    base: ruled('custom:staff', 'yes'),
    change: ruled('nickname', 'boss'),
    findings: [
      'changed: POST pet-store/pets for group pet-store/administrators, group pet-store/customers, user pet-store (if the claim custom:staff of the token: the rule "custom:staff Equals yes", pet-store:aws_iam_role.administrators -> if the claim nickname of the token: the rule "nickname Equals boss", pet-store:aws_iam_role.administrators)',
      'role-mapping-changed: aws_cognito_identity_pool_roles_attachment.identity-pool, role_mapping (${aws_cognito_user_pool.user-pool.endpoint}:${aws_cognito_user_pool_client.client.id} by Rules: custom:staff Equals yes ${aws_iam_role.administrators.arn} -> ${aws_cognito_user_pool.user-pool.endpoint}:${aws_cognito_user_pool_client.client.id} by Rules: nickname Equals boss ${aws_iam_role.administrators.arn})',
    ],
  },
];
