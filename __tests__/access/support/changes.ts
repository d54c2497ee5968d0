import type { TerraformJson } from '../../support/synthesized-output';
import { element } from './matrices';

const customers = 'group pet-store/customers';
const listFiles = 'GET api-authorization/files';
const addFile = 'POST api-authorization/files';
const authorizer = ['aws_api_gateway_authorizer', 'teamfiles-api-authorizer'] as const;

/** A stack as somebody could have changed it, and what the matrix must say of it then. */
export interface Change {
  readonly name: string;
  readonly stack: string;
  readonly change: (resource: TerraformJson['resource']) => void;
  readonly cells: readonly (readonly [principal: string, target: string, says: string])[];
}

/** Reads and writes a policy that Terraform holds as text. */
function editPolicy(
  holder: Record<string, unknown>,
  member: string,
  edit: (statement: Record<string, unknown>) => void,
) {
  const policy = JSON.parse(String(holder[member])) as { Statement: Record<string, unknown>[] };
  policy.Statement.forEach(edit);
  holder[member] = JSON.stringify(policy);
}

const policyOf = (statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

const invokeApi = (path: string) => ({
  Effect: 'Allow',
  Action: 'execute-api:Invoke',
  Resource: `\${aws_api_gateway_rest_api.api.execution_arn}/dev/${path}`,
});

/** AWS has no classic flow where a role mapping chooses roles. */
function allowClassicFlow(resource: TerraformJson['resource']): void {
  element(resource, 'aws_cognito_identity_pool', 'identity-pool')['allow_classic_flow'] = true;
  delete element(resource, 'aws_cognito_identity_pool_roles_attachment', 'identity-pool')['role_mapping'];
}

export const changes: readonly Change[] = [
  {
    name: 'a route that lost its authorization',
    stack: 'notes',
    change: (resource) => (element(resource, 'aws_api_gateway_method', 'api-notes-GET')['authorization'] = 'NONE'),
    cells: [
      ['nobody', 'GET notes/notes', 'allowed'],
      ['nobody', 'POST notes/createnote', 'denied at authorizer'],
    ],
  },
  {
    name: 'guests whose role denies everything',
    stack: 'notes',
    change: (resource) =>
      (element(resource, 'aws_cognito_identity_pool', 'main')['allow_unauthenticated_identities'] = true),
    cells: [
      ['guest notes', 'GET notes/notes', 'denied at statement'],
      ['nobody', 'GET notes/notes', 'denied at authorizer'],
    ],
  },
  {
    name: 'guests whose role lets them in',
    stack: 'notes',
    change: (resource) => {
      element(resource, 'aws_cognito_identity_pool', 'main')['allow_unauthenticated_identities'] = true;
      element(resource, 'aws_iam_role_policy', 'unauthenticated')['policy'] = policyOf([
        { Effect: 'Allow', Action: ['execute-api:Invoke', 'secretsmanager:GetSecretValue'], Resource: '*' },
      ]);
    },
    cells: [
      ['guest notes', 'GET notes/notes', 'allowed'],
      // The enhanced flow cuts guests down to services of which Secrets Manager is none.
      ['guest notes', 'secretsmanager:GetSecretValue cognito-identity-provider/app-secrets', 'denied at statement'],
    ],
  },
  {
    name: 'an identity pool that does not take tokens of the app client',
    stack: 'notes',
    change: (resource) => {
      element(resource, 'aws_cognito_identity_pool', 'main')['cognito_identity_providers'] = [];
    },
    cells: [['user notes', 'GET notes/notes', 'denied at authorizer']],
  },
  {
    name: 'a role that does not trust the pool',
    stack: 'notes',
    change: (resource) =>
      editPolicy(element(resource, 'aws_iam_role', 'authenticated'), 'assume_role_policy', (statement) => {
        statement['Condition'] = {
          StringEquals: { 'cognito-identity.amazonaws.com:aud': 'us-east-1:00000000-0000-4000-8000-000000000000' },
          'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
        };
      }),
    cells: [['user notes', 'GET notes/notes', 'denied at role']],
  },
  {
    name: 'a function that API Gateway may not call',
    stack: 'notes',
    change: (resource) => {
      delete resource['aws_lambda_permission']?.['api-notes-GET'];
    },
    cells: [
      ['user notes', 'GET notes/notes', 'denied at integration'],
      ['user notes', 'POST notes/createnote', 'allowed'],
    ],
  },
  {
    name: 'a policy that depends on where a request comes from',
    stack: 'notes',
    change: (resource) =>
      (element(resource, 'aws_iam_role_policy', 'authenticated')['policy'] = policyOf([
        { ...invokeApi('GET/notes'), Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } },
        invokeApi('POST/createnote'),
        { ...invokeApi('POST/*'), Effect: 'Deny', Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': '9' } } },
      ])),
    cells: [
      ['user notes', 'GET notes/notes', 'conditional at statement'],
      ['user notes', 'POST notes/createnote', 'conditional at statement'],
    ],
  },
  {
    name: 'a policy for one pet, and one that spares a pet',
    stack: 'pet-store',
    change: (resource) => {
      const [one, all] = [invokeApi('GET/pets/rex'), invokeApi('GET/pets/*')];
      element(resource, 'aws_iam_role_policy', 'customers')['policy'] = policyOf([one]);
      element(resource, 'aws_iam_role_policy', 'administrators')['policy'] = policyOf([
        all,
        { ...one, Effect: 'Deny' },
      ]);
    },
    cells: [
      [customers, 'GET pet-store/pets/{petId}', 'conditional at item'],
      [customers, 'GET pet-store/pets', 'denied at statement'],
      ['group pet-store/administrators', 'GET pet-store/pets/{petId}', 'conditional at item'],
    ],
  },
  {
    name: 'a path that only its owner may call',
    stack: 'pet-store',
    change: (resource) =>
      (element(resource, 'aws_iam_role_policy', 'customers')['policy'] = policyOf([
        invokeApi('GET/pets/$${cognito-identity.amazonaws.com:sub}'),
      ])),
    cells: [[customers, 'GET pet-store/pets/{petId}', 'conditional at item']],
  },
  {
    name: 'a classic flow where a role trusts more than one way to sign in',
    stack: 'pet-store',
    change: (resource) => {
      allowClassicFlow(resource);
      editPolicy(element(resource, 'aws_iam_role', 'administrators'), 'assume_role_policy', (statement) => {
        delete (statement['Condition'] as Record<string, unknown>)['ForAnyValue:StringEquals'];
      });
    },
    cells: [
      ['identity pet-store/login.petstore', 'POST pet-store/pets', 'allowed'],
      [customers, 'POST pet-store/pets', 'allowed'],
    ],
  },
  {
    name: 'a classic flow where the role still asks for the user pool',
    stack: 'pet-store',
    change: allowClassicFlow,
    cells: [
      ['identity pet-store/login.petstore', 'POST pet-store/pets', 'denied at statement'],
      // The trust policy tells user pools from other logins, but not customers from administrators.
      [customers, 'POST pet-store/pets', 'allowed'],
    ],
  },
  {
    name: 'a group without a role, and a mapping that then denies',
    stack: 'pet-store',
    change: (resource) => {
      delete element(resource, 'aws_cognito_user_group', 'customers-group')['role_arn'];
      const [attachment] = Object.values(resource['aws_cognito_identity_pool_roles_attachment'] ?? {});
      const [mapping] = (attachment?.['role_mapping'] ?? []) as Record<string, unknown>[];
      if (mapping === undefined) throw new TypeError('no role mapping');
      mapping['ambiguous_role_resolution'] = 'Deny';
    },
    cells: [
      [customers, 'GET pet-store/pets', 'denied at role'],
      ['user pet-store', 'GET pet-store/pets', 'denied at role'],
      ['group pet-store/administrators', 'GET pet-store/pets', 'allowed'],
    ],
  },
  {
    name: 'a mapping by rules, of a group and of a claim that is not known',
    stack: 'pet-store',
    change: (resource) => {
      const [attachment] = Object.values(resource['aws_cognito_identity_pool_roles_attachment'] ?? {});
      const [mapping] = (attachment?.['role_mapping'] ?? []) as Record<string, unknown>[];
      if (mapping === undefined) throw new TypeError('no role mapping');
      const role = '${aws_iam_role.administrators.arn}';
      mapping['type'] = 'Rules';
      mapping['mapping_rule'] = [
        { claim: 'cognito:groups', match_type: 'Contains', value: 'administrators', role_arn: role },
        { claim: 'nickname', match_type: 'Equals', value: 'staff', role_arn: role },
      ];
    },
    cells: [
      ['group pet-store/administrators', 'POST pet-store/pets', 'allowed'],
      [customers, 'POST pet-store/pets', 'conditional at role'],
      // A customer gets one of two roles, and may see the pets with either.
      [customers, 'GET pet-store/pets', 'allowed'],
    ],
  },
  {
    name: 'another Lambda authorizer than that of the framework',
    stack: 'api-authorization',
    change: (resource) => {
      element(resource, 'aws_lambda_function', 'teamfiles-authorizer')['environment'] = { variables: { other: 'x' } };
    },
    cells: [
      ['group api-authorization/readers', listFiles, 'conditional at authorizer'],
      [customers, listFiles, 'conditional at authorizer'],
      ['nobody', listFiles, 'conditional at authorizer'],
    ],
  },
  {
    name: 'an authorizer that API Gateway may not call',
    stack: 'api-authorization',
    change: (resource) => {
      delete resource['aws_lambda_permission']?.['teamfiles-api-authorizer'];
    },
    cells: [['group api-authorization/readers', listFiles, 'denied at authorizer']],
  },
  {
    name: 'an authorizer that is asked without a token',
    stack: 'api-authorization',
    change: (resource) => {
      const it = element(resource, ...authorizer);
      Object.assign(it, { type: 'REQUEST', identity_source: '', authorizer_result_ttl_in_seconds: 0 });
      delete it['identity_validation_expression'];
      element(resource, 'aws_lambda_function', 'teamfiles-authorizer')['environment'] = { variables: { other: 'x' } };
    },
    cells: [['nobody', listFiles, 'conditional at authorizer']],
  },
  {
    name: 'a group whose policy is not understood',
    stack: 'api-authorization',
    change: (resource) => {
      const item = element(resource, 'aws_dynamodb_table_item', 'teamfiles-policies-readers');
      item['item'] = JSON.stringify({ group: { S: 'readers' }, policy: { S: '[{"effect":"Permit"}]' } });
    },
    cells: [
      ['group api-authorization/readers', listFiles, 'denied at group-policy'],
      ['group api-authorization/writers', listFiles, 'allowed'],
    ],
  },
  {
    name: 'an authorizer that takes the tokens of another app client',
    stack: 'api-authorization',
    change: (resource) => {
      const { environment } = element(resource, 'aws_lambda_function', 'teamfiles-authorizer');
      const { variables } = environment as { variables: Record<string, string> };
      const issuers = JSON.parse(variables['issuers'] ?? '') as { clientIds: readonly string[] }[];
      variables['issuers'] = JSON.stringify(issuers.map((one) => ({ ...one, clientIds: ['another'] })));
    },
    cells: [['group api-authorization/readers', listFiles, 'denied at authorizer']],
  },
  {
    name: 'an authorizer that also takes tokens of another issuer, who names the groups',
    stack: 'api-authorization',
    change: (resource) => {
      const { environment } = element(resource, 'aws_lambda_function', 'teamfiles-authorizer');
      const { variables } = environment as { variables: Record<string, string> };
      const issuers = JSON.parse(variables['issuers'] ?? '') as object[];
      const other = {
        issuer: 'https://tenant.example.com/',
        jwksUri: 'https://tenant.example.com/keys',
        groupsClaim: 'g',
      };
      variables['issuers'] = JSON.stringify([...issuers, { ...other, audience: 'files' }]);
    },
    cells: [
      ['group tenant.example.com/readers', listFiles, 'allowed'],
      ['group tenant.example.com/readers', addFile, 'denied at group-policy'],
      ['user tenant.example.com', listFiles, 'denied at group-policy'],
      ['group tenant.example.com/readers', 'GET api-authentication/files', 'denied at authorizer'],
    ],
  },
  {
    name: 'a route that takes ID tokens of one audience',
    stack: 'api-authentication',
    change: (resource) => {
      delete element(resource, 'aws_api_gateway_method', 'awesomeapp-api-files-GET')['authorization_scopes'];
      const it = element(resource, 'aws_api_gateway_authorizer', 'awesomeapp-api-authorizer');
      it['identity_validation_expression'] = 'another-client';
    },
    cells: [['user api-authentication', 'GET api-authentication/files', 'denied at authorizer']],
  },
  {
    name: 'a route that takes ID tokens',
    stack: 'api-authentication',
    change: (resource) => {
      delete element(resource, 'aws_api_gateway_method', 'awesomeapp-api-files-GET')['authorization_scopes'];
    },
    cells: [
      ['user api-authentication', 'GET api-authentication/files', 'allowed'],
      ['machine api-authentication/awesomeapp-machines-reader', 'GET api-authentication/files', 'denied at authorizer'],
    ],
  },
  {
    name: 'a route that lost the scope of machines',
    stack: 'premium-content-provider',
    change: (resource) =>
      (element(resource, 'aws_api_gateway_method', 'api-home-premium-GET')['authorization_scopes'] = [
        'premium_api/other',
      ]),
    cells: [
      [
        'machine cognito-identity-provider/premium-app-users',
        'GET premium-content-provider/home/premium',
        'denied at scope',
      ],
    ],
  },
  {
    name: 'an API whose own policy shuts one network out',
    stack: 'premium-content-provider',
    change: (resource) =>
      (element(resource, 'aws_api_gateway_rest_api', 'api')['policy'] = policyOf([
        { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' },
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'execute-api:Invoke',
          Resource: 'execute-api:/*',
          Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
        },
      ])),
    cells: [
      ['nobody', 'OPTIONS premium-content-provider/home/premium', 'conditional at statement'],
      [
        'machine cognito-identity-provider/premium-app-users',
        'GET premium-content-provider/home/premium',
        'conditional at statement',
      ],
    ],
  },
];
