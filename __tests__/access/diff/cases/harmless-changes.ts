import type { SeededChange } from '../support/seeded-change';

const petStore = '${aws_api_gateway_rest_api.api.execution_arn}/dev';

const policyOf = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** Changes that are none of access: nothing may be said about them. */
export const harmlessChanges: readonly SeededChange[] = [
  { name: 'nothing', stack: 'notes', change: () => undefined, findings: [] },
  {
    name: 'another order of statements, actions and conditions',
    stack: 'pet-store',
    change: (terraform) => {
      for (const body of Object.values(terraform.json.resource['aws_iam_role_policy'] ?? {})) {
        const policy = JSON.parse(String(body['policy'])) as { Statement: { Action: string[]; Resource: string[] }[] };
        for (const statement of policy.Statement) {
          statement.Action.reverse();
          statement.Resource.reverse();
        }
        policy.Statement.reverse();
        body['policy'] = JSON.stringify(policy);
      }
    },
    findings: [],
  },
  {
    name: 'a statement split in two, and an action in other letters',
    stack: 'notes',
    change: (terraform) => {
      const api = '${aws_api_gateway_rest_api.api.execution_arn}/dev';
      const statement = (action: string, path: string) => ({
        Effect: 'Allow',
        Action: action,
        Resource: `${api}/${path}`,
      });
      terraform.at('aws_iam_role_policy.authenticated')['policy'] = JSON.stringify({
        Version: '2012-10-17',
        Statement: [statement('execute-api:Invoke', 'GET/notes'), statement('execute-api:invoke', 'POST/createnote')],
      });
    },
    findings: [],
  },
  {
    name: 'an inline policy made a managed one',
    stack: 'notes',
    change: (terraform) => {
      const { policy } = terraform.at('aws_iam_role_policy.authenticated');
      terraform.remove('aws_iam_role_policy.authenticated');
      terraform.add('aws_iam_policy.authenticated', { name: 'authenticated', policy });
      terraform.add('aws_iam_role_policy_attachment.authenticated', {
        role: '${aws_iam_role.authenticated.name}',
        policy_arn: '${aws_iam_policy.authenticated.arn}',
      });
    },
    findings: [],
  },
  {
    name: 'the same policy as an expression of Terraform',
    stack: 'notes',
    change: (terraform) => {
      terraform.at('aws_iam_role.list-notes-role')['assume_role_policy'] =
        '${jsonencode({"Statement" = [{"Action" = "sts:AssumeRole", "Effect" = "Allow", "Principal" = {"Service" = "lambda.amazonaws.com"}}], "Version" = "2012-10-17"})}';
    },
    findings: [],
  },
  {
    name: 'constructs made by others, at the same addresses',
    stack: 'notes',
    change: (terraform) => {
      for (const named of Object.values(terraform.json.resource)) {
        for (const body of Object.values(named)) body['//'] = { metadata: { path: 'elsewhere/Resource' } };
      }
    },
    findings: [],
  },
  {
    name: 'descriptions, tags and the code of functions',
    stack: 'api-authorization',
    change: (terraform) => {
      terraform.at('aws_cognito_user_group.teamfiles-groups-readers')['description'] = 'Look, and nothing else.';
      terraform.at('aws_dynamodb_table.teamfiles-policies')['tags'] = { owner: 'files' };
      terraform.at('aws_lambda_function.echo')['source_code_hash'] = 'another';
    },
    findings: [],
  },
  {
    name: 'resources in another order',
    stack: 'pet-store',
    change: (terraform) => {
      const turned = Object.entries(terraform.json.resource).map(
        ([type, named]) => [type, Object.fromEntries(Object.entries(named).toReversed())] as const,
      );
      Object.assign(terraform.json, { resource: Object.fromEntries(turned.toReversed()) });
    },
    findings: [],
  },
  {
    name: 'flows of a client in another order',
    stack: 'notes',
    change: (terraform) => {
      (terraform.at('aws_cognito_user_pool_client.client')['explicit_auth_flows'] as string[]).reverse();
    },
    findings: [],
  },
  {
    name: 'token lives in other units',
    stack: 'notes',
    change: (terraform) => {
      Object.assign(terraform.at('aws_cognito_user_pool_client.client'), {
        access_token_validity: 1,
        token_validity_units: [{ access_token: 'hours', id_token: 'minutes', refresh_token: 'days' }],
      });
    },
    findings: [],
  },
  {
    name: 'a table under another address, with a moved block',
    stack: 'notes',
    change: (terraform) => {
      terraform.rename('aws_dynamodb_table.notes', 'aws_dynamodb_table.journal');
      terraform.json.moved = [{ from: 'aws_dynamodb_table.notes', to: 'aws_dynamodb_table.journal' }];
    },
    findings: [],
  },
  {
    name: 'a role and a user pool under other addresses, moved in two steps',
    stack: 'notes',
    change: (terraform) => {
      terraform.rename('aws_iam_role.authenticated', 'aws_iam_role.people');
      terraform.rename('aws_cognito_user_pool.notes-user-pool', 'aws_cognito_user_pool.people');
      terraform.json.moved = [
        { from: 'aws_iam_role.authenticated', to: 'aws_iam_role.signed-in' },
        { from: 'aws_iam_role.signed-in', to: 'aws_iam_role.people' },
        { from: 'aws_cognito_user_pool.notes-user-pool', to: 'aws_cognito_user_pool.people' },
      ];
    },
    findings: [],
  },
  {
    name: 'a moved block away from an address that is declared still, which Terraform ignores',
    stack: 'notes',
    change: (terraform) => {
      terraform.add('aws_dynamodb_table.journal', {
        ...terraform.at('aws_dynamodb_table.notes'),
        name: 'dev-journal',
      });
      terraform.json.moved = [{ from: 'aws_dynamodb_table.notes', to: 'aws_dynamodb_table.journal' }];
    },
    findings: [],
  },
  {
    name: 'conditions in another order and in other letters, and a statement split by what it is about',
    stack: 'pet-store',
    base: (terraform) => {
      terraform.at('aws_iam_role_policy.customers')['policy'] = policyOf({
        Sid: 'Look',
        Effect: 'Allow',
        Action: 'execute-api:Invoke',
        Resource: [`${petStore}/GET/pets`, `${petStore}/GET/pets/rex`],
        Condition: {
          IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '198.51.100.0/24'] },
          StringEquals: { 'aws:UserAgent': 'shop' },
        },
      });
    },
    change: (terraform) => {
      const statement = {
        Effect: 'Allow',
        Action: ['execute-api:invoke'],
        Condition: {
          StringEquals: { 'aws:useragent': ['shop'] },
          IpAddress: { 'AWS:SourceIp': ['198.51.100.0/24', '203.0.113.0/24'] },
        },
      };
      terraform.at('aws_iam_role_policy.customers')['policy'] = policyOf(
        { ...statement, Sid: 'One', Resource: [`${petStore}/GET/pets/rex`] },
        { ...statement, Sid: 'All', Resource: [`${petStore}/GET/pets`] },
      );
    },
    findings: [],
  },
  {
    name: 'a role that a claim gives under another address, with a moved block',
    stack: 'pet-store',
    base: (terraform) => {
      const attachment = terraform.at('aws_cognito_identity_pool_roles_attachment.identity-pool');
      const [mapping = {}] = attachment['role_mapping'] as Record<string, unknown>[];
      const role = '${aws_iam_role.administrators.arn}';
      const rule = { claim: 'custom:staff', match_type: 'Equals', value: 'yes', role_arn: role };
      Object.assign(mapping, { type: 'Rules', mapping_rule: [rule] });
    },
    change: (terraform) => {
      terraform.rename('aws_iam_role.administrators', 'aws_iam_role.keepers');
      terraform.json.moved = [{ from: 'aws_iam_role.administrators', to: 'aws_iam_role.keepers' }];
    },
    findings: [],
  },
];
