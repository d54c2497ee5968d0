import type { JsonObject } from '../../blueprint/model';
import type { ConditionContext, Decision } from '../../iam/decision';
import { evaluate } from '../../iam/evaluate';
import { parsePolicy } from '../../iam/parse-policy';
import type { NamedPolicy, PolicySourceKind, Statement } from '../../iam/policy';
import { besides, requirements } from './required-actions';
import { asDeployed, boundary, decide, readDeployment, type Question } from './roles';

const iam = 'arn:aws:iam::123456789012';
const here = 'us-east-1:123456789012';
const { stage, account, roles, plan, deploy } = readDeployment();

const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const named = (document: JsonObject, kind: PolicySourceKind): NamedPolicy => ({
  name: kind,
  document: parsePolicy(document, kind),
});

const limits = new Set(roles.map(({ permissionsBoundary }) => JSON.stringify(permissionsBoundary?.document)));
const limit = JSON.parse([...limits][0] ?? '{}') as JsonObject;

/** What AWS answers to a function whose role may do everything, within the boundary. */
function bounded({ action, resource, context = {} }: Question, trust?: JsonObject): Decision['kind'] {
  return evaluate({
    request: {
      principal: { kind: 'aws', accountId: '123456789012', arns: [session, role] },
      action,
      resource,
      context,
    },
    identityPolicies: [named(everything, 'identity')],
    permissionsBoundary: named(limit, 'boundary'),
    ...(trust === undefined ? {} : { resourcePolicies: [named(trust, 'resource')] }),
  }).kind;
}
const role = `${iam}:role/dev-x`;
const session = 'arn:aws:sts::123456789012:assumed-role/dev-x/x';

const allows = (document: JsonObject): readonly Statement[] =>
  parsePolicy(document, 'identity').statements.filter(({ effect }) => effect === 'Allow');
const needed = roles.flatMap(({ name, policies }) =>
  policies.flatMap(({ document }) => allows(document).map((statement) => ({ name, statement }))),
);

describe('the permissions boundary', () => {
  test('is on every role of the stage, and on none of the account', () => {
    const argument = (stacks: typeof stage): readonly unknown[] =>
      stacks
        .flatMap(({ resources }) => resources)
        .filter(({ type }) => type === 'aws_iam_role')
        .map(({ args }) => args['permissions_boundary']);
    const ofStage = argument(stage);
    expect(ofStage.length).toBeGreaterThan(20);
    expect(new Set(ofStage)).toEqual(
      new Set(['arn:aws:iam::${data.aws_caller_identity.current.account_id}:policy/dev-boundary']),
    );
    expect(limits.size).toBe(1);
    expect(argument(account)).toEqual([undefined, undefined, undefined]);
    expect(plan.permissionsBoundary ?? deploy.permissionsBoundary).toBeUndefined();
  });

  test('leaves every role all that its own policies give it', () => {
    const questions = needed.flatMap(({ name, statement }) =>
      statement.actions.patterns.flatMap((action) =>
        (statement.resources?.patterns ?? []).map((resource) => ({ name, action, resource, context: asDeployed })),
      ),
    );
    expect(questions.length).toBeGreaterThan(100);
    expect(questions.filter((question) => bounded(question) !== 'allowed')).toEqual([]);
  });

  test('allows no action that no role needs', () => {
    const actions = new Set(needed.flatMap(({ statement }) => statement.actions.patterns));
    const allowed = allows(limit).flatMap(({ actions: { patterns } }) => patterns);
    expect([...new Set(allowed)].filter((action) => !actions.has(action))).toEqual([]);
    expect(allowed).toHaveLength(actions.size);
  });
});

