import type { ConditionContext } from '../../iam/decision';
import type { Arguments, SynthesizedResource } from '../synthesis/synthesized-stacks';
import { besides, requirements, type Requirement } from './required-actions';
import { asDeployed, decide, readDeployment } from './roles';

const iam = 'arn:aws:iam::123456789012';
const { stage, account, plan, deploy } = readDeployment();
const resources = stage.flatMap((stack) => stack.resources);

/** Where an argument refers to a resource of the stack, the arguments of that resource. */
function ownerOf(resource: SynthesizedResource, argument: string): Arguments {
  const value = String(resource.args[argument]);
  const owner = resources.find(({ stack, address }) => stack === resource.stack && value.includes(`\${${address}.`));
  if (owner === undefined) throw new Error(`${resource.address}: ${argument} = ${value} refers to nothing`);
  return owner.args;
}

interface Need {
  readonly action: string;
  readonly resource: string;
  readonly kind: 'read' | 'write';
}

function needsOf(resource: SynthesizedResource): readonly Need[] {
  const requirement: Requirement | undefined = requirements[resource.type];
  if (requirement === undefined) throw new Error(`Say in required-actions.ts what ${resource.type} needs.`);
  const arn = requirement.resource(resource.args, (argument) => ownerOf(resource, argument));
  return (['read', 'write'] as const).flatMap((kind) =>
    requirement[kind].map((action) => ({
      kind,
      action,
      resource: requirement.withoutArn?.includes(action) === true ? '*' : arn,
    })),
  );
}

const lacking = (role: typeof plan, needs: readonly Need[]): readonly Need[] =>
  needs.filter(({ action, resource }) => decide(role, { action, resource, context: asDeployed }) !== 'allowed');

const types = [...new Set(resources.map(({ type }) => type))].sort();

describe.each(types)('%s', (type) => {
  const needs = resources.filter((resource) => resource.type === type).flatMap(needsOf);
  const reads = needs.filter(({ kind }) => kind === 'read');
  const writes = needs.filter(({ kind }) => kind === 'write');

  test('can be planned and deployed', () => {
    expect(reads.length).toBeGreaterThan(0);
    expect(writes.length).toBeGreaterThan(0);
    expect(lacking(plan, reads)).toEqual([]);
    expect(lacking(deploy, needs)).toEqual([]);
  });

  test('is not changed by whoever plans', () => {
    expect(writes.filter((need) => !lacking(plan, [need]).length)).toEqual([]);
  });
});

test('every action that a role is allowed is one that Terraform needs', () => {
  const needed = new Set([
    ...Object.values(requirements).flatMap(({ read, write }) => [...read, ...write]),
    ...besides,
  ]);
  const allowed = [plan, deploy].flatMap(({ policies }) =>
    policies.flatMap(({ document }) =>
      (document as unknown as { Statement: { Effect: string; Action: string[] }[] }).Statement.filter(
        ({ Effect }) => Effect === 'Allow',
      ).flatMap(({ Action }) => Action),
    ),
  );
  expect(allowed.length).toBeGreaterThan(100);
  expect([...new Set(allowed)].filter((action) => !needed.has(action))).toEqual([]);
});

const states = 'arn:aws:s3:::acme-state';

test('whoever deploys reads and writes the state, and holds the lock', () => {
  const state = `${states}/dev/us-east-1/notes.tfstate`;
  for (const action of ['s3:GetObject', 's3:PutObject']) {
    expect(decide(deploy, { action, resource: state })).toBe('allowed');
  }
  for (const action of ['s3:PutObject', 's3:GetObject', 's3:DeleteObject']) {
    expect(decide(deploy, { action, resource: `${state}.tflock` })).toBe('allowed');
  }
});

test('both list the states of the stage, and learn which are missing', () => {
  for (const role of [plan, deploy]) {
    const list = (context: ConditionContext) => decide(role, { action: 's3:ListBucket', resource: states, context });
    expect(list({ 's3:prefix': 'dev/us-east-1/notes.tfstate' })).toBe('allowed');
    expect(list({ 's3:prefix': 'env:/' })).toBe('allowed');
    expect(list({})).toBe('allowed');
    expect(list({ 's3:prefix': 'prod/us-east-1/' })).toBe('implicitly-denied');
    expect(list({ 's3:prefix': '' })).toBe('implicitly-denied');
  }
});

test('whoever plans reads the state and holds the lock', () => {
  const state = `${states}/dev/us-east-1/notes.tfstate`;
  expect(decide(plan, { action: 's3:GetObject', resource: state })).toBe('allowed');
  expect(decide(plan, { action: 's3:PutObject', resource: state })).toBe('implicitly-denied');
  expect(decide(plan, { action: 's3:DeleteObject', resource: state })).toBe('implicitly-denied');
  for (const action of ['s3:PutObject', 's3:GetObject', 's3:DeleteObject']) {
    expect(decide(plan, { action, resource: `${state}.tflock` })).toBe('allowed');
  }
});

