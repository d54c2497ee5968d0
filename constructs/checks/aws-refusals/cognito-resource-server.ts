import { atMostMembers, matches, rulesOf } from './judges';
import type { AwsRefusal } from './model';

/** Resource servers and their scopes, as the Cognito API reference has them. */
export const resourceServerRefusals: readonly AwsRefusal[] = rulesOf('aws_cognito_resource_server', [
  {
    id: 'cognito-resource-server-identifier',
    argument: 'identifier',
    rule: 'an identifier is 1 to 256 printable ASCII characters without a space, " or \\.',
    whatToDo: 'Correct it; a short name or the URL of the API is usual.',
    judge: matches(/^[\x21\x23-\x5B\x5D-\x7E]{1,256}$/),
  },
  {
    id: 'cognito-resource-server-name',
    argument: 'name',
    rule: 'a name is 1 to 256 letters, digits, spaces and + = , . @ - _.',
    whatToDo: 'Rename the resource server.',
    judge: matches(/^[\w\s+=,.@-]{1,256}$/),
  },
  {
    id: 'cognito-scope-name',
    argument: 'scope.scope_name',
    rule: 'a scope is 1 to 256 printable ASCII characters without a space, ", \\ or /.',
    whatToDo: 'Write the short name: Cognito puts the identifier and a slash in front.',
    judge: matches(/^[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]{1,256}$/),
  },
  {
    id: 'cognito-scope-description',
    argument: 'scope.scope_description',
    rule: 'a description is 1 to 256 characters.',
    whatToDo: 'Say in a few words what the scope allows.',
    judge: matches(/^[^]{1,256}$/u),
  },
  {
    id: 'cognito-scope-count',
    argument: 'scope',
    rule: 'there are at most 100 scopes.',
    whatToDo: 'Make a second resource server.',
    judge: atMostMembers(100),
  },
]);
