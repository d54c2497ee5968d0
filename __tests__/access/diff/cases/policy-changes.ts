import type { SeededChange } from '../support/seeded-change';

/** Roles: who may take them, and what they may do. */
export const policyChanges: readonly SeededChange[] = [
  {
    name: 'guests may take the role of signed-in people',
    stack: 'notes',
    change: (terraform) => {
      const amr = ',"ForAnyValue:StringLike":{"cognito-identity.amazonaws.com:amr":"authenticated"}';
      terraform.replace('aws_iam_role.authenticated', 'assume_role_policy', [amr, '']);
    },
    findings: [
      'trust-condition-removed: aws_iam_role.authenticated, assume_role_policy (ForAnyValue:StringLike cognito-identity.amazonaws.com:amr authenticated and StringEquals cognito-identity.amazonaws.com:aud ${aws_cognito_identity_pool.main.id} -> StringEquals cognito-identity.amazonaws.com:aud ${aws_cognito_identity_pool.main.id})',
    ],
  },
  {
    name: 'the role of administrators is open to whoever signed in anywhere',
    stack: 'pet-store',
    change: (terraform) => {
      terraform.replace('aws_iam_role.administrators', 'assume_role_policy', [
        '"${aws_cognito_user_pool.user-pool.endpoint}"',
        '["${aws_cognito_user_pool.user-pool.endpoint}","login.petstore"]',
      ]);
    },
    findings: [
      'trust-condition-loosened: aws_iam_role.administrators, assume_role_policy (ForAnyValue:StringEquals cognito-identity.amazonaws.com:amr ${aws_cognito_user_pool.user-pool.endpoint} and ForAnyValue:StringLike cognito-identity.amazonaws.com:amr authenticated and StringEquals cognito-identity.amazonaws.com:aud ${aws_cognito_identity_pool.identity-pool.id} -> ForAnyValue:StringEquals cognito-identity.amazonaws.com:amr ${aws_cognito_user_pool.user-pool.endpoint} or login.petstore and ForAnyValue:StringLike cognito-identity.amazonaws.com:amr authenticated and StringEquals cognito-identity.amazonaws.com:aud ${aws_cognito_identity_pool.identity-pool.id})',
    ],
  },
  {
    name: 'another service may take the role of a function',
    stack: 'notes',
    change: (terraform) => {
      terraform.replace('aws_iam_role.list-notes-role', 'assume_role_policy', [
        '"lambda.amazonaws.com"',
        '["lambda.amazonaws.com","ec2.amazonaws.com"]',
      ]);
    },
    findings: [
      'trust-principal-added: aws_iam_role.list-notes-role, assume_role_policy (nothing -> Service:ec2.amazonaws.com: sts:AssumeRole)',
    ],
  },
  {
    name: 'a function may delete too',
    stack: 'notes',
    change: (terraform) => {
      terraform.replace('aws_iam_role_policy.list-notes-role', 'policy', [
        '"dynamodb:Query"',
        '"dynamodb:Query","dynamodb:DeleteItem"',
      ]);
    },
    findings: [
      'gain: dynamodb:DeleteItem notes/notes for function notes/list-notes (absent -> allowed)',
      'role-action-added: aws_iam_role_policy.list-notes-role, policies of the role (nothing -> dynamodb:DeleteItem on ${aws_dynamodb_table.notes.arn})',
    ],
  },
  {
    name: 'signed-in people may call every method',
    stack: 'notes',
    change: (terraform) => {
      terraform.replace('aws_iam_role_policy.authenticated', 'policy', ['/dev/GET/notes', '/*']);
    },
    findings: [
      'role-resource-widened: aws_iam_role_policy.authenticated, policies of the role (execute-api:Invoke on ${aws_api_gateway_rest_api.api.execution_arn}/dev/GET/notes; execute-api:Invoke on ${aws_api_gateway_rest_api.api.execution_arn}/dev/POST/createnote -> execute-api:Invoke on ${aws_api_gateway_rest_api.api.execution_arn}/*)',
    ],
  },
  {
    name: 'customers may change the accounts of others',
    stack: 'pet-store',
    change: (terraform) => {
      const own =
        ',"Condition":{"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["$${cognito-identity.amazonaws.com:sub}"]}}';
      terraform.replace('aws_iam_role_policy.customers', 'policy', [own, '']);
    },
    findings: [
      'gain: dynamodb:GetItem pet-store/accounts for group pet-store/customers, identity pet-store/login.petstore, user pet-store (conditional -> allowed)',
      'gain: dynamodb:PutItem pet-store/accounts for group pet-store/customers, identity pet-store/login.petstore, user pet-store (conditional -> allowed)',
      'gain: dynamodb:Query pet-store/accounts for group pet-store/customers, identity pet-store/login.petstore, user pet-store (conditional -> allowed)',
      'gain: dynamodb:UpdateItem pet-store/accounts for group pet-store/customers, identity pet-store/login.petstore, user pet-store (conditional -> allowed)',
      'role-condition-loosened: aws_iam_role_policy.customers, policies of the role (ForAllValues:StringEquals dynamodb:LeadingKeys ${cognito-identity.amazonaws.com:sub} -> no condition)',
    ],
  },
  {
    name: 'a second policy widens the role',
    stack: 'pet-store',
    change: (terraform) => {
      terraform.add('aws_iam_role_policy.more', {
        name: 'more',
        role: '${aws_iam_role.customers.id}',
        policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: 'execute-api:Invoke',
              Resource: '${aws_api_gateway_rest_api.api.execution_arn}/dev/POST/pets',
            },
          ],
        }),
      });
    },
    findings: [
      'gain: POST pet-store/pets for group pet-store/customers, identity pet-store/login.petstore, user pet-store (denied -> allowed)',
      'role-resource-widened: aws_iam_role_policy.more, policies of the role (execute-api:Invoke on ${aws_api_gateway_rest_api.api.execution_arn}/dev/GET/account; execute-api:Invoke on ${aws_api_gateway_rest_api.api.execution_arn}/dev/GET/pets; execute-api:Invoke on ${aws_api_gateway_rest_api.api.execution_arn}/dev/GET/pets/*; execute-api:Invoke on ${aws_api_gateway_rest_api.api.execution_arn}/dev/PUT/account -> execute-api:Invoke on ${aws_api_gateway_rest_api.api.execution_arn}/dev/POST/pets)',
    ],
  },
  {
    name: 'the refusal of everything for guests removed',
    stack: 'notes',
    change: (terraform) => terraform.remove('aws_iam_role_policy.unauthenticated'),
    findings: ['role-deny-removed: aws_iam_role_policy.unauthenticated, policies of the role (deny * on * -> nothing)'],
  },
  {
    name: 'a role that lasts longer',
    stack: 'pet-store',
    change: (terraform) => {
      terraform.at('aws_iam_role.customers')['max_session_duration'] = 43_200;
    },
    findings: ['session-life-raised: aws_iam_role.customers, max_session_duration (1 hour -> 12 hours)'],
  },
  {
    name: 'a group policy widened',
    stack: 'api-authorization',
    change: (terraform) => {
      terraform.replace('aws_dynamodb_table_item.teamfiles-policies-readers', 'item', [
        '{\\"effect\\":\\"Allow\\",\\"method\\":\\"GET\\",\\"path\\":\\"/files\\"}',
        '{\\"effect\\":\\"Allow\\",\\"method\\":\\"GET\\",\\"path\\":\\"/files\\"},{\\"effect\\":\\"Allow\\",\\"method\\":\\"POST\\",\\"path\\":\\"/files\\"}',
      ]);
    },
    findings: ['gain: POST api-authorization/files for group api-authorization/readers (denied -> allowed)'],
  },
  {
    name: 'a renamed group',
    stack: 'api-authorization',
    change: (terraform) => {
      terraform.at('aws_cognito_user_group.teamfiles-groups-readers')['name'] = 'viewers';
      terraform.replace('aws_dynamodb_table_item.teamfiles-policies-readers', 'item', ['"readers"', '"viewers"']);
    },
    findings: [
      'gain: GET api-authorization/files for group api-authorization/viewers (absent -> allowed)',
      'gain: GET api-authorization/files/{fileId} for group api-authorization/viewers (absent -> allowed)',
      'loss: GET api-authorization/files for group api-authorization/readers (allowed -> absent)',
      'loss: GET api-authorization/files/{fileId} for group api-authorization/readers (allowed -> absent)',
      'renamed: group api-authorization/readers -> group api-authorization/viewers',
      'replaced: memberships of aws_cognito_user_group.teamfiles-groups-readers (name changed from "readers" to "viewers")',
    ],
  },
];