test('whoever deploys hands roles of the stage to the services that the stacks use', () => {
  const pass = (resource: string, service: string) =>
    decide(deploy, { action: 'iam:PassRole', resource, context: { 'iam:PassedToService': service } });
  const ours = resources
    .filter(({ type }) => type === 'aws_iam_role')
    .map(({ args }) => `${iam}:role/${String(args['name'])}`);
  expect(ours.length).toBeGreaterThan(10);
  for (const role of ours) {
    expect([role, pass(role, 'lambda.amazonaws.com')]).toEqual([role, 'allowed']);
    expect([role, pass(role, 'cognito-identity.amazonaws.com')]).toEqual([role, 'allowed']);
    expect([role, pass(role, 'ec2.amazonaws.com')]).toEqual([role, 'implicitly-denied']);
  }
  expect(pass(`${iam}:role/admin`, 'lambda.amazonaws.com')).toBe('implicitly-denied');
  expect(pass(deploy.arn, 'lambda.amazonaws.com')).toBe('explicitly-denied');
});

const here = 'us-east-1:123456789012';

/** What neither may do, however their resources are tagged. */
const outside: readonly (readonly [action: string, resource: string])[] = [
  ['iam:CreateUser', `${iam}:user/dev-x`],
  ['iam:CreateAccessKey', `${iam}:user/x`],
  ['iam:CreatePolicy', `${iam}:policy/dev-x`],
  ['iam:AttachRolePolicy', `${iam}:role/dev-x`],
  ['iam:PutRolePermissionsBoundary', `${iam}:role/prod-x`],
  ['iam:PutUserPermissionsBoundary', `${iam}:user/dev-x`],
  ['iam:PutRolePolicy', `${iam}:role/prod-x`],
  ['iam:PutRolePolicy', `${iam}:role/admin`],
  ['iam:CreateRole', `${iam}:role/api-gateway-logs-us-east-1`],
  ['iam:CreateOpenIDConnectProvider', `${iam}:oidc-provider/evil.example`],
  ['sts:AssumeRole', `${iam}:role/dev-x`],
  ['lambda:InvokeFunction', `arn:aws:lambda:${here}:function:dev-x`],
  ['lambda:UpdateFunctionCode', `arn:aws:lambda:${here}:function:prod-x`],
  ['lambda:UpdateFunctionCode', 'arn:aws:lambda:eu-west-1:123456789012:function:dev-x'],
  ['dynamodb:GetItem', `arn:aws:dynamodb:${here}:table/dev-notes`],
  ['dynamodb:Query', `arn:aws:dynamodb:${here}:table/dev-teamfiles-policies`],
  ['dynamodb:DeleteTable', `arn:aws:dynamodb:${here}:table/prod-notes`],
  ['secretsmanager:GetSecretValue', `arn:aws:secretsmanager:${here}:secret:prod-x-AbCdEf`],
  ['cognito-idp:AdminCreateUser', `arn:aws:cognito-idp:${here}:userpool/us-east-1_A`],
  ['cognito-idp:AdminSetUserPassword', `arn:aws:cognito-idp:${here}:userpool/us-east-1_A`],
  ['cognito-idp:ListUsers', `arn:aws:cognito-idp:${here}:userpool/us-east-1_A`],
  ['logs:FilterLogEvents', `arn:aws:logs:${here}:log-group:/aws/lambda/dev-x`],
  ['logs:DeleteLogGroup', `arn:aws:logs:${here}:log-group:/aws/lambda/prod-x`],
  ['cloudwatch:PutMetricAlarm', `arn:aws:cloudwatch:${here}:alarm:prod-x`],
  ['apigateway:PATCH', 'arn:aws:apigateway:us-east-1::/account'],
  ['apigateway:POST', 'arn:aws:apigateway:us-east-1::/apikeys'],
  ['apigateway:PATCH', 'arn:aws:apigateway:eu-west-1::/restapis/x'],
  ['s3:PutBucketPolicy', states],
  ['s3:DeleteBucket', states],
  ['s3:GetObject', `${states}/prod/us-east-1/notes.tfstate`],
  ['s3:PutObject', `${states}/prod/us-east-1/notes.tfstate`],
  ['s3:PutObject', `${states}/account/us-east-1/terraform-state.tfstate`],
  ['s3:DeleteObject', `${states}/dev/us-east-1/notes.tfstate`],
  ['s3:DeleteObjectVersion', `${states}/dev/us-east-1/notes.tfstate`],
  ['s3:GetObject', 'arn:aws:s3:::other/dev/us-east-1/notes.tfstate'],
];

test.each(outside)('neither may %s on %s', (action, resource) => {
  const context = { ...asDeployed, 'iam:PassedToService': 'lambda.amazonaws.com' };
  expect([plan, deploy].map((role) => decide(role, { action, resource, context }))).not.toContain('allowed');
});

