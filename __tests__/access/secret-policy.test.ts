import { element, matrixOf } from './support/matrices';

const read = 'secretsmanager:GetSecretValue cognito-identity-provider/app-secrets';
const consumer = 'function content-consumers/content-consumer';
const listNotes = 'function notes/list-notes';
const account = 'arn:aws:iam::123456789012';
const consumerRole = `${account}:role/dev-content_consumers-role`;
const notesRole = `${account}:role/aws-lambda-lab-dev-listNotes-role`;

const grant = { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' };

/** The policy of the secret itself, and what each function may then do with it. */
const policies: readonly {
  readonly name: string;
  readonly statements: readonly object[];
  readonly cells: readonly (readonly [principal: string, says: string])[];
}[] = [
  {
    name: 'a refusal wins over the policy of the role',
    statements: [{ ...grant, Effect: 'Deny', Principal: { AWS: consumerRole } }],
    cells: [[consumer, 'denied at statement']],
  },
  {
    name: 'whom it names needs no policy of a role',
    statements: [{ ...grant, Principal: { AWS: notesRole } }],
    cells: [
      [listNotes, 'allowed'],
      [consumer, 'allowed'],
      ['function notes/create-note', 'denied at statement'],
    ],
  },
  {
    name: 'an account that is named leaves it to the policies of its roles',
    statements: [{ ...grant, Principal: { AWS: `${account}:root` } }],
    cells: [
      [listNotes, 'denied at statement'],
      [consumer, 'allowed'],
    ],
  },
  {
    name: 'everybody is whoever has credentials',
    statements: [{ ...grant, Principal: '*' }],
    cells: [
      [listNotes, 'allowed'],
      ['nobody', 'denied at role'],
    ],
  },
  {
    name: 'a refusal for a network is told as a condition',
    statements: [
      { ...grant, Effect: 'Deny', Principal: '*', Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } },
    ],
    cells: [[consumer, 'conditional at statement']],
  },
];

test.each(policies)('$name', ({ statements, cells }) => {
  const matrix = matrixOf({
    'cognito-identity-provider': (resource) => {
      const policy = JSON.stringify({ Version: '2012-10-17', Statement: statements });
      element(resource, 'aws_secretsmanager_secret', 'app-secrets')['policy'] = policy;
    },
  });
  expect(cells.map(([principal]) => [principal, matrix.says(principal, read)])).toEqual(cells);
});

test('an action that only the policy of the secret names is a target of its own', () => {
  const action = 'secretsmanager:DeleteSecret cognito-identity-provider/app-secrets';
  const matrix = matrixOf({
    'cognito-identity-provider': (resource) => {
      const statement = { ...grant, Action: 'secretsmanager:Delete*', Principal: { AWS: notesRole } };
      const policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
      element(resource, 'aws_secretsmanager_secret', 'app-secrets')['policy'] = policy;
    },
  });
  expect(matrix.says(listNotes, action)).toBe('allowed');
  expect(matrix.says(consumer, action)).toBe('denied at statement');
});
