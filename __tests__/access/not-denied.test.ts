import type { TerraformJson } from '../support/synthesized-output';
import { element, matrixOf } from './support/matrices';

const customers = 'group pet-store/customers';
const listFiles = 'GET api-authorization/files';

interface Change {
  readonly name: string;
  readonly stack: string;
  readonly change: (resource: TerraformJson['resource']) => void;
  readonly cells: readonly (readonly [principal: string, target: string, says: string])[];
}

const policyOf = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

const invoke = (path: string, more: object = {}) => ({
  Effect: 'Allow',
  Action: 'execute-api:Invoke',
  Resource: `\${aws_api_gateway_rest_api.api.execution_arn}/dev/${path}`,
  ...more,
});

const except = (effect: string, path: string) => {
  const { Resource, ...statement } = invoke(path);
  return { ...statement, Effect: effect, NotResource: Resource };
};

const customersPolicy =
  (...statements: readonly object[]): Change['change'] =>
  (resource) =>
    (element(resource, 'aws_iam_role_policy', 'customers')['policy'] = policyOf(...statements));

function trustOf(
  resource: TerraformJson['resource'],
  role: string,
  edit: (statement: Record<string, unknown>) => void,
) {
  const holder = element(resource, 'aws_iam_role', role);
  const policy = JSON.parse(String(holder['assume_role_policy'])) as { Statement: Record<string, unknown>[] };
  policy.Statement.forEach(edit);
  holder['assume_role_policy'] = JSON.stringify(policy);
}

const publicApi = (condition: object) =>
  policyOf({
    Effect: 'Allow',
    Principal: '*',
    Action: 'execute-api:Invoke',
    Resource: 'execute-api:/*',
    Condition: condition,
  });

const trustGoogle: Change['change'] = (resource) =>
  trustOf(resource, 'customers', (statement) => {
    Object.assign(statement, {
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: 'accounts.google.com' },
      Condition: { StringEquals: { 'accounts.google.com:aud': 'an-application' } },
    });
  });