describe('whoever deploys', () => {
  const within = ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:PutRolePermissionsBoundary'];
  const { 'iam:PermissionsBoundary': given, ...unbounded } = asDeployed;
  const others: readonly (readonly [string, ConditionContext])[] = [
    ['without a permissions boundary', unbounded],
    ['within a boundary that allows everything', { ...unbounded, 'iam:PermissionsBoundary': `${iam}:policy/admin` }],
    [
      'within the boundary of another stage',
      { ...unbounded, 'iam:PermissionsBoundary': `${iam}:policy/prod-boundary` },
    ],
    [
      'within AWS’s own policy for administrators',
      { ...unbounded, 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess' },
    ],
  ];

  test.each(within)('may %s within the boundary', (action) => {
    expect(given).toBe(boundary);
    expect(decide(deploy, { action, resource: role, context: asDeployed })).toBe('allowed');
  });

  test.each(others)('gives no role anything %s', (_, context) => {
    for (const action of [...within, 'iam:AttachRolePolicy']) {
      expect([action, decide(deploy, { action, resource: role, context })]).toEqual([action, 'explicitly-denied']);
    }
  });

  test('attaches no policy of others, not even within the boundary', () => {
    const attach = { action: 'iam:AttachRolePolicy', resource: role, context: asDeployed };
    expect(decide(deploy, attach)).toBe('implicitly-denied');
  });

  test('takes the boundary from no role', () => {
    for (const resource of [role, `${iam}:role/other`, deploy.arn]) {
      const remove = { action: 'iam:DeleteRolePermissionsBoundary', resource, context: asDeployed };
      expect([resource, decide(deploy, remove)]).toEqual([resource, 'explicitly-denied']);
    }
  });

  test.each([
    'CreatePolicy',
    'CreatePolicyVersion',
    'DeletePolicy',
    'DeletePolicyVersion',
    'SetDefaultPolicyVersion',
    'TagPolicy',
  ])('may not %s: what the boundary says is for an administrator', (name) => {
    const edit = { action: `iam:${name}`, resource: boundary, context: asDeployed };
    expect(decide(deploy, edit)).toBe('explicitly-denied');
    expect(decide(deploy, { ...edit, resource: `${iam}:policy/dev-other` })).toBe('implicitly-denied');
  });
});

describe('a role that may do everything, within the boundary', () => {
  const deployments = new Set([
    ...Object.values(requirements).flatMap(({ write }) => write),
    ...besides.filter((action) => !action.startsWith('s3:List')),
  ]);
  const items = new Set(['dynamodb:PutItem', 'dynamodb:UpdateItem']);

  test.each([...deployments].filter((action) => !items.has(action)))('may not %s', (action) => {
    for (const resource of ['*', role, deploy.arn, boundary]) {
      expect([resource, bounded({ action, resource, context: asDeployed })]).not.toEqual([resource, 'allowed']);
    }
  });

  test.each([
    ['iam:CreateUser', `${iam}:user/x`],
    ['iam:CreateAccessKey', `${iam}:user/x`],
    ['iam:AttachRolePolicy', role],
    ['iam:PassRole', `${iam}:role/admin`],
    ['iam:DeleteRolePermissionsBoundary', role],
    ['iam:CreatePolicyVersion', boundary],
    ['sts:AssumeRole', `${iam}:role/admin`],
    ['sts:TagSession', `${iam}:role/admin`],
    ['organizations:LeaveOrganization', '*'],
    ['account:CloseAccount', '*'],
    ['lambda:InvokeFunction', `arn:aws:lambda:${here}:function:prod-x`],
    ['lambda:UpdateFunctionCode', `arn:aws:lambda:${here}:function:dev-x`],
    ['ec2:RunInstances', '*'],
    ['s3:GetObject', 'arn:aws:s3:::acme-state/dev/us-east-1/notes.tfstate'],
    ['s3:GetObject', 'arn:aws:s3:::acme-state/dev/us-east-1/github-roles.tfstate'],
    ['kms:Decrypt', `arn:aws:kms:${here}:key/x`],
    ['dynamodb:GetItem', `arn:aws:dynamodb:${here}:table/prod-notes`],
    ['dynamodb:DeleteTable', `arn:aws:dynamodb:${here}:table/dev-notes`],
    ['secretsmanager:GetSecretValue', `arn:aws:secretsmanager:${here}:secret:prod-x-AbCdEf`],
    ['secretsmanager:PutSecretValue', `arn:aws:secretsmanager:${here}:secret:dev-x-AbCdEf`],
    ['execute-api:Invoke', `arn:aws:execute-api:${here}:a1b2c3/prod/GET/pets`],
    ['execute-api:ManageConnections', `arn:aws:execute-api:${here}:a1b2c3/dev/POST/x`],
    ['cognito-idp:AdminSetUserPassword', `arn:aws:cognito-idp:${here}:userpool/us-east-1_A`],
    ['logs:PutLogEvents', `arn:aws:logs:${here}:log-group:/aws/lambda/prod-x:log-stream:x`],
    ['logs:GetLogEvents', `arn:aws:logs:${here}:log-group:/aws/lambda/dev-x:log-stream:x`],
  ])('may not %s on %s', (action, resource) => {
    expect(bounded({ action, resource, context: asDeployed })).not.toBe('allowed');
  });

  test.each([
    ['cognito-idp:AdminLinkProviderForUser', `arn:aws:cognito-idp:${here}:userpool/us-east-1_A`],
    ['cognito-idp:ListUsers', `arn:aws:cognito-idp:${here}:userpool/us-east-1_A`],
    [
      'cognito-identity:GetOpenIdTokenForDeveloperIdentity',
      `arn:aws:cognito-identity:${here}:identitypool/us-east-1:0a`,
    ],
  ])('may %s in the pools of the stage alone', (action, resource) => {
    const ask = (context: ConditionContext) => bounded({ action, resource, context });
    expect(ask(asDeployed)).toBe('allowed');
    expect(ask({ ...asDeployed, 'aws:ResourceTag/stage': 'prod' })).toBe('implicitly-denied');
    expect(ask({ ...asDeployed, 'aws:ResourceTag/project': 'other' })).toBe('implicitly-denied');
    expect(ask({})).toBe('implicitly-denied');
  });

  test('becomes no other role, even where that one trusts its session by name', () => {
    const trust = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: session }, Action: 'sts:AssumeRole', Resource: '*' }],
    };
    expect(bounded({ action: 'sts:AssumeRole', resource: `${iam}:role/admin` }, trust)).toBe('explicitly-denied');
  });
});