test('an alarm of the stage tells topics, and acts on nothing else', () => {
  const put = (...actions: readonly string[]) =>
    decide(deploy, {
      action: 'cloudwatch:PutMetricAlarm',
      resource: `arn:aws:cloudwatch:${here}:alarm:dev-x`,
      context: { ...asDeployed, 'cloudwatch:AlarmActions': actions },
    });
  const topic = `arn:aws:sns:${here}:on-call`;
  expect([put(), put(topic), put(topic, 'arn:aws:sns:us-east-1:999999999999:monitoring')]).toEqual(
    Array(3).fill('allowed'),
  );
  for (const other of [
    'arn:aws:automate:us-east-1:ec2:terminate',
    `arn:aws:swf:${here}:action/actions/AWS_EC2.InstanceId.Stop/1.0`,
    `arn:aws:ssm:${here}:opsitem:1`,
    `arn:aws:lambda:${here}:function:dev-x`,
    `arn:aws:autoscaling:${here}:scalingPolicy:x:autoScalingGroupName/other:policyName/none`,
  ]) {
    expect([other, put(other), put(topic, other)]).toEqual([other, 'implicitly-denied', 'implicitly-denied']);
  }
});

test.each(['aws:ResourceTag/stage', 'aws:ResourceTag/project', 'aws:RequestTag/stage', 'aws:RequestTag/project'])(
  'a pool with another %s, or without it, is none of theirs',
  (tag) => {
    const { [tag]: removed, ...without } = asDeployed;
    expect(removed).toBeDefined();
    const kind = tag.startsWith('aws:ResourceTag') ? 'UpdateUserPool' : 'CreateUserPool';
    const identity = tag.startsWith('aws:ResourceTag') ? 'UpdateIdentityPool' : 'CreateIdentityPool';
    for (const context of [without, { ...without, [tag]: 'other' }]) {
      for (const action of [`cognito-idp:${kind}`, `cognito-identity:${identity}`]) {
        const resource = action.includes('Create')
          ? '*'
          : action.startsWith('cognito-idp')
            ? `arn:aws:cognito-idp:${here}:userpool/us-east-1_A`
            : `arn:aws:cognito-identity:${here}:identitypool/us-east-1:0a`;
        expect(decide(deploy, { action, resource, context: asDeployed })).toBe('allowed');
        expect(decide(deploy, { action, resource, context })).toBe('implicitly-denied');
      }
    }
  },
);

test.each(['cognito-idp', 'cognito-identity'])(
  '%s: what is made may be tagged; what others tagged may not',
  (service) => {
    const request = { 'aws:RequestTag/project': 'api-auth-aws-cdktf', 'aws:RequestTag/stage': 'dev' };
    const resource =
      service === 'cognito-idp'
        ? `arn:aws:cognito-idp:${here}:userpool/us-east-1_A`
        : `arn:aws:cognito-identity:${here}:identitypool/us-east-1:0a`;
    const tag = (context: ConditionContext) => decide(deploy, { action: `${service}:TagResource`, resource, context });
    expect(tag(request)).toBe('allowed');
    expect(tag({})).toBe('implicitly-denied');
    expect(tag({ ...request, 'aws:RequestTag/stage': 'prod' })).toBe('implicitly-denied');
    expect(tag({ ...request, 'aws:ResourceTag/stage': 'prod' })).toBe('implicitly-denied');
    expect(tag({ ...request, 'aws:ResourceTag/project': 'other' })).toBe('implicitly-denied');
  },
);

test('whoever deploys changes neither its own rights, nor whom they are for, nor what an administrator applies next', () => {
  const denied = [
    ...['iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy', 'iam:DeleteRole', 'iam:CreateRole', 'iam:TagRole'].flatMap(
      (action) => [plan.arn, deploy.arn].map((resource) => ({ action, resource })),
    ),
    ...['iam:CreateOpenIDConnectProvider', 'iam:AddClientIDToOpenIDConnectProvider'].map((action) => ({
      action,
      resource: `${iam}:oidc-provider/token.actions.githubusercontent.com`,
    })),
    ...['s3:PutObject', 's3:GetObject'].map((action) => ({
      action,
      resource: `${states}/dev/us-east-1/github-roles.tfstate`,
    })),
    // A role that it makes could trust it by name, which needs no permission but bears no denial.
    { action: 'sts:AssumeRole', resource: `${iam}:role/dev-x` },
  ];
  for (const one of denied) {
    const question = { ...one, context: asDeployed };
    expect([question, decide(deploy, question)]).toEqual([question, 'explicitly-denied']);
  }
});

test('the stacks of the account are deployed by somebody else', () => {
  expect(account.map(({ name }) => name)).toEqual(['account-settings', 'github-roles', 'terraform-state']);
  for (const { resources: all } of account) {
    for (const { type, args } of all.filter((one) => one.type === 'aws_iam_role')) {
      const resource = `${iam}:role/${String(args['name'])}`;
      expect([type, decide(deploy, { action: 'iam:PutRolePolicy', resource, context: asDeployed })]).not.toEqual([
        type,
        'allowed',
      ]);
    }
  }
});