/** Somebody comes in, so that "denied" would be the worst of all answers. */
const changes: readonly Change[] = [
  {
    name: 'a refusal of all but one pet leaves that one',
    stack: 'pet-store',
    change: customersPolicy(invoke('GET/pets/*'), except('Deny', 'GET/pets/rex')),
    cells: [
      [customers, 'GET pet-store/pets/{petId}', 'conditional at item'],
      [customers, 'GET pet-store/pets', 'denied at statement'],
    ],
  },
  {
    name: 'an allowance of all but one pet leaves that one out',
    stack: 'pet-store',
    change: customersPolicy(except('Allow', 'GET/pets/rex')),
    cells: [[customers, 'GET pet-store/pets/{petId}', 'conditional at item']],
  },
  {
    name: 'a policy of identities that are written down, or of their region',
    stack: 'pet-store',
    change: customersPolicy(
      invoke('GET/pets', { Condition: { StringLike: { 'cognito-identity.amazonaws.com:sub': 'us-east-1:*' } } }),
      invoke('GET/pets/*', { Condition: { StringEquals: { 'cognito-identity.amazonaws.com:sub': 'us-east-1:7f' } } }),
    ),
    cells: [
      [customers, 'GET pet-store/pets', 'conditional at statement'],
      [customers, 'GET pet-store/pets/{petId}', 'conditional at statement'],
    ],
  },
  {
    name: 'a role that trusts one identity',
    stack: 'notes',
    change: (resource) =>
      trustOf(resource, 'authenticated', (statement) => {
        const { StringEquals } = statement['Condition'] as { StringEquals: Record<string, string> };
        StringEquals['cognito-identity.amazonaws.com:sub'] = 'us-east-1:7f';
      }),
    cells: [['user notes', 'GET notes/notes', 'conditional at role']],
  },
  {
    name: 'a name of a session that whoever takes the role chooses',
    stack: 'pet-store',
    change: (resource) => {
      trustGoogle(resource);
      const chosen = { Condition: { StringLike: { 'aws:userid': '*:alice' } } };
      customersPolicy(invoke('GET/pets', chosen))(resource);
      element(resource, 'aws_api_gateway_rest_api', 'api')['policy'] = policyOf({
        ...invoke('GET/pets/*'),
        Resource: 'execute-api:/dev/GET/pets/*',
        Principal: { AWS: 'arn:aws:sts::123456789012:assumed-role/dev-pet-store-customers/bob' },
      });
    },
    cells: [
      ['federated pet-store/customers', 'GET pet-store/pets', 'conditional at statement'],
      ['federated pet-store/customers', 'GET pet-store/pets/{petId}', 'conditional at statement'],
      [customers, 'GET pet-store/pets/{petId}', 'denied at role'],
    ],
  },
  {
    name: 'a condition that compares with what is not known',
    stack: 'pet-store',
    change: customersPolicy(
      invoke('GET/pets', { Condition: { StringEquals: { 'aws:PrincipalAccount': '$${aws:ResourceAccount}' } } }),
    ),
    cells: [[customers, 'GET pet-store/pets', 'conditional at statement']],
  },
  {
    name: 'a path of a tag that is not known',
    stack: 'pet-store',
    change: customersPolicy(invoke('GET/$${aws:PrincipalTag/shop}')),
    cells: [[customers, 'GET pet-store/pets', 'conditional at item']],
  },
  {
    name: 'a path of a tag that is not known, with another in its place where there is none',
    stack: 'pet-store',
    change: customersPolicy(invoke("GET/$${aws:PrincipalTag/shop, 'pets'}")),
    cells: [[customers, 'GET pet-store/pets', 'conditional at item']],
  },
  {
    name: 'a path of a tag that is not known, with another in its place, is refused',
    stack: 'pet-store',
    change: customersPolicy(invoke('GET/*'), invoke("GET/$${aws:PrincipalTag/shop, 'pets'}", { Effect: 'Deny' })),
    cells: [
      [customers, 'GET pet-store/pets', 'conditional at item'],
      [customers, 'GET pet-store/pets/{petId}', 'conditional at item'],
    ],
  },
  ...['$${aws:PrincipalTag/shop}', "$${aws:PrincipalTag/shop, 'other'}"].flatMap((tag): readonly Change[] => [
    {
      name: `all but a path of a tag that is not known is refused: ${tag}`,
      stack: 'pet-store',
      change: customersPolicy(invoke('GET/*'), except('Deny', `GET/${tag}`)),
      cells: [[customers, 'GET pet-store/pets', 'conditional at item']],
    },
    {
      name: `all but a path of a tag that is not known is allowed: ${tag}`,
      stack: 'pet-store',
      change: customersPolicy(except('Allow', `GET/${tag}`)),
      cells: [[customers, 'GET pet-store/pets', 'conditional at item']],
    },
  ]),
  {
    name: 'a refusal of all but paths elsewhere, which is void without the tag',
    stack: 'pet-store',
    change: customersPolicy(invoke('GET/*'), except('Deny', 'POST/$${aws:PrincipalTag/shop}')),
    cells: [[customers, 'GET pet-store/pets', 'conditional at item']],
  },
  {
    name: 'a resource policy that makes up, from one network, for a silent policy of a group',
    stack: 'api-authorization',
    change: (resource) =>
      (element(resource, 'aws_api_gateway_rest_api', 'teamfiles-api')['policy'] = publicApi({
        IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
      })),
    cells: [
      ['group api-authorization/readers', 'POST api-authorization/files', 'conditional at authorizer'],
      ['nobody', listFiles, 'denied at authorizer'],
    ],
  },
  {
    name: 'a function that may take any text for a token',
    stack: 'api-authorization',
    change: (resource) => {
      element(resource, 'aws_lambda_function', 'teamfiles-authorizer')['environment'] = { variables: { other: 'x' } };
    },
    cells: [
      ['nobody', listFiles, 'conditional at authorizer'],
      ['function notes/create-note', listFiles, 'conditional at authorizer'],
    ],
  },
  {
    name: 'an index of a table alone',
    stack: 'pet-store',
    change: customersPolicy({
      Effect: 'Allow',
      Action: 'dynamodb:Query',
      Resource: '${aws_dynamodb_table.accounts.arn}/index/*',
    }),
    cells: [[customers, 'dynamodb:Query pet-store/accounts', 'conditional at statement']],
  },
  {
    name: 'a role that trusts a provider of the world',
    stack: 'pet-store',
    change: trustGoogle,
    cells: [['federated pet-store/customers', 'GET pet-store/pets', 'allowed']],
  },
];

