import type { SeededChange } from '../support/seeded-change';

/** What Terraform would destroy or replace. */
export const losses: readonly SeededChange[] = [
  {
    name: 'people sign in by another attribute',
    stack: 'notes',
    change: (terraform) => {
      terraform.at('aws_cognito_user_pool.notes-user-pool')['username_attributes'] = ['phone_number'];
    },
    findings: [
      'replaced: client id of aws_cognito_user_pool_client.client (user_pool_id is of aws_cognito_user_pool.notes-user-pool.id, which is replaced)',
      'replaced: sign-in address of aws_cognito_user_pool_domain.notes-app-jpcedeno (user_pool_id is of aws_cognito_user_pool.notes-user-pool.id, which is replaced)',
      'replaced: users of aws_cognito_user_pool.notes-user-pool (username_attributes changed from ["email"] to ["phone_number"])',
    ],
  },
  {
    name: 'user names become case sensitive',
    stack: 'api-authorization',
    change: (terraform) => {
      terraform.at('aws_cognito_user_pool.teamfiles-users')['username_configuration'] = { case_sensitive: true };
    },
    findings: [
      'replaced: client id of aws_cognito_user_pool_client.teamfiles-browser-client (user_pool_id is of aws_cognito_user_pool.teamfiles-users.id, which is replaced)',
      'replaced: client id of aws_cognito_user_pool_client.teamfiles-user-client (user_pool_id is of aws_cognito_user_pool.teamfiles-users.id, which is replaced)',
      'replaced: memberships of aws_cognito_user_group.teamfiles-groups-admins (user_pool_id is of aws_cognito_user_pool.teamfiles-users.id, which is replaced)',
      'replaced: memberships of aws_cognito_user_group.teamfiles-groups-readers (user_pool_id is of aws_cognito_user_pool.teamfiles-users.id, which is replaced)',
      'replaced: memberships of aws_cognito_user_group.teamfiles-groups-suspended (user_pool_id is of aws_cognito_user_pool.teamfiles-users.id, which is replaced)',
      'replaced: memberships of aws_cognito_user_group.teamfiles-groups-writers (user_pool_id is of aws_cognito_user_pool.teamfiles-users.id, which is replaced)',
      'replaced: sign-in address of aws_cognito_user_pool_domain.teamfiles-domain (user_pool_id is of aws_cognito_user_pool.teamfiles-users.id, which is replaced)',
      'replaced: users of aws_cognito_user_pool.teamfiles-users (username_configuration.case_sensitive changed from false to true)',
    ],
  },
  {
    name: 'an attribute taken out of the schema',
    stack: 'cognito-identity-provider',
    change: (terraform) => {
      (terraform.at('aws_cognito_user_pool.user-pool')['schema'] as unknown[]).pop();
    },
    findings: ['refused: users of aws_cognito_user_pool.user-pool (schema "name" was taken out)'],
  },
  {
    name: 'another developer provider',
    stack: 'pet-store',
    change: (terraform) => {
      terraform.at('aws_cognito_identity_pool.identity-pool')['developer_provider_name'] = 'login.elsewhere';
    },
    findings: [
      'identity-provider-allowed: aws_cognito_identity_pool.identity-pool, providers of identities (${aws_cognito_user_pool_client.client.id}, login.petstore -> ${aws_cognito_user_pool_client.client.id}, login.elsewhere)',
      'identity-provider-refused: aws_cognito_identity_pool.identity-pool, providers of identities (${aws_cognito_user_pool_client.client.id}, login.petstore -> ${aws_cognito_user_pool_client.client.id}, login.elsewhere)',
      'replaced: identities of aws_cognito_identity_pool.identity-pool (developer_provider_name changed from "login.petstore" to "login.elsewhere")',
    ],
  },
  {
    name: 'another key of a table',
    stack: 'notes',
    change: (terraform) => {
      const table = terraform.at('aws_dynamodb_table.notes');
      delete table['range_key'];
      table['attribute'] = [{ name: 'userId', type: 'S' }];
    },
    findings: ['replaced: data of aws_dynamodb_table.notes (range_key changed from "noteId" to null)'],
  },
  {
    name: 'a client without its secret',
    stack: 'api-authentication',
    change: (terraform) => {
      const client = terraform.at('aws_cognito_user_pool_client.awesomeapp-machines-reader');
      Object.assign(client, {
        generate_secret: false,
        explicit_auth_flows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      });
      delete client['allowed_oauth_flows'];
      delete client['allowed_oauth_flows_user_pool_client'];
      delete client['allowed_oauth_scopes'];
    },
    findings: [
      'client-scope-removed: aws_cognito_user_pool_client.awesomeapp-machines-reader, allowed_oauth_scopes (https://awesomeapp.example.com/file.read -> none)',
      'client-secret-removed: aws_cognito_user_pool_client.awesomeapp-machines-reader, generate_secret (on -> off)',
      'loss: GET api-authentication/files for machine api-authentication/awesomeapp-machines-reader (allowed -> absent)',
      'oauth-flow-refused: aws_cognito_user_pool_client.awesomeapp-machines-reader, allowed_oauth_flows (client_credentials -> none)',
      'replaced: client id of aws_cognito_user_pool_client.awesomeapp-machines-reader (generate_secret changed from true to false)',
      'sign-in-flow-allowed: aws_cognito_user_pool_client.awesomeapp-machines-reader, explicit_auth_flows (ALLOW_REFRESH_TOKEN_AUTH -> ALLOW_REFRESH_TOKEN_AUTH, ALLOW_USER_SRP_AUTH)',
    ],
  },
  {
    name: 'a table under another address',
    stack: 'notes',
    change: (terraform) => terraform.rename('aws_dynamodb_table.notes', 'aws_dynamodb_table.journal'),
    findings: [
      'destroyed: data of aws_dynamodb_table.notes (its address is gone)',
      'gain: dynamodb:PutItem notes/journal for function notes/create-note (absent -> allowed)',
      'gain: dynamodb:Query notes/journal for function notes/list-notes (absent -> allowed)',
      'loss: dynamodb:PutItem notes/notes for function notes/create-note (allowed -> absent)',
      'loss: dynamodb:Query notes/notes for function notes/list-notes (allowed -> absent)',
      'role-narrowed: aws_iam_role_policy.create-note-role, policies of the role (dynamodb:PutItem on ${aws_dynamodb_table.notes.arn} -> dynamodb:PutItem on ${aws_dynamodb_table.journal.arn})',
      'role-narrowed: aws_iam_role_policy.list-notes-role, policies of the role (dynamodb:Query on ${aws_dynamodb_table.notes.arn} -> dynamodb:Query on ${aws_dynamodb_table.journal.arn})',
      'role-resource-widened: aws_iam_role_policy.create-note-role, policies of the role (dynamodb:PutItem on ${aws_dynamodb_table.notes.arn} -> dynamodb:PutItem on ${aws_dynamodb_table.journal.arn})',
      'role-resource-widened: aws_iam_role_policy.list-notes-role, policies of the role (dynamodb:Query on ${aws_dynamodb_table.notes.arn} -> dynamodb:Query on ${aws_dynamodb_table.journal.arn})',
    ],
  },
  {
    name: 'a group removed',
    stack: 'api-authorization',
    change: (terraform) => {
      terraform.remove('aws_cognito_user_group.teamfiles-groups-writers');
      terraform.remove('aws_dynamodb_table_item.teamfiles-policies-writers');
    },
    findings: [
      'destroyed: memberships of aws_cognito_user_group.teamfiles-groups-writers (its address is gone)',
      'loss: GET api-authorization/files for group api-authorization/writers (allowed -> absent)',
      'loss: GET api-authorization/files/{fileId} for group api-authorization/writers (allowed -> absent)',
      'loss: POST api-authorization/files for group api-authorization/writers (allowed -> absent)',
    ],
  },
];