test.each(changes)('$name', ({ stack, change, cells }) => {
  const matrix = matrixOf({ [stack]: change });
  expect(cells.map(([principal, target]) => [principal, target, matrix.says(principal, target)])).toEqual(cells);
});

test('but a resource policy that refuses everybody does so before a Lambda authorizer is asked', () => {
  const matrix = matrixOf({
    'api-authorization': (resource) => {
      const refusal = { Effect: 'Deny', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' };
      element(resource, 'aws_api_gateway_rest_api', 'teamfiles-api')['policy'] = policyOf(refusal);
    },
  });
  expect(matrix.says('group api-authorization/readers', listFiles)).toBe('denied at statement');
});

test('a resource policy with a condition says where it lets in, before a Lambda authorizer is asked', () => {
  const matrix = matrixOf({
    'api-authorization': (resource) =>
      (element(resource, 'aws_api_gateway_rest_api', 'teamfiles-api')['policy'] = publicApi({
        IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
      })),
  });
  const { verdict, steps } = matrix.cell('group api-authorization/readers', listFiles);
  const deciding = steps.filter(({ outcome }) => outcome === 'decides');
  expect({ verdict, deciding: deciding.map(({ check, text, at }) => [check, at?.address, text]) }).toEqual({
    verdict: 'conditional',
    deciding: [
      [
        'statement',
        'aws_api_gateway_rest_api.teamfiles-api',
        'allowed where IpAddress aws:SourceIp 203.0.113.0/24, by policy api-authorization:aws_api_gateway_rest_api.teamfiles-api, statement 0',
      ],
      [
        'authorizer',
        'aws_lambda_function.teamfiles-authorizer',
        'decided by the code of dev-teamfiles-authorizer, the authorizer dev-teamfiles-authorizer',
      ],
    ],
  });
  expect(steps.indexOf(deciding[0] as (typeof steps)[number])).toBeLessThan(
    steps.findIndex(({ check }) => check === 'authorizer'),
  );
});

test('a policy that names one session of a role says so in what decides', () => {
  const sessionOf = (name: string) =>
    matrixOf({
      'pet-store': (resource) => {
        trustGoogle(resource);
        customersPolicy(invoke('GET/account'))(resource);
        element(resource, 'aws_api_gateway_rest_api', 'api')['policy'] = policyOf({
          ...invoke('GET/pets/*'),
          Resource: 'execute-api:/dev/GET/pets/*',
          Principal: { AWS: `arn:aws:sts::123456789012:assumed-role/dev-pet-store-customers/${name}` },
        });
      },
    }).cell('federated pet-store/customers', 'GET pet-store/pets/{petId}').when;
  const named = (name: string) => [
    [
      [
        {
          effect: 'Allow',
          resource: '*',
          conditions: [{ operator: 'StringEquals', key: 'the name of the session', values: [name] }],
        },
      ],
    ],
  ];
  expect(sessionOf('bob')).toEqual(named('bob'));
  expect(sessionOf('alice')).toEqual(named('alice'));
});
